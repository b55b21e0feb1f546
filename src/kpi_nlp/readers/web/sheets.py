"""Rows to blocks: titles within a table stand above it, a sheet saved as one table is cut as the workbook reader does."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from kpi_nlp.model import Block, Cell, Paragraph, Table

Rows = Sequence[tuple[Cell, ...]]


def table_blocks(rows: Rows) -> Iterator[Block]:
    """Yield a table; single cells above its rows, as systems print titles and units, are paragraphs."""
    while rows and (title := _lone(rows[0])) is not None:
        yield Paragraph(title.text, title.location, title.before)
        rows = rows[1:]
    if rows:
        yield Table(tuple(rows), rows[0][0].location)


def sheet_blocks(rows: Rows) -> Iterator[Block]:
    """Yield each run of filled rows of a sheet as a table; of empty columns one is kept: it may part two tables."""
    used = sorted({column for row in rows for column, cell in enumerate(row) if _filled(cell)})
    columns = sorted([*used, *(left + 1 for left, right in pairwise(used) if right > left + 1)])
    filled = [(number, row) for number, row in enumerate(rows) if any(map(_filled, row))]
    for _, run in groupby(enumerate(filled), key=lambda pair: pair[1][0] - pair[0]):
        lines = [row for _, (_, row) in run]
        yield from table_blocks([tuple(row[column] for column in columns if column < len(row)) for row in lines])


def _filled(cell: Cell) -> bool:
    return bool(cell.text or cell.before)


def _lone(row: Sequence[Cell]) -> Cell | None:
    """Return the only cell of a title line, however many places it was merged over."""
    filled = [cell for cell in row if _filled(cell)]
    own = [cell for cell in filled if not cell.covered]
    return own[0] if len(own) == 1 and len({cell.text for cell in filled}) == 1 else None
