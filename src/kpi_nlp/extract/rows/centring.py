"""Where printed lines are cut into rows: each cell stands in the middle of its row (dynamic programming over the cuts)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_nlp.extract.rows.lines import Line
from kpi_nlp.extract.rows.printed import VALUE_ROLES, is_alone, is_filled
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.roles import LEVELS
from kpi_nlp.text import printed_width

_LONGEST_ROW = 60
_MISSING, _NUMBER_TWICE, _NOT_FILLED, _GHOST, _GAP, _CONTINUATION, _OPEN_END = 4.0, 5.0, 2.0, 0.6, 1.0, 0.5, 0.4
_ANCHORED_TWICE, _NOT_WRAPPED = 20.0, 6.0
_CUT_OFF = 2.5


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of the rows of some lines.

    `anchors` are columns that every row fills once; `widths` tell whether a line was full before it went on below.
    `heights` are known where a table is `aligned`: the tallest cell of a row then fills it, a row without anchor lacks
    something, and cells may stand at the `top` of their row.
    """

    header: Header
    widths: Mapping[int, int]
    anchors: frozenset[int]
    heights: Sequence[float] = ()
    top: bool = False

    @property
    def aligned(self) -> bool:
        """True for lines that stand in their columns."""
        return bool(self.heights)


@dataclass(slots=True)
class _Extent:
    """Where a cell stands: from the height of its first line to that of its last, and how many they are."""

    first: float
    last: float
    count: int

    def off_place(self, first: float, last: float, *, top: bool) -> float:
        """Return how far it is from its place in a row that reaches from one height to another."""
        off = self.first - first if top else abs((self.first + self.last) / 2 - (first + last) / 2)
        return off + _GAP * (self.last - self.first + 1 - self.count)


@dataclass(slots=True)
class _Stretch:
    """Lines from the height `first` on, taken together as one row; grows by a line at a time."""

    rules: Rules
    first: float
    last: float = -1
    before: Line | None = None
    anchored: int = 0
    unwrapped: int = 0
    extents: dict[int, _Extent] = field(default_factory=dict)
    rates: int = 0
    numbers: int = 0
    alone: bool = False
    ends_sentence: bool = True

    def add(self, line: Line, height: float) -> None:
        self.alone = self.before is None and is_alone(line, self.rules.header)
        self.last = height
        self.anchored += any(is_filled(line, column) for column in self.rules.anchors)
        for column, role in self.rules.header.roles.items():
            if role in LEVELS or not is_filled(line, column):
                continue
            self.rates += role == "rate"
            self.numbers += role == "sequence"
            if role in {"target", "actual"}:
                self.ends_sentence = line.cells[column].text.rstrip().endswith(("。", "%", "；", ";"))
            if column in self.extents:
                self.unwrapped += bool(self.rules.anchors) and not self._was_full(column)
                extent = self.extents[column]
                extent.last, extent.count = height, extent.count + 1
            else:
                self.extents[column] = _Extent(height, height, 1)
        self.before = line

    def _was_full(self, column: int) -> bool:
        cell = self.before.cells.get(column) if self.before else None
        return (
            cell is None
            or not cell.text.strip()
            or printed_width(cell.text.strip()) >= self.rules.widths.get(column, 0) - 1
        )

    def cost(self, *, continuation: bool, last: bool) -> float:
        """Return how badly the lines fit as a row; of an aligned row that is the `last` the page may have cut off a part."""
        if self.alone:
            return 0.0
        named = self.rules.header.name_column in self.extents
        valued = any(self.rules.header.roles[column] in VALUE_ROLES for column in self.extents)
        if continuation and not (named and valued) and not self.rates and not self.numbers:
            return _CONTINUATION
        cost = sum(extent.off_place(self.first, self.last, top=self.rules.top) for extent in self.extents.values())
        if self.rules.aligned:
            cost += self._unfilled()
            cost = min(cost, _CUT_OFF) if last else cost
        cost += _MISSING * (2 - named - valued)
        cost += _ANCHORED_TWICE * max(0, self.anchored - 1) + _NOT_WRAPPED * self.unwrapped
        cost += _GHOST * max(0, self.rates - 1) + _NUMBER_TWICE * max(0, self.numbers - 1)
        return cost + (0 if self.ends_sentence else _OPEN_END)

    def _unfilled(self) -> float:
        """Return what it costs that no cell fills the height of the row, or that the row has no points."""
        margin = min((self._margin(extent) for extent in self.extents.values()), default=0.0)
        return _NOT_FILLED * margin + (_MISSING if self.rules.anchors and not self.anchored else 0)

    def _margin(self, extent: _Extent) -> float:
        """Return how many lines of the row stand above and below a cell; the tallest cell of a row fills it."""
        return extent.first - self.first + self.last - extent.last


def best_cuts(lines: Sequence[Line], rules: Rules, *, continues: bool) -> tuple[float, list[list[Line]]]:
    """Return the lines grouped by row, and how badly they fit; the first may belong to a row of the page before."""
    heights = rules.heights or range(len(lines))
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(lines)
    for start in range(len(lines)):
        stretch = _Stretch(rules, heights[start])
        for stop in range(start + 1, min(start + _LONGEST_ROW, len(lines)) + 1):
            stretch.add(lines[stop - 1], heights[stop - 1])
            cost = best[start][0] + stretch.cost(continuation=continues and start == 0, last=stop == len(lines))
            if cost < best[stop][0]:
                best[stop] = (cost, start)
    groups: list[list[Line]] = []
    stop = len(lines)
    while stop:
        start = best[stop][1]
        groups.insert(0, list(lines[start:stop]))
        stop = start
    return best[len(lines)][0], groups
