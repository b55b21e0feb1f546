"""Sentences that say how many indicators there are, and how they may be counted."""

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.indicator_counts import count_claims, counted, sizes
from kpi_nlp.model import Page, Row
from kpi_nlp.testing import dossier_of, paper_of

_WELL = ("产出指标", "质量指标")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("我单位共设置绩效指标10个。", [("我单位共设置绩效指标10个", 10, "")]),
        ("共设14个绩效指标，均已完成。", [("设14个绩效指标", 14, "")]),
        ("14个绩效指标均完成。", [("14个绩效指标", 14, "")]),
        ("我局设定了十二个指标。", [("设定了十二个指标", 12, "")]),
        ("数量指标3个，质量指标2个。", [("数量指标3个", 3, "数量指标"), ("质量指标2个", 2, "质量指标")]),
        ("共设置一级指标3个、二级指标8个。", [("共设置一级指标3个", 3, "一级"), ("二级指标8个", 8, "二级")]),
        ("产出指标共有5项，效益指标4项", [("产出指标共有5项", 5, "产出指标"), ("效益指标4项", 4, "效益指标")]),
        ("共设三级指标12个，已完成。", [("共设三级指标12个", 12, "三级")]),
        ("其中完成10个绩效指标。", []),
        ("完成了12个指标", []),
        ("未完成指标2个。", []),
        ("其余指标3个。", []),
        ("涉及指标9个单位。", []),
        ("设核心指标3个。", []),
        ("设有定量指标3个。", []),
        ("绩效指标共12个以上。", []),
        ("共设12项绩效指标未完成。", []),
        ("2023年共设绩效指标10个。", []),
    ],
)
def test_a_sentence_counts_all_indicators_of_a_level(sentence: str, told: list[tuple[str, int, str]]) -> None:
    assert [(said.quote, said.number, said.level) for said in count_claims(paper_of_sentences(sentence))] == told


def test_rows_may_be_counted_by_row_name_part_and_level() -> None:
    rows = paper_of(
        Page(
            rows=(
                Row(name="甲", target="讲座1场", actual="讲座1场"),
                Row(name="甲", target="讲座1场，展览2次", actual="讲座1场，展览2次"),
                Row(name="乙", target="1场", actual="1场", levels=_WELL),
                Row(name="丙", target="1场", actual="1场", levels=("效益指标", "社会效益指标")),
                Row(name="丁", target="1场", actual="1场", levels=("效益指标", "社会效益指标")),
            )
        ),
        "示例.docx",
    ).indicators
    assert sizes(rows, "") == {5, 4, 6, 2, 3}
    assert sizes(rows, "一级") == {2}
    assert sizes(rows, "二级") == {3}
    assert sizes(rows, "数量指标") == {5, 4, 6}


def test_rows_are_counted_by_table_and_with_values_or_without() -> None:
    dossier = dossier_of(
        Page(rows=(Row(name="甲", target="1场"), Row(name="空"), Row(name="乙", target="1场", levels=_WELL)))
    )
    paper = dossier.papers[0]
    told = {
        level: ([row.name for row in found.rows], set(found.numbers))
        for level in ("", "一级", "二级", "数量指标", "质量指标", "生态效益指标")
        if (found := counted(dossier, paper, "整体", level))
    }
    assert told == {
        "": (["甲", "乙"], {1, 2, 3}),
        "一级": (["甲", "乙"], {1}),
        "二级": (["甲", "乙"], {1, 2}),
        "数量指标": (["甲"], {1, 2}),
        "质量指标": (["乙"], {1}),
        "生态效益指标": ([], set()),
    }
    assert counted(dossier, paper, "项目", "").rows == ()
