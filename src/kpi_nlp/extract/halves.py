"""Tables that stand side by side under one row of titles: cut apart, each a run of rows of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_nlp.extract.headers import BUDGET, FEWEST_ROLES, NAME_LIKE, VALUE_LIKE, Header
from kpi_nlp.model import Cell
from kpi_nlp.text import join_lines

_MOST_SHARED = 2
_NAMING = NAME_LIKE | {"level1"}
_WHOLE_PERIOD, _ONE_YEAR = re.compile(r"实施期|实施周期|中长期|中期目标|长期目标|总目标"), re.compile(r"年度")

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows under one header, on one page; the rest is that of their table."""

    header: Header
    rows: Rows
    exact: bool
    aligned: bool = False
    repair: str | None = None


def uneven_halves(run: Run) -> Iterator[Run]:
    """Yield the two tables that stand side by side where each has a header of its own, of other columns.

    Two of the same columns are one form, side by side.
    """
    columns = sorted(run.header.roles)
    if _equal_halves(run.header) is not None:
        yield run
        return
    for at in range(FEWEST_ROLES, len(columns) - FEWEST_ROLES + 1):
        left, right = ({run.header.roles[column] for column in part} for part in (columns[:at], columns[at:]))
        starts = run.header.roles[columns[at - 1]] not in _NAMING and run.header.roles[columns[at]] in _NAMING
        whole = all(roles & NAME_LIKE and roles & VALUE_LIKE for roles in (left, right))
        if (
            starts
            and whole
            and left != right
            and (left & right & NAME_LIKE or bool(left & BUDGET) != bool(right & BUDGET))
        ):
            yield _slice(run, range(columns[at]))
            yield _slice(run, range(columns[at], run.header.width))
            return
    yield run


def side_by_side(run: Run, above: Rows) -> list[Run]:
    """Cut a run whose header says the same roles twice: the right half stands under the left.

    Columns in front of both halves (the first level) belong to both. Where the rows above call the left half that of
    the whole period (实施期目标) and the right half that of the year, the left holds period targets.
    """
    halves = _equal_halves(run.header)
    if halves is None:
        return [run]
    shared, start, cut = halves
    whole = _slice(run, [*shared, *range(start, cut)])
    year = _slice(run, [*shared, *range(cut, run.header.width)])
    if not _are_periods(above, cut):
        return [whole, year]
    if _names(whole) == _names(year):
        return [_in_one(run, cut)]
    return [replace(whole, header=_of_period(whole.header, len(whole.header.roles))), year]


def _equal_halves(header: Header) -> tuple[Sequence[int], int, int] | None:
    """Return the columns in front of two halves of the same roles, and where each half begins; None for one table."""
    columns = sorted(header.roles)
    roles = [header.roles[column] for column in columns]
    for front in range(min(len(roles), _MOST_SHARED + 1)):
        half = (len(roles) - front) // 2
        left, right = roles[front : front + half], roles[front + half :]
        if left == right and set(left) & NAME_LIKE and set(left) & VALUE_LIKE:
            return columns[:front], columns[front], columns[front + half]
    return None


def _are_periods(above: Rows, cut: int) -> bool:
    def says(words: re.Pattern[str], cells: Sequence[Cell]) -> bool:
        return any(words.search(cell.text) for cell in cells)

    return any(says(_WHOLE_PERIOD, row[:cut]) and says(_ONE_YEAR, row[cut:]) for row in above)


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


def _slice(run: Run, columns: Sequence[int]) -> Run:
    places = {column: place for place, column in enumerate(columns)}

    def part(table: Mapping[int, str]) -> dict[int, str]:
        return {places[column]: value for column, value in table.items() if column in places}

    header = run.header
    cut = Header(
        part(header.roles),
        part(header.labels),
        part(header.units),
        part(header.scopes),
        len(columns),
        part(header.unknown),
    )
    rows = tuple(tuple(row[column] for column in columns if column < len(row)) for row in run.rows)
    return replace(run, header=cut, rows=rows)
