"""Tables to rows of cells: merged cells spread over all their places, each text with what was struck out of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from kpi_nlp.model import Cell, Covered, Location
from kpi_nlp.readers.printed.aligned import AlignedTable
from kpi_nlp.readers.printed.grid import Box, Grid, apart
from kpi_nlp.readers.printed.lines import Line, lines_of
from kpi_nlp.readers.printed.page import Glyph
from kpi_nlp.readers.printed.placing import placed
from kpi_nlp.readers.printed.rulings import Ruling
from kpi_nlp.readers.printed.wrapping import joined

_NARROWEST = 0.5  # of the height of a letter: what stands nearer together is one line
_USUAL_HEIGHT = 9.0
_FRAME = 4  # two lines across and two down

Row = tuple[Cell, ...]


@dataclass(slots=True, eq=False)
class RuledTable:
    """A table as it stands on one page: its ruling, the letters within, and how much of the page is left below it."""

    page: int
    ruling: Ruling
    glyphs: list[Glyph] = field(default_factory=list)
    room: float = 0.0

    @property
    def nearest(self) -> float:
        """How near two lines may stand that are still two."""
        return _NARROWEST * median(glyph.bottom - glyph.top for glyph in self.glyphs) if self.glyphs else _USUAL_HEIGHT

    @property
    def columns(self) -> tuple[float, ...]:
        """Where the lines between its columns stand."""
        return apart((stroke.at for stroke in self.ruling.vertical), self.nearest)

    @property
    def has_cells(self) -> bool:
        """Whether its lines leave room for letters in more than one cell."""
        rows = apart((stroke.at for stroke in self.ruling.horizontal), self.nearest)
        return min(len(rows), len(self.columns)) > 1 and len(rows) + len(self.columns) > _FRAME


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of a cell, the width that it has for them, and what is read of them.

    `struck` is what was struck out; `confidence` is that of the letters whose recognition was least sure.
    """

    lines: tuple[Line, ...]
    width: float
    text: str
    struck: str | None = None
    confidence: float | None = None

    def cell(self, location: Location, covered: Covered = "") -> Cell:
        """Return a cell with this content."""
        return Cell(self.text, location, covered=covered, before=self.struck, confidence=self.confidence)


def content_of(lines: Sequence[Line], width: float) -> Content:
    """Return what some lines say in a cell that has so much room, full lines joined."""
    letters = (glyph for line in lines for glyph in line.glyphs)
    sure = min((glyph.confidence for glyph in letters if glyph.confidence is not None), default=None)
    struck = "\n".join(line.struck for line in lines if line.struck)
    return Content(tuple(lines), width, joined(lines, width).strip(), struck or None, sure)


EMPTY = Content((), 0, "")


def contents_of(table: RuledTable, grid: Grid) -> dict[Box, Content]:
    """Return what stands in each cell of a ruled table that is not empty."""
    inside = {box: lines_of(glyphs) for box, glyphs in placed(table.glyphs, grid).items()}
    padding = min((room for box, lines in inside.items() for room in _rooms(box, lines, grid)), default=0)
    return {
        box: content_of(lines, grid.xs[box.column + box.columns] - grid.xs[box.column] - 2 * padding)
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
