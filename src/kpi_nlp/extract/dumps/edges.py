"""What may begin at an atom of a table that is written cell after cell: a row, a level left empty, the total, its end."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from kpi_nlp import lexicon
from kpi_nlp.extract.dumps.atoms import Atom
from kpi_nlp.extract.dumps.lattice import Edge
from kpi_nlp.extract.dumps.readings import Columns, Reader, Reading, Span
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.roles import NUMERIC

_SKIPPED, _CATEGORY, _TOTAL, _NO_TOTAL = 4.0, 0.8, 0.2, 2.0
_TAIL, _TAIL_LINE, _TAIL_NUMBER = 0.3, 0.8, 2.0
_LONG_LINE, _FEW_WORDS, _LONGEST_ROW = 25, 2, 80
_POINTS = ("weight", "score")


class Edges:
    """The ways on from each atom of one table."""

    def __init__(self, atoms: Sequence[Atom], columns: Columns, *, joined: bool) -> None:
        self._atoms = atoms
        self.columns = columns
        self._reader = Reader(atoms, columns, joined=joined)
        self._joined = joined
        self._ends = _ends(atoms, joined=joined)

    def at(self, start: int) -> list[Edge]:
        """Return the ways on from an atom, each with what is odd about it."""
        ways = [
            *(Edge(start, row.stop, row.odd, row) for row in self._reader.rows_at(start)),
            *self._empty_levels(start),
            *self._totals(start),
        ]
        ways.append(Edge(start, start + 1, _SKIPPED, passes=True))
        if self._atoms[start].glue == "line":
            stop = self._end_of_line(start)
            if self._joined and stop > start + 1:
                length = sum(len(atom.text) for atom in self._atoms[start:stop])
                ways.append(Edge(start, stop, _SKIPPED * (1 + length // _LONGEST_ROW), passes=True))
            ways.append(Edge(start, len(self._atoms), self._ends[start]))
        return ways

    def _end_of_line(self, start: int) -> int:
        stop = start + 1
        while stop < len(self._atoms) and self._atoms[stop].glue != "line":
            stop += 1
        return stop

    def is_parted(self, above: Edge, below: Edge) -> bool:
        """Return whether it is certain that nothing of one row belongs to the next."""
        last, first = above.row, below.row
        if first is not None and any(first.spans[column][0] < first.spans[column][1] for column in self.columns.levels):
            return True
        numbered = last is not None and self.columns.roles[-1] in NUMERIC and last.spans[-1][0] < last.spans[-1][1]
        if above.passes or below.passes:
            return numbered and not above.passes
        return numbered or self._atoms[below.start].glue == "line" or self.columns.roles[-1] in NUMERIC

    def labels_at(self, start: int) -> Reading | None:
        """Return the levels that open a row which is not read, None where it has none."""
        rows = [edge.row for edge in self._empty_levels(start) if edge.row is not None]
        return max(rows, key=lambda row: row.stop, default=None)

    def _empty_levels(self, start: int) -> Iterator[Edge]:
        """Yield the levels that stand alone: nothing was filled in below them."""
        ways: list[tuple[Span, ...]] = [()]
        for column in range(len(self.columns.roles)):
            grown = []
            for spans in ways:
                at = spans[-1][1] if spans else start
                grown.append((*spans, (at, at)))
                if column in self.columns.levels:
                    grown += [
                        (*spans, (at, stop)) for stop, odd in self._reader.ends(column, at) if stop > at and not odd
                    ]
            ways = grown
        for spans in ways:
            if spans[-1][1] > start:
                yield Edge(start, spans[-1][1], _CATEGORY, Reading(spans, _CATEGORY))

    def _totals(self, start: int) -> Iterator[Edge]:
        """Yield 「合计 100 97.5」; where it has fewer numbers than there are columns of points, each may be meant."""
        if lexicon.headers().closing.get(lexicon.header_key(self._atoms[start].text)) != "total":
            return
        ways: list[tuple[Span, ...]] = [((start, start + 1),)]
        for column, role in enumerate(self.columns.roles[1:], 1):
            points = role in _POINTS
            ways = [
                (*spans, (spans[-1][1], stop))
                for spans in ways
                for stop, odd in (self._reader.ends(column, spans[-1][1]) if points else [(spans[-1][1], 0.0)])
                if stop == spans[-1][1] or not odd
            ]
        for spans in ways:
            filled = sum(a < b for a, b in spans) - 1
            yield Edge(start, spans[-1][1], _TOTAL + _NO_TOTAL * (filled == 0), Reading(spans, _TOTAL))


def _ends(atoms: Sequence[Atom], *, joined: bool) -> list[float]:
    """Return how odd it is that the table ends in front of each atom: lines that look like cells follow, not prose."""
    lines: dict[int, list[str]] = {}
    for atom in atoms:
        lines.setdefault(atom.block, []).append(atom.text)
    odd = {block: _as_joined_end(texts) if joined else _as_end(texts) for block, texts in lines.items()}
    opening = [odd[atom.block] if atom.glue == "line" else 0.0 for atom in atoms]
    return [_TAIL + rest for rest in list(accumulate(reversed(opening)))[::-1]]


def _as_end(words: Sequence[str]) -> float:
    long = len(words) <= _FEW_WORDS and len("".join(words)) >= _LONG_LINE
    if long or any("。" in word for word in words):
        return 0.0
    return _TAIL_NUMBER if any(number_of(word) is not None for word in words) else _TAIL_LINE


def _as_joined_end(pieces: Sequence[str]) -> float:
    """A line of cells that run together ends in no full stop; a long one may hold many rows."""
    text = "".join(pieces)
    return 0.0 if "。" in text else _TAIL_NUMBER * (1 + len(text) // _LONG_LINE)
