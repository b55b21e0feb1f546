"""A sheet to blocks: each run of rows is a table, single cells above it and texts that lie over it are paragraphs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from kpi_nlp.model import Block, Cell, Covered, Heading, Location, Paragraph, Table
from kpi_nlp.readers.sheets.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Area, Place, Sheet, too_large

_DEFAULT_TITLE = re.compile(r"(?:sheet|工作表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)


def blocks_of(sheet: Sheet) -> list[Block]:
    """Return the blocks of a sheet in reading order; a title that a person gave it is a heading."""
    heading: list[Block] = []
    if sheet.title and not _DEFAULT_TITLE.fullmatch(sheet.title):
        heading = [Heading(sheet.title, 1, Location(sheet.file, sheet=sheet.title, order=sheet.locate(0).order))]
    boxes = [Paragraph(box.text, sheet.locate(*box.place), box.before) for box in sheet.boxes]
    return [*heading, *sorted([*_runs(sheet), *boxes], key=lambda block: block.location.order)]


def covered(sheet: Sheet) -> dict[Place, Cell]:
    """Return each place that a merged range covers, with what the range shows; nothing reaches beyond the last cell."""
    last = max(sheet.rows, default=0), max((max(cells) for cells in sheet.rows.values()), default=0)
    areas = [
        ((top, left, min(bottom, last[0]), min(right, last[1])), cell)
        for top, left, bottom, right in sheet.merged
        if (cell := sheet.at((top, left))) is not None
    ]
    if sum(_size(area) for area, _ in areas) > MAX_CELLS:
        raise too_large(sheet)
    return {
        place: replace(cell, location=sheet.locate(*place), covered=side)
        for area, cell in areas
        for place, side in _beside_the_first(area)
    }


def _size(area: Area) -> int:
    top, left, bottom, right = area
    return max(0, bottom - top + 1) * max(0, right - left + 1)


def _beside_the_first(area: Area) -> Iterator[tuple[Place, Covered]]:
    top, left, bottom, right = area
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if row > top:
                yield (row, column), "inner" if column > left else "down"
            elif column > left:
                yield (row, column), "right"


def _runs(sheet: Sheet) -> Iterator[Block]:
    rows = {row: dict(cells) for row, cells in sheet.rows.items()}
    for (row, column), cell in covered(sheet).items():
        rows.setdefault(row, {})[column] = cell
    columns = _columns(sheet, rows)
    for _, run in groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        lines = [_line(rows[number], columns, Cell("", sheet.locate(number))) for number in numbers]
        while lines and (title := _lone(lines[0])) is not None:
            yield Paragraph(title.text, title.location, title.before)
            lines = lines[1:]
        if lines:
            yield Table(tuple(lines), sheet.locate(numbers[-len(lines)], columns[0]))


def _columns(sheet: Sheet, rows: Mapping[int, Mapping[int, Cell]]) -> list[int]:
    """Return the columns that hold anything, and one for each gap: it may part two tables that stand side by side."""
    columns = sorted({column for cells in rows.values() for column in cells})
    if sum(map(len, rows.values())) > MAX_CELLS or len(columns) > MAX_COLUMNS or len(rows) > MAX_ROWS:
        raise too_large(sheet)
    return sorted([*columns, *(left + 1 for left, right in pairwise(columns) if right > left + 1)])


def _line(cells: Mapping[int, Cell], columns: Sequence[int], empty: Cell) -> tuple[Cell, ...]:
    """Return a row as wide as all columns; its empty cells have the place of the row."""
    return tuple([cells.get(column, empty) for column in columns])


def _lone(row: Sequence[Cell]) -> Cell | None:
    """Return the only cell of a title line, however many places it was merged over."""
    filled = [cell for cell in row if cell.text or cell.before]
    own = [cell for cell in filled if not cell.covered]
    return own[0] if len(own) == 1 and len({cell.text for cell in filled}) == 1 else None
