"""What rows may begin at a place: every way to set the next atoms into the columns that is not too odd."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from kpi_nlp.extract.dumps.atoms import Atom, strain, text_of
from kpi_nlp.extract.dumps.cells import EMPTY, ends_as_name, oddness
from kpi_nlp.extract.dumps.fit import JUDGED, VALUES, misfit
from kpi_nlp.extract.terms.roles import LEVELS, NUMERIC
from kpi_nlp.text import fold

ODDEST = 9.0  # a row beyond is none
_KEPT, _KEPT_JOINED = 6, 10  # ways to reach a column and a place
_MOST_ATOMS = {"level1": 6, "level2": 6, "unit": 1, "operator": 1}
_LONGEST_CELL, _LONGEST_TEXT = 10, 24
_TEXTS = frozenset({"reason", "note", "rubric"})
_HALF_LABELLED = 1.5
_SIGNS = frozenset("≥≤<>=")
_OF_MONEY = frozenset({"item", "task"})
_ADVERBS = ("全年", "每年", "年度", "平均", "累计", "每月", "每季度", "达到", "完成", "确保", "保持")
_LONGEST_JOINED = 30
_BROKEN_LINE = 1.2  # a cell goes on in the next line, where nothing but lines parts rows
_INSIDE_LINE = 0.8  # a row begins behind other text of its line
_OTHER_BLANKS = 0.6
_REST_OF_LEVEL, _TORN, _SHORT_LABEL = frozenset({"标", "指标"}), 2.0, 1.0
_WHOLE_LABEL = re.compile(r"(?:产出|效益|满意度|数量|质量|时效|影响)指标")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of the columns in order, and which of them names the indicator."""

    roles: tuple[str | None, ...]
    name: int

    @property
    def levels(self) -> tuple[int, ...]:
        """The columns of levels."""
        return tuple(at for at, role in enumerate(self.roles) if role in LEVELS and at != self.name)

    @property
    def judged(self) -> frozenset[int]:
        """The columns from which on a row is judged by how its cells fit each other: all its values are there."""
        values = [at for at, role in enumerate(self.roles) if role in VALUES]
        told = {at for at, role in enumerate(self.roles) if role in JUDGED and at >= max(values, default=0)}
        return frozenset({*told, len(self.roles) - 1})


