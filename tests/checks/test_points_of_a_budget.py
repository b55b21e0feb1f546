"""Points for the execution of the budget, which stand in a form of their own: when they count in, and when nobody can tell."""

import pytest

from kpi_nlp.checks.s01_total_wrong import total_wrong
from kpi_nlp.checks.s06_weights_wrong import weights_wrong
from kpi_nlp.model import Check, Page, Row
from kpi_nlp.testing import ask

_LEVELS = (("产出指标", "数量指标"), ("效益指标", "社会效益指标"))
_SUM = "error 第1个表逐项得分相加为 {} 分；"


def _said(check: Check, page: Page) -> str:
    """Return severity and message of the one finding, the reason of the one doubt, or what was counted."""
    inspection = ask(check, page)
    told = [f"{finding.severity} {finding.message}" for finding in inspection.findings]
    told += [doubt.reason for _, doubt in inspection.undecided]
    return "；".join(told) or ("clear" if inspection.outcomes[check.code].clear else "")


def _rows(points: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(target="3次", actual="3次", weight=each, score=each, levels=levels)
        for each, levels in zip(points, _LEVELS, strict=False)
    )


def _form(weight: str) -> tuple[tuple[str, ...], ...]:
    """Return the form of a budget whose execution has 9 points, of so many, or of it is not said how many."""
    form = (
        ("项目", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）", "分值", "执行率", "得分"),
        ("年度资金总额", "100.00", "100.00", "90.00", weight, "90%", "9"),
    )
    return form if weight else tuple((*line[:4], *line[5:]) for line in form)


@pytest.mark.parametrize(
    ("total", "sentences", "said"),
    [
        ("99", (), "clear"),
        ("90", (), "clear"),
        ("98", (), _SUM.format(99) + "表内合计写 98 分，相差 1 分。"),
        ("91", (), _SUM.format(99) + "表内合计写 91 分，相差 8 分。"),
        ("89", (), _SUM.format(99) + "表内合计写 89 分，相差 10 分。"),
        ("100", (), _SUM.format(99) + "表内合计写 100 分，相差 1 分。"),
        ("90", ("自评得分99分。",), "clear"),
        ("90", ("自评得分98分。",), _SUM.format(90) + "正文写 98 分，相差 8 分。"),
    ],
)
def test_a_total_may_hold_the_points_of_the_budget(total: str, sentences: tuple[str, ...], said: str) -> None:
    page = Page(rows=_rows(("50", "40")), total=total, sentences=sentences, tables=(_form("10"),))
    assert _said(total_wrong, page) == said


@pytest.mark.parametrize(
    ("points", "total", "sentence", "said"),
    [
        (("60", "39.8"), "99.8", "自评得分100分。", "第1个表 各行分值合计不足 100 分，差的 0.2 分（多为预算执行率）未识别"),
        (("60", "39.8"), "100", "", "clear"),
        (("60", "39.8"), "99.8", "自评得分99.8分。", "clear"),
        (("60", "40"), "100", "自评得分100分。", "clear"),
        (("60", "40.2"), "100.2", "自评得分100分。", "clear"),
        (("60", "39.8"), "99", "自评得分100分。", _SUM.format("99.8") + "表内合计写 99 分，相差 0.8 分；正文写 100 分，相差 0.2 分。"),
        (("95",), "96", "", "第1个表 各行分值合计不足 100 分，差的 5 分（多为预算执行率）未识别"),
        (("95",), "94", "", _SUM.format(95) + "表内合计写 94 分，相差 1 分。"),
        (("100",), "101", "", _SUM.format(100) + "表内合计写 101 分，相差 1 分。"),
        (("95",), "95", "", "clear"),
        (("50", "45"), "95", "产出指标得分48分，效益指标得分44分。", _SUM.format(95) + "「产出指标」正文写 48 分，逐项相加为 50 分；「效益指标」正文写 44 分，逐项相加为 45 分。"),
        (("50", "45"), "95", "产出指标得分50.4分。", "clear"),
        (("50", "45"), "95", "产出指标得分49.4分。", _SUM.format(95) + "「产出指标」正文写 49.4 分，逐项相加为 50 分。"),
    ],
)  # fmt: skip
def test_a_total_without_a_form_is_that_of_the_rows(
    points: tuple[str, ...], total: str, sentence: str, said: str
) -> None:
    page = Page(rows=_rows(points), total=total, sentences=(sentence,) if sentence else ())
    assert _said(total_wrong, page) == said


_UNKNOWN = "第1个表 旁的预算执行率有得分而未见分值，分值不能加总"


@pytest.mark.parametrize(
    ("points", "weight", "said"),
    [
        (("60", "30"), "10", "clear"),
        (("60", "40"), "10", "clear"),
        (("60", "35"), "10", "error 第1个表各行分值相加为 95 分，加上预算执行率为 105 分，应为 100 分。"),
        (("60", "30"), "5", "clear"),
        (("60", "35"), "5", "clear"),
        (("60", "36"), "5", "error 第1个表各行分值相加为 96 分，加上预算执行率为 101 分，应为 100 分。"),
        (("90", "90"), "10", "clear"),
        (("60", "30"), "", _UNKNOWN),
        (("60", "35"), "", _UNKNOWN),
        (("60", "39.99"), "", _UNKNOWN),
        (("60", "40"), "", "clear"),
        (("60", "41"), "", "error 第1个表各行分值相加为 101 分，应为 100 分。"),
    ],
)
def test_points_come_to_a_hundred_with_those_of_the_budget(points: tuple[str, ...], weight: str, said: str) -> None:
    assert _said(weights_wrong, Page(rows=_rows(points), tables=(_form(weight),))) == said
