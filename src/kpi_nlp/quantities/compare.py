"""Whether one amount reaches, equals or overlaps another, and what share of it was completed.

Amounts are intervals: 「100余」 is open upward, 「约100」 has some slack. A comparison decides only when the intervals
separate; else it answers None.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from kpi_nlp.lexicon import bounds
from kpi_nlp.model import Quantity
from kpi_nlp.quantities import units

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Completion:
    """The share of a target that was completed, as an interval; `high` is None where it is open upward."""

    low: Decimal
    high: Decimal | None

    @property
    def short(self) -> bool:
        """True where the target was certainly missed."""
        return self.high is not None and self.high < _ONE


Span = tuple[Decimal | None, Decimal | None]


def comparable(one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts measure the same kind of thing in units that convert."""
    if "ordinal" in (one.kind, other.kind):
        return False
    return units.compatible(one.unit, other.unit)


def alike(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity]:
    """Return two amounts to compare: 「四分之三」 beside 「78%」 is 75 %, 「1836」 beside 「1739公里」 is 1836公里."""
    one, other = _as_share(one, other), _as_share(other, one)
    return _in_unit_of(other, one), _in_unit_of(one, other)


def _in_unit_of(other: Quantity, quantity: Quantity) -> Quantity:
    """Return a bare number in the unit that the other side prints, where that unit is not the one amounts are held in."""
    if quantity.unit is not None or other.unit is None or units.factor(other.unit) == 1:
        return quantity
    return replace(quantity, unit=other.unit, kind=other.kind)


def _as_share(quantity: Quantity, other: Quantity) -> Quantity:
    fraction = quantity.unit is None and other.unit == "%" and ("分之" in quantity.text or "/" in quantity.text)
    if not fraction:
        return quantity
    low, high = (None if side is None else side * 100 for side in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high, unit="%", kind="percent")


def span(quantity: Quantity) -> Span:
    """Return the interval of an amount in the first unit of its class, with the slack of 约 and 近."""
    factor = units.factor(quantity.unit)
    low, high = quantity.low, quantity.high
    slack = bounds().slack if quantity.approximate else Decimal(0)
    if quantity.approximate and low is not None and high is not None:
        low, high = low * (1 - slack), high * (1 + slack)
    elif quantity.approximate and high is not None:
        low = high * (1 - 2 * slack)
    return (None if low is None else low * factor, None if high is None else high * factor)


def _requirement(target: Quantity, *, lower_is_better: bool) -> Span:
    """Return what an actual must lie in: a plain target is a floor, or a ceiling for reverse indicators."""
    low, high = span(target)
    if target.low is not None and target.high is not None and target.low != target.high:
        return low, high
    if target.low is None and not target.approximate:
        return None, high
    if target.high is None and not target.approximate:
        return low, None
    return (None, high) if lower_is_better else (low, None)


def reaches(target: Quantity, actual: Quantity, *, lower_is_better: bool = False) -> bool | None:
    """Return whether an actual meets its target; None where the two cannot be compared or the intervals overlap."""
    target, actual = alike(target, actual)
    if not comparable(target, actual):
        return None
    floor, ceiling = _requirement(target, lower_is_better=lower_is_better)
    low, high = span(actual)
    if target.exact == 0 and low is not None and low > 0 and not lower_is_better:
        return None
    if (floor is not None and high is not None and high < floor) or (
        ceiling is not None and low is not None and low > ceiling
    ):
        return False
    if _on_open_edge(target, floor, ceiling, low, high):
        return None
    floor_met = floor is None or (low is not None and low >= floor)
    ceiling_met = ceiling is None or (high is not None and high <= ceiling)
    return True if floor_met and ceiling_met else None


def _on_open_edge(
    target: Quantity, floor: Decimal | None, ceiling: Decimal | None, low: Decimal | None, high: Decimal | None
) -> bool:
    """「超过90%」 answered by exactly 90 %: strictly missed, but nobody writes it that strictly."""
    on_floor = target.low_open and floor is not None and low == floor == high
    on_ceiling = target.high_open and ceiling is not None and low == ceiling == high
    return on_floor or on_ceiling


