"""A sheet to blocks: each run of rows is a table, single cells above it and texts that lie over it are paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kpi_nlp.model import Block, Cell, Covered, Heading, Location, Paragraph, Table
from kpi_nlp.readers.sheets.sheet import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Area,
    Content,
    Place,
    Sheet,
    place_name,
    too_large,
)

Locate = Callable[[int, int | None], Location]
"""Where a row is, or a cell of it."""

_DEFAULT_TITLE = re.compile(r"(?:sheet|工作表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_ROWS_OF_A_SHEET = 1 << 20


def on_sheet(sheet: Sheet, number: int) -> Locate:
    """Return how places of a sheet are named; `number` counts the sheets of a workbook from 0."""

    def locate(row: int, column: int | None) -> Location:
        cell = None if column is None else place_name((row, column))
        return Location(sheet.file, sheet=sheet.title, row=row, cell=cell, order=2 * _ROWS_OF_A_SHEET * number + row)

    return locate


def blocks_of(sheet: Sheet, locate: Locate) -> list[Block]:
    """Return the blocks of a sheet in reading order; a title that a person gave it is a heading."""
    heading: list[Block] = []
    if sheet.title and not _DEFAULT_TITLE.fullmatch(sheet.title):
        heading = [Heading(sheet.title, 1, Location(sheet.file, sheet=sheet.title, order=locate(0, None).order))]
    boxes = [Paragraph(box.text, locate(*box.place), box.before) for box in sheet.boxes]
    return [*heading, *sorted([*_runs(sheet, locate), *boxes], key=lambda block: block.location.order)]


def _runs(sheet: Sheet, locate: Locate) -> Iterator[Block]:
    layout = _Layout.of(sheet)
    rows = layout.rows(sheet, locate)
    for _, run in groupby(enumerate(rows), key=lambda pair: (pair[1][0].location.row or 0) - pair[0]):
        lines = [row for _, row in run]
        while lines and (title := _lone(lines[0])) is not None:
            yield Paragraph(title.text, title.location, title.before)
            lines = lines[1:]
        if lines:
            yield Table(tuple(lines), locate(lines[0][0].location.row or 0, layout.columns[0]))


def _lone(row: Sequence[Cell]) -> Cell | None:
    """Return the only cell of a title line, however many places it was merged over."""
    filled = [cell for cell in row if cell.text or cell.before]
    own = [cell for cell in filled if not cell.covered]
    return own[0] if len(own) == 1 and len({cell.text for cell in filled}) == 1 else None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns of a sheet are printed, and which places are covered by the first of a merged range.

    A stretch of empty columns counts as one: it may part two tables that stand side by side.
    """

    columns: Sequence[int]
    spread: dict[Place, tuple[Content, Covered]]

    @classmethod
    def of(cls, sheet: Sheet) -> "_Layout":
        spread = dict(covered(sheet))
        places = {*sheet.contents, *spread}
        columns = sorted({column for _, column in places})
        if len(places) > MAX_CELLS or len(columns) > MAX_COLUMNS or len({row for row, _ in places}) > MAX_ROWS:
            raise too_large(sheet)
        gaps = [left + 1 for left, right in pairwise(columns) if right > left + 1]
        return cls(sorted([*columns, *gaps]), spread)

    def rows(self, sheet: Sheet, locate: Locate) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows that hold anything, each as wide as all columns; its empty cells are at the place of the row."""
        places = sorted({*sheet.contents, *self.spread})
        for row, group in groupby(places, key=lambda place: place[0]):
            cells = [Cell("", locate(row, None))] * len(self.columns)
            for place in group:
                content, side = self.spread.get(place) or (sheet.contents[place], "")
                cells[bisect_left(self.columns, place[1])] = Cell(
                    content.text,
                    locate(*place),
                    raw=content.raw,
                    number_format=content.number_format,
                    covered=side,
                    before=content.before,
                )
            yield tuple(cells)


def covered(sheet: Sheet) -> Iterator[tuple[Place, tuple[Content, Covered]]]:
    """Yield each place that a merged range covers, with what the range shows; nothing is spread beyond the last cell."""
    last = tuple(max((place[axis] for place in sheet.contents), default=0) for axis in (0, 1))
    areas = [
        (top, left, min(bottom, last[0]), min(right, last[1]))
        for top, left, bottom, right in sheet.merged
        if (top, left) in sheet.contents
    ]
    if sum(map(_size, areas)) > MAX_CELLS:
        raise too_large(sheet)
    for top, left, bottom, right in areas:
        content = sheet.contents[top, left]
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield (row, column), (content, _side(down=row > top, right=column > left))


def _size(area: Area) -> int:
    top, left, bottom, right = area
    return max(0, bottom - top + 1) * max(0, right - left + 1)


def _side(*, down: bool, right: bool) -> Covered:
    if down and right:
        return "inner"
    return "down" if down else "right"
