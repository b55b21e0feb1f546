"""The points that a row earns by the profile's rule, for a target of one amount that was missed."""

from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import Indicator, Part, Profile
from kpi_nlp.quantities import completion, last_digit, shown
from kpi_nlp.quantities.units import factor

_FULL = Decimal(100)
_FEWEST_DIGIT = Decimal("0.1")  # a score without decimals may be rounded, but full marks say that nothing is missing


@dataclass(frozen=True, slots=True)
class Earned:
    """Expected points, the formula that gives them, and its numbers; `most` by the most lenient of the usual formulas."""

    points: Decimal
    most: Decimal
    formula: str
    operands: dict[str, str]


def earned(row: Indicator, part: Part, profile: Profile) -> Earned | None:
    """Return what a missed part earns: W·A/T for a floor, for a ceiling by the profile; None for ranges and open amounts."""
    goal, done = part.target.number, part.actual.number if part.actual else None
    if row.weight is None or goal is None or done is None or part.actual is None:
        return None
    target, actual = goal * factor(part.target.unit), done * factor(part.actual.unit)
    weight, numbers = row.weight.amount, (shown(actual), shown(target))
    operands = {"分值": shown(weight), "实际": numbers[0], "目标": numbers[1]}
    if target <= 0 or actual < 0:
        return Earned(Decimal(0), Decimal(0), f"{shown(weight)}*0", operands)
    if not (part.lower_is_better or part.target.low is None):
        points = weight * actual / target
        return Earned(points, points, f"{shown(weight)}*{numbers[0]}/{numbers[1]}", operands)
    inverse = weight * target / actual
    if profile.ceiling == "inverse":
        return Earned(inverse, inverse, f"{shown(weight)}*{numbers[1]}/{numbers[0]}", operands)
    if actual >= 2 * target:
        return Earned(Decimal(0), inverse, f"{shown(weight)}*0", operands)
    overrun = weight * (1 - (actual - target) / target)
    return Earned(overrun, inverse, f"{shown(weight)}*(1-({numbers[0]}-{numbers[1]})/{numbers[1]})", operands)


def exceeds(row: Indicator, points: Decimal) -> bool:
    """Return whether the score of a row is more than these points, beyond the rounding of its last digit."""
    if row.score is None or row.weight is None:
        return False
    slack = last_digit(row.score.text)
    if row.score.amount >= row.weight.amount:
        slack = min(slack, _FEWEST_DIGIT) / 2
    return row.score.amount - points >= slack


def share_done(part: Part) -> Decimal | None:
    """Return the certain share of a target that was completed."""
    found = completion(part.target, part.actual, lower_is_better=part.lower_is_better) if part.actual else None
    return None if found is None else found.low


def accounted_for(row: Indicator, profile: Profile) -> bool:
    """Return whether the values of a row that met its target tell why points are missing: far more was done, or they are the actual's share of all."""
    if row.score is None or row.weight is None:
        return False
    shares = [share for part in row.parts if (share := share_done(part)) is not None]
    by_share = any(
        part.actual.unit == "%"
        and abs(row.weight.amount * part.actual.exact / _FULL - row.score.amount) <= last_digit(row.score.text)
        for part in row.parts
        if part.actual and part.actual.exact is not None
    )
    return by_share or any(share >= profile.overshoot_note for share in shares)
