"""Pages taken apart: ruled tables with their letters, the printed lines around them, and what was noticed."""

from dataclasses import dataclass

from kpi_nlp.readers.printed.lines import Line, lines_of
from kpi_nlp.readers.printed.page import Glyph, Page
from kpi_nlp.readers.printed.rulings import Stroke, rulings, whole_lines
from kpi_nlp.readers.printed.struck import struck_out
from kpi_nlp.readers.printed.tables import RuledTable
from kpi_nlp.readers.printed.touching import stretches


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
    lying, standing = whole_lines(rules)
    tables = [RuledTable(page.number, ruling) for ruling in rulings(lying, standing)]
    innermost = sorted(tables, key=lambda table: table.ruling.bottom - table.ruling.top)
    frames = [(table.ruling, table.glyphs) for table in innermost]
    free: list[Glyph] = []
    for glyph in stretches(glyphs):
        across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for frame, inside in frames:
            if frame.top < down < frame.bottom and frame.left < across < frame.right:
                inside.append(glyph)
                break
        else:
            free.append(glyph)
    filled = [table for table in tables if table.glyphs and table.has_cells]
    free += [glyph for table in tables if not table.has_cells for glyph in table.glyphs]
    return Sheet(page.number, page.width, page.height, filled, lines_of(free), lying)
