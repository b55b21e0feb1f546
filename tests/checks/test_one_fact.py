"""One fact in two places: which numbers are of the fact itself, and what is said of two that differ."""

import pytest

from kpi_nlp.checks.c03_one_fact_two_values import one_fact_two_values
from kpi_nlp.checks.n01_narrative_contradicts_table import narrative_contradicts_table
from kpi_nlp.model import Check, Page, Row
from kpi_nlp.testing import ask

_SATISFACTION = ("满意度指标", "服务对象满意度指标")


def _said(check: Check, page: Page) -> str:
    """Return the message of the one finding, the reason of the one doubt, or whether something was in order."""
    inspection = ask(check, page)
    told = [finding.message for finding in inspection.findings] + [doubt.reason for _, doubt in inspection.undecided]
    return "；".join(told) or ("clear" if inspection.outcomes[check.code].clear else "")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("14人", "13人", "一处写 14人，另一处写 13人，需核实。"),
        ("14人", "14人", "clear"),
        ("14.2人", "14人", "clear"),
        ("约14人", "13人", ""),
        ("14人", "=13人", ""),
        ("14", "13人", "一处写 14，另一处写 13人，需核实。"),
        ("14", "13", "一处写 14，另一处写 13，需核实。"),
        ("140人", "14人", "一处写 140人，另一处写 14人（相差十倍，疑为小数点错位），需核实。"),
        ("14人", "41人", "一处写 14人，另一处写 41人（疑为数字换位），需核实。"),
        ("14人", "每科13人", ""),
        ("14人", "13/20", ""),  # of so many: no number of its own
        ("13/20", "14", ""),
    ],
)
def test_two_numbers_of_one_fact(one: str, other: str, said: str) -> None:
    page = Page(sentences=(f"人员编制{one}。", "本年工作有序。", f"人员编制{other}。"))
    assert _said(one_fact_two_values, page).removeprefix("「人员编制」") == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("14人", "13人", "12人"), "有两个以上不同的数，不知是否同一事实"),
        (("14人", "13人", "13人"), "一处写 14人，另一处写 13人，需核实。"),
        (("14人", "14人", "13人"), "一处写 14人，另一处写 13人，需核实。"),
        (("13人", "14人", "13人"), "一处写 13人，另一处写 14人，需核实。"),
    ],
)
def test_of_three_numbers_the_first_that_differs_is_told(numbers: tuple[str, ...], said: str) -> None:
    page = Page(sentences=tuple(f"人员编制{number}。" for number in numbers))
    assert _said(one_fact_two_values, page).removeprefix("「人员编制」") == said


@pytest.mark.parametrize(
    ("actuals", "stated", "said"),
    [
        (("95%",), "98%", "指标表中「群众满意度」95%，没有一项相符。"),
        (("95%", "96%"), "98%", "指标表中「群众满意度」95%、「学员满意度」96%，没有一项相符。"),
        (("99%", "99.5%"), "98%", "指标表中「群众满意度」99%、「学员满意度」99.5%，没有一项相符。"),
        (("95%", "96%", "94%", "93%"), "98%", "指标表中「群众满意度」95%、「学员满意度」96%、「企业满意度」94%，没有一项相符。"),
        (("95%", "98%"), "98%", ""),
        (("95%", "99%"), "98%", ""),  # a mean of both
        (("≥95%",), "90%", "指标表中「群众满意度」≥95%，没有一项相符。"),
        (("≥95%",), "98%", ""),
        (("95%",), "95.2%", ""),
        (("95.2%",), "95%", ""),
        (("较高",), "98%", ""),
    ],
)  # fmt: skip
def test_satisfaction_at_large_lies_among_the_rows(actuals: tuple[str, ...], stated: str, said: str) -> None:
    rows = tuple(
        Row(name=f"{who}满意度", target="≥90%", actual=actual, levels=_SATISFACTION)
        for who, actual in zip(("群众", "学员", "企业", "职工"), actuals, strict=False)
    )
    page = Page(rows=rows, sentences=(f"服务对象平均满意度为{stated}。",))
    assert _said(narrative_contradicts_table, page).removeprefix(f"正文称满意度为「{stated}」，") == said
