"""Rulings to grids: rows, columns and the boxes of cells that span some of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kpi_nlp.readers.printed.rulings import Ruling, Stroke

Unit = tuple[int, int]


class Box(NamedTuple):
    """A cell: the row and column that it begins in, and how many it spans."""

    row: int
    column: int
    rows: int
    columns: int

    def units(self) -> Iterator[Unit]:
        """Yield row and column of each place that it spans."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the lines between columns (`xs`) and rows (`ys`) stand, and which box owns each place."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: dict[Unit, Box] = field(repr=False)

    def box_at(self, x: float, y: float) -> Box:
        """Return the box in which a point lies, or which lies nearest to it."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.owners[row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)]


def apart(places: Iterable[float], nearest: float) -> tuple[float, ...]:
    """Return places in order; one that stands nearer than `nearest` to the one before leaves no room for a letter."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > nearest:
            kept.append(place)
    return tuple(kept)


def grid_of(ruling: Ruling, xs: tuple[float, ...], nearest: float) -> Grid:
    """Return the grid of a ruling over given columns."""
    ys = apart((stroke.at for stroke in ruling.horizontal), nearest)
    right = set(_edges(ruling.vertical, xs, ys))
    below = {(row, column) for column, row in _edges(ruling.horizontal, ys, xs)}
    return Grid(xs, ys, _owners(right, below, len(ys) - 1, len(xs) - 1))


def _edges(strokes: Iterable[Stroke], places: Sequence[float], across: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield each stretch of `across` whose middle a line runs over, with the number of the place ahead of the line."""
    for stroke in strokes:
        place = _nearest(places, stroke.at)
        for at, (start, stop) in enumerate(pairwise(across)):
            if stroke.start <= (start + stop) / 2 <= stroke.stop:
                yield at, place - 1


def _nearest(places: Sequence[float], at: float) -> int:
    behind = min(bisect_left(places, at), len(places) - 1)
    return behind - 1 if behind and at - places[behind - 1] < places[behind] - at else behind


def _owners(right: set[Unit], below: set[Unit], rows: int, columns: int) -> dict[Unit, Box]:
    """Cut a grid into boxes: as wide as no line stands in the way, then as tall as they stay that wide."""
    owners: dict[Unit, Box] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owners:
                continue
            end = column + 1
            while end < columns and (row, end - 1) not in right and (row, end) not in owners:
                end += 1
            bottom = row + 1
            while bottom < rows and _goes_on(right, below, bottom, range(column, end)):
                bottom += 1
            box = Box(row, column, bottom - row, end - column)
            owners.update(dict.fromkeys(box.units(), box))
    return owners


def _goes_on(right: set[Unit], below: set[Unit], row: int, columns: range) -> bool:
    """Return whether no line parts the places of a row from those above, nor from each other."""
    return not any((row - 1, column) in below for column in columns) and not any(
        (row, column) in right for column in columns[:-1]
    )
