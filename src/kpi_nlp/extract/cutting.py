"""Printed lines to rows: a cell broken over many lines becomes one again, a row cut by a page is joined.

In the text that other tools make of a PDF every printed line may be a row of its own. Each cell then stands in the
middle of its row, so the lines are cut where all cells are best centred (dynamic programming over the cuts).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_nlp import lexicon
from kpi_nlp.extract.headers import Header
from kpi_nlp.extract.levels import is_level
from kpi_nlp.extract.lines import Line
from kpi_nlp.extract.roles import BUDGET, LEVELS, MEASURES, NUMERIC
from kpi_nlp.text import printed_width

_MARKS = frozenset({"rate", "sequence"})  # what every row of a form has, once the form has the column
_VALUE_ROLES = MEASURES | BUDGET | {"weight", "score", "goal", "goal_actual"}
_NEARLY_ALL = 0.8
_WHOLE_SHARE = 0.6  # from this share of complete lines on, a line is a row
_LONGEST_ROW = 60
_MISSING, _NUMBER_TWICE, _GHOST, _GAP, _CONTINUATION, _OPEN_END = 4.0, 5.0, 0.6, 1.0, 0.5, 0.4
_ANCHORED_TWICE, _NOT_WRAPPED = 20.0, 6.0


def cut(
    lines: Sequence[Line], header: Header, *, continues: bool, exact: bool, new_page: bool = False
) -> tuple[list[list[Line]], bool]:
    """Return the lines grouped by row, and whether the first group belongs to the last row of the page before.

    `continues` says that there is such a row; the lines of an `exact` table are rows, cut only where a `new_page` begins.
    """
    if not lines:
        return [], False
    if exact:
        unnamed = not _has_name(lines[0], header) and _is_page_cut(lines[:1], header)
        return [[line] for line in lines], continues and (unnamed or (new_page and _is_rest(lines, header)))
    whole = [line for line in lines if _is_whole(line, header)]
    told = sum(not _is_letters(line, header) for line in lines)
    anchors = _anchors(whole, header) if len(whole) >= _WHOLE_SHARE * told else frozenset()
    if len(whole) >= _WHOLE_SHARE * len(lines) and not any(_is_fragment(line, header, anchors) for line in lines):
        return [[line] for line in lines], continues and _is_page_cut(lines[:1], header)
    groups = _best_cuts(lines, header, _widths(lines), anchors, continues=continues)
    return groups, continues and _is_page_cut(groups[0], header)


def _anchors(whole: Sequence[Line], header: Header) -> frozenset[int]:
    """Return the columns of points and rates, else of targets, that nearly every row fills: a line without is a fragment."""
    rows = [line for line in whole if not _is_alone(line, header)]
    filled = {
        column
        for column in header.roles
        if rows and sum(_filled(line, column) for line in rows) >= _NEARLY_ALL * len(rows)
    }
    points = {column for column in filled if header.roles[column] in NUMERIC}
    return frozenset(points or {column for column in filled if header.roles[column] == "target"})


def _is_letters(line: Line, header: Header) -> bool:
    """Return whether a line holds nothing but a letter or two of the levels beside it."""
    filled = [column for column in line.cells if _filled(line, column)]
    return all(header.roles.get(column) in LEVELS and not is_level(line.cells[column].text) for column in filled)


def _is_fragment(line: Line, header: Header, anchors: frozenset[int]) -> bool:
    return bool(anchors) and not _is_alone(line, header) and not any(_filled(line, column) for column in anchors)


def _is_rest(lines: Sequence[Line], header: Header) -> bool:
    """The rest of a row at the top of a page: without values, or without the points that every other row has."""
    if _is_marked(lines[:1], header):
        return False
    if not _has_value(lines[0], header):
        return True
    anchors = _anchors(lines[1:], header)
    return any(header.roles[column] in NUMERIC for column in anchors) and _is_fragment(lines[0], header, anchors)


def _widths(lines: Sequence[Line]) -> dict[int, int]:
    """Return the printed width of the widest line of each column."""
    widths: dict[int, int] = {}
    for line in lines:
        for column, cell in line.cells.items():
            widths[column] = max(widths.get(column, 0), printed_width(cell.text.strip()))
    return widths


def number(line: Line, header: Header) -> str:
    """Return the running number of a line, 「」 where it has none."""
    column = header.column("sequence")
    return line.cells[column].text.strip() if column is not None and column in line.cells else ""


def _filled(line: Line, column: int | None) -> bool:
    return column is not None and column in line.cells and bool(line.cells[column].text.strip())


def _has_name(line: Line, header: Header) -> bool:
    """In a budget table the names of the funds stand right of the cell that spans them all, under no title."""
    if _filled(line, header.name_column):
        return True
    return "execution" in header.roles.values() and any(
        cell.text.strip() for column, cell in line.cells.items() if column not in header.roles
    )


def _has_value(line: Line, header: Header) -> bool:
    return any(role in _VALUE_ROLES and _filled(line, column) for column, role in header.roles.items())


def _is_category(line: Line, header: Header) -> bool:
    """A level word alone on its line: a category that was left empty."""
    texts = [
        cell.text for column, cell in line.cells.items() if header.roles.get(column) in LEVELS and cell.text.strip()
    ]
    return bool(texts) and all(map(is_level, texts)) and not _has_name(line, header) and not _has_value(line, header)


def closing_role(line: Line) -> str | None:
    """Return total, grade or signature where a line closes the form, by its first text."""
    first = next((cell.text for _, cell in sorted(line.cells.items()) if cell.text.strip()), "")
    return lexicon.headers().closing.get(lexicon.header_key(first))


def _is_alone(line: Line, header: Header) -> bool:
    return _is_category(line, header) or closing_role(line) is not None


def _is_whole(line: Line, header: Header) -> bool:
    displaced = not _has_name(line, header) and any(
        role in LEVELS and _filled(line, column) for column, role in header.roles.items()
    )
    return ((_has_name(line, header) or displaced) and _has_value(line, header)) or _is_alone(line, header)


def _is_page_cut(group: Sequence[Line], header: Header) -> bool:
    """No level, no rate and no number, though the form has one of the last two, or name or values missing."""
    if _is_marked(group, header):
        return False
    named = any(_has_name(line, header) for line in group)
    valued = any(_has_value(line, header) for line in group)
    return not (named and valued) or bool(_MARKS & set(header.roles.values()))


def _is_marked(group: Sequence[Line], header: Header) -> bool:
    """Return whether lines hold what begins a row (a level, a number, a rate) or closes the form."""
    marks = {column for column, role in header.roles.items() if role in LEVELS | _MARKS}
    return any(closing_role(line) for line in group) or any(_filled(line, column) for line in group for column in marks)


@dataclass(slots=True)
class _Extent:
    """Which lines of a stretch fill a column."""

    first: int
    last: int
    count: int

    def off_centre(self, start: int, stop: int) -> float:
        return abs((self.first + self.last) / 2 - (start + stop - 1) / 2) + _GAP * (
            self.last - self.first + 1 - self.count
        )


@dataclass(slots=True)
class _Stretch:
    """Lines from `start` on, taken together as one row; grows by a line at a time.

    `anchors` are columns that every row fills once; `widths` tell whether a line was full before it went on below.
    """

    header: Header
    widths: Mapping[int, int]
    anchors: frozenset[int]
    start: int
    stop: int
    before: Line | None = None
    anchored: int = 0
    unwrapped: int = 0
    extents: dict[int, _Extent] = field(default_factory=dict)
    rates: int = 0
    numbers: int = 0
    alone: bool = False
    ends_sentence: bool = True

    def add(self, line: Line) -> None:
        self.alone = self.stop == self.start and _is_alone(line, self.header)
        self.anchored += any(_filled(line, column) for column in self.anchors)
        for column, role in self.header.roles.items():
            if role in LEVELS or not _filled(line, column):
                continue
            self.rates += role == "rate"
            self.numbers += role == "sequence"
            if role in {"target", "actual"}:
                self.ends_sentence = line.cells[column].text.rstrip().endswith(("。", "%", "；", ";"))
            if column in self.extents:
                self.unwrapped += bool(self.anchors) and not self._was_full(column)
                extent = self.extents[column]
                extent.last, extent.count = self.stop, extent.count + 1
            else:
                self.extents[column] = _Extent(self.stop, self.stop, 1)
        self.stop += 1
        self.before = line

    def _was_full(self, column: int) -> bool:
        cell = self.before.cells.get(column) if self.before else None
        return cell is None or not cell.text.strip() or printed_width(cell.text.strip()) >= self.widths[column] - 1

    def cost(self, *, continuation: bool) -> float:
        if self.alone:
            return 0.0
        named = self.header.name_column in self.extents
        valued = any(self.header.roles[column] in _VALUE_ROLES for column in self.extents)
        if continuation and not (named and valued) and not self.rates and not self.numbers:
            return _CONTINUATION
        cost = sum(extent.off_centre(self.start, self.stop) for extent in self.extents.values())
        cost += _MISSING * (2 - named - valued)
        cost += _ANCHORED_TWICE * max(0, self.anchored - 1) + _NOT_WRAPPED * self.unwrapped
        cost += _GHOST * max(0, self.rates - 1) + _NUMBER_TWICE * max(0, self.numbers - 1)
        return cost + (0 if self.ends_sentence else _OPEN_END)


def _best_cuts(
    lines: Sequence[Line], header: Header, widths: Mapping[int, int], anchors: frozenset[int], *, continues: bool
) -> list[list[Line]]:
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(lines)
    for start in range(len(lines)):
        stretch = _Stretch(header, widths, anchors, start, start)
        for stop in range(start + 1, min(start + _LONGEST_ROW, len(lines)) + 1):
            stretch.add(lines[stop - 1])
            cost = best[start][0] + stretch.cost(continuation=continues and start == 0)
            if cost < best[stop][0]:
                best[stop] = (cost, start)
    groups: list[list[Line]] = []
    stop = len(lines)
    while stop:
        start = best[stop][1]
        groups.insert(0, list(lines[start:stop]))
        stop = start
    return groups
