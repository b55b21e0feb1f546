"""Printed lines to rows: a cell broken over many lines becomes one again, a row cut by a page is joined.

In the text that other tools make of a PDF every printed line may be a row of its own. Each cell then stands in the
middle of its row, so the lines are cut where all cells are best centred.
"""

from collections.abc import Sequence

from kpi_nlp.extract.forms.runs import Run
from kpi_nlp.extract.rows.aligned import cut_aligned
from kpi_nlp.extract.rows.centring import Rules, best_cuts
from kpi_nlp.extract.rows.lines import Line
from kpi_nlp.extract.rows.printed import closing_role, has_name, has_value, is_alone, is_filled, widths_of
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.extract.terms.roles import LEVELS, NUMERIC

_MARKS = frozenset({"rate", "sequence"})  # what every row of a form has, once the form has the column
_POINTS = frozenset({"weight", "score", "sequence"})
_NEARLY_ALL = 0.8
_WHOLE_SHARE = 0.6  # from this share of complete lines on, a line is a row


def cut(
    lines: Sequence[Line], run: Run, *, continues: bool, goes_on: bool, new_page: bool = False
) -> tuple[list[list[Line]], bool]:
    """Return the lines of a run grouped by row, and whether the first group belongs to the last row of the page before.

    `continues` says that there is such a row, `goes_on` that more follow on the next page. The lines of an exact
    table are rows, cut only where a `new_page` begins.
    """
    header = run.header
    if not lines:
        return [], False
    if run.exact:
        unnamed = not has_name(lines[0], header) and _is_page_cut([[line] for line in lines], header)
        return [[line] for line in lines], continues and (unnamed or (new_page and _is_rest(lines, header)))
    if run.aligned:
        return cut_aligned(lines, header, continues=continues, goes_on=goes_on)
    groups = _cut_printed(lines, header, continues=continues)
    return groups, continues and _is_page_cut(groups, header)


def _cut_printed(lines: Sequence[Line], header: Header, *, continues: bool) -> list[list[Line]]:
    """Return the lines grouped by row: a line is a row where most are complete and none is a fragment."""
    whole = [line for line in lines if _is_whole(line, header)]
    told = sum(not _is_letters(line, header) for line in lines)
    anchors = _anchors(whole, header) if len(whole) >= _WHOLE_SHARE * told else frozenset()
    if len(whole) >= _WHOLE_SHARE * len(lines) and not any(_is_fragment(line, header, anchors) for line in lines):
        return [[line] for line in lines]
    return best_cuts(lines, Rules(header, widths_of(lines), anchors), continues=continues)[1]


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


def _is_letters(line: Line, header: Header) -> bool:
    """Return whether a line holds nothing but a letter or two of the levels beside it."""
    filled = [column for column in line.cells if is_filled(line, column)]
    return all(header.roles.get(column) in LEVELS and not is_level(line.cells[column].text) for column in filled)


def _is_fragment(line: Line, header: Header, anchors: frozenset[int]) -> bool:
    return bool(anchors) and not is_alone(line, header) and not any(is_filled(line, column) for column in anchors)


def _is_rest(lines: Sequence[Line], header: Header) -> bool:
    """The rest of a row of real cells at the top of a page: without values, or without the points that all others have.

    A rate proves nothing: what is said in words has none.
    """
    if _is_marked(lines[:1], header):
        return False
    points = {column for column in _anchors(lines[1:], header) if header.roles[column] in _POINTS}
    return not has_value(lines[0], header) or (bool(points) and not any(is_filled(lines[0], at) for at in points))


def _is_whole(line: Line, header: Header) -> bool:
    displaced = not has_name(line, header) and any(
        role in LEVELS and is_filled(line, column) for column, role in header.roles.items()
    )
    return ((has_name(line, header) or displaced) and has_value(line, header)) or is_alone(line, header)


def _is_page_cut(groups: Sequence[Sequence[Line]], header: Header) -> bool:
    """No level, no rate and no number, though nearly all rows below have one of the last two, or name or values missing."""
    first, below = groups[0], [group for group in groups[1:] if not any(is_alone(line, header) for line in group)]
    if _is_marked(first, header):
        return False
    marks = [column for column, role in header.roles.items() if role in _MARKS]
    marked = (sum(any(is_filled(line, column) for line in group) for group in below) for column in marks)
    named = any(has_name(line, header) for line in first)
    valued = any(has_value(line, header) for line in first)
    return not (named and valued) or any(count >= _NEARLY_ALL * len(below) for count in marked)


def _is_marked(group: Sequence[Line], header: Header) -> bool:
    """Return whether lines hold what begins a row (a level, a number, a rate) or closes the form.

    A label that reaches down from the page above begins nothing.
    """
    marks = {column for column, role in header.roles.items() if role in LEVELS | _MARKS}
    return any(closing_role(line) for line in group) or any(
        is_filled(line, column) and line.cells[column].covered not in ("down", "inner")
        for line in group
        for column in marks
    )
