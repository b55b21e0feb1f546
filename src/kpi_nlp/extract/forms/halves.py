"""Tables that stand side by side under one row of titles: cut apart, each a run of rows of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.extract.forms.runs import Rows, Run, only
from kpi_nlp.extract.terms.headers import FEWEST_ROLES, Header
from kpi_nlp.extract.terms.labels import closing_role_of
from kpi_nlp.extract.terms.roles import BUDGET, NAME_LIKE, VALUE_LIKE
from kpi_nlp.text import join_lines

_MOST_SHARED = 2
_NAMING = NAME_LIKE | {"level1"}
_WHOLE_PERIOD, _ONE_YEAR = re.compile(r"实施期|实施周期|中长期|中期目标|长期目标|总目标"), re.compile(r"年度")


def uneven_halves(run: Run) -> Iterator[Run]:
    """Yield the two tables that stand side by side where each has a header of its own, of other columns.

    Two of the same columns are one form, side by side, unless each closes with a total of its own; a list of projects
    has the indicators of each in its rows.
    """
    columns = sorted(run.header.roles)
    if (halves := _equal_halves(run.header)) is not None:
        shared, _, cut = halves
        parts = [only(run, range(cut)), only(run, range(cut, run.header.width))]
        yield from parts if not shared and all(map(_has_total, parts)) else [run]
        return
    for at in range(FEWEST_ROLES, len(columns) - FEWEST_ROLES + 1):
        left, right = ({run.header.roles[column] for column in part} for part in (columns[:at], columns[at:]))
        starts = run.header.roles[columns[at - 1]] not in _NAMING and run.header.roles[columns[at]] in _NAMING
        listed = "project" in left and not right & {"project", "item"}
        whole = all(roles & NAME_LIKE and roles & VALUE_LIKE for roles in (left, right))
        if (
            starts
            and whole
            and not listed
            and left != right
            and (left & right & NAME_LIKE or bool(left & BUDGET) != bool(right & BUDGET))
        ):
            yield only(run, range(columns[at]))
            yield only(run, range(columns[at], run.header.width))
            return
    yield run


def _has_total(run: Run) -> bool:
    return any(closing_role_of(row) == "total" for row in run.rows)


def side_by_side(run: Run, above: Rows) -> list[Run]:
    """Cut a run whose header says the same roles twice: the right half stands under the left.

    Columns in front of both halves (the first level) belong to both. Where the titles, or the rows above, call the left
    half that of the whole period (实施期目标) and the right half that of the year, the left holds period targets.
    """
    halves = _equal_halves(run.header)
    if halves is None:
        return [run]
    shared, start, cut = halves
    whole = only(run, [*shared, *range(start, cut)])
    year = only(run, [*shared, *range(cut, run.header.width)])
    if not ("period_target" in whole.header.roles.values() or _are_periods((*above, *run.titles))):
        return [whole, year]
    if _names(whole) == _names(year):
        return [_in_one(run, cut)]
    return [replace(whole, header=_of_period(whole.header, len(whole.header.roles))), year]


def _equal_halves(header: Header) -> tuple[Sequence[int], int, int] | None:
    """Return the columns in front of two halves of the same roles, and where each half begins; None for one table."""
    columns = sorted(header.roles)
    roles = ["target" if (role := header.roles[column]) == "period_target" else role for column in columns]
    for front in range(min(len(roles), _MOST_SHARED + 1)):
        half = (len(roles) - front) // 2
        left, right = roles[front : front + half], roles[front + half :]
        if left == right and set(left) & NAME_LIKE and set(left) & VALUE_LIKE:
            return columns[:front], columns[front], columns[front + half]
    return None


def _are_periods(rows: Rows) -> bool:
    """Return whether a row of titles calls something left that of the whole period, and something right that of the year."""
    for row in rows:
        whole = [column for column, cell in enumerate(row) if _WHOLE_PERIOD.search(cell.text)]
        year = [column for column, cell in enumerate(row) if _ONE_YEAR.search(cell.text)]
        if whole and year and whole[0] < year[-1] and year[-1] not in whole:
            return True
    return False


def _names(run: Run) -> list[str]:
    column = run.header.name_column
    return [join_lines(row[column].text) for row in run.rows if column is not None and column < len(row)]


def _in_one(run: Run, cut: int) -> Run:
    """Both halves name the same indicators: one row each, with the targets of the period and of the year."""
    header = _of_period(run.header, cut)
    names = {column for column, role in header.roles.items() if column >= cut and role not in VALUE_LIKE}
    return replace(run, header=replace(header, roles={c: role for c, role in header.roles.items() if c not in names}))


def _of_period(header: Header, cut: int) -> Header:
    roles = {
        column: "period_target" if role == "target" and column < cut else role for column, role in header.roles.items()
    }
    return replace(header, roles=roles)
