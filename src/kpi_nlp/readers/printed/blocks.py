"""Pages to blocks."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kpi_nlp.model import Block, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.printed.grid import grid_of
from kpi_nlp.readers.printed.lines import Line, lines_of
from kpi_nlp.readers.printed.page import Page
from kpi_nlp.readers.printed.paragraphs import joined, paragraphs_of
from kpi_nlp.readers.printed.rulings import rulings
from kpi_nlp.readers.printed.tables import RuledTable, rows_of


def blocks_of(name: str, pages: Iterable[Page]) -> tuple[tuple[Block, ...], tuple[ReadWarning, ...]]:
    """Return the headings, paragraphs and tables of all pages in reading order, and what was noticed."""
    blocks: list[Block] = []
    tables = order = 0
    for page in pages:
        for part in _parts(page):
            place = Location(name, page.number, order=order + 1)
            if isinstance(part, RuledTable):
                tables += 1
                block = _table(part, place.in_table(f"第{tables}个表"))
                order += len(block.rows) if block else 0
                blocks += [block] if block else []
            else:
                for lines in paragraphs_of(part):
                    order += 1
                    blocks.append(Paragraph(joined(lines), Location(name, page.number, order=order)))
    return tuple(blocks), ()


def _parts(page: Page) -> Iterator[RuledTable | list[Line]]:
    """Yield the tables of a page and the lines between them, from the top."""
    tables = [RuledTable(page.number, ruling) for ruling in rulings(page.rules)]
    free = []
    for glyph in page.glyphs:
        holders = [table for table in tables if table.holds(glyph)]
        if holders:
            min(holders, key=lambda table: table.ruling.bottom - table.ruling.top).glyphs.append(glyph)
        else:
            free.append(glyph)
    parts: list[tuple[float, RuledTable | Line]] = [(line.top, line) for line in lines_of(free)]
    parts += [(table.ruling.top, table) for table in tables if table.glyphs]
    ordered = (part for _, part in sorted(parts, key=lambda pair: pair[0]))
    for kind, run in groupby(ordered, key=type):
        if kind is Line:
            yield [part for part in run if isinstance(part, Line)]
        else:
            yield from (part for part in run if isinstance(part, RuledTable))


def _table(table: RuledTable, place: Location) -> Table | None:
    grid = grid_of(table.ruling, table.columns, table.nearest)
    rows = tuple(rows_of(table, grid, place)) if grid else ()
    return Table(rows, rows[0][0].location) if rows else None
