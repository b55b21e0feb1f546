"""The demo sets: every planted fault is found where it was planted, and the clean set gives nothing above 提示."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp import resources
from kpi_nlp.model import Finding, Result
from kpi_nlp.reading import read_set

_LISTED = tomllib.loads((resources.data("corpora/reports/faulty") / "faults.toml").read_text(encoding="utf-8"))
FAULTS = _LISTED["fault"]
# What another check rightly says of a planted fault, with the reason.
BESIDES = _LISTED.get("besides", [])


def _quotes(finding: Finding, document: str) -> list[str]:
    quoted = [quote.quote for quote in finding.evidence if quote.location.document == document]
    listed = [
        text
        for row in finding.rows
        if row.location.document == document
        for text in (row.target, row.actual, row.quote)
        if text
    ]
    return quoted + listed


def _shows(finding: Finding, fault: dict[str, Any]) -> bool:
    return finding.code == fault["code"] and any(
        fault["quote"] in quote for quote in _quotes(finding, fault["document"])
    )


def test_there_are_enough_faults_of_enough_kinds() -> None:
    assert len(FAULTS) >= 25
    assert len({fault["code"] for fault in FAULTS}) >= 14


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault['code']}-{fault['quote']}" for fault in FAULTS])
def test_every_planted_fault_is_found(faulty: Result, fault: dict[str, Any]) -> None:
    assert [finding for finding in faulty.findings if _shows(finding, fault)]


def test_nothing_else_is_found(faulty: Result) -> None:
    others = [
        finding.message
        for finding in faulty.findings
        if not any(_shows(finding, fault) for fault in [*FAULTS, *BESIDES])
    ]
    assert others == []


def test_the_clean_set_gives_nothing_above_a_note(clean: Result) -> None:
    assert [finding.message for finding in clean.findings if finding.severity != "note"] == []
    assert clean.problems == ()


def test_the_clean_set_is_read_whole(clean: Result) -> None:
    assert sorted(len(paper.indicators) for paper in clean.papers) == [13] * 6 + [14] * 6
    assert all(pair.matches == len(clean.paper(pair.left).indicators) for pair in clean.comparisons)


def test_findings_are_ordered_by_severity_then_document(faulty: Result) -> None:
    order = {"error": 0, "question": 1, "note": 2}
    severities = [order[finding.severity] for finding in faulty.findings]
    assert severities == sorted(severities)
    paths = [document.path for document in faulty.documents]
    for severity in order:
        places = [
            max(paths.index(quote.location.file) for quote in finding.evidence)
            for finding in faulty.findings
            if finding.severity == severity
        ]
        assert places == sorted(places)


def test_ids_are_unique_and_short(faulty: Result) -> None:
    ids = [finding.id for finding in faulty.findings]
    assert len(set(ids)) == len(ids)
    assert all(len(name) == 11 for name in ids)


def test_every_quote_stands_in_its_document(faulty: Result, reports: Path) -> None:
    texts = {}
    for paper in read_set([reports / "faulty"], tables=True).papers:
        blocks = paper.document.blocks
        texts[paper.document.path] = "".join(
            text
            for block in blocks
            for text in (
                [block.text] if not hasattr(block, "rows") else [cell.text for row in block.rows for cell in row]
            )
        ).replace("\n", "")
    missing = [
        quote.quote
        for finding in faulty.findings
        for quote in finding.evidence
        if quote.quote not in texts[quote.location.file]
    ]
    assert missing == []


def test_every_formula_gives_its_result(faulty: Result) -> None:
    for finding in faulty.findings:
        if finding.computation:
            value = eval(finding.computation.formula, {"__builtins__": {}})  # noqa: S307 - our own formulas, digits and signs only
            assert value == pytest.approx(float(finding.computation.result), abs=0.0051), finding.message
