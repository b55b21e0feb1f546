"""Score sheets: the rows of one table and scope that have points, and what is printed for them beside."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kpi_nlp.lexicon import header_key, headers
from kpi_nlp.model import Figure, Indicator, Paper, Points, Total
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.sums import sum_of

BONUS = ("加分", "扣分", "附加")
SUBTOTAL = "小计"
_PART = "其中"
_WHOLE = (Decimal(100), Decimal(90))


@dataclass(frozen=True)  # without slots: what is asked for is worked out once
class Sheet:
    """The rows of a table that carry points, without 「其中」 rows; its totals (no 小计), and the points of its levels.

    `execution` are the points of the budget's execution where they stand in its own table; unknown where only a score does.
    """

    table: str | None
    scope: str | None
    rows: tuple[Indicator, ...]
    totals: tuple[Total, ...]
    points: tuple[Points, ...]
    execution: tuple[Figure, ...]
    execution_unknown: bool = False

    @cached_property
    def weights(self) -> tuple[Figure, ...]:
        """The points of the rows, in reading order, those of a cell that is merged over several rows once."""
        return printed_once(row.weight for row in self.rows)

    @cached_property
    def has_bonus(self) -> bool:
        """True where rows add or take off points beyond the hundred."""
        return any(word in row.name for row in self.rows for word in BONUS)

    @cached_property
    def has_execution(self) -> bool:
        """True where the execution of the budget is one of the rows."""
        return any(headers().roles.get(header_key(row.name)) == "execution_rate" for row in self.rows)

    def below(self, levels: Sequence[str]) -> tuple[Indicator, ...]:
        """Return the rows of a level."""
        return tuple(row for row in self.rows if row.levels[: len(levels)] == tuple(levels))


def sheets(paper: Paper) -> Iterable[Sheet]:
    """Yield the score sheets of a paper in reading order; a table may hold several, each of another project."""
    groups: dict[tuple[str | None, str | None], list[Indicator]] = defaultdict(list)
    for row in paper.indicators:
        if row.weight is not None or "weight" in row.blank:
            groups[row.table, row.scope].append(row)
    for (table, scope), listed in groups.items():
        if not (rows := _counted(listed)):
            continue
        yield Sheet(
            table,
            scope,
            tuple(rows),
            tuple(total for total in paper.totals if _is_here(total, table, scope) and SUBTOTAL not in total.label),
            tuple(level for level in paper.points if _is_here(level, table, scope)),
            tuple(budget.weight for budget in paper.budgets if budget.weight and budget.project == scope),
            any(budget.score and not budget.weight for budget in paper.budgets if budget.project == scope),
        )


def _counted(listed: Sequence[Indicator]) -> Sequence[Indicator]:
    """Return the rows without 「其中」 rows; with them where only so the points are whole: what they are part of is not listed."""
    rows = [row for row in listed if not row.name.startswith(_PART)]
    if len(rows) == len(listed):
        return rows
    with_parts, without = (sum_of(printed_once(row.weight for row in some)) for some in (listed, rows))
    return listed if with_parts in _WHOLE and without not in _WHOLE else rows


def _is_here(fact: Total | Points, table: str | None, scope: str | None) -> bool:
    return (fact.table, fact.scope) == (table, scope)


def printed_once(figures: Iterable[Figure | None]) -> tuple[Figure, ...]:
    """Return the figures that there are; one that is merged over several rows is one object, and counts once."""
    return tuple({id(figure): figure for figure in figures if figure is not None}.values())


def addition(figures: Iterable[Figure]) -> str:
    """Return the sum of some figures as a formula."""
    return "+".join(shown(figure.amount) for figure in figures)
