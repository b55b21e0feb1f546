"""Letters to the cells that they belong to, with text that is longer or taller than its cell.

A letter belongs to the cell where its middle lies. What runs over a ruling line belongs as a whole to one cell: a
line to that in which it begins, or which it is centred in; lines above one another to the cell that is empty otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp.readers.printed.grid import Box, Grid
from kpi_nlp.readers.printed.page import Glyph

_OVER = 0.15  # of the height of a letter, on either side of a ruling line
_AHEAD = 0.5
_SAME_LINE, _NEXT_LINE = 0.5, 1.8
_OFF_CENTRE, _OFF_MIDDLE = 0.6, 0.2

Home = tuple[Glyph, Box]
Inside = dict[Box, list[Glyph]]


def placed(glyphs: Iterable[Glyph], grid: Grid) -> Inside:
    """Return the letters of each cell that holds any, in the order in which they were printed."""
    homes: list[Home] = []
    spilled = False
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        box = grid.box_at((glyph.left + glyph.right) / 2, middle)
        if len(glyph.text) > 1 and not _fits_across(glyph, box, grid):
            box = _home_across(glyph, grid)
        homes.append((glyph, box))
        spilled = spilled or not _fits_down(glyph, box, grid)
    inside: Inside = defaultdict(list)
    for glyph, box in _gathered(homes, grid) if spilled else homes:
        inside[box].append(glyph)
    return inside


def _fits_across(glyph: Glyph, box: Box, grid: Grid) -> bool:
    over = _AHEAD * (glyph.bottom - glyph.top)
    return grid.xs[box.column] - over <= glyph.left and glyph.right <= grid.xs[box.column + box.columns] + over


def _fits_down(glyph: Glyph, box: Box, grid: Grid) -> bool:
    over = _OVER * (glyph.bottom - glyph.top)
    return grid.ys[box.row] - over <= glyph.top and glyph.bottom <= grid.ys[box.row + box.rows] + over


def _home_across(glyph: Glyph, grid: Grid) -> Box:
    """Return the cell of text that is wider than its cell: the one it is centred in, else the one it begins in."""
    height, middle = glyph.bottom - glyph.top, (glyph.top + glyph.bottom) / 2
    centre = (glyph.left + glyph.right) / 2
    box = grid.box_at(centre, middle)
    if abs(centre - (grid.xs[box.column] + grid.xs[box.column + box.columns]) / 2) <= _OFF_CENTRE * height:
        return box
    return grid.box_at(glyph.left + _AHEAD * height, middle)


def _gathered(homes: Sequence[Home], grid: Grid) -> Iterator[Home]:
    """Yield letters with their cells, lines that run over the upper or lower border of a cell gathered in one."""
    taken = Counter(box for _, box in homes)
    spilled = [home for home in homes if not _fits_down(*home, grid)]
    yield from (home for home in homes if _fits_down(*home, grid))
    for stretch in _stretches(spilled):
        own = Counter(box for _, box in stretch)
        free = {box for box in _touched(stretch, grid) if taken[box] == own[box]}
        home = _centred(stretch, free, grid) or (next(iter(free)) if len(free) == 1 else None)
        yield from ((glyph, home or box) for glyph, box in stretch)


def _stretches(homes: Iterable[Home]) -> Iterator[list[Home]]:
    """Yield letters that stand line by line under one another."""
    stretches: list[list[Home]] = []
    for glyph, box in sorted(homes, key=lambda home: (home[0].top + home[0].bottom, home[0].left)):
        above = (stretch for stretch in stretches if _goes_on(stretch, glyph, box))
        stretch = next(above, None)
        if stretch is None:
            stretches.append([(glyph, box)])
        else:
            stretch.append((glyph, box))
    yield from stretches


def _goes_on(stretch: Sequence[Home], glyph: Glyph, box: Box) -> bool:
    (_, first), (before, _), height = stretch[0], stretch[-1], glyph.bottom - glyph.top
    if box.column >= first.column + first.columns or first.column >= box.column + box.columns:
        return False
    step = (glyph.top + glyph.bottom - before.top - before.bottom) / 2 / height
    under = min(one.left for one, _ in stretch) < glyph.right and glyph.left < max(one.right for one, _ in stretch)
    return step <= _SAME_LINE or (under and step < _NEXT_LINE)


def _touched(stretch: Sequence[Home], grid: Grid) -> Iterator[Box]:
    """Yield each cell that some lines reach into."""
    for glyph, _ in stretch:
        over = _OVER * (glyph.bottom - glyph.top)
        for height in (glyph.top + over, glyph.bottom - over):
            yield grid.box_at((glyph.left + glyph.right) / 2, height)


def _centred(stretch: Sequence[Home], free: set[Box], grid: Grid) -> Box | None:
    """Return the cell in whose middle some lines stand."""
    top, bottom = min(glyph.top for glyph, _ in stretch), max(glyph.bottom for glyph, _ in stretch)
    height = max(glyph.bottom - glyph.top for glyph, _ in stretch)
    for box in free:
        off = abs(top + bottom - grid.ys[box.row] - grid.ys[box.row + box.rows]) / 2
        if off <= _OFF_MIDDLE * height:
            return box
    return None
