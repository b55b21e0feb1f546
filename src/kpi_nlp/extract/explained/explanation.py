"""What each block was understood as: roles of cells, kinds of rows, claims in the text.

The forms hold the cells of the document themselves, so that a cell is known again by its identity. Nothing of this is
worked out unless a page that explains is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_nlp.extract.explained.marks import HEADING, PROSE, Marks, marks_of_labels, marks_of_titles, marks_of_values
from kpi_nlp.extract.explained.told import Told
from kpi_nlp.extract.facts.tables import Reading
from kpi_nlp.extract.forms.keyed import budgets_of
from kpi_nlp.extract.forms.layout import Layout
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import (
    Budget,
    Category,
    Cell,
    ExplainedRow,
    ExplainedTable,
    Explanation,
    Indicator,
    Mark,
    Paper,
    ReadWarning,
    RowKind,
    Table,
    Total,
)

if TYPE_CHECKING:
    from kpi_nlp.extract.rows.form_rows import FormRow

_KINDS: tuple[tuple[type, RowKind], ...] = (
    (Indicator, "indicator"), (Category, "category"), (Total, "total"), (Budget, "budget"), (Sentence, "prose"),
)  # fmt: skip


def explained(paper: Paper, layout: Layout, readings: Sequence[Reading]) -> Explanation:
    """Return what was understood of each block of a document."""
    document = paper.document
    marks: Marks = {}
    for loose in layout.loose:
        marks |= marks_of_labels(loose)
    for form in layout.forms:
        for run in form.runs:
            marks |= marks_of_titles(run)
    for reading in readings:
        marks |= marks_of_values(reading)
    amounts = [budget for loose in layout.loose for budget in budgets_of(document.path, loose)]
    rows, told = _Rows(readings, amounts, document.warnings, marks), Told(paper.claims)
    blocks = tuple(
        ExplainedTable(tuple(map(rows.explained, block.rows)), block.location, block.exact)
        if isinstance(block, Table)
        else told.explained(block)
        for block in document.blocks
    )
    return Explanation(replace(document, blocks=()), blocks)


class _Rows:
    """The rows of forms by their cells, and the warnings by their places."""

    def __init__(
        self, readings: Iterable[Reading], amounts: Iterable[Budget], warnings: Iterable[ReadWarning], marks: Marks
    ) -> None:
        self._marks = marks
        self._amounts: dict[tuple[str | None, int], list[Budget]] = defaultdict(list)
        for amount in amounts:
            self._amounts[amount.location.sheet, amount.location.order].append(amount)
        self._readings: dict[int, list[Reading]] = defaultdict(list)
        self._row_of: dict[int, FormRow] = {}
        self._warnings: dict[tuple[str | None, int], list[ReadWarning]] = defaultdict(list)
        self._seen: set[int] = set()
        for reading in readings:
            self._readings[id(reading.row)].append(reading)
            self._row_of |= {id(cell): reading.row for cells in reading.row.cells.values() for cell in cells}
        for warning in warnings:
            if warning.location is not None:
                self._warnings[warning.location.sheet, warning.location.order].append(warning)

    def explained(self, cells: tuple[Cell, ...]) -> ExplainedRow:
        """Return a row of a table with what was made of it; what a form joined to a row above says nothing of its own."""
        marks = tuple(self._marks.get(id(cell)) for cell in cells)
        rows = list({id(row): row for cell in cells if (row := self._row_of.get(id(cell))) is not None}.values())
        new = [row for row in rows if id(row) not in self._seen]
        self._seen.update(map(id, new))
        readings = [reading for row in new for reading in self._readings[id(row)]]
        place = (cells[0].location.sheet, cells[0].location.order) if cells else (None, -1)
        amounts = self._amounts.pop(place, [])
        facts = [
            reading.fact for reading in readings if isinstance(reading.fact, Indicator | Category | Total | Budget)
        ]
        kind = "joined" if rows and not new else "budget" if amounts else _kind(cells, marks, readings)
        return ExplainedRow(
            cells,
            marks,
            kind,
            (*facts, *amounts),
            tuple(dict.fromkeys(repair for row in new for repair in row.repairs)),
            tuple(self._warnings.pop(place, ())),
        )


def _kind(cells: Sequence[Cell], marks: Sequence[Mark | None], readings: Sequence[Reading]) -> RowKind:
    """Return what a row was read as: by its first fact, else by what its cells were taken for."""
    if not any(cell.text.strip() for cell in cells):
        return "blank"
    found = [kind for type_, kind in _KINDS for reading in readings if isinstance(reading.fact, type_)]
    told = [reading.kind for reading in readings if reading.kind]
    return next(iter((*found, *told)), _kind_of_marks([mark for mark in marks if mark is not None]))


def _kind_of_marks(marks: Sequence[Mark]) -> RowKind:
    if any(mark.role in PROSE and not mark.title for mark in marks):
        return "prose"
    if not marks:
        return "unread"
    if all(mark.role == HEADING for mark in marks):
        return "heading"
    return "titles" if all(mark.title for mark in marks) else "label"
