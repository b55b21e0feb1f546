"""Prose in two columns: read down the left one, then down the right one.

Two columns are taken for prose where both hold long, full lines; a table without ruling lines has short ones.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import mean, median

from kpi_nlp.readers.printed.lines import Line, segments_of

_GUTTER = 1.2  # heights of a letter
_FEWEST_LINES, _MANY_LINES = 2, 4
_SHORTEST = 9  # heights of a letter, on average
_FULL, _NEARLY = 0.5, 1.2  # share of the lines that reach the margin of their column, by so many heights

Halves = tuple[list[Line], list[Line]]


def in_columns(lines: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Yield the lines of a page in reading order, and whether they are one of two columns of prose."""
    gutter = _gutter(lines)
    waiting: list[Line] = []
    for parted, group in groupby(lines, key=lambda line: _is_parted(line, gutter)):
        run = list(group)
        first = next((at for at, line in enumerate(run) if line.right > gutter), len(run)) if parted else len(run)
        waiting += run[:first]
        halves = _halves(run[first:], gutter)
        if halves is None:
            waiting += run[first:]
            continue
        if waiting:
            yield waiting, False
            waiting = []
        yield from ((half, True) for half in halves)
    if waiting:
        yield waiting, False


def _gutter(lines: Sequence[Line]) -> float:
    """Return where two columns would be parted: where most lines with one gap have it, else in the middle."""
    parts = [segments for line in lines if len(segments := segments_of(line, _GUTTER)) == 2]  # noqa: PLR2004
    if len(parts) >= _MANY_LINES:
        return median((left.right + right.left) / 2 for left, right in parts)
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2


def _is_parted(line: Line, gutter: float) -> bool:
    return not any(part.left < gutter < part.right for part in segments_of(line, _GUTTER))


def _halves(lines: Sequence[Line], gutter: float) -> Halves | None:
    """Return the lines left and right of the gutter, None where they are no two columns of prose."""
    parts = [part for line in lines for part in segments_of(line, _GUTTER)]
    left, right = [part for part in parts if part.right <= gutter], [part for part in parts if part.left >= gutter]
    return (left, right) if _is_prose(left, flows_on=True) and _is_prose(right, flows_on=False) else None


def _is_prose(lines: Sequence[Line], *, flows_on: bool) -> bool:
    """Return whether lines are long and full; of few lines all but the last must be, and all that flow on."""
    if len(lines) < _FEWEST_LINES:
        return False
    height, margin = median(line.height for line in lines), max(line.right for line in lines)
    full = sum(margin - line.right <= _NEARLY * height for line in lines)
    needed = _FULL * len(lines) if len(lines) >= _MANY_LINES else len(lines) - (not flows_on)
    return mean(line.right - line.left for line in lines) >= _SHORTEST * height and full >= needed
