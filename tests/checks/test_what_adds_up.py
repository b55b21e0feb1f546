"""Points, scores and money that are added up: what is said of sums that do not come out, and from where on."""

import pytest

from kpi_nlp.checks.f03_money_output_divergence import money_output_divergence
from kpi_nlp.checks.s01_total_wrong import total_wrong
from kpi_nlp.checks.s06_weights_wrong import weights_wrong
from kpi_nlp.model import Check, Example, Page, Row
from kpi_nlp.testing import ask

_OUTPUT, _RESULTS = ("产出指标", "数量指标"), ("效益指标", "社会效益指标")
_OUTPUT_60, _RESULTS_40 = ("产出指标（60分）", "数量指标"), ("效益指标（40分）", "社会效益指标")


def _said(check: Check, example: Example) -> str:
    """Return severity and message of the one finding, the reason of the one doubt, or what was counted."""
    inspection = ask(check, example)
    told = [f"{finding.severity} {finding.message}" for finding in inspection.findings]
    told += [doubt.reason for _, doubt in inspection.undecided]
    return "；".join(told) or ("clear" if inspection.outcomes[check.code].clear else "")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("60", "40", "clear"),
        ("60.004", "40", "clear"),
        ("60.01", "40", "error 第1个表各行分值相加为 100.01 分，应为 100 分。"),
        ("60", "39", "error 第1个表各行分值相加为 99 分，应为 100 分。"),
        ("50", "40", "clear"),
        ("51", "40", "error 第1个表各行分值相加为 91 分，应为 100 分。"),
        ("100", "100", "clear"),
        ("90", "90", "clear"),
        ("91", "90", "error 第1个表各行分值相加为 181 分，应为 100 分。"),
        ("0.6", "0.4", "clear"),
        ("0.6", "0.3", "error 第1个表各行分值相加为 0.9 分，应为 100 分。"),
    ],
)
def test_points_come_to_a_hundred(first: str, second: str, said: str) -> None:
    rows = (Row(target="3次", weight=first, levels=_OUTPUT), Row(target="3次", weight=second, levels=_RESULTS))
    assert _said(weights_wrong, Page(rows=rows)) == said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("60", "40", "clear"),
        ("55", "45", "error 第1个表「产出指标」标注 60 分，其下各行相加为 55 分；「效益指标」标注 40 分，其下各行相加为 45 分。"),
        ("60", "35", "error 第1个表「效益指标」标注 40 分，其下各行相加为 35 分；各行分值相加为 95 分，应为 100 分。"),
    ],
)  # fmt: skip
def test_points_come_to_those_of_their_level(first: str, second: str, said: str) -> None:
    rows = (Row(target="3次", weight=first, levels=_OUTPUT_60), Row(target="3次", weight=second, levels=_RESULTS_40))
    assert _said(weights_wrong, Page(rows=rows)) == said


def test_a_list_of_some_rows_need_not_come_to_a_hundred() -> None:
    for levels in (_OUTPUT, ("过程", "管理")):
        rows = tuple(Row(name=name, target="3次", weight="30", levels=levels) for name in "甲乙")
        assert _said(weights_wrong, Page(rows=rows)) == ""


_DOUBT = "第1个表 各行分值合计不足 100 分，差的 {} 分（多为预算执行率）未识别"


