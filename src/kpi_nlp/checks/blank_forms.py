"""Forms that were handed in blank: rows and levels are printed, and nothing was filled in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from kpi_nlp.model import Category, Indicator, Paper

_FEWEST_ROWS = 3

Row = Indicator | Category


def blank_forms(paper: Paper) -> dict[str | None, list[Row]]:
    """Return the rows of each form in which no value stands, by its table."""
    tables: dict[str | None, list[Row]] = defaultdict(list)
    rows: Iterable[Row] = chain(paper.indicators, paper.categories)
    for row in rows:
        tables[row.location.table].append(row)
    return {table: rows for table, rows in tables.items() if _is_blank(rows)}


def _is_blank(rows: Sequence[Row]) -> bool:
    return len(rows) >= _FEWEST_ROWS and not any(isinstance(row, Indicator) and _is_filled(row) for row in rows)


def _is_filled(row: Indicator) -> bool:
    """A row without columns for values has nothing to be filled in but points: H02 asks for those."""
    if not {"target", "actual"} & set(row.blank):
        return True
    return any((row.target, row.period_target, row.actual, row.forecast, row.score))
