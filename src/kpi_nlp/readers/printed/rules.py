"""Shapes to ruling lines: strokes, thin filled rectangles, the edges of drawn rectangles."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.printed.places import Area

Point = tuple[float, float]

_THIN = 4.0  # points: the thickest ruling line
_DOT = 2.0
_SLANT = 1.0


def rules_of_area(area: Area) -> tuple[Rule, ...]:
    """Return the ruling line that a thin area is; a dot may belong to a dotted line of either direction."""
    across, down = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    lying = Rule(area.left, down, area.right, down)
    standing = Rule(across, area.top, across, area.bottom)
    width, height = area.right - area.left, area.bottom - area.top
    if width <= _DOT and height <= _DOT:
        return lying, standing
    if min(width, height) > _THIN:
        return ()
    return (lying,) if width >= height else (standing,)


def rules_of_stretch(points: Sequence[Point], *, filled: bool) -> Iterator[Rule]:
    """Yield the straight lines of a stretch along the page, or the line that it fills."""
    if filled:
        across, down = zip(*points, strict=True)
        yield from rules_of_area(Area(min(across), min(down), max(across), max(down)))
        return
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(x - to_x) <= _SLANT or abs(y - to_y) <= _SLANT:
            area = Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            yield from rules_of_area(area)