def equals(one: Quantity, other: Quantity) -> bool | None:
    """Return whether two amounts state the same number; None where their units cannot be compared."""
    one, other = alike(one, other)
    if not comparable(one, other):
        return None
    return _ends(one) == _ends(other)


def _ends(quantity: Quantity) -> Span:
    """The printed numbers in base units; a bound and a plain number of equal value count as the same."""
    factor = units.factor(quantity.unit)
    if (number := quantity.number) is not None:
        return number * factor, number * factor
    return (
        None if quantity.low is None else quantity.low * factor,
        None if quantity.high is None else quantity.high * factor,
    )


def overlaps(one: Quantity, other: Quantity) -> bool | None:
    """Return whether two amounts can be true together; None where their units cannot be compared."""
    one, other = alike(one, other)
    if not comparable(one, other):
        return None
    (low, high), (other_low, other_high) = span(one), span(other)
    below = high is not None and other_low is not None and high < other_low
    above = low is not None and other_high is not None and low > other_high
    return not (below or above)


def differs(one: Quantity, other: Quantity) -> str | None:
    """Return what changed between two statements of one target: 「数值」, 「方向」, 「单位」, or None.

    A floor and a plain number of the same value are one target; a floor turned into a ceiling is not.
    """
    one, other = alike(one, other)
    if not comparable(one, other):
        return "单位"
    if _ends(one) != _ends(other):
        return "数值"
    directions = {_direction(one), _direction(other)}
    return "方向" if directions == {"floor", "ceiling"} else None


def _direction(quantity: Quantity) -> str:
    if quantity.approximate or (quantity.low is not None and quantity.high is not None):
        return "plain"
    return "floor" if quantity.high is None else "ceiling"


def completion(target: Quantity, actual: Quantity, *, lower_is_better: bool = False) -> Completion | None:
    """Return the share of a target that was completed; None where it has no meaning.

    For a floor or plain target A/T. For a ceiling 1 when kept, else 1 − (A − T)/T, not below 0 (the integrated
    budget system's formula; FORMS.md). For a range 1 when inside. A target of 0 is kept or not.
    """
    target, actual = alike(target, actual)
    reference = target.number
    if not comparable(target, actual) or reference is None:
        return None
    ceiling = _requirement(target, lower_is_better=lower_is_better)[0] is None
    reference *= units.factor(target.unit)
    low, high = _printed_span(actual)
    if reference > 0 and not ceiling:
        return Completion((low or Decimal(0)) / reference, None if high is None else high / reference)
    met = reaches(target, actual, lower_is_better=lower_is_better)
    if reference <= 0:
        return None if met is None else Completion(*((_ONE, _ONE) if met else (Decimal(0), Decimal(0))))
    if met:
        return Completion(_ONE, _ONE)
    if low is None or high is None:
        return None
    return Completion(max(Decimal(0), 2 - high / reference), max(Decimal(0), 2 - low / reference))


def in_one_unit(target: Quantity, actual: Quantity) -> tuple[Decimal, Decimal]:
    """Return the numbers of a target and its answer, as printed where they have one unit, else in the first unit of their class."""
    alike_units = target.unit == actual.unit
    one, other = (
        (side.number or Decimal(0)) * (1 if alike_units else units.factor(side.unit)) for side in (target, actual)
    )
    return one, other


def _printed_span(quantity: Quantity) -> Span:
    """The interval without slack: a rate is computed from the number as printed."""
    factor = units.factor(quantity.unit)
    if quantity.approximate and quantity.number is not None:
        return quantity.number * factor, quantity.number * factor
    return (
        None if quantity.low is None else quantity.low * factor,
        None if quantity.high is None else quantity.high * factor,
    )
