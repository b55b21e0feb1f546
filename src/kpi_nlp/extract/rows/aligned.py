"""Printed lines that stand in their columns, as `pdftotext -layout` prints them: cut into rows, labels over their rows.

The cells of a row stand in its middle, or all at its top, and so do the labels of levels over the rows that they
span. Which of the two it is, is tried out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from kpi_nlp.extract.rows.centring import Rules, best_cuts
from kpi_nlp.extract.rows.lines import Line
from kpi_nlp.extract.rows.printed import closing_role, is_alone, is_filled, widths_of
from kpi_nlp.extract.rows.spans import Slot, labels_of, spread
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.extract.terms.roles import LEVELS
from kpi_nlp.text import printed_width

_POINTS = frozenset({"weight", "score", "rate"})
_CLEARLY = 0.5  # by which cells must fit better in the middle than at the top, or the other way round
_IN_NUMBER = frozenset("0123456789.,%")
_NEARLY_FULL = 2  # columns that a line may be short of its column's width, and a number still be broken at its end


def cut_aligned(
    lines: Sequence[Line], header: Header, *, continues: bool, goes_on: bool
) -> tuple[list[list[Line]], bool]:
    """Return the lines grouped by row, each with the labels of its levels, and whether the first is the rest of a row.

    A level that was left empty is a row too. `continues` says that rows of the same form stand on the page before,
    `goes_on` on the next.
    """
    page = _Page(lines, header, _heights(lines), continues=continues, goes_on=goes_on)
    best, other = sorted((_cut(page, top=False), _cut(page, top=True)), key=lambda cut: cut.cost)
    contested = other.cost < best.cost + _CLEARLY
    there = {(slot.first, slot.last) for slot in other.slots}
    widths = widths_of(page.bodies)
    groups = [
        [
            replace(line, doubtful=slot.doubtful, contested=contested and (slot.first, slot.last) not in there)
            for line in _with_whole_numbers(slot.lines, widths)
        ]
        for slot in best.slots
    ]
    return ([list(lines[: best.rest]), *groups], True) if best.rest else (groups, False)


@dataclass(frozen=True)
class _Page:
    """The lines of a run, how far down each is printed, and whether the form has rows on the pages before and behind."""

    lines: Sequence[Line]
    header: Header
    heights: Sequence[float]
    continues: bool
    goes_on: bool

    @cached_property
    def bodies(self) -> list[Line]:
        """The lines without the labels of levels."""
        return [line if closing_role(line) else _without_levels(line, self.header) for line in self.lines]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows, how badly they fit, and how many lines in front of them are the rest of a row of the page before."""

    cost: float
    slots: list[Slot]
    rest: int


def _cut(page: _Page, *, top: bool) -> _Rows:
    """Return the rows of a page whose cells stand in the middle of their row, or at its top."""
    printed = [at for at, line in enumerate(page.bodies) if any(cell.text.strip() for cell in line.cells.values())]
    heights = [page.heights[at] for at in printed]
    rules = Rules(page.header, {}, _points(page.bodies, page.header), heights, top=top)
    cost, groups = best_cuts([page.bodies[at] for at in printed], rules, continues=page.continues)
    stops = list(accumulate(map(len, groups)))
    slots = [
        Slot(heights[stop - len(group)], heights[stop - 1], tuple(group))
        for group, stop in zip(groups, stops, strict=True)
    ]
    rest = _end_of_rest(slots, page) if page.continues else 0
    slots = slots[1:] if rest else slots
    labels = tuple(
        (column, tuple(labels_of(page.lines[rest:], column, page.heights[rest:])))
        for column in _level_columns(page.header)
    )
    closing = [slot for slot in slots if closing_role(slot.lines[0])]
    others = [slot for slot in slots if slot not in closing]
    off, rows = spread(labels, others, continues=page.continues, goes_on=page.goes_on, top=top)
    return _Rows(cost + off, sorted((*rows, *closing), key=lambda slot: slot.first), rest)


def _end_of_rest(slots: Sequence[Slot], page: _Page) -> int:
    """Return how many lines are the rest of a row that the page cut: without points, and under no level of their own."""
    roles = page.header.roles
    if not slots or closing_role(slots[0].lines[0]) or not _POINTS & set(roles.values()):
        return 0
    if any(is_filled(line, column) for line in slots[0].lines for column, role in roles.items() if role in _POINTS):
        return 0
    below = (at for at, height in enumerate(page.heights) if len(slots) > 1 and height >= slots[1].first)
    stop = next(below, len(page.lines))
    levels = _level_columns(page.header)
    own = [line.cells[column].text for line in page.lines[:stop] for column in levels if is_filled(line, column)]
    return 0 if any(map(is_level, own)) else stop


def _level_columns(header: Header) -> list[int]:
    """Return the columns of levels, the highest first; the column of names is none."""
    columns = [column for column, role in header.roles.items() if role in LEVELS and column != header.name_column]
    return sorted(columns, key=header.roles.__getitem__)


def _heights(lines: Sequence[Line]) -> list[float]:
    """Return how far down each line is printed: a whole line below another of the same cell, else half a line.

    A cell of two lines beside one of three is printed between their lines.
    """
    heights = [0.0]
    for above, below in pairwise(lines):
        shared = any(is_filled(above, column) and is_filled(below, column) for column in above.cells)
        heights.append(heights[-1] + (1.0 if shared else 0.5))
    return heights


def _without_levels(line: Line, header: Header) -> Line:
    columns = _level_columns(header)
    return replace(line, cells={column: cell for column, cell in line.cells.items() if column not in columns})


def _points(lines: Sequence[Line], header: Header) -> frozenset[int]:
    """Return the columns of points, else of rates, that hold a whole number wherever they hold anything."""
    filled = {
        column: [line.cells[column].text for line in lines if is_filled(line, column) and not is_alone(line, header)]
        for column, role in header.roles.items()
        if role in _POINTS
    }
    whole = {column for column, texts in filled.items() if texts and all(number_of(text) is not None for text in texts)}
    return frozenset({column for column in whole if header.roles[column] != "rate"} or whole)


def _with_whole_numbers(lines: Sequence[Line], widths: Mapping[int, int]) -> list[Line]:
    """Return the lines of a row; a number that was broken at the end of a full line is whole again."""
    cells = [dict(line.cells) for line in lines]
    for column, width in widths.items():
        filled = [line for line in cells if column in line and line[column].text.strip()]
        for above, below in pairwise(filled):
            text, rest = above[column].text.strip(), below[column].text.strip()
            if text[-1] in _IN_NUMBER and rest[0] in _IN_NUMBER and printed_width(text) >= width - _NEARLY_FULL:
                below[column] = replace(above[column], text=text + rest)
                del above[column]
    return [replace(line, cells=found) for line, found in zip(lines, cells, strict=True)]
