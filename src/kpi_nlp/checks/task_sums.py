"""The sum of the tasks of a declaration beside the budget that they are to spend."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kpi_nlp.checks.amounts import Amount, amounts_of, item_of
from kpi_nlp.model import WHOLE, Addition, Evidence, Figure, Paper
from kpi_nlp.quantities.sums import fineness, printed_number, scale
from kpi_nlp.text import squeeze

_SUM = re.compile(r"^(?:(?:预算|资金)?金额|资金)?(?:合计|总计|总额)$")
_COLUMN = re.compile(r"预算|金额|资金|投入|经费|总额")
_OF_ANOTHER = re.compile(r"其他|其中|财政拨款|上年|结转|三年|中期|周期|总投资|20\d\d")
_RUNNING = re.compile(r"运转|基本支出|人员经费|公用经费|机关运行")
_FARTHEST = 2  # times the budget: beyond that the unit of one of them is another


def overspent(paper: Paper) -> Iterator[tuple[Amount, Amount]]:
    """Yield the budget of a declaration and the sum of its tasks where it is more, or less although they hold all costs."""
    sums = {addition.total.location for addition in paper.additions}
    figures = [figure for figure in _initial(paper) if figure.location not in sums]
    stated = (amount for amount in amounts_of(paper) if amount.in_table and amount.item == WHOLE)
    budget = next((amount for amount in stated if amount.quote.location not in sums), None)
    if budget is None or len({figure.amount for figure in figures}) != 1:
        return
    unit = scale(figures[0])
    for addition in paper.additions:
        tasks = replace(
            budget,
            money=printed_number(addition.total) * unit,
            fine=fineness(addition.total) * unit,
            quote=Evidence.of("total", addition.total),
        )
        if _is_of_tasks(addition, budget, tasks) and not budget.agrees(tasks):
            yield budget, tasks


def _initial(paper: Paper) -> Iterator[Figure]:
    """Yield what the rows of all the money state."""
    for row in paper.budgets:
        item, scope = item_of(row)
        if row.in_yuan and item == WHOLE and scope in (None, "全口径"):
            yield from (figure for figure in (row.initial, row.full) if figure is not None)


def _is_of_tasks(addition: Addition, budget: Amount, tasks: Amount) -> bool:
    """Return whether a sum is that of tasks which together cannot cost another amount than the budget."""
    column = squeeze(addition.total.location.column or "")
    named = bool(_SUM.match(squeeze(addition.label))) and bool(_COLUMN.search(column))
    near = budget.money / _FARTHEST < tasks.money < budget.money * _FARTHEST
    running = any(map(_RUNNING.search, addition.names))
    return (
        named
        and near
        and not addition.within
        and not _OF_ANOTHER.search(column)
        and (running or tasks.money > budget.money)
    )
