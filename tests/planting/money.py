"""The money of a year in 万元: budget, what became of it, what it was spent on."""

from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from random import Random

_CENT = Decimal("0.01")
_FULL = Decimal(100)


@dataclass(frozen=True)
class Money:
    """Initial and full-year budget, execution, the basic part of both; tasks of the declaration; last year's execution."""

    initial: Decimal
    full: Decimal
    execution: Decimal
    basic_full: Decimal
    basic_execution: Decimal
    tasks: tuple[Decimal, Decimal, Decimal]
    before: Decimal
    printed_rate: Decimal | None = None
    printed_score: Decimal | None = None

    @property
    def rate(self) -> Decimal:
        """The execution rate in per cent, truncated, or as it is printed."""
        true = (self.execution / self.full * _FULL).quantize(_CENT, ROUND_DOWN)
        return true if self.printed_rate is None else self.printed_rate

    @property
    def score(self) -> Decimal:
        """Ten points times the rate, or as they are printed."""
        return (self.rate / 10).quantize(_CENT, ROUND_DOWN) if self.printed_score is None else self.printed_score

    @property
    def project_full(self) -> Decimal:
        """The budget of projects."""
        return self.full - self.basic_full

    @property
    def project_execution(self) -> Decimal:
        """What was spent on projects."""
        return self.execution - self.basic_execution

    def spent(self, share: Decimal) -> "Money":
        """Return the same budget of which this share was spent."""
        execution = (self.full * share).quantize(_CENT)
        return replace(self, execution=execution, basic_execution=(self.basic_full * share).quantize(_CENT))

    def printed(self, *, rate: Decimal | None = None, score: Decimal | None = None) -> "Money":
        """Return the same money with another rate or other points printed."""
        return replace(self, printed_rate=rate or self.printed_rate, printed_score=score or self.printed_score)

    def kept(self) -> "Money":
        """Return a budget that was not adjusted in the year."""
        return replace(self, initial=self.full, tasks=_tasks(self.full))

    def begun(self, factor: Decimal) -> "Money":
        """Return everything times a factor, and the money of the year before as it was."""
        scaled = {
            name: (getattr(self, name) * factor).quantize(_CENT)
            for name in ("initial", "full", "execution", "basic_full", "basic_execution")
        }
        return replace(self, **scaled, tasks=_tasks(scaled["initial"]))

    def earlier(self) -> "Money":
        """Return the money of the year before."""
        share = Decimal("0.968")
        full = (self.before / share).quantize(_CENT)
        basic = (full * Decimal("0.4")).quantize(_CENT)
        initial = (full * Decimal("0.98")).quantize(_CENT)
        spent = (basic * Decimal("0.97")).quantize(_CENT)
        return Money(initial, full, self.before, basic, spent, _tasks(initial), (self.before * share).quantize(_CENT))


def money(chance: Random) -> Money:
    """Return the money of a year by chance; what is spent is 96 to 99.5 % of the budget."""
    initial = (Decimal(chance.randint(150_000, 3_000_000)) / 100).quantize(_CENT)
    full = (initial * Decimal(chance.randint(1010, 1060)) / 1000).quantize(_CENT)
    execution = (full * Decimal(chance.randint(9610, 9950)) / 10_000).quantize(_CENT)
    basic = (full * Decimal(chance.randint(300, 450)) / 1000).quantize(_CENT)
    spent = (basic * Decimal(chance.randint(975, 995)) / 1000).quantize(_CENT)
    before = (execution * Decimal(chance.randint(930, 970)) / 1000).quantize(_CENT)
    return Money(initial, full, execution, basic, spent, _tasks(initial), before)


def _tasks(initial: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    first, second = ((initial * share).quantize(_CENT) for share in (Decimal("0.42"), Decimal("0.31")))
    return first, second, initial - first - second
