"""Pages taken apart: ruled tables with their letters, the printed lines around them, and what was noticed."""

from dataclasses import dataclass

from kpi_nlp.readers.printed.lines import Line, lines_of
from kpi_nlp.readers.printed.page import Glyph, Page
from kpi_nlp.readers.printed.rulings import Ruling, Stroke, rulings, whole_lines
from kpi_nlp.readers.printed.struck import struck_out
from kpi_nlp.readers.printed.tables import RuledTable, ruled_table
from kpi_nlp.readers.printed.touching import stretches


@dataclass(slots=True, eq=False)
class Sheet:
    """A page: its ruled tables and the lines outside of them, from the top, and what else was drawn across it."""

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
    frames: list[tuple[Ruling, list[Glyph]]] = [(ruling, []) for ruling in rulings(lying, standing)]
    innermost = sorted(frames, key=lambda frame: frame[0].bottom - frame[0].top)
    free: list[Glyph] = []
    for glyph in stretches(glyphs):
        middle, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for frame, inside in innermost:
            if frame.top < down < frame.bottom and frame.left < middle < frame.right:
                inside.append(glyph)
                break
        else:
            free.append(glyph)
    tables = []
    for ruling, inside in frames:
        if inside and (table := ruled_table(page.number, ruling, inside)) is not None:
            tables.append(table)
        else:
            free += inside
    used = {stroke for table in tables for stroke in table.ruling.horizontal}
    across = [stroke for stroke in lying if stroke not in used]
    return Sheet(page.number, page.width, page.height, tables, lines_of(free), across)
