"""What a cell, the prose or the text below a form explains is no silence."""

import pytest
from cases import indicator_of

from kpi_nlp.checks.d01_shortfall_unexplained import shortfall_unexplained
from kpi_nlp.checks.reasons import has_column, prose_of, reason_given
from kpi_nlp.model import Page, Row
from kpi_nlp.testing import ask, dossier_of

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值")
MISSED = (
    ("产出指标", "数量指标", "讲座场次", "12场", "9场"),
    ("产出指标", "数量指标", "培训期数", "4期", "3期"),
    ("产出指标", "数量指标", "展览数量", "6个", "5个"),
)
REASON = ("未完成原因分析", "因场馆闭馆维修，部分活动推迟到次年举办，未完成年度目标。", "", "", "")


def test_reasons_below_a_form_leave_it_undecided() -> None:
    inspection = ask(shortfall_unexplained, Page(tables=((HEADER, *MISSED, REASON),)))
    assert inspection.findings == ()
    assert [doubt.reason for _, doubt in inspection.undecided] == [
        "指标表没有偏差原因栏，表下或正文另有原因分析，未能与各行对应"
    ]


def test_without_them_it_is_one_question_that_lists_the_rows() -> None:
    (finding,) = ask(shortfall_unexplained, Page(tables=((HEADER, *MISSED),))).findings
    assert (finding.severity, [row.name for row in finding.rows]) == ("question", ["讲座场次", "培训期数", "展览数量"])


@pytest.mark.parametrize(
    ("actual", "reason", "note", "given"),
    [
        ("因台风取消", None, None, "given"),
        ("受疫情影响仅9场", "", None, "given"),
        ("由于疫情", "", None, "none"),  # too short to say anything
        ("因素分析完成", None, None, "none"),
        ("9场", "因场馆维修推迟", None, "given"),
        ("9场", "年初目标设定不合理", None, "given"),
        ("9场", "洪涝", None, "given"),
        ("9场", "涝", None, "generic"),
        ("9场", "疫情影响", None, "generic"),
        ("9场", "工作推进不力", None, "generic"),
        ("9场", "加强管理", "无", "generic"),
        ("9场", "无", "加强管理", "generic"),
        ("9场", "无", None, "none"),
        ("9场", "", None, "none"),
        ("9场", "0", None, "none"),
        ("9场", "—", None, "none"),
        ("9场", None, "因场馆维修推迟", "given"),
        ("9场", "无", "因场馆维修推迟", "given"),
        ("9场", "加强管理", "因场馆维修推迟", "given"),
    ],
)
def test_a_reason_stands_in_its_cell_its_note_or_beside_the_actual(
    actual: str, reason: str | None, note: str | None, given: str
) -> None:
    indicator = indicator_of(name="讲座场次", target="12场", actual=actual, reason=reason, note=note)
    assert (reason_given(indicator), has_column(indicator)) == (given, reason is not None)


def _explained(*sentences: str, name: str = "举办科普讲座场次", **cells: str) -> tuple[bool, bool]:
    dossier = dossier_of(
        Page(rows=(Row(**{"name": name, "target": "12场", "actual": "9场", **cells}),), sentences=sentences)
    )
    prose, indicator = prose_of(dossier), next(iter(dossier.indicators))
    return prose.explains_shortfall(indicator, 2024), prose.explains_excess(indicator, 2024)


