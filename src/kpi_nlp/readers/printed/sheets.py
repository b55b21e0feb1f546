"""Pages taken apart: ruled tables with their letters, the printed lines around them, and what was noticed."""

from dataclasses import dataclass

from kpi_nlp.readers.printed.lines import Line, lines_of
from kpi_nlp.readers.printed.page import Glyph, Page
from kpi_nlp.readers.printed.rulings import Stroke, rulings, whole_lines
from kpi_nlp.readers.printed.struck import struck_out
from kpi_nlp.readers.printed.tables import RuledTable


@dataclass(slots=True, eq=False)
class Sheet:
    """A page: its ruled tables and the lines outside of them, from the top, and where lines were drawn across it."""

    number: int
    width: float
    height: float
    tables: list[RuledTable]
    lines: list[Line]
    across: list[Stroke]


def sheet_of(page: Page) -> Sheet:
    """Take a page apart; a letter belongs to the innermost table that it stands in."""
    glyphs, rules = struck_out(page.glyphs, page.rules)
    across, down = whole_lines(rules)
    tables = [RuledTable(page.number, ruling) for ruling in rulings(across, down)]
    innermost = sorted(tables, key=lambda table: table.ruling.bottom - table.ruling.top)
    free: list[Glyph] = []
    for glyph in glyphs:
        table = next((table for table in innermost if table.holds(glyph)), None)
        (free if table is None else table.glyphs).append(glyph)
    return Sheet(
        page.number, page.width, page.height, [table for table in tables if table.glyphs], lines_of(free), across
    )
