"""How much of a budget was spent: of a row, and at best of all the money of a scope, by tables and text."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.checks.amounts import Amount, amounts_of, is_total
from kpi_nlp.checks.execution import Rate, amounts_left_out, rate_of, rates_in
from kpi_nlp.model import WHOLE, Budget, Computation, Evidence, Paper
from kpi_nlp.quantities import rounded, shown
from kpi_nlp.quantities.sums import printed_number

_HUNDRED = Decimal(100)
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent of a budget, in per cent, with both numbers as printed and their quotes; `money` is what was spent."""

    share: Decimal
    money: Decimal
    numbers: tuple[str, str]
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, budget: Budget) -> "Spending | None":
        """Return what was spent of the full-year budget of a row, None where it does not print both."""
        full, spent = budget.full, budget.execution
        if full is None or spent is None or full.amount <= 0:
            return None
        numbers = shown(printed_number(spent)), shown(printed_number(full))
        quotes = Evidence.of("budget", full), Evidence.of("execution", spent)
        return cls(spent.amount / full.amount * _HUNDRED, spent.amount, numbers, quotes)

    @classmethod
    def by(cls, rate: Rate) -> "Spending | None":
        """Return what a printed rate says where it holds, be it for the budget without what was frozen."""
        if rate.budget is None:
            return None
        return cls(rate.printed, rate.spent, (rate.numbers[0], rate.scaled(rate.budget)), rate.evidence)

    @property
    def computation(self) -> Computation:
        """The share, from both numbers."""
        spent, budget = self.numbers
        share = rounded(Decimal(spent) / Decimal(budget) * _HUNDRED)
        return Computation(f"{spent}/{budget}*100", share, {"执行数": spent, "预算数": budget})


def spendings_of(paper: Paper) -> dict[str, Spending]:
    """Return the best rate of execution of each scope: of totals in tables, and of the whole in the text."""
    found: dict[str, list[Spending]] = defaultdict(list)
    left_out = amounts_left_out(paper)
    for budget in paper.budgets:
        if is_total(budget) and budget.project and (spending := Spending.of(budget)):
            rate = rate_of(budget, left_out)
            found[budget.project] += [spending, *(said for said in [rate and Spending.by(rate)] if said)]
    for scope, spending in _said(paper):
        found[scope].append(spending)
    for rate in (rate for claim in paper.claims for rate in rates_in(claim)):
        for several in found.values():
            if (said := Spending.by(rate)) and any(abs(other.money - said.money) < 1 for other in several):
                several.append(said)
    return {scope: max(several, key=lambda spending: spending.share) for scope, several in found.items()}


def _said(paper: Paper) -> Iterator[tuple[str, Spending]]:
    """Yield what one sentence says of both the budget and the spending of all the money."""
    spent: dict[tuple[str, str | None, Evidence], Amount] = {}
    budgets: dict[tuple[str, str | None, Evidence], Amount] = {}
    for amount in amounts_of(paper):
        own = amount.year == paper.document.identity.year and not amount.in_table
        if own and amount.item == WHOLE and amount.of and amount.kind != "income":
            side = spent if amount.kind == "execution" else budgets
            side.setdefault((amount.of, amount.scope, amount.quote), amount)
    for key, part in spent.items():
        if (whole := budgets.get(key)) is not None and whole.money:
            numbers = shown(part.money / _TEN_THOUSAND), shown(whole.money / _TEN_THOUSAND)
            yield key[0], Spending(part.money / whole.money * _HUNDRED, part.money, numbers, (part.quote,))
