"""Tables that go on over pages: the same columns on each page, labels carried over the break between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpi_nlp.readers.printed.grid import Box, Grid, apart, grid_of
from kpi_nlp.readers.printed.tables import Row, RuledTable

_SAME = 6.0  # points between the edges of one table on two pages
_SHARED = 0.8  # of the fewer columns: what two pages of one table have in common
_SPANNING = 0.7  # of the rows: as many cells a column of labels has at most


@dataclass(frozen=True, slots=True)
class Piece:
    """A table on one page: its grid and its rows."""

    grid: Grid
    rows: list[Row]


def go_on(above: RuledTable, below: RuledTable) -> bool:
    """Return whether the table at the end of a page and that at the beginning of the next are one by their lines."""
    edges = ((above.ruling.left, below.ruling.left), (above.ruling.right, below.ruling.right))
    if below.page != above.page + 1 or any(abs(one - other) > _SAME for one, other in edges):
        return False
    few, many = sorted((above.columns, below.columns), key=len)
    shared = sum(any(abs(place - other) <= _SAME for other in many) for place in few)
    return shared >= _SHARED * len(few)


def grids_of(chain: Sequence[RuledTable]) -> list[Grid]:
    """Return the grid of each page, all over the same columns."""
    nearest = min(table.nearest for table in chain)
    xs = apart((stroke.at for table in chain for stroke in table.ruling.vertical), nearest)
    return [grid_of(table.ruling, xs, table.nearest) for table in chain]


def carry_labels(pieces: Sequence[Piece]) -> None:
    """Fill in the labels of merged cells that a page break cut in two: the text stands in one part only."""
    for above, below in pairwise(pieces):
        start = _repeated_rows(above.rows, below.rows)
        if not above.rows or start >= len(below.rows):
            continue
        for upper, lower in _label_boxes(pieces, above.grid, below.grid, start):
            text = above.rows[upper.row][upper.column].text, below.rows[lower.row][lower.column].text
            if text[0] and not text[1]:
                _fill(below.rows, lower, text[0], goes_on=True)
            elif text[1] and not text[0] and lower.row == start:
                _fill(above.rows, upper, text[1], goes_on=False)
                _fill(below.rows, lower, text[1], goes_on=True)


def _repeated_rows(above: list[Row], below: list[Row]) -> int:
    """Return how many rows at the top of a page repeat the header of the page before."""
    known = {tuple(cell.text for cell in row) for row in above}
    count = 0
    while count < len(below) and any(cell.text for cell in below[count]):
        if tuple(cell.text for cell in below[count]) not in known:
            break
        count += 1
    return count


def _label_boxes(pieces: Sequence[Piece], above: Grid, below: Grid, start: int) -> Iterator[tuple[Box, Box]]:
    """Yield the last cell of a page and the first of the next in each column of labels, from the left."""
    last = len(above.ys) - 2
    column = 0
    while column < len(above.xs) - 1 and _is_of_labels(pieces, column):
        upper, lower = above.owners[last, column], below.owners[start, column]
        if (upper.column, upper.columns) != (lower.column, lower.columns):
            return
        yield upper, lower
        column += upper.columns


def _is_of_labels(pieces: Sequence[Piece], column: int) -> bool:
    """Return whether the cells of a column mostly span several rows, as those of levels do."""
    boxes = {
        (number, piece.grid.owners[row, column])
        for number, piece in enumerate(pieces)
        for row in range(len(piece.rows))
    }
    return len(boxes) <= _SPANNING * sum(len(piece.rows) for piece in pieces)


def _fill(rows: list[Row], box: Box, text: str, *, goes_on: bool) -> None:
    for row, column in box.units():
        cell = rows[row][column]
        covered = cell.covered
        if goes_on and covered in ("", "right"):
            covered = "inner" if covered else "down"
        filled = replace(cell, text=text, covered=covered)
        rows[row] = (*rows[row][:column], filled, *rows[row][column + 1 :])
