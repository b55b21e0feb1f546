"""Lines that run over the upper or lower border of their row: gathered in the cell that they were meant for.

Rows of workbooks are often too low for their text. What was wrapped stands around the middle of its own row then, and
a line more or less in the row above or below.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp.readers.printed.grid import Box, Grid
from kpi_nlp.readers.printed.page import Glyph

_OVER = 0.15  # of the height of a letter, on either side of a ruling line
_SAME_LINE, _NEXT_LINE, _OFF_MIDDLE = 0.5, 1.8, 0.2
_MOST_LINES = 6

Home = tuple[Glyph, Box]
Homes = Sequence[Home]


def fits(glyph: Glyph, box: Box, grid: Grid) -> bool:
    """Return whether a letter stands between the upper and the lower border of its cell."""
    over = _OVER * (glyph.bottom - glyph.top)
    return grid.ys[box.row] - over <= glyph.top and glyph.bottom <= grid.ys[box.row + box.rows] + over


def gathered(homes: Homes, grid: Grid) -> Iterator[tuple[Glyph, Box, bool]]:
    """Yield letters with their cells, and whether these are in doubt, for the lines fit no cell as a whole."""
    taken = Counter(box for _, box in homes)
    yield from ((glyph, box, False) for glyph, box in homes if fits(glyph, box, grid))
    for stretch in _stretches(home for home in homes if not fits(*home, grid)):
        own = Counter(box for _, box in stretch)
        free = {box for box in _touched(stretch, grid) if taken[box] == own[box]}
        parts = _parted(list(_lines(stretch)), free, grid)
        if parts is None and len(free) == 1:
            parts = [(stretch, free.pop())]
        if parts is None:
            yield from ((glyph, box, True) for glyph, box in stretch)
        else:
            yield from ((glyph, box, False) for part, box in parts for glyph, _ in part)


def _parted(lines: Sequence[Homes], free: set[Box], grid: Grid) -> list[tuple[Homes, Box]] | None:
    """Part lines so that each part stands in the middle of a cell that is free; None where that cannot be done."""
    if not lines:
        return []
    for size in range(1, min(len(lines), _MOST_LINES) + 1):
        part = [home for line in lines[:size] for home in line]
        box = _centred(part, free, grid)
        rest = _parted(lines[size:], free - {box}, grid) if box is not None else None
        if box is not None and rest is not None:
            return [(part, box), *rest]
    return None


def _lines(stretch: Homes) -> Iterator[Homes]:
    line: list[Home] = []
    for glyph, box in stretch:
        if line and _step(line[-1][0], glyph) > _SAME_LINE:
            yield line
            line = []
        line.append((glyph, box))
    yield line


def _step(before: Glyph, glyph: Glyph) -> float:
    """Return how far down a letter stands from another, in heights of a letter."""
    return (glyph.top + glyph.bottom - before.top - before.bottom) / 2 / (glyph.bottom - glyph.top)


def _stretches(homes: Iterable[Home]) -> Iterator[Homes]:
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


def _goes_on(stretch: Homes, glyph: Glyph, box: Box) -> bool:
    (_, first), (before, _) = stretch[0], stretch[-1]
    if box.column >= first.column + first.columns or first.column >= box.column + box.columns:
        return False
    step = _step(before, glyph)
    under = min(one.left for one, _ in stretch) < glyph.right and glyph.left < max(one.right for one, _ in stretch)
    return step <= _SAME_LINE or (under and step < _NEXT_LINE)


def _touched(stretch: Homes, grid: Grid) -> Iterator[Box]:
    """Yield each cell that some lines reach into."""
    for glyph, _ in stretch:
        over = _OVER * (glyph.bottom - glyph.top)
        for height in (glyph.top + over, glyph.bottom - over):
            yield grid.box_at((glyph.left + glyph.right) / 2, height)


def _centred(stretch: Homes, free: set[Box], grid: Grid) -> Box | None:
    """Return the cell in whose middle some lines stand."""
    top, bottom = min(glyph.top for glyph, _ in stretch), max(glyph.bottom for glyph, _ in stretch)
    height = max(glyph.bottom - glyph.top for glyph, _ in stretch)
    for box in free:
        off = abs(top + bottom - grid.ys[box.row] - grid.ys[box.row + box.rows]) / 2
        if off <= _OFF_MIDDLE * height:
            return box
    return None
