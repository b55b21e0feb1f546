"""Tables of a sheet that stand side by side in one grid: told apart by the columns of their headers.

Two on one row of titles are cut later, with their header (`halves`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpi_nlp.extract.forms.runs import Rows
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.headers import FEWEST_ROLES, Header, find_headers
from kpi_nlp.extract.terms.titles import is_title
from kpi_nlp.model import Table

Headed = tuple[Rows, Sequence[tuple[int, int, Header]]]
"""Rows with their headers: where each starts and stops, and its columns."""


def apart(table: Table) -> Iterator[Headed]:
    """Yield the tables of a grid, each with its headers.

    An empty column parts two tables where each side has a header of its own: a form may leave a column empty, too.
    """
    if not table.exact:
        yield table.rows, list(find_headers(table.rows))
        return
    for rows in _between_gaps(table.rows):
        yield from _by_headers(rows)


def _between_gaps(rows: Rows) -> Iterator[Rows]:
    width = max(map(len, rows), default=0)
    filled = {column for row in rows for column, cell in enumerate(row) if cell.text.strip()}
    gaps = [column for column in range(min(filled, default=0), max(filled, default=0)) if column not in filled]
    start = 0
    for gap, end in pairwise([*gaps, width]):
        left, right = _slice(rows, start, gap), _slice(rows, gap + 1, end)
        if any(find_headers(left)) and any(find_headers(right)):
            yield left
            start = gap + 1
    yield _slice(rows, start, width) if start else rows


def _by_headers(rows: Rows) -> Iterator[Headed]:
    """Cut where all columns of some headers stand left of all columns of the others: their rows overlap."""
    headers = list(find_headers(rows))
    for cut in _cuts(rows):  # a header beside the rows of another table is no header of the whole width
        sides = [list(find_headers(part)) for part in (_slice(rows, 0, cut), _slice(rows, cut, max(map(len, rows))))]
        if all(sides) and sum(map(len, sides)) > len(headers):
            yield from _by_headers(_slice(rows, 0, cut))
            yield from _by_headers(_slice(rows, cut, max(map(len, rows))))
            return
    for cut in sorted({min(header.roles) for _, _, header in headers})[1:]:
        if all(max(header.roles) < cut or min(header.roles) >= cut for _, _, header in headers):
            yield from _by_headers(_slice(rows, 0, cut))
            yield from _by_headers(_slice(rows, cut, max(map(len, rows))))
            return
    yield rows, headers


def _cuts(rows: Rows) -> list[int]:
    """Return the columns where titles begin to the right of figures."""
    cuts = set()
    for row in rows:
        titled = [column for column, cell in enumerate(row) if cell.text and is_title(cell.text)]
        if len(titled) >= FEWEST_ROLES and any(number_of(cell.text) is not None for cell in row[: titled[0]]):
            cuts.add(titled[0])
    return sorted(cuts)


def _slice(rows: Rows, start: int, stop: int) -> Rows:
    """Return some columns, without the rows that hold nothing in them."""
    parts = (row[start:stop] for row in rows)
    return tuple(part for part in parts if any(cell.text.strip() for cell in part))
