"""What each cell was taken for: the title of a column, a value under it, a label or what stands beside one."""

from collections.abc import Iterator
from itertools import zip_longest

from kpi_nlp import quantities
from kpi_nlp.extract.facts.tables import Reading
from kpi_nlp.extract.forms.keyed import Loose, keyed_role, prose_cells
from kpi_nlp.extract.forms.layout import unit_of_money
from kpi_nlp.extract.forms.parts import is_lone
from kpi_nlp.extract.forms.runs import Run
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.labels import label_of, labels_in_line
from kpi_nlp.model import Budget, Cell, Indicator, Mark, Quantity, Total, Value
from kpi_nlp.text import join_lines

_MEASURED = frozenset({"target", "adjusted_target", "actual", "period_target", "forecast", "rate", "reason"})
HEADING = "heading"
PROSE = frozenset({"goal", "goal_actual", "prose"})

Marks = dict[int, Mark]
"""Marks by the identity of their cells."""


def marks_of_labels(loose: Loose) -> Marks:
    """Mark labels, and what stands beside or below them."""
    marks: Marks = {}
    for row in loose.rows:
        own = [cell for cell in row if cell.text.strip()]
        if is_lone(row):
            marks |= {id(cell): Mark(HEADING) for cell in own}
        for label, value in zip_longest(own, own[1:]):
            role = _label(label.text)
            if role:
                marks[id(label)] = Mark(role, title=True)
            elif found := next(labels_in_line(join_lines(label.text)), None):
                marks[id(label)] = Mark(found[0])
            elif unit_of_money([label.text]):
                marks.setdefault(id(label), Mark("money_unit"))
            if role and value is not None and _label(value.text) is None:
                marks[id(value)] = Mark(role)
    prose = (
        (cell, "goal" if any(keyed_role(label) == "goal" for label in labels) else "prose")
        for cell, labels in prose_cells(loose)
    )
    return marks | {id(cell): Mark(role, quantities=quantities.parse(cell.text)) for cell, role in prose}


def _label(text: str) -> str | None:
    return label_of(join_lines(text)) or keyed_role(join_lines(text))


def marks_of_titles(run: Run) -> Marks:
    """Mark the rows of a header: each cell with the role of its column, groups of titles with none."""
    owners = _owners(run.header)
    return {
        id(cell): Mark(run.header.roles.get(owners.get(column, column), ""), title=True)
        for row in run.titles
        for column, cell in enumerate(row)
        if cell.text.strip()
    }


def _owners(header: Header) -> dict[int, int]:
    return {column: owner for owner, spanned in header.spans.items() for column in spanned}


def marks_of_values(reading: Reading) -> Marks:
    """Mark the cells of a row by their columns; what names a sum or a total without a title by its text."""
    row, owners = reading.row, _owners(reading.row.header)
    named = _named(reading.fact)
    marks: Marks = {}
    for column, cells in row.cells.items():
        role = row.header.roles.get(owners.get(column, column))
        for cell in cells:
            found = named.get(join_lines(cell.text).rstrip(" :：")) or role
            if found and cell.text.strip() and reading.kind in ("", "blank"):
                marks[id(cell)] = Mark(found, quantities=_amounts(reading, column, found, cell))
    return marks


def _named(fact: object) -> dict[str, str]:
    match fact:
        case Budget():
            return {fact.item: "item"}
        case Total():
            return {fact.label: "total"}
        case _:
            return {}


def _amounts(reading: Reading, column: int, role: str, cell: Cell) -> tuple[Quantity, ...]:
    """Return the amounts that were read of a cell, with what other columns add to it."""
    if role in PROSE:
        return quantities.parse(cell.text)
    text = reading.row.text(column)
    values = _values(reading.fact) if isinstance(reading.fact, Indicator) else ()
    return next((value.quantities for value in values if role in _MEASURED and value.text == text), ())


def _values(indicator: Indicator) -> Iterator[Value]:
    for value in (
        indicator.target,
        indicator.actual,
        indicator.period_target,
        indicator.forecast,
        indicator.rate,
        indicator.reason,
    ):
        if value is not None:
            yield value
