"""Ruling lines of a straight page, told from the strokes of letters by where they begin and end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.segments import (
    DARK,
    FAINT,
    Segment,
    clearness,
    coverage,
    faint_segments,
    segments,
    smoothed,
)

_LONG = 0.6  # inches: no stroke of a letter is so long and clear
_SHORTEST = 1 / 6, 1 / 9  # inches: the narrowest cell and the lowest
_LONGER = 2  # inches
_CLEAR, _SURELY, _CLEARLY = 0.35, 0.6, 0.8  # of its way: what may be a line, a long one and a short one for certain
_SOME = 0.3
_UNBROKEN = 0.92  # covered from end to end
_COVERED, _BESIDE_LETTERS = 0.9, 0.3  # a line that is known goes on where it is as dark, though letters stand by
_AS_DARK = 0.82  # as its longest segment: a dashed line has gaps everywhere


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """Segments on one line, with the picture in which they show and from how much ink on."""

    segments: list[Segment]
    ink: Pixels
    dark: int
    covered: float

    @property
    def at(self) -> float:
        """Where its longest segment stands."""
        return self.segments[0].at


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """The page turned so that the lines of one direction lie: its ink, also averaged along the lines."""

    ink: Pixels
    smooth: Pixels
    dpi: float

    def candidates(self, shortest: float) -> list[Segment]:
        return [one for one in segments(self.ink, self.dpi, shortest) if one.clear > _CLEAR]

    def faint(self) -> list[Segment]:
        found = faint_segments(self.smooth, self.dpi, _LONG * self.dpi)
        return [one for one in found if _is_certain(one, self.dpi)]


def _way(ink: Pixels, dpi: float) -> _Way:
    return _Way(ink, smoothed(ink, dpi), dpi)


def rules_of(ink: Pixels, dpi: float) -> Iterator[Rule]:
    """Yield the ruling lines of tables, in points of the picture."""
    ways = _way(ink, dpi), _way(np.ascontiguousarray(ink.T), dpi)
    across, down = (list(_lines(way, found)) for way, found in zip(ways, _chosen(ways, dpi), strict=True))
    for at, start, end in _whole(across, down, dpi):
        yield Rule(start, at, end, at)
    for at, start, end in _whole(down, across, dpi):
        yield Rule(at, start, at, end)


def _chosen(ways: tuple[_Way, _Way], dpi: float) -> list[tuple[list[Segment], list[Segment]]]:
    """Take what is long and clear, then, as long as there are any, short ones that run from one line to another."""
    long = [way.candidates(_LONG * dpi) for way in ways]  # apart from short ones, which letters tie to each other
    taken = [[one for one in segments_ if _is_certain(one, dpi)] for segments_ in long]
    rest = [
        [one for one in long_ if not _is_certain(one, dpi)]
        + [one for one in way.candidates(shortest * dpi) if one.length <= _LONG * dpi]
        for way, long_, shortest in zip(ways, long, _SHORTEST, strict=True)
    ]
    pale = [_elsewhere(way.faint(), segments_, dpi) for way, segments_ in zip(ways, taken, strict=True)]
    crossing = all(taken[at] or pale[at] for at in range(2))
    if not crossing or _length(pale) < _SOME * _length(taken):  # where most lines are dark, what is pale is none
        pale = [[], []]
    while True:
        new = [
            [one for one in rest[at] if _is_tied(one, [*taken[1 - at], *pale[1 - at]], way.ink, dpi)]
            for at, way in enumerate(ways)
        ]
        if not any(new):
            return [(taken[at], pale[at]) for at in range(2)]
        for at in range(2):
            taken[at] += new[at]
            rest[at] = [one for one in rest[at] if one not in new[at]]


def _is_certain(one: Segment, dpi: float) -> bool:
    """Return whether a segment can be no row of letters: these are less clear the longer they are."""
    return one.clear > (_SURELY if one.length > _LONGER * dpi else _CLEARLY)


def _elsewhere(found: Iterable[Segment], lines: Sequence[Segment], dpi: float) -> list[Segment]:
    return [one for one in found if all(abs(one.at - line.at) > dpi / 50 for line in lines)]


def _length(ways: Iterable[Iterable[Segment]]) -> float:
    return sum(one.length for way in ways for one in way)


def _is_tied(one: Segment, others: Sequence[Segment], ink: Pixels, dpi: float) -> bool:
    """Return whether a segment runs from one line to another, perhaps on into a letter that touches there."""
    reach, letter = dpi / 25, dpi / 5
    crossing = [other.at for other in others if other.start - reach <= one.at <= other.end + reach]
    met = [at for at in crossing if one.start - reach <= at <= one.end + reach]
    start, end = min(met, default=one.end), max(met, default=one.start)
    if end <= start or start - one.start > letter or one.end - end > letter:
        return False
    return coverage(ink, one.at, start, end, DARK) > _UNBROKEN


def _lines(way: _Way, found: tuple[list[Segment], list[Segment]]) -> Iterator[_Line]:
    """Group segments by the line that they are on; a line is faint where no dark segment is on it."""
    dark, pale = found
    lines: list[_Line] = []
    for ink, level, segments_ in ((way.ink, DARK, dark), (way.smooth, FAINT, pale)):
        for one in sorted(segments_, key=lambda segment: -segment.length):
            near = (line for line in lines if abs(line.at - one.at) <= way.dpi / 50)
            line = next(near, None)
            if line is None:
                lines.append(_Line([one], ink, level, coverage(ink, one.at, one.start, one.end, level)))
            elif line.dark == level:
                line.segments.append(one)
    return iter(lines)


def _whole(lines: Iterable[_Line], others: Sequence[_Line], dpi: float) -> Iterator[tuple[float, float, float]]:
    """Yield place, start and end of whole lines."""
    for line in lines:
        stops = _stops(line, others, dpi)
        start = None
        for here, there in pairwise(stops):
            if _is_dark(line, here, there, dpi):
                start = here if start is None else start
            elif start is not None:
                yield line.at, start, here
                start = None
        if start is not None:
            yield line.at, start, stops[-1]


def _stops(line: _Line, others: Sequence[_Line], dpi: float) -> list[float]:
    """Return where others cross or meet a line; an end far beyond the last is one too, a short one is a stroke of a letter."""
    reach = dpi / 25
    first, last = min(one.start for one in line.segments), max(one.end for one in line.segments)
    stops = sorted(
        {
            other.at
            for other in others
            for one in other.segments
            if one.start - reach <= line.at <= one.end + reach and first - 1.5 * reach <= other.at <= last + 1.5 * reach
        }
    )
    if not stops:
        return []
    before = [first] if stops[0] - first > dpi / 3 else []
    behind = [last] if last - stops[-1] > dpi / 3 else []
    return [*before, *stops, *behind]


def _is_dark(line: _Line, start: float, end: float, dpi: float) -> bool:
    """Return whether a line goes on from one crossing to the next: letters beside its ends are none of it."""
    if end - start < dpi / 30:
        return True
    along = np.arange(round(start) + 2, round(end) - 1)
    covered = coverage(line.ink, line.at, start, end, line.dark)
    row = round(line.at)
    inked = along[line.ink[max(0, row - 1) : row + 2, along].max(0) > line.dark]  # a dotted line has none in its gaps
    clear = clearness(line.ink, inked, np.full(inked.shape, line.at), dpi, line.dark)
    whole, as_whole = covered > _COVERED, covered > _AS_DARK * line.covered
    return (whole and clear > _BESIDE_LETTERS) or (as_whole and clear > _SURELY)
