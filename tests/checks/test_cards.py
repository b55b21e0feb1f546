"""Every example of every card, and every case of the long tail, is run."""

from decimal import Decimal
from typing import Any

import pytest
from cases import cases_of, example_of, examples_of
from said import printed_in, said, said_file

from kpi_nlp.checks import ALL
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.model import Check, Example
from kpi_nlp.quantities import last_digit
from kpi_nlp.quantities.arithmetic import evaluate
from kpi_nlp.reports.cards import shown_example
from kpi_nlp.testing import ask, dossier_of
from kpi_nlp.text import squeeze

FLAGS = [
    pytest.param(check, example, id=f"{check.code}-{shown_example(example)[:60]}")
    for check in ALL
    for example in check.flags
]
PASSES = [
    pytest.param(check, example, id=f"{check.code}-{shown_example(example)[:60]}")
    for check in ALL
    for example in check.passes
]


@pytest.mark.parametrize(("check", "example"), FLAGS)
def test_what_a_card_flags_is_flagged(check: Check, example: Example) -> None:
    findings = ask(check, example).findings
    assert [finding.code for finding in findings] == [check.code]


@pytest.mark.parametrize(("check", "example"), PASSES)
def test_what_a_card_passes_is_silent(check: Check, example: Example) -> None:
    assert ask(check, example).findings == ()


@pytest.mark.parametrize(
    ("check", "case"),
    [
        pytest.param(check, case, id=f"{check.code.lower()}-{number}-{case['source'][:40]}")
        for check in ALL
        for number, case in enumerate(cases_of(check), 1)
    ],
)
def test_cases_of_the_long_tail(check: Check, case: dict[str, Any]) -> None:
    """A case says `flags` (how many findings), and may name a `severity` and a `says` that the message holds."""
    findings = ask(check, example_of(case)).findings
    assert len(findings) == case["flags"], [finding.message for finding in findings]
    if "severity" in case:
        assert {finding.severity for finding in findings} == {case["severity"]}
    if "says" in case:
        assert all(case["says"] in finding.message for finding in findings), [finding.message for finding in findings]


@pytest.mark.parametrize("check", ALL, ids=lambda check: f"{check.code}-said")
def test_what_is_said_was_read_by_eye(check: Check) -> None:
    """Messages, quotes, places and arithmetic of every example; `tools/write_said.py` writes them anew, to be read."""
    assert said(check) == said_file(check).read_text(encoding="utf-8")


@pytest.mark.parametrize("check", ALL, ids=lambda check: f"{check.code}-proof")
def test_every_formula_gives_its_result_and_every_quote_stands_in_the_example(check: Check) -> None:
    for _, example in examples_of(check):
        dossier = dossier_of(example)
        printed = printed_in(dossier)
        for finding in inspect(dossier, (check,)).findings:
            assert [quote.quote for quote in finding.evidence if squeeze(quote.quote) not in printed] == []
            if arithmetic := finding.computation:
                tolerance = last_digit(arithmetic.result)
                assert abs(evaluate(arithmetic.formula) - Decimal(arithmetic.result)) <= tolerance, finding.message
