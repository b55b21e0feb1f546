"""What rests on recognised letters is told, and is no error where one of them was doubtful."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.extract import extract
from kpi_nlp.model import Dossier, Finding, Page, Paragraph, Row, Table
from kpi_nlp.testing import DEPARTMENT, paper_of

SURE = 0.99
UNMET = Page(rows=(Row(name="培训人次", target="200人次", actual="150人次", rate="100%", weight="10", score="10"),))
WRONG_TOTAL = Page(rows=(Row(name="甲", weight="50", score="48"), Row(name="乙", weight="50", score="49")), total="90")
FALSE_FORMULA = Page(sentences=("全年预算100万元，支出80万元，预算执行率=80/100=90%。",))


def findings(page: Page, confidences: Mapping[str, float], *, usual: float | None = SURE) -> list[Finding]:
    """Return what is found in a page that was recognised, some of its texts less surely."""
    document = paper_of(page, "自评表.jpg").document
    blocks = [
        replace(
            block,
            rows=tuple(
                tuple(replace(cell, confidence=confidences.get(cell.text, usual)) for cell in row) for row in block.rows
            ),
        )
        if isinstance(block, Table)
        else replace(block, confidence=confidences.get(block.text, usual))
        if isinstance(block, Paragraph)
        else block
        for block in document.blocks
    ]
    paper = extract(replace(document, blocks=tuple(blocks), warnings=()))
    links = align((paper,))
    dossier = Dossier((paper,), lexicon.profile(), DEPARTMENT, links.matches, links.mentions, links.comparisons)
    return list(inspect(dossier).findings)


def errors(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found if finding.severity == "error"}


@pytest.mark.parametrize(
    ("page", "doubtful"),
    [(UNMET, "150人次"), (UNMET, "200人次"), (WRONG_TOTAL, "90"), (WRONG_TOTAL, "48"), (FALSE_FORMULA, FALSE_FORMULA.sentences[0])],
)  # fmt: skip
def test_a_doubtful_letter_makes_no_error(page: Page, doubtful: str) -> None:
    sure, unsure = findings(page, {}), findings(page, {doubtful: 0.62})
    assert errors(sure)
    assert errors(unsure) == set()
    assert {finding.fingerprint for finding in unsure} == {finding.fingerprint for finding in sure}
    told = [finding.message for finding in unsure if finding.severity == "question"]
    assert any(
        "文字由 OCR 识别（置信度 0.62），请与原件核对。有字识别不确定，故不列为错误。" in message for message in told
    )


@pytest.mark.parametrize("page", [UNMET, WRONG_TOTAL, FALSE_FORMULA])
def test_what_was_recognised_surely_is_told_and_stays_an_error(page: Page) -> None:
    found = findings(page, {})
    assert errors(found) == errors(findings(page, {}, usual=None))
    assert all(finding.message.endswith("文字由 OCR 识别（置信度 0.99），请与原件核对。") for finding in found)


def test_a_doubt_in_another_cell_of_the_row_leaves_an_error() -> None:
    assert errors(findings(UNMET, {"培训人次": 0.5})) == errors(findings(UNMET, {}))


def test_what_was_printed_says_nothing_of_recognition() -> None:
    assert all("OCR" not in finding.message for finding in findings(UNMET, {}, usual=None))
