"""Printed lines that stand in their columns, as `pdftotext -layout` prints them: cut into rows, labels over their rows.

The cells of a row stand in its middle, or all at its top, and so do the labels of levels over the rows that they
span. Which of the two it is, is tried out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from kpi_nlp.extract.centring import Rules, best_cuts
from kpi_nlp.extract.figures import number_of
from kpi_nlp.extract.headers import Header
from kpi_nlp.extract.levels import is_level
from kpi_nlp.extract.lines import Line
from kpi_nlp.extract.printed import closing_role, is_alone, is_filled, widths_of
from kpi_nlp.extract.roles import LEVELS
from kpi_nlp.extract.spans import Slot, labels_of, spread
from kpi_nlp.text import printed_width

_POINTS = frozenset({"weight", "score", "rate"})
_IN_NUMBER = frozenset("0123456789.,%")
_NEARLY_FULL = 2  # columns that a line may be short of its column's width, and a number still be broken at its end


def cut_aligned(
    lines: Sequence[Line], header: Header, *, continues: bool, goes_on: bool
) -> tuple[list[list[Line]], bool]:
    """Return the lines grouped by row, each with the labels of its levels, and whether the first is the rest of a row.

    A level that was left empty is a row too. `continues` says that rows of the same form stand on the page before,
    `goes_on` on the next.
    """
    heights = _heights(lines)
    bodies = [line if closing_role(line) else _without_levels(line, header) for line in lines]
    printed = [at for at, line in enumerate(bodies) if any(cell.text.strip() for cell in line.cells.values())]
    rules = Rules(header, {}, _points(bodies, header), [heights[at] for at in printed])
    slots, top = _rows([bodies[at] for at in printed], rules, continues=continues)
    rest = _end_of_rest(slots, lines, heights, rules) if continues else 0
    if rest:
        slots = slots[1:]
    labels = tuple(
        (column, tuple(labels_of(lines[rest:], column, heights[rest:]))) for column in _level_columns(header)
    )
    closing = [slot for slot in slots if closing_role(slot.lines[0])]
    rows = spread(
        labels, [slot for slot in slots if slot not in closing], continues=continues, goes_on=goes_on, top=top
    )
    widths = widths_of(bodies)
    groups = [
        [replace(line, doubtful=slot.doubtful) for line in _with_whole_numbers(slot.lines, widths)]
        for slot in sorted((*rows, *closing), key=lambda slot: slot.first)
    ]
    return ([list(lines[:rest]), *groups], True) if rest else (groups, False)


def _end_of_rest(slots: Sequence[Slot], lines: Sequence[Line], heights: Sequence[float], rules: Rules) -> int:
    """Return how many lines are the rest of a row that the page cut: without points, and under no level of their own."""
    header = rules.header
    if not slots or closing_role(slots[0].lines[0]) or not _POINTS & set(header.roles.values()):
        return 0
    if any(
        is_filled(line, column) for line in slots[0].lines for column, role in header.roles.items() if role in _POINTS
    ):
        return 0
    stop = next((at for at, height in enumerate(heights) if len(slots) > 1 and height >= slots[1].first), len(lines))
    own = [
        line.cells[column].text for line in lines[:stop] for column in _level_columns(header) if is_filled(line, column)
    ]
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


def _rows(lines: Sequence[Line], rules: Rules, *, continues: bool) -> tuple[list[Slot], bool]:
    """Return the rows, and whether their cells stand at the top."""
    cost, groups = best_cuts(lines, rules, continues=continues)
    cost_at_top, groups_at_top = best_cuts(lines, replace(rules, top=True), continues=continues)
    groups = groups_at_top if cost_at_top < cost else groups
    stops = list(accumulate(map(len, groups)))
    slots = [
        Slot(rules.heights[stop - len(group)], rules.heights[stop - 1], tuple(group))
        for group, stop in zip(groups, stops, strict=True)
    ]
    return slots, cost_at_top < cost


def _without_levels(line: Line, header: Header) -> Line:
    columns = _level_columns(header)
    return replace(line, cells={column: cell for column, cell in line.cells.items() if column not in columns})


def _points(lines: Sequence[Line], header: Header) -> frozenset[int]:
    """Return the columns of points and rates that hold a whole number wherever they hold anything."""
    filled = {
        column: [line.cells[column].text for line in lines if is_filled(line, column) and not is_alone(line, header)]
        for column, role in header.roles.items()
        if role in _POINTS
    }
    return frozenset(
        column for column, texts in filled.items() if texts and all(number_of(text) is not None for text in texts)
    )


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
