"""Sheets that a spreadsheet saved as a page: one table for all that stands on them, cut as the workbook reader does."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpi_nlp.model import Block, Cell, Paragraph, Table


def sheet_blocks(rows: Sequence[tuple[Cell, ...]]) -> Iterator[Block]:
    """Yield each run of filled rows as a table; lone cells above it are paragraphs. Empty columns are left out."""
    columns = sorted({column for row in rows for column, cell in enumerate(row) if cell.text})
    filled = [(number, row) for number, row in enumerate(rows) if any(cell.text for cell in row)]
    for _, run in groupby(enumerate(filled), key=lambda pair: pair[1][0] - pair[0]):
        lines = [row for _, (_, row) in run]
        while lines and (first := _lone(lines[0])):
            yield Paragraph(first.text, first.location, first.before)
            lines = lines[1:]
        if lines:
            kept = tuple(tuple(row[column] for column in columns if column < len(row)) for row in lines)
            yield Table(kept, kept[0][0].location)


def _lone(row: Sequence[Cell]) -> Cell | None:
    """Return the cell of a title line: one text, however many cells it was merged over."""
    own = [cell for cell in row if cell.text and not cell.covered]
    return own[0] if len(own) == 1 and all(cell.text in ("", own[0].text) for cell in row) else None
