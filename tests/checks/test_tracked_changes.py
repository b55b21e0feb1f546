"""A target that was changed under tracking is told with both versions."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.checks.t01_target_changed import target_changed
from kpi_nlp.extract import extract
from kpi_nlp.model import Dossier, Finding, Page, Paper, Row, Table
from kpi_nlp.testing import DEPARTMENT, paper_of


def tracked(page: Page, name: str, before: Mapping[str, str]) -> Paper:
    """Return a paper some of whose cells said something else ahead of their tracked changes."""
    document = paper_of(page, name).document
    blocks = [
        replace(
            block,
            rows=tuple(tuple(replace(cell, before=before.get(cell.text)) for cell in row) for row in block.rows),
        )
        if isinstance(block, Table)
        else block
        for block in document.blocks
    ]
    return extract(replace(document, blocks=tuple(blocks)))


def found(*papers: Paper) -> list[Finding]:
    links = align(papers)
    dossier = Dossier(
        papers, lexicon.profile(), DEPARTMENT, links.matches, links.mentions, links.comparisons, links.gaps
    )
    return list(inspect(dossier, (target_changed,)).findings)


def evaluated(target: str, before: str | None) -> Paper:
    page = Page(rows=(Row(name="培训人次", target=target, actual="160人次"),))
    return tracked(page, "自评.docx", {target: before} if before else {})


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("200人次", "150人次", "调低，由「200人次」改为「150人次」"),
        ("150", "200", "调高，由「150」改为「200」"),
        ("≥20天", "≤20天", "方向由「≥20天」改为「≤20天」"),
    ],
)
def test_both_versions_are_told(before: str, after: str, said: str) -> None:
    (finding,) = found(evaluated(after, before))
    assert finding.severity == "question"
    assert said in finding.message
    assert [(quote.role, quote.quote) for quote in finding.evidence] == [("before", before), ("target", after)]


@pytest.mark.parametrize(
    ("before", "after"), [("200人次", "200人次。"), ("1.5万人次", "15000人次"), ("待定", "200人次")]
)
def test_a_change_that_leaves_the_target_is_none(before: str, after: str) -> None:
    assert found(evaluated(after, before)) == []


def test_a_change_against_the_declaration_is_told_once_with_the_version_before() -> None:
    declared = paper_of(Page(rows=(Row(name="培训人次", target="200人次"),), stage="declaration"), "申报.docx")
    (finding,) = found(declared, evaluated("150人次", "200人次"))
    assert (
        finding.message
        == "「培训人次」的目标申报写「200人次」，自评写「150人次」（修订前「200人次」）：调低，由「200人次」改为「150人次」。"
    )
