"""Ruling lines of a straight page, told from the strokes of letters by where they begin and end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.segments import Segment, clearness, coverage, segments


@dataclass(frozen=True, slots=True)
class _Direction:
    """The picture turned so that the lines of one direction lie, and the candidates in it."""

    ink: Pixels
    found: list[Segment]


def rules_of(ink: Pixels, dpi: float) -> Iterator[Rule]:
    """Yield the ruling lines of tables, in points of the picture."""
    turned = np.ascontiguousarray(ink.T)
    lying = _Direction(ink, list(segments(ink, dpi, dpi / 6)))
    standing = _Direction(turned, list(segments(turned, dpi, dpi / 9)))
    across, down = _chosen(lying, standing, dpi)
    for at, start, end in _whole(across, down, ink, dpi):
        yield Rule(start, at, end, at)
    for at, start, end in _whole(down, across, turned, dpi):
        yield Rule(at, start, at, end)


def _chosen(lying: _Direction, standing: _Direction, dpi: float) -> tuple[list[Segment], list[Segment]]:
    """Take what is long and clear, then, as long as there are any, short ones that run from one line to another."""
    both = (lying, standing)
    taken = [[one for one in way.found if one.clear and one.length > 0.6 * dpi] for way in both]
    rest = [[one for one in way.found if one.clear and one.length <= 0.6 * dpi] for way in both]
    while True:
        new = [[one for one in rest[at] if _is_tied(one, taken[1 - at], way.ink, dpi)] for at, way in enumerate(both)]
        if not any(new):
            return taken[0], taken[1]
        for at in range(2):
            taken[at] += new[at]
            rest[at] = [one for one in rest[at] if one not in new[at]]


def _is_tied(one: Segment, others: Sequence[Segment], ink: Pixels, dpi: float) -> bool:
    reach = dpi / 25
    crossing = [other.at for other in others if other.start - reach <= one.at <= other.end + reach]
    start, end = (
        min((at for at in crossing if abs(at - end) <= reach), key=lambda at: abs(at - end), default=None)
        for end in (one.start, one.end)
    )
    return start is not None and end is not None and coverage(ink, one.at, start, end) > 0.92


def _whole(
    lines: Iterable[Segment], others: Sequence[Segment], ink: Pixels, dpi: float
) -> Iterator[tuple[float, float, float]]:
    """Yield place, start and end of whole lines."""
    groups: list[list[Segment]] = []
    for one in sorted(lines, key=lambda line: -line.length):
        near = (group for group in groups if abs(group[0].at - one.at) <= dpi / 50)
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    for group in groups:
        stops = _stops(group, others, dpi)
        start = None
        for here, there in pairwise(stops):
            if _is_dark(ink, group[0].at, here, there, dpi):
                start = here if start is None else start
            elif start is not None:
                yield group[0].at, start, here
                start = None
        if start is not None:
            yield group[0].at, start, stops[-1]


def _stops(group: Sequence[Segment], others: Sequence[Segment], dpi: float) -> list[float]:
    """Return where others cross or meet a line; an end far beyond the last is one too, a short one is a stroke of a letter."""
    reach, at = dpi / 25, group[0].at
    first, last = min(one.start for one in group), max(one.end for one in group)
    stops = sorted(
        other.at
        for other in others
        if other.start - reach <= at <= other.end + reach and first - 1.5 * reach <= other.at <= last + 1.5 * reach
    )
    if not stops:
        return []
    before = [first] if stops[0] - first > dpi / 3 else []
    behind = [last] if last - stops[-1] > dpi / 3 else []
    return [*before, *stops, *behind]


def _is_dark(ink: Pixels, at: float, start: float, end: float, dpi: float) -> bool:
    """Return whether a line goes on from one crossing to the next: letters beside its ends are none of it."""
    if end - start < dpi / 30:
        return True
    along = np.arange(round(start) + 2, round(end) - 1)
    covered, clear = coverage(ink, at, start, end), clearness(ink, along, np.full(along.shape, at), dpi)
    return (covered > 0.9 and clear > 0.3) or (covered > 0.75 and clear > 0.6)
