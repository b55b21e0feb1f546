"""Blanket claims: which rows they cover, which of those were missed, and how many they admit."""

import pytest

from kpi_nlp.checks.blanket import blankets
from kpi_nlp.model import Page, Row
from kpi_nlp.testing import paper_of

_MET = Row(name="讲座场次", target="12场", actual="12场")
_MISSED = Row(name="培训期数", target="4期", actual="3期")
_OF_RESULTS = Row(name="展览数量", target="6个", actual="5个", levels=("效益指标", "社会效益指标"))
_EXECUTION = Row(name="预算执行率", target="100%", actual="90%")
_IN_WORDS = Row(name="满意度", target="90%", actual="较高")


@pytest.mark.parametrize(
    ("rows", "sentence", "missed", "admitted", "denied"),
    [
        ((_MET, _MISSED), "各项绩效指标均已完成。", ["培训期数"], 0, True),
        ((_MET, _MISSED), "除培训期数外，各项绩效指标均已完成。", [], 0, False),
        ((_MET, _MISSED), "除培训外，各项绩效指标均已完成。", [], 0, False),
        ((_MET, _MISSED, _OF_RESULTS), "除培训期数外，各项绩效指标均已完成。", ["展览数量"], 0, True),
        ((_MET, _MISSED, _OF_RESULTS), "除一个指标外，各项绩效指标均已完成。", ["培训期数", "展览数量"], 1, True),
        ((_MET, _MISSED, _OF_RESULTS), "除两个指标外，各项绩效指标均已完成。", ["培训期数", "展览数量"], 2, False),
        ((_MET, _MISSED, _OF_RESULTS), "除个别指标外，各项绩效指标均已完成。", ["培训期数", "展览数量"], None, None),
        ((_MET,), "除个别指标外，各项绩效指标均已完成。", [], None, False),
        ((_MET, _MET), "各项绩效指标均已完成。", [], 0, False),
        ((_MET, _EXECUTION), "各项绩效指标均已完成。", [], 0, False),
        ((_MET, _OF_RESULTS), "产出指标均已完成。", [], 0, False),
        ((_MET, _OF_RESULTS), "效益指标均已完成。", ["展览数量"], 0, True),
        ((_MET, _MISSED), "表1各项绩效指标均已完成。", ["培训期数"], 0, True),
    ],
)
def test_a_claim_that_all_was_met(
    rows: tuple[Row, ...],
    sentence: str,
    missed: list[str],
    admitted: int | None,
    denied: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    (blanket,) = blankets(paper_of(Page(rows=rows, sentences=(sentence,)), "示例.docx"))
    assert [row.name for row in blanket.missed] == missed
    assert (blanket.admitted, blanket.denied, blanket.met, blanket.open) == (admitted, denied, (), 0)
    assert not blanket.too_humble


@pytest.mark.parametrize(
    ("rows", "sentence", "counts", "denied", "too_humble"),
    [
        ((_MET, _MISSED), "2个绩效指标，完成2个。", (1, 0, 1, 1), True, False),
        ((_MET, _MISSED), "2个绩效指标，完成1个。", (1, 1, 1, 1), False, False),
        ((_MET, _MISSED), "2个绩效指标，完成1个，未完成1个。", (1, 1, 1, 1), False, False),
        ((_MET, _MET), "2个绩效指标，完成1个。", (0, 1, 2, 0), False, True),
        ((_MET, _IN_WORDS), "2个绩效指标，完成1个。", (0, 1, 1, 1), False, False),
        ((_MET, _IN_WORDS), "2个绩效指标，完成0个。", (0, 2, 1, 1), False, True),
    ],
)
def test_a_claim_that_counts(
    rows: tuple[Row, ...],
    sentence: str,
    counts: tuple[int, int, int, int],
    denied: bool,  # noqa: FBT001 - a column of the table
    too_humble: bool,  # noqa: FBT001 - a column of the table
) -> None:
    (blanket,) = blankets(paper_of(Page(rows=rows, sentences=(sentence,)), "示例.docx"))
    assert (len(blanket.missed), blanket.admitted, len(blanket.met), blanket.open) == counts
    assert (blanket.denied, blanket.too_humble) == (denied, too_humble)


@pytest.mark.parametrize(
    "sentence",
    [
        "3个绩效指标，完成3个。",
        "2个绩效指标，达标2个，部分达标0个。",
        "计划各项绩效指标均完成。",
        "科普类各项绩效指标均已完成。",
        "各项工作任务均已完成。",
        "2023年各项绩效指标均已完成。",
    ],
)
def test_what_is_no_claim_on_these_rows(sentence: str) -> None:
    assert list(blankets(paper_of(Page(rows=(_MET, _MISSED), sentences=(sentence,)), "示例.docx"))) == []
