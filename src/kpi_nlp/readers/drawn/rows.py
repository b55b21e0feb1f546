"""Printed lines in known columns to rows: parted by rules of dashes, by blank lines, or each by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kpi_nlp.model import Cell, Table
from kpi_nlp.readers.drawn.columns import Columns, is_dashes, stretches
from kpi_nlp.readers.drawn.lines import TextLine

_NUMBER = re.compile(r"\d[\d,.]*%?")
_FEWEST_RULES = 3


def tables_in(lines: Sequence[TextLine], columns: Columns) -> Iterator[Table]:
    """Yield the table of these lines, if anything is printed on them."""
    if any(line.text.strip() and not is_dashes(line.text) for line in lines):
        rows, exact = _rows(lines, columns)
        yield Table(tuple(rows), rows[0][0].location, exact=exact, aligned=not columns.ruled)


def _rows(lines: Sequence[TextLine], columns: Columns) -> tuple[list[tuple[Cell, ...]], bool]:
    """Return the rows, and whether rules or blank lines part them."""
    printed = [line for line in lines if not line.is_blank and not is_dashes(line.text)]
    for groups in (_between(lines, _is_ruled), _below_rule(lines)):
        if len(groups) >= _FEWEST_RULES and not any(_holds_rows(group, columns) for group in groups):
            return [_cells(group, columns) for group in groups], True
    return [_cells([line], columns) for line in printed], False


def _below_rule(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the rows that blank lines part below a rule with gaps, which is how pandoc writes cells of several lines."""
    rule = next((at for at, line in enumerate(lines) if stretches(line.text) > 1), None)
    if rule is None or not any(map(_is_blank, lines[rule:])):
        return []
    return [*_between(lines[:rule], _is_blank), *_between(lines[rule:], _is_blank)]


def _between(lines: Sequence[TextLine], is_seam: Callable[[TextLine], bool]) -> list[list[TextLine]]:
    """Return the printed lines between seams."""
    groups = [list(group) for seam, group in groupby(lines, key=is_seam) if not seam]
    printed = [[line for line in group if not line.is_blank and not is_dashes(line.text)] for group in groups]
    return [group for group in printed if group]


def _is_blank(line: TextLine) -> bool:
    return line.is_blank


def _is_ruled(line: TextLine) -> bool:
    return is_dashes(line.text)


def _holds_rows(group: Sequence[TextLine], columns: Columns) -> bool:
    """Return whether lines that nothing parts are rows all the same: two numbers stand under each other."""
    cut = [columns.cells(line.text) for line in group]
    return any(sum(bool(_NUMBER.fullmatch(text)) for text in column) > 1 for column in zip(*cut, strict=True))


def _cells(lines: Sequence[TextLine], columns: Columns) -> tuple[Cell, ...]:
    """Return one row of several printed lines."""
    cut = [(line, columns.cells(line.text)) for line in lines]
    return tuple(
        Cell(
            "\n".join(cells[column] for _, cells in cut if cells[column]),
            next((line.location for line, cells in cut if cells[column]), lines[0].location),
        )
        for column in range(len(columns.starts))
    )