@pytest.mark.parametrize(
    ("sentences", "explained"),
    [
        (("举办科普讲座场次因场馆维修未完成。",), (True, True)),
        (("因场馆维修推迟，举办科普讲座场次9场。",), (True, True)),
        (("举办科普讲座场次9场。因场馆维修推迟。",), (True, True)),
        (("举办科普讲座场次9场。", "因场馆维修。"), (True, True)),
        (("举办科普讲座场次9场。举办科普讲座场次另有安排。原因是场馆维修。",), (True, True)),
        (("举办科普讲座场次9场。工作有序。举办科普讲座场次另有安排。原因是场馆维修。",), (True, True)),
        (("举办科普讲座场次未完成。",), (False, False)),
        (("因场馆维修推迟。举办科普讲座场次9场。",), (False, False)),
        (("举办科普讲座场次9场。工作有序。因场馆维修推迟。",), (False, False)),
        (("举办科普讲座场次追加任务。",), (False, True)),
        (("举办科普讲座场次9场。需求大幅增加。",), (False, True)),
        (("举办科普讲座场次9场，新增床位120张。",), (False, False)),
        (("举办科普讲座场次",), (False, False)),
        (("因故举办科普讲座场次",), (True, True)),
        (("因。举办科普讲座场次9场。",), (False, False)),
        (("。因举办科普讲座场次9场",), (True, True)),
        (("工作有序。因举办科普讲座场次9场",), (True, True)),
    ],
)
def test_a_cause_stands_in_the_sentence_that_names_the_row_or_the_next(
    sentences: tuple[str, ...], explained: tuple[bool, bool]
) -> None:
    assert _explained(*sentences) == explained


@pytest.mark.parametrize(("between", "near"), [(140, True), (141, False)])
def test_a_cause_is_looked_for_150_letters_far(between: int, near: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _explained(f"举办科普讲座场次{'填' * between}由于。") == (near, near)
    assert _explained(f"举办科普讲座场次{'填' * between}由于") == (near, near)


@pytest.mark.parametrize(
    ("sentence", "explained"),
    [
        ("科普讲座未完成年度目标，主要原因是场馆维修。", True),
        ("举办讲座未完成年度目标，主要原因是场馆维修。", False),  # less than three pairs of letters in five
        ("科普讲座主要原因是场馆维修。", False),
        ("科普讲座未完成年度目标。", False),
        ("展览未完成年度目标，主要原因是场馆维修。", False),
    ],
)
def test_a_shortfall_may_be_told_in_other_words(sentence: str, explained: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _explained(sentence, name="举办科普讲座")[0] is explained


def test_a_name_of_three_letters_stands_in_other_words() -> None:
    assert _explained("讲座次因场馆维修。", name="讲座次") == (False, False)
    assert _explained("讲座场次因场馆维修。", name="讲座场次") == (True, True)


def test_a_word_of_its_own_name_gives_a_row_no_cause() -> None:
    assert _explained("未利用床位调整数12项。", name="未利用床位调整数") == (False, False)
    assert _explained("未利用床位调整数12项，原因是改革。", name="未利用床位调整数") == (True, True)


@pytest.mark.parametrize(
    ("sentence", "cells", "explained"),
    [
        ("政府采购执行率（扣0.11分）得1.89分。", {"weight": "2", "score": "1.89"}, True),
        ("政府采购执行率（扣0.12分）得1.88分。", {"weight": "2", "score": "1.89"}, False),
        ("固定资产利用率（扣0.11分）得1.89分。", {"weight": "2", "score": "1.89"}, False),
        ("政府采购执行率（扣2分）得2分。", {"weight": "4", "score": "2"}, True),
        ("政府采购执行率（扣3分）得2分。", {"weight": "5", "score": "2"}, True),
        ("政府采购执行率（扣3分）得1分。", {"weight": "5", "score": "2"}, True),
        ("政府采购执行率（扣1分）得1分。", {"weight": "5", "score": "2"}, False),
        ("政府采购执行率（扣0.11分）得1.89分。", {"weight": "2"}, False),
        ("政府采购执行率（扣0.11分）得1.89分。", {"score": "1.89"}, False),
    ],
)
def test_points_that_were_deducted_are_explained_by_their_sum(
    sentence: str,
    cells: dict[str, str],
    explained: bool,  # noqa: FBT001 - a column of the table
) -> None:
    told = _explained(sentence, name="政府采购合规管理情况", target="良好", actual="基本完成", **cells)
    assert told == (explained, False)