@dataclass(frozen=True, slots=True)
class Reading:
    """A row: from which atom up to which each of its cells reaches, and how odd it is."""

    spans: tuple[Span, ...]
    odd: float

    @property
    def start(self) -> int:
        """The first atom of the row."""
        return self.spans[0][0]

    @property
    def stop(self) -> int:
        """The atom behind its last."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Way:
    """The first cells of a row: how odd they are each `alone`, how odd together, and from where to where they reach."""

    alone: float
    odd: float
    spans: tuple[Span, ...]


class Reader:
    """Reads rows of one table; remembers how odd each cell was."""

    def __init__(self, atoms: Sequence[Atom], columns: Columns, *, joined: bool) -> None:
        self.atoms = atoms
        self.columns = columns
        self.joined = joined
        self._judged = columns.judged
        self._whole_labels = bool(_WHOLE_LABEL.search(text_of(atoms)))
        self._texts: dict[Span, str] = {}
        self._cells: dict[tuple[int, int], list[tuple[int, float]]] = {}

    def rows_at(self, start: int) -> Iterator[Reading]:
        """Yield the rows that may begin at an atom, each end and its likeliest ways."""
        opening = 0.0 if self.atoms[start].glue == "line" else _INSIDE_LINE
        frontier = {start: [_Way(opening, opening, ())]}
        for column in range(len(self.columns.roles)):
            reached: dict[int, list[_Way]] = {}
            for at, ways in frontier.items():
                for stop, odd in self.ends(column, at):
                    grown = (self._grown(way, (at, stop), odd) for way in ways if way.alone + odd <= ODDEST)
                    reached.setdefault(stop, []).extend(way for way in grown if way is not None)
            kept = _KEPT_JOINED if self.joined else _KEPT
            frontier = {stop: nsmallest(kept, ways, key=lambda way: way.odd) for stop, ways in reached.items()}
        for stop, ways in frontier.items():
            if stop > start:
                yield from (Reading(way.spans, way.odd + self._blanks(way.spans)) for way in ways)

    def _grown(self, way: _Way, span: Span, odd: float) -> _Way | None:
        """Return a way with one cell more, None where its cells cannot be of one row."""
        spans = (*way.spans, span)
        alone = way.alone + odd
        if len(spans) - 1 not in self._judged:
            return _Way(alone, way.odd + odd, spans)
        beside = self._beside(spans)
        return None if beside is None or alone + beside > ODDEST else _Way(alone, alone + beside, spans)

    def ends(self, column: int, at: int) -> list[tuple[int, float]]:
        """Return where a cell of a column may end that begins at an atom, and how odd it then is."""
        if (column, at) not in self._cells:
            self._cells[column, at] = list(self._read(column, at))
        return self._cells[column, at]

    def _read(self, column: int, at: int) -> Iterator[tuple[int, float]]:
        role = self.columns.roles[column]
        named = column == self.columns.name
        if not named:
            yield at, EMPTY.get(role or "", 0.0)
        strained = 0.0
        for stop in range(at + 1, min(at + self._longest(role, at), len(self.atoms)) + 1):
            if stop > at + 1:
                strained += strain(self.atoms, stop - 1)
                strained += _BROKEN_LINE if self.joined and self.atoms[stop - 1].glue == "line" else 0.0
            if strained > ODDEST:
                return
            text = self._text(at, stop)
            if self.joined and named and any(map(str.isdigit, text)) and self._goes_over_line(at, stop):
                return
            odd = oddness(role, text, named=named, joined=self.joined)
            if odd is not None and not (self.joined and named and not self._ends_name(text, stop)):
                yield stop, odd + strained + (self._of_label(text, stop) if role in LEVELS and not named else 0.0)

    def _of_label(self, text: str, stop: int) -> float:
        """Return how odd a label is: 「数量」 where others are 「质量指标」, or 「数量」 with 「指标」 behind it."""
        torn = stop < len(self.atoms) and self.atoms[stop].text in _REST_OF_LEVEL
        return _TORN * torn + (_SHORT_LABEL if self._whole_labels and "指标" not in text else 0.0)

    def _text(self, start: int, stop: int) -> str:
        if (start, stop) not in self._texts:
            self._texts[start, stop] = fold(text_of(self.atoms[start:stop]))
        return self._texts[start, stop]

    def _goes_over_line(self, start: int, stop: int) -> bool:
        return any(atom.glue == "line" for atom in self.atoms[start + 1 : stop])

    def _ends_name(self, text: str, stop: int) -> bool:
        """Return whether a name may end here: in what is measured, or in front of a sign."""
        if ends_as_name(text) or self.columns.roles[self.columns.name] in _OF_MONEY:
            return True
        return stop < len(self.atoms) and self.atoms[stop].text[0] in _SIGNS and not text.endswith(_ADVERBS)

    def _longest(self, role: str | None, at: int) -> int:
        if self.joined:
            return _LONGEST_JOINED
        if role in NUMERIC:
            return 2 if at + 1 < len(self.atoms) and self.atoms[at + 1].text == "%" else 1
        return _MOST_ATOMS.get(role or "", _LONGEST_TEXT if role in _TEXTS else _LONGEST_CELL)

    def _beside(self, spans: Sequence[Span]) -> float | None:
        """Return how odd the cells are beside each other; None for a row that cannot be."""
        texts = {
            role: self._text(start, stop)
            for role, (start, stop) in zip(self.columns.roles, spans, strict=False)
            if role in JUDGED
        }
        odd = misfit(texts, joined=self.joined)
        labels = [spans[column][0] < spans[column][1] for column in self.columns.levels if column < len(spans)]
        half = len(labels) > 1 and labels[0] and not labels[-1]
        return None if odd is None else odd + _HALF_LABELLED * half

    def _blanks(self, spans: Sequence[Span]) -> float:
        """Return how odd the cells are that have no text, beside the blank lines that stand for empty cells."""
        odd, empty, first = 0, 0, True
        for start, stop in (*spans, (spans[-1][1], -1)):
            if start == stop:
                empty += 1
                continue
            skipped = self.atoms[start].skipped if start < len(self.atoms) else None
            if skipped is not None:
                beyond = skipped - empty
                odd += max(-beyond, 0) if first or stop < 0 else abs(beyond)
            odd += sum(bool(atom.skipped) for atom in self.atoms[start + 1 : stop]) if stop > 0 else 0
            empty, first = 0, False
        return _OTHER_BLANKS * odd
