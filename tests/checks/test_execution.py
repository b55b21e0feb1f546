"""Rates of execution in sentences and tables, the budgets that they may be a share of, and what was spent at best."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.execution import Rate, amounts_left_out, lone_rates, rate_of, rates_in
from kpi_nlp.checks.spending import spendings_of
from kpi_nlp.model import Page
from kpi_nlp.testing import paper_of

_TEN_THOUSAND = ("项目", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）", "分值", "执行率", "得分")
_NO_UNIT = ("项目", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def _form(*cells: str, header: Sequence[str] = _TEN_THOUSAND) -> Page:
    """Return a form of one row: initial and full-year budget, what was spent, the rate."""
    name, initial, full, spent, rate = ("年度资金总额", *cells)[-5:]
    return Page(tables=((tuple(header), (name, initial, full, spent, "10", rate, "9")),))


def _told(rate: Rate | None) -> str | None:
    if rate is None:
        return None
    budgets = "/".join(f"{budget:.0f}" for budget in rate.budgets)
    of = f"of {rate.budget:.0f} ({rate.scaled(rate.budget)})" if rate.budget else "of none"
    return f"{rate.text} {rate.printed} ±{rate.tolerance} {rate.spent:.0f} {budgets} {'/'.join(rate.numbers)} {of}"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("全年预算数100万元，执行数80万元，预算执行率80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年预算数100万元，执行数80万元，预算执行率为80.5%。", "80.5% 80.5 ±0.1 800000 1000000 800000/1000000 of none"),
        ("全年预算数100万元，执行数80万元，预算执行率达80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年预算数100万元，其中冻结20万元，执行数80万元，预算执行率100%。", "100% 100 ±1 800000 1000000/800000 800000/1000000 of 800000 (800000)"),
        ("全年预算数100万元，冻结100万元，执行数80万元，预算执行率100%。", "100% 100 ±1 800000 1000000 800000/1000000 of none"),
        ("年初预算90万元，全年预算数100万元，支出80万元，支出进度80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年预算数100万元，收入90万元，执行数80万元，预算执行率80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年支出预算为100万元，实际支出80万元，支出进度80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年预算100万元，共支出预算80万元，支出进度80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("全年预算100万元，执行预算80万元，预算执行率80%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
        ("2023年预算数100万元，执行数80万元，执行率80%，2024年预算数200万元，执行率90%。", "80% 80 ±1 800000 1000000 800000/1000000 of 1000000 (1000000)"),
    ],
)  # fmt: skip
def test_a_sentence_tells_budget_spending_and_rate(sentence: str, told: str) -> None:
    assert [_told(rate) for claim in paper_of_sentences(sentence).claims for rate in rates_in(claim)] == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年预算数100万元，执行数80万元，平均执行率80%。",
        "全年预算数100万元，执行数80万元，占比80%。",
        "全年预算数100万元，执行数80万元，预算执行率=80/100=80%。",
        "全年预算数100万元，执行数80万元，预算执行率80次。",
        "全年预算数100万元，预算执行率80%。",
        "执行数80万元，预算执行率80%。",
        "全年预算100万元，其中项目支出预算80万元，预算执行率80%。",
        "全年预算100万元，支出预算80万元，预算执行率80%。",
        "全年预算100万元，部门支出预算调整为80万元，预算执行率80%。",
        "执行数80万元，全年预算数100万元，预算执行率80%。",
    ],
)
def test_a_rate_needs_a_budget_and_then_what_was_spent(sentence: str) -> None:
    assert [rate for claim in paper_of_sentences(sentence).claims for rate in rates_in(claim)] == []


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("预算执行率为98.6%。", ["98.6%"]),
        ("部门整体预算执行率98.6%。", ["98.6%"]),
        ("我局预算执行率98.6%。", ["98.6%"]),
        ("预算执行率98.6%，预算资金执行率97%。", ["98.6%", "97%"]),
        ("项目预算执行率为98.6%。", []),
        ("其中预算执行率为98.6%。", []),
        ("全年预算执行率达到98.6%，支出10万元。", []),
    ],
)
def test_a_rate_without_amounts(sentence: str, rates: list[str]) -> None:
    assert [rate.text for claim in paper_of_sentences(sentence).claims for rate in lone_rates(claim)] == rates


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("100.00", "110.00", "99.00", "90.00%"), "90.00% 90.00 ±0.01 990000 1100000/1000000/1000000 99/110 of 1100000 (110)"),
        (("100.00", "110.00", "99.00", "99.0%"), "99.0% 99.0 ±0.1 990000 1100000/1000000/1000000 99/110 of 1000000 (100)"),
        (("100.00", "110.00", "99.00", "0.9"), "0.9 90.0 ±10.0 990000 1100000/1000000/1000000 99/110 of 1100000 (110)"),
        (("100.00", "110.00", "99.00", "1.5"), "1.5 150.0 ±10.0 990000 1100000/1000000/1000000 99/110 of none"),
        (("100.00", "110.00", "99.00", "1.6"), "1.6 1.6 ±0.1 990000 1100000/1000000/1000000 99/110 of none"),
        (("100.00", "110.00", "109.45", "100%"), "100% 100 ±1 1094500 1100000/1000000/1000000 109.45/110 of 1100000 (110)"),
        (("100.00", "110.00", "109.40", "100%"), "100% 100 ±1 1094000 1100000/1000000/1000000 109.4/110 of none"),
        (("100.00", "110.00", "99.95", "100%"), "100% 100 ±1 999500 1100000/1000000/1000000 99.95/110 of 1000000 (100)"),
        (("100.00", "110.00", "99.94", "100%"), "100% 100 ±1 999400 1100000/1000000/1000000 99.94/110 of none"),
        (("100.00", "", "90.00", "90%"), "90% 90 ±1 900000 1000000/900000 90/100 of 1000000 (100)"),
        (("0", "110.00", "99.00", "90%"), "90% 90 ±1 990000 1100000/1000000 99/110 of 1100000 (110)"),
        (("", "", "90.00", "90%"), None),
        (("100.00", "110.00", "", "90%"), None),
        (("100.00", "110.00", "99.00", ""), None),
    ],
)  # fmt: skip
def test_a_row_may_leave_out_what_was_frozen(cells: tuple[str, ...], told: str | None) -> None:
    left_out = [Decimal(100_000), Decimal(1_100_000), Decimal(0)]
    assert [_told(rate_of(row, left_out)) for row in paper_of(_form(*cells), "示例.docx").budgets] == [told]


def test_nothing_is_left_out_of_a_form_without_a_unit() -> None:
    (row,) = paper_of(_form("100.00", "110.00", "99.00", "90.00%", header=_NO_UNIT), "示例.docx").budgets
    rate = rate_of(row, [Decimal(10)])
    assert _told(rate) == "90.00% 90.00 ±0.01 99 110/100 99/110 of 110 (110)"
    assert rate is not None
    assert rate.sentence == "执行率 年度资金总额 整体"


def test_the_rate_of_some_months_is_told() -> None:
    rates = [
        rate_of(row, [])
        for name in ("1-6月", "上半年", "年度资金总额")
        for row in paper_of(_form(name, "100.00", "110.00", "99.00", "90%"), "示例.docx").budgets
    ]
    assert [rate.of_part_of_year for rate in rates if rate] == [True, True, False]


def test_amounts_that_a_text_leaves_out() -> None:
    paper = paper_of_sentences("冻结20万元，收回约30万元。", "支出40万元。", "结转5万元，共2项。")
    assert amounts_left_out(paper) == [200_000, 50_000]


_SAID = "部门全年预算数100万元，执行数80万元。"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (_form("100.00", "110.00", "99.00", "90.00%"), "90.00 990000 99/110*100 = 90"),
        (_form("100.00", "110.00", "99.00", "99.00%"), "99.00 990000 99/100*100 = 99"),
        (Page(sentences=(_SAID,)), "80.00 800000 80/100*100 = 80"),
        (
            Page(sentences=(_SAID, "部门全年预算数100万元，冻结10万元，执行数80万元，预算执行率88.89%。")),
            "88.89 800000 800000/900000*100 = 88.89",
        ),
        (
            Page(sentences=(_SAID, "部门全年预算数100万元，冻结10万元，执行数81万元，预算执行率90%。")),
            "80.00 800000 80/100*100 = 80",
        ),
    ],
)
def test_the_best_rate_of_the_whole_counts(page: Page, told: str) -> None:
    (spending,) = spendings_of(paper_of(page, "示例.docx")).values()
    arithmetic = spending.computation
    assert f"{spending.share:.2f} {spending.money:.0f} {arithmetic.formula} = {arithmetic.result}" == told


def test_budgets_of_nothing_and_of_two_sentences_have_no_rate() -> None:
    pages = (
        _form("100.00", "0", "99.00", "99.00%"),
        Page(sentences=("全年预算数0万元，执行数80万元。",)),
        Page(sentences=("全年预算数100万元。", "执行数80万元。")),
    )
    assert [spendings_of(paper_of(page, "示例.docx")) for page in pages] == [{}, {}, {}]
