"""Tables to rows of cells: merged cells spread over all their places, each text with what was struck out of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from kpi_nlp.model import Cell, Covered, Location
from kpi_nlp.readers.printed.aligned import AlignedTable
from kpi_nlp.readers.printed.grid import Box, Grid, apart
from kpi_nlp.readers.printed.lines import Line, confidence_of, lines_of
from kpi_nlp.readers.printed.page import Glyph
from kpi_nlp.readers.printed.placing import placed
from kpi_nlp.readers.printed.rulings import Ruling
from kpi_nlp.readers.printed.wrapping import joined

_NARROWEST = 0.5  # of the height of a letter: what stands nearer together is one line
_FEW = 10  # one line in so many may stand nearer to its border than the cells let them
_FRAME = 4  # two lines across and two down

Row = tuple[Cell, ...]


@dataclass(slots=True, eq=False)
class RuledTable:
    """A table as it stands on one page: its ruling and the letters within.

    `nearest` is how near two lines may stand that are still two, `columns` where those between columns stand, `room`
    how much of the page is left below.
    """

    page: int
    ruling: Ruling
    glyphs: list[Glyph]
    nearest: float
    columns: tuple[float, ...]
    room: float = 0.0


def ruled_table(page: int, ruling: Ruling, glyphs: list[Glyph]) -> RuledTable | None:
    """Return a table, None where its lines leave no room for letters in more than one cell."""
    nearest = _NARROWEST * median(glyph.bottom - glyph.top for glyph in glyphs) if glyphs else 0.0
    columns = apart((stroke.at for stroke in ruling.vertical), nearest)
    rows = apart((stroke.at for stroke in ruling.horizontal), nearest)
    if min(len(rows), len(columns)) < 2 or len(rows) + len(columns) <= _FRAME:  # noqa: PLR2004 - two edges
        return None
    return RuledTable(page, ruling, glyphs, nearest, columns)


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of a cell, the width that it has for them, and what is read of them.

    `struck` is what was struck out; `confidence` is that of the letters whose recognition was least sure; `doubtful`
    where some lines may belong to the row above or below.
    """

    lines: tuple[Line, ...]
    width: float
    text: str
    struck: str | None = None
    confidence: float | None = None
    doubtful: bool = False

    def cell(self, location: Location, covered: Covered = "") -> Cell:
        """Return a cell with this content."""
        return Cell(self.text, location, covered=covered, before=self.struck, confidence=self.confidence)


def content_of(lines: Sequence[Line], width: float, *, doubtful: bool = False) -> Content:
    """Return what some lines say in a cell that has so much room, full lines joined."""
    struck = "".join([line.struck for line in lines])
    return Content(tuple(lines), width, joined(lines, width).strip(), struck or None, confidence_of(lines), doubtful)


EMPTY = Content((), 0, "")


def contents_of(table: RuledTable, grid: Grid) -> dict[Box, Content]:
    """Return what stands in each cell of a ruled table that is not empty."""
    letters, doubtful = placed(table.glyphs, grid)
    inside = {box: lines_of(glyphs) for box, glyphs in letters.items()}
    rooms = sorted(room for box, lines in inside.items() for room in _rooms(box, lines, grid))
    padding = rooms[len(rooms) // _FEW] if rooms else 0.0
    return {
        box: content_of(
            lines, grid.xs[box.column + box.columns] - grid.xs[box.column] - 2 * padding, doubtful=box in doubtful
        )
        for box, lines in inside.items()
    }


def ruled_rows(contents: Mapping[Box, Content], grid: Grid, place: Location) -> list[Row]:
    """Return the rows of a ruled table; `place` is that of the table, from which rows count on in reading order."""
    rows: list[Row] = []
    for row in range(len(grid.ys) - 1):
        location = _location(place, row)
        boxes = (grid.owners[row, column] for column in range(len(grid.xs) - 1))
        cells = (contents.get(box, EMPTY).cell(location, _covered(box, row, at)) for at, box in enumerate(boxes))
        rows.append(tuple(cells))
    return rows


def goes_on_only(row: Row) -> bool:
    """Return whether a row is the one above, in which a line parts a label from the empty rest of its cell."""
    down = sum(cell.covered in ("down", "inner") for cell in row)
    return 2 * down > len(row) and not any(cell.text for cell in row if cell.covered not in ("down", "inner"))


def aligned_rows(table: AlignedTable, place: Location) -> list[Row]:
    """Return the rows of a table without ruling lines."""
    widths = [right - left for left, right in table.columns]
    return [
        tuple(content_of(lines, width).cell(_location(place, row)) for lines, width in zip(cells, widths, strict=True))
        for row, cells in enumerate(table.rows)
    ]


def _rooms(box: Box, lines: Sequence[Line], grid: Grid) -> Iterator[float]:
    """Yield the room left and right of each line in its cell."""
    left, right = grid.xs[box.column], grid.xs[box.column + box.columns]
    for line in lines:
        yield from (room for room in (line.left - left, right - line.right) if room >= 0)


def _location(place: Location, row: int) -> Location:
    return Location(place.file, place.page, table=place.table, row=row + 1, order=place.order + row)


def _covered(box: Box, row: int, column: int) -> Covered:
    down, right = row > box.row, column > box.column
    return "inner" if down and right else "down" if down else "right" if right else ""
