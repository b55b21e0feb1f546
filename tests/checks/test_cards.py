"""Every example of every card, and every case of the long tail, is run."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp.checks import ALL
from kpi_nlp.model import Check, Example, Page, Row
from kpi_nlp.reports.cards import shown_example
from kpi_nlp.testing import ask

CASES = Path(__file__).parent / "cases"
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


def _row(table: dict[str, Any]) -> Row:
    return Row(**{**table, **({"levels": tuple(table["levels"])} if "levels" in table else {})})


def _page(table: dict[str, Any]) -> Page:
    return Page(
        rows=tuple(_row(row) for row in table.get("rows", ())),
        sentences=tuple(table.get("sentences", ())),
        total=table.get("total"),
        tables=tuple(tuple(map(tuple, grid)) for grid in table.get("tables", ())),
        stage=table.get("stage", "self_evaluation"),
        year=table.get("year", 2024) or None,
    )


def _example(case: dict[str, Any]) -> Example:
    if "row" in case:
        return _row(case["row"])
    return _page(case["page"]) if "page" in case else tuple(_page(page) for page in case["pages"])


def _cases() -> list[Any]:
    by_code = {check.code: check for check in ALL}
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            cases.append(
                pytest.param(by_code[path.stem.upper()], case, id=f"{path.stem}-{number}-{case['source'][:40]}")
            )
    return cases


@pytest.mark.parametrize(("check", "case"), _cases())
def test_cases_of_the_long_tail(check: Check, case: dict[str, Any]) -> None:
    """A case says `flags` (how many findings), and may name a `severity` and a `says` that the message holds."""
    findings = ask(check, _example(case)).findings
    assert len(findings) == case["flags"], [finding.message for finding in findings]
    if "severity" in case:
        assert {finding.severity for finding in findings} == {case["severity"]}
    if "says" in case:
        assert all(case["says"] in finding.message for finding in findings), [finding.message for finding in findings]
