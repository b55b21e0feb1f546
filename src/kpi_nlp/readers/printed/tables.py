"""Ruled tables: letters to the cells that they stand in, merged cells spread over all their places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from kpi_nlp.model import Cell, Covered, Location
from kpi_nlp.readers.printed.grid import Box, Grid, apart
from kpi_nlp.readers.printed.lines import lines_of
from kpi_nlp.readers.printed.page import Glyph
from kpi_nlp.readers.printed.rulings import Ruling

_NARROWEST = 0.5  # of the height of a letter: what stands nearer together is one line
_USUAL_HEIGHT = 9.0


@dataclass(slots=True)
class RuledTable:
    """A table as it stands on one page: its ruling and the letters within."""

    page: int
    ruling: Ruling
    glyphs: list[Glyph] = field(default_factory=list)

    def holds(self, glyph: Glyph) -> bool:
        """Return whether the middle of a letter lies within."""
        return (
            self.ruling.left < (glyph.left + glyph.right) / 2 < self.ruling.right
            and self.ruling.top < (glyph.top + glyph.bottom) / 2 < self.ruling.bottom
        )

    @property
    def nearest(self) -> float:
        """How near two lines may stand that are still two."""
        return _NARROWEST * median(glyph.bottom - glyph.top for glyph in self.glyphs) if self.glyphs else _USUAL_HEIGHT

    @property
    def columns(self) -> tuple[float, ...]:
        """Where the lines between its columns stand."""
        return apart((stroke.at for stroke in self.ruling.vertical), self.nearest)


def rows_of(table: RuledTable, grid: Grid, place: Location) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table; `place` is the location of the table, from which rows count on in reading order."""
    inside: dict[Box, list[Glyph]] = defaultdict(list)
    for glyph in table.glyphs:
        box = grid.box_at((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)
        if box is not None:
            inside[box].append(glyph)
    contents = {box: _content(glyphs) for box, glyphs in inside.items()}
    for row in range(len(grid.ys) - 1):
        location = Location(place.file, place.page, table=place.table, row=row + 1, order=place.order + row)
        boxes = (grid.owners[row, column] for column in range(len(grid.xs) - 1))
        yield tuple(
            Cell(text, location, covered=_covered(box, row, column), confidence=sure)
            for column, box in enumerate(boxes)
            for text, sure in [contents.get(box, ("", None))]
        )


def _covered(box: Box, row: int, column: int) -> Covered:
    down, right = row > box.row, column > box.column
    return "inner" if down and right else "down" if down else "right" if right else ""


def _content(glyphs: Sequence[Glyph]) -> tuple[str, float | None]:
    """Return the text of a cell, a line a line, and how sure its recognition was."""
    sure = [glyph.confidence for glyph in glyphs if glyph.confidence is not None]
    return "\n".join(line.text for line in lines_of(glyphs)).strip(), min(sure, default=None)
