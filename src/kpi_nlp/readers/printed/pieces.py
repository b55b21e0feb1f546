"""The part of a table that stands on one page, and what faces each other over a page break."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.readers.printed.cuts import Face
from kpi_nlp.readers.printed.grid import Box, Grid
from kpi_nlp.readers.printed.tables import EMPTY, Content, Row, content_of
from kpi_nlp.text import squeeze


@dataclass(slots=True)
class Piece:
    """A table on one page: its grid, what stands in its boxes, and its rows, the first of which may not be its own.

    `room` is how much of the page is left below.
    """

    grid: Grid
    contents: dict[Box, Content]
    rows: list[Row]
    room: float = 0.0
    first: int = 0

    def content(self, box: Box) -> Content:
        """Return what stands in a box."""
        return self.contents.get(box, EMPTY)

    def write(self, box: Box, content: Content, *, goes_on: bool) -> None:
        """Put something else into a box; `goes_on` where the box belongs to one on the page before."""
        self.contents[box] = content
        for row, column in box.units():
            cell = self.rows[row][column]
            covered = cell.covered
            if goes_on and covered in ("", "right"):
                covered = "inner" if covered else "down"
            changed = content.cell(cell.location, covered)
            self.rows[row] = (*self.rows[row][:column], changed, *self.rows[row][column + 1 :])


@dataclass(frozen=True, slots=True)
class Seam:
    """A box at the end of a page and the box below it on the next one, which spans the same columns."""

    above: Piece
    below: Piece
    upper: Box
    lower: Box

    @property
    def face(self) -> Face:
        """What stands in the two."""
        tall = max(self.upper.rows, self.lower.rows) > 1
        return Face(self.above.content(self.upper), self.below.content(self.lower), tall)

    def join(self) -> None:
        """Make one cell of the two; what the page only repeats is not said twice."""
        head, rest, _ = self.face
        repeated = squeeze(head.text).endswith(squeeze(rest.text))
        whole = head if repeated else content_of((*head.lines, *rest.lines), head.width or rest.width)
        self.above.write(self.upper, whole, goes_on=False)
        self.below.write(self.lower, whole, goes_on=True)

    def carry(self, *, back: bool) -> None:
        """Fill in the label of a merged cell on the page where it does not stand."""
        head, rest, _ = self.face
        if not rest.lines:
            self.below.write(self.lower, head, goes_on=True)
        elif back and not head.lines:
            self.above.write(self.upper, rest, goes_on=False)
            self.below.write(self.lower, rest, goes_on=True)


def seams(above: Piece, below: Piece, last: int, first: int) -> Iterator[Seam]:
    """Yield the seams of two rows from the left, as long as their boxes span the same columns."""
    column = 0
    while column < len(above.grid.xs) - 1:
        upper, lower = above.grid.owners[last, column], below.grid.owners[first, column]
        if (upper.column, upper.columns) != (lower.column, lower.columns):
            return
        yield Seam(above, below, upper, lower)
        column += upper.columns