@pytest.mark.parametrize(
    ("scores", "total", "sentences", "said"),
    [
        (("50", "45"), "95", (), "clear"),
        (("50", "45"), "96", (), _DOUBT.format(5)),
        (("50.5", "45"), "95.5", (), "clear"),
        (("50.4", "45"), "95", (), "clear"),
        (("50.5", "45"), "95", (), "error 第1个表逐项得分相加为 95.5 分；表内合计写 95 分，相差 0.5 分。"),
        (("50.5", "45"), "95.6", (), _DOUBT.format("4.5")),
        (("50.55", "45"), "95.5", (), "clear"),
        (("50.55", "45"), "95.6", (), "clear"),
        (("50", "45"), None, ("自评得分95分。",), "clear"),
        (("50", "45"), None, ("自评得分96分。",), _DOUBT.format(5)),
        (("50", "40"), "100", (), _DOUBT.format(10)),
        (("50", "40"), "101", (), "error 第1个表逐项得分相加为 90 分；表内合计写 101 分，相差 11 分。"),
        (("50", "40"), "89", (), "error 第1个表逐项得分相加为 90 分；表内合计写 89 分，相差 1 分。"),
        (("50", "40"), "90", ("产出指标得分48分。",), "error 第1个表逐项得分相加为 90 分；「产出指标」正文写 48 分，逐项相加为 50 分。"),
        (("50", "40"), "90", ("产出指标得分50分，效益指标得分39分。",), "error 第1个表逐项得分相加为 90 分；「效益指标」正文写 39 分，逐项相加为 40 分。"),
        (("50", "40"), "90", ("效益指标得分42分。",), "clear"),  # of a survey, on a scale of its own
    ],
)  # fmt: skip
def test_scores_come_to_their_total(
    scores: tuple[str, str], total: str | None, sentences: tuple[str, ...], said: str
) -> None:
    rows = tuple(
        Row(target="3次", actual="3次", weight=score, score=score, levels=levels)
        for score, levels in zip(scores, (_OUTPUT, _RESULTS), strict=True)
    )
    assert _said(total_wrong, Page(rows=rows, total=total, sentences=sentences)) == said


_HEADER = ("项目", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）", "分值", "执行率", "得分")
_MET = Row(name="讲座场次", target="12场", actual="12场", weight="80", score="80")
_MISSED = Row(name="展览数量", target="6个", actual="5个", weight="20", score="15")
_IN_WORDS = Row(name="满意度", target="90%", actual="较高", weight="80", score="80")
_RATE = "question 部门整体指标得分率 {}%，预算执行率 {}%，得分率高出 {} 个百分点，未见说明。"
_UNSPENT = "question 「年度资金总额」预算 100.00，执行 {}（执行率 {}%），而产出指标均已完成，如「讲座场次」目标 12场，实际 12场，需说明。"


@pytest.mark.parametrize(
    ("spent", "rows", "sentence", "said"),
    [
        ("5.00", (_MET,), "", _UNSPENT.format("5.00", 5)),
        ("9.99", (_MET,), "", _UNSPENT.format("9.99", "9.99")),
        ("10.00", (_MET,), "", _RATE.format(100, 10, 90)),
        ("5.00", (_MET, _IN_WORDS), "", _UNSPENT.format("5.00", 5)),
        ("5.00", (_IN_WORDS,), "", _RATE.format(100, 5, 95)),
        ("5.00", (_MET, _MISSED), "", _RATE.format(95, 5, 90)),
        ("94.99", (_MET,), "", _RATE.format(100, "94.99", "5.01")),
        ("95.00", (_MET,), "", "clear"),
        ("85.00", (_MET, _MISSED), "", _RATE.format(95, 85, 10)),
        ("94.00", (_MET, _MISSED), "", "clear"),
        ("94.00", (_MET, Row(target="1场", actual="1场", weight="20")), "", _RATE.format(100, 94, 6)),
        ("75.00", (Row(target="12场", actual="12场", weight="79", score="79"),), "", ""),  # part of a sheet
        ("75.00", (_MET,), "由于疫情，预算执行率较低。", "clear"),
        ("75.00", (_MET,), "由于疫情，讲座较少。", _RATE.format(100, 75, 25)),
        ("75.00", (_MET,), "预算执行率较低。", _RATE.format(100, 75, 25)),
        ("79.99", (_MET,), "自评得分92分，评价等级为优。", "question 部门整体预算执行率 79.99%，自评等级为「优」，需说明。"),
        ("80.00", (_MET,), "自评得分92分，评价等级为优。", _RATE.format(100, 80, 20)),
        ("79.99", (_MET,), "自评得分82分，评价等级为良。", _RATE.format(100, "79.99", "20.01")),
    ],
)  # fmt: skip
def test_money_and_points_go_together(spent: str, rows: tuple[Row, ...], sentence: str, said: str) -> None:
    form = (_HEADER, ("年度资金总额", "100.00", "100.00", spent, "10", "", "9"))
    page = Page(rows=rows, sentences=(sentence,) if sentence else (), tables=(form,))
    assert _said(money_output_divergence, page) == said
