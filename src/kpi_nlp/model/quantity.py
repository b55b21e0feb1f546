"""Amounts as read from text: 「不少于20人次」, 「约12000人」, 「90%-95%」."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kpi_nlp.model.location import Location

Kind = Literal["count", "percent", "point", "money", "length", "area", "duration", "ordinal", "other"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval with its unit.

    Numbers are in base scale (万 and 亿 multiplied out, money in 元, 98 % is 98 with unit `%`); None is an
    unbounded side. `of` is what is counted; `partial` holds for an amount that is not the whole (per month, per head,
    「其中」). `start` and `end` are offsets into the text that was parsed.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str | None
    kind: Kind
    of: str | None
    approximate: bool
    text: str
    start: int
    end: int
    low_open: bool = False
    high_open: bool = False
    partial: bool = False

    @property
    def stated(self) -> str:
        """The text with the unit of the header or of a column of its own, where the text has none."""
        return (
            self.text if self.unit is None or self.unit in self.text or "%" in self.text else f"{self.text}{self.unit}"
        )

    @property
    def exact(self) -> Decimal | None:
        """The one number that is stated, or None for a bound, a range or an approximation."""
        if self.approximate or self.low is None or self.high is None:
            return None
        return self.low if self.low == self.high else None

    @property
    def number(self) -> Decimal | None:
        """The number that is printed: the point itself, or the only bound; None for a range of two ends."""
        if self.low is None or self.high is None:
            return self.high if self.low is None else self.low
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of a target and the amount of the actual that answers it, or None.

    `likeness` (0 to 1) says how alike they are in what they count, in unit and order; `sure` parts may carry an
    accusation. `met` is None where the two cannot be compared or their intervals overlap. `lower_is_better` is that of
    the part: 「下降2%」 of a reverse indicator (能耗) is better when higher.
    """

    target: Quantity
    actual: Quantity | None = None
    likeness: float = 0.0
    sure: bool = False
    met: bool | None = None
    lower_is_better: bool = False

    @property
    def missed(self) -> bool:
        """True where the answer is certainly of this part and certainly falls short."""
        return self.sure and self.met is False


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell or sentence says: its text as displayed, and every quantity in it.

    `before` is the text ahead of tracked changes, where the source has any. `operator` and `unit` are what columns
    of their own add to the text.
    """

    text: str
    quantities: tuple[Quantity, ...]
    location: Location
    repairs: tuple[str, ...] = ()
    before: str | None = None
    operator: str = ""
    unit: str = ""

    @property
    def stated(self) -> str:
        """The text with the operator and unit of their own columns: 「≤3%」 for a cell that holds 「3」."""
        return f"{self.operator}{self.text}{self.unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number: a score, a weight, a total, an amount of a budget table."""

    amount: Decimal
    text: str
    location: Location
