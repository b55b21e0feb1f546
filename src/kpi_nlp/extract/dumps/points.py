"""Rows that several readings contest, settled by their points: these make the total, that of a level or of the table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from kpi_nlp import lexicon
from kpi_nlp.extract.dumps.atoms import Atom, text_of
from kpi_nlp.extract.dumps.lattice import CLEARLY, Edge, Path
from kpi_nlp.extract.dumps.readings import Columns
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.text import fold

_USUAL = (Decimal(100), Decimal(90))  # 90 where the points of budget execution stand in a table of their own
_OF_LEVEL = re.compile(r"[(](\d+(?:\.\d+)?)分?[)]")
_MOST_READINGS = 2000

_Way = tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Points of some rows: those that can be had, and those that were given; None where nothing says what they must be."""

    weight: Decimal | None = Decimal(0)
    score: Decimal | None = Decimal(0)

    def __add__(self, other: "_Sums") -> "_Sums":
        return _Sums(_sum(self.weight, other.weight), _sum(self.score, other.score))

    def makes(self, total: "_Sums") -> bool:
        return total.weight in (None, self.weight) and total.score in (None, self.score)


def settled(path: Path, atoms: Sequence[Atom], columns: Columns, *, joined: bool) -> Path:
    """Return the path with the only readings of contested rows whose points make the printed totals, if such there are.

    The total is that in brackets behind a first level, 「产出指标(50分)」, or in the row 合计, else 100 or 90. Where cells
    are `joined`, rows whose points do not make a printed total are contested.
    """
    if "weight" not in columns.roles or any(edge.passes for edge in path.edges):
        return path
    table = _Table(path, atoms, columns)
    edges: list[Edge] = []
    certain: list[bool] = []
    for group, totals in table.groups():
        own = [path.edges[at] for at in group]
        sure = [path.certain[at] for at in group]
        if not all(sure) and (chosen := table.only_reading(group, totals)):
            own, sure = chosen, [True] * len(chosen)
        if joined and all(sure) and len(totals) == 1 and not table.sums(own).makes(totals[0]):
            sure = [False] * len(own)
        edges += own
        certain += sure
    return Path(tuple(edges), tuple(certain), path.near)


@dataclass(frozen=True)
class _Table:
    path: Path
    atoms: Sequence[Atom]
    columns: Columns

    def groups(self) -> Iterator[tuple[list[int], list[_Sums]]]:
        """Yield the edges that share a total, and what it may be."""
        edges = self.path.edges
        printed = [self._points_of_level(edge) for edge in edges]
        if any(points is not None for points in printed):
            starts = [at for at, edge in enumerate(edges) if at and self._cell(edge, "level1")]
            for start, stop in pairwise([0, *starts, len(edges)]):
                yield list(range(start, stop)), [] if printed[start] is None else [_Sums(printed[start], None)]
            return
        stated = [self._own(edge) for at, edge in enumerate(edges) if self._is_total(edge) and self.path.certain[at]]
        totals = [_Sums(found.weight or None, found.score or None) for found in stated]
        yield list(range(len(edges))), totals[-1:] or [_Sums(usual, None) for usual in _USUAL]

    def only_reading(self, group: Sequence[int], totals: Sequence[_Sums]) -> list[Edge]:
        """Return the edges of a group if one reading of its contested rows alone makes a total, else none."""
        readings: list[tuple[_Sums, _Way]] = [(_Sums(), ())]
        for certain, run in groupby(group, key=lambda at: self.path.certain[at]):
            own = tuple(self.path.edges[at] for at in run)
            ways = [own] if certain else self._ways(own[0].start, own[-1].stop, sum(edge.odd for edge in own))
            readings = [(sums + self.sums(way), (*before, *way)) for sums, before in readings for way in ways]
            if len(readings) > _MOST_READINGS:
                return []
        right = [way for sums, way in readings if any(sums.makes(total) for total in totals)]
        return list(right[0]) if len(right) == 1 else []

    def _ways(self, start: int, stop: int, odd: float) -> list[_Way]:
        """Return the ways over a contested stretch that are hardly odder than the likeliest."""
        found: list[_Way] = []
        open_: list[tuple[int, float, _Way]] = [(start, 0.0, ())]
        while open_ and len(found) <= _MOST_READINGS:
            at, spent, way = open_.pop()
            if at == stop:
                found.append(way)
                continue
            open_ += [
                (edge.stop, spent + edge.odd, (*way, edge))
                for edge in self.path.near
                if edge.start == at and edge.stop <= stop and spent + edge.odd < odd + CLEARLY
            ]
        return found

    def sums(self, way: Sequence[Edge]) -> _Sums:
        """Return the points of rows, without those of totals."""
        return sum((self._own(edge) for edge in way if not self._is_total(edge)), _Sums())

    def _own(self, edge: Edge) -> _Sums:
        return _Sums(*(number_of(self._cell(edge, role)) or Decimal(0) for role in ("weight", "score")))

    def _cell(self, edge: Edge, role: str) -> str:
        if edge.row is None or role not in self.columns.roles:
            return ""
        start, stop = edge.row.spans[self.columns.roles.index(role)]
        return text_of(self.atoms[start:stop])

    def _points_of_level(self, edge: Edge) -> Decimal | None:
        match = _OF_LEVEL.search(fold(self._cell(edge, "level1")))
        return Decimal(match[1]) if match else None

    def _is_total(self, edge: Edge) -> bool:
        if edge.row is None:
            return False
        start, stop = edge.row.spans[0]
        return lexicon.headers().closing.get(lexicon.header_key(text_of(self.atoms[start:stop]))) == "total"


def _sum(points: Decimal | None, others: Decimal | None) -> Decimal:
    return (points or Decimal(0)) + (others or Decimal(0))
