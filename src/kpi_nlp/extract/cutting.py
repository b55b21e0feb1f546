"""Printed lines to rows: a cell broken over many lines becomes one again, a row cut by a page is joined.

In the text that other tools make of a PDF every printed line may be a row of its own. Each cell then stands in the
middle of its row, so the lines are cut where all cells are best centred.
"""

from collections.abc import Sequence

from kpi_nlp.extract.centring import Rules, best_cuts
from kpi_nlp.extract.figures import number_of
from kpi_nlp.extract.headers import Header
from kpi_nlp.extract.lines import LEVELS, NUMERIC, Line
from kpi_nlp.extract.printed import closing_role, has_name, has_value, is_alone, is_filled
from kpi_nlp.text import printed_width

_MARKS = frozenset({"rate", "sequence"})  # what every row of a form has, once the form has the column
_NEARLY_ALL = 0.8
_WHOLE_SHARE = 0.6  # from this share of complete lines on, a line is a row


def cut(
    lines: Sequence[Line], header: Header, *, continues: bool, exact: bool, aligned: bool = False
) -> tuple[list[list[Line]], bool]:
    """Return the lines grouped by row, and whether the first group belongs to the last row of the page before.

    `continues` says that there is such a row; the lines of an `exact` table are rows. In an `aligned` one a line
    without points or rate is no row.
    """
    if not lines:
        return [], False
    if exact:
        return [[line] for line in lines], continues and not has_name(lines[0], header) and _is_page_cut(
            lines[:1], header
        )
    whole = [line for line in lines if _is_whole(line, header)]
    anchors = _anchors(whole, header) if len(whole) >= _WHOLE_SHARE * len(lines) else frozenset()
    if len(whole) >= _WHOLE_SHARE * len(lines) and not any(_is_fragment(line, header, anchors) for line in lines):
        return [[line] for line in lines], continues and _is_page_cut(lines[:1], header)
    rules = Rules(header, {}, _points(lines, header), aligned=True) if aligned else Rules(header, _widths(lines), anchors)
    groups = best_cuts(lines, rules, continues=continues)
    return groups, continues and _is_page_cut(groups[0], header)


def _anchors(whole: Sequence[Line], header: Header) -> frozenset[int]:
    """Return the columns of points and rates, else of targets, that nearly every row fills: a line without is a fragment."""
    rows = [line for line in whole if not is_alone(line, header)]
    filled = {
        column
        for column in header.roles
        if rows and sum(is_filled(line, column) for line in rows) >= _NEARLY_ALL * len(rows)
    }
    points = {column for column in filled if header.roles[column] in NUMERIC}
    return frozenset(points or {column for column in filled if header.roles[column] == "target"})


def _points(lines: Sequence[Line], header: Header) -> frozenset[int]:
    """Return the columns of points and rates that hold a whole number wherever they hold anything."""
    filled = {
        column: [line.cells[column].text for line in lines if is_filled(line, column) and not is_alone(line, header)]
        for column, role in header.roles.items()
        if role in {"weight", "score", "rate"}
    }
    return frozenset(
        column for column, texts in filled.items() if texts and all(number_of(text) is not None for text in texts)
    )


def _is_fragment(line: Line, header: Header, anchors: frozenset[int]) -> bool:
    return bool(anchors) and not is_alone(line, header) and not any(is_filled(line, column) for column in anchors)


def _widths(lines: Sequence[Line]) -> dict[int, int]:
    """Return the printed width of the widest line of each column."""
    widths: dict[int, int] = {}
    for line in lines:
        for column, cell in line.cells.items():
            widths[column] = max(widths.get(column, 0), printed_width(cell.text.strip()))
    return widths


def _is_whole(line: Line, header: Header) -> bool:
    displaced = not has_name(line, header) and any(
        role in LEVELS and is_filled(line, column) for column, role in header.roles.items()
    )
    return ((has_name(line, header) or displaced) and has_value(line, header)) or is_alone(line, header)


def _is_page_cut(group: Sequence[Line], header: Header) -> bool:
    """No level, no rate and no number, though the form has one of the last two, or name or values missing."""
    if any(closing_role(line) for line in group):
        return False
    marks = {column for column, role in header.roles.items() if role in LEVELS | _MARKS}
    if any(is_filled(line, column) for line in group for column in marks):
        return False
    named = any(has_name(line, header) for line in group)
    valued = any(has_value(line, header) for line in group)
    return not (named and valued) or bool(_MARKS & set(header.roles.values()))
