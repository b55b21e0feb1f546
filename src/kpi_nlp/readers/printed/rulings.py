"""Ruling lines to rulings: pieces joined to whole lines, lines that cross to the skeleton of a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.readers.printed.page import Rule

_SNAP = 2.0  # points: pieces of one line, drawn a little apart
_JOIN = 3.0  # points: a gap in a line that nobody sees
_REACH = 4.0  # points: how far a line may end from the one that it meets
_SHORTEST = 4.0
_FEWEST_REACHING = 2
_MAX_CELLS, _MAX_COLUMNS = 200_000, 256


@dataclass(frozen=True, slots=True)
class Stroke:
    """A whole ruling line: `at` is its place across its direction, `start` and `stop` are its ends."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """Horizontal and vertical lines that hang together, with the outer lines that were left out, and their edges."""

    horizontal: tuple[Stroke, ...]
    vertical: tuple[Stroke, ...]
    left: float
    top: float
    right: float
    bottom: float


def whole_lines(rules: Iterable[Rule]) -> tuple[list[Stroke], list[Stroke]]:
    """Return the horizontal and the vertical lines, each joined from its pieces."""
    rules = tuple(rules)
    across = _whole((rule.top, rule.left, rule.right) for rule in rules if _lies(rule))
    down = _whole((rule.left, rule.top, rule.bottom) for rule in rules if not _lies(rule))
    return list(across), list(down)


def rulings(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Ruling]:
    """Return the skeletons of tables from the top, from the left where they stand side by side."""
    found = (_closed(*group) for group in _groups(across, down) if not _is_drawing(*group))
    return sorted((ruling for ruling in found if ruling), key=lambda ruling: (ruling.top, ruling.left))


def _is_drawing(across: Sequence[Stroke], down: Sequence[Stroke]) -> bool:
    return len(down) > _MAX_COLUMNS or len(across) * len(down) > _MAX_CELLS


def _lies(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.bottom - rule.top


def _whole(pieces: Iterable[tuple[float, float, float]]) -> Iterator[Stroke]:
    """Join the pieces of each line; lines nearer than `_SNAP` are one, as a double line is."""
    line: list[tuple[float, float, float]] = []
    for piece in sorted(pieces):
        if line and piece[0] - line[0][0] > _SNAP:
            yield from _strokes(line)
            line = []
        line.append(piece)
    if line:
        yield from _strokes(line)


def _strokes(line: Sequence[tuple[float, float, float]]) -> Iterator[Stroke]:
    at = sum(piece[0] for piece in line) / len(line)
    begin, end = float("inf"), float("-inf")
    for start, stop in sorted((start, stop) for _, start, stop in line):
        if start > end + _JOIN:
            if end - begin >= _SHORTEST:
                yield Stroke(at, begin, end)
            begin, end = start, stop
        end = max(end, stop)
    if end - begin >= _SHORTEST:
        yield Stroke(at, begin, end)


def _groups(horizontal: Sequence[Stroke], vertical: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield the lines that hang together by crossing or meeting each other."""
    waiting = set(range(len(horizontal)))
    for first in range(len(horizontal)):
        if first not in waiting:
            continue
        waiting.discard(first)
        across, down, queue = {first}, set[int](), [first]
        while queue:
            line = horizontal[queue.pop()]
            for at, other in enumerate(vertical):
                if at in down or not _meet(line, other):
                    continue
                down.add(at)
                met = [number for number in waiting if _meet(horizontal[number], other)]
                waiting.difference_update(met)
                across.update(met)
                queue += met
        yield [horizontal[at] for at in sorted(across)], [vertical[at] for at in sorted(down)]


def _meet(across: Stroke, down: Stroke) -> bool:
    return (
        across.start - _REACH <= down.at <= across.stop + _REACH
        and down.start - _REACH <= across.at <= down.stop + _REACH
    )


def _closed(across: list[Stroke], down: list[Stroke]) -> Ruling | None:
    """Add the outer lines that a form with open sides leaves out; None where the lines make no table."""
    if not down:
        return None
    sides = [*_missing(across, down), *down]
    ends = [*_missing(sides, across), *across]
    if len(sides) < 2 or len(ends) < 2 or len(sides) + len(ends) < 5:  # noqa: PLR2004 - a mere frame has two and two
        return None
    places, heights = [line.at for line in sides], [line.at for line in ends]
    return Ruling(tuple(ends), tuple(sides), min(places), min(heights), max(places), max(heights))


def _missing(lines: Sequence[Stroke], borders: Sequence[Stroke]) -> Iterator[Stroke]:
    """Yield the borders on which lines would end that run on beyond the outermost of `borders`."""
    low, high = min(border.at for border in borders), max(border.at for border in borders)
    begin, end = min(line.at for line in lines), max(line.at for line in lines)
    before = [line.start for line in lines if line.start < low - 3 * _REACH]
    behind = [line.stop for line in lines if line.stop > high + 3 * _REACH]
    if len(before) >= _FEWEST_REACHING:
        yield Stroke(min(before), begin, end)
    if len(behind) >= _FEWEST_REACHING:
        yield Stroke(max(behind), begin, end)
