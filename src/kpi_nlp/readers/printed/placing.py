"""Letters to the cells that they belong to, with text that is longer or taller than its cell.

A letter belongs to the cell where its middle lies. What runs over a vertical line belongs as a whole to the cell in
which it begins, or which it is centred in.
"""

from collections import defaultdict
from collections.abc import Iterable

from kpi_nlp.readers.printed.grid import Box, Grid
from kpi_nlp.readers.printed.page import Glyph
from kpi_nlp.readers.printed.spilled import fits, gathered

_AHEAD = 0.5  # heights of a letter
_OFF_CENTRE = 0.6


def placed(glyphs: Iterable[Glyph], grid: Grid) -> tuple[dict[Box, list[Glyph]], set[Box]]:
    """Return the letters of each cell that holds any, in the order in which they were printed, and cells in doubt."""
    homes: list[tuple[Glyph, Box]] = []
    spilled = False
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        box = grid.box_at((glyph.left + glyph.right) / 2, middle)
        if len(glyph.text) > 1 and not _fits_across(glyph, box, grid):
            box = _home_across(glyph, grid)
        homes.append((glyph, box))
        spilled = spilled or not fits(glyph, box, grid)
    inside: dict[Box, list[Glyph]] = defaultdict(list)
    doubtful: set[Box] = set()
    if not spilled:
        for glyph, box in homes:
            inside[box].append(glyph)
        return inside, doubtful
    for glyph, box, doubt in gathered(homes, grid):
        inside[box].append(glyph)
        doubtful |= {box} if doubt else set()
    return inside, doubtful


def _fits_across(glyph: Glyph, box: Box, grid: Grid) -> bool:
    over = _AHEAD * (glyph.bottom - glyph.top)
    return grid.xs[box.column] - over <= glyph.left and glyph.right <= grid.xs[box.column + box.columns] + over


def _home_across(glyph: Glyph, grid: Grid) -> Box:
    """Return the cell of text that is wider than its cell: the one it is centred in, else the one it begins in."""
    height, middle = glyph.bottom - glyph.top, (glyph.top + glyph.bottom) / 2
    centre = (glyph.left + glyph.right) / 2
    box = grid.box_at(centre, middle)
    if abs(centre - (grid.xs[box.column] + grid.xs[box.column + box.columns]) / 2) <= _OFF_CENTRE * height:
        return box
    return grid.box_at(glyph.left + _AHEAD * height, middle)
