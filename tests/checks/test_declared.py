"""Which papers are reviewed as declarations, and how one note names their rows."""

import pytest

from kpi_nlp.checks.declared import declarations, named, note, quoted
from kpi_nlp.model import Page, Row
from kpi_nlp.model.document import Stage
from kpi_nlp.testing import dossier_of, paper_of

_ROWS = tuple(Row(name=f"讲座{number}", target="12场") for number in "甲乙丙丁")
_INDICATORS = paper_of(Page(stage="declaration", rows=_ROWS), "示例.docx").indicators


@pytest.mark.parametrize(
    ("stage", "rows", "reviewed", "whole"),
    [
        ("declaration", 3, 1, 1),
        ("declaration", 2, 0, 0),
        ("adjustment", 4, 1, 0),
        ("adjustment", 2, 0, 0),
        ("self_evaluation", 4, 0, 0),
    ],
)
def test_a_declaration_of_three_rows_is_reviewed_and_an_adjustment_unless_it_must_be_whole(
    stage: Stage, rows: int, reviewed: int, whole: int
) -> None:
    dossier = dossier_of(Page(stage=stage, rows=_ROWS[:rows]))
    assert (len(list(declarations(dossier))), len(list(declarations(dossier, whole=True)))) == (reviewed, whole)


def test_three_rows_are_named_and_more_are_counted() -> None:
    assert named(_INDICATORS[:1]) == "「讲座甲」12场"
    assert named(_INDICATORS[:3]) == "「讲座甲」12场、「讲座乙」12场、「讲座丙」12场"
    assert named(_INDICATORS) == "「讲座甲」12场、「讲座乙」12场、「讲座丙」12场等 4 项"


@pytest.mark.parametrize(("length", "shown"), [(14, True), (15, False), (1, True)])
def test_a_target_is_shown_that_is_at_most_twelve_letters_longer_than_the_name(length: int, shown: bool) -> None:  # noqa: FBT001 - a column of the table
    text = "好" * length
    (row,) = paper_of(Page(rows=(Row(name="讲座", target=text),)), "示例.docx").indicators
    assert named([row]) == f"「讲座」{text if shown else ''}"


def test_a_note_quotes_three_rows_and_lists_all() -> None:
    remark = note("有 4 项。", _INDICATORS, of="讲座")
    assert (remark.message, remark.sentence) == ("有 4 项。", "讲座")
    assert [quote.quote for quote in remark.evidence] == ["12场"] * 3
    assert [row.name for row in remark.rows] == ["讲座甲", "讲座乙", "讲座丙", "讲座丁"]


def test_a_row_without_a_target_is_quoted_by_its_name() -> None:
    rows = paper_of(
        Page(rows=(Row(name="讲座", actual="12场"), Row(name="展览", target="3场"))), "示例.docx"
    ).indicators
    assert [(quote.role, quote.quote) for quote in map(quoted, rows)] == [("name", "讲座"), ("target", "3场")]
