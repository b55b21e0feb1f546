"""What a sentence says of the distance to a goal (「还差1.5个百分点」, 「目标的两倍」) beside the row that prints goal and outcome."""

from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp.checks.standing import of_another_time
from kpi_nlp.model import Assertion, Claim, Computation, Indicator, Quantity
from kpi_nlp.quantities import Distance, distances, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold

_POINTS = frozenset({"%", "百分点"})
_LOOSE = Decimal("0.05")  # 「两倍」, 「八成」 are round words
_VAGUE = Decimal("0.35")  # 「30余场」 are up to 39
Span = tuple[Decimal | None, Decimal | None]


def said_of_goal(claim: Claim, assertion: Assertion) -> Distance | None:
    """Return the distance to its goal in the stretch of a judgement, None where none is told of the whole year."""
    for distance in distances(claim.text, claim.quantities):
        if assertion.start <= distance.start < assertion.end:
            before = fold(claim.text)[: distance.start]
            return None if of_another_time(before, claim) else distance
    return None


def outcome_of(row: Indicator) -> tuple[Quantity, Quantity] | None:
    """Return target and actual of a row of one amount that are laid beside each other for certain."""
    if len(row.parts) != 1 or not row.parts[0].sure or (actual := row.parts[0].actual) is None:
        return None
    target = row.parts[0].target
    return None if actual.exact is None or target.number is None or actual.unit != target.unit else (target, actual)


def contradicts(distance: Distance, row: Indicator) -> bool | None:
    """Return whether a row cannot be as far from its goal as is said; None where the two cannot be compared."""
    printed = outcome_of(row)
    if printed is None:
        return None
    target, actual = printed
    done, goal = actual.exact or Decimal(0), target.number or Decimal(0)
    if distance.amount is not None and distance.amount.number in (done, goal) and distance.kind in ("short", "over"):
        return None  # 「超过目标值30人次」 may tell the goal itself
    if distance.kind == "below" and distance.amount is not None and distance.amount.unit == target.unit:
        return distance.amount.number is not None and done >= distance.amount.number
    spans = list(_told(distance, goal, target.unit, lower=row.lower_is_better))
    if not spans:
        return None
    slack = _slack(distance, goal, actual)
    return all(
        (low is not None and done < low - slack) or (high is not None and done > high + slack) for low, high in spans
    )


def difference(distance: Distance, row: Indicator) -> Computation | None:
    """Return what the row itself gives: its outcome less its goal, or the one as a share of the other."""
    printed = outcome_of(row)
    if printed is None:
        return None
    target, actual = printed
    done, goal = actual.exact or Decimal(0), target.number or Decimal(0)
    if distance.kind == "lost" and distance.amount is not None and distance.amount.exact is not None:
        left = distance.amount.exact
        return Computation(
            f"{shown(done)}-{shown(left)}", shown(done - left), {"实际": actual.stated, "正文": shown(left)}
        )
    numbers = {"目标": target.stated, "实际": actual.stated}
    if distance.kind == "times" and goal:
        return Computation(f"{shown(done)}/{shown(goal)}", shown((done / goal).quantize(Decimal("0.0001"))), numbers)
    return Computation(f"{shown(done)}-{shown(goal)}", shown(done - goal), numbers)


def gap(said: Quantity, printed: Quantity, *, told: str = "正文") -> Computation | None:
    """Subtract what the table says from what is told elsewhere, where each prints one number."""
    one, other = said.number, printed.number
    if one is None or other is None:
        return None
    return Computation(f"{shown(one)}-{shown(other)}", shown(one - other), {told: said.text, "表中": printed.stated})


def _told(distance: Distance, goal: Decimal, unit: str | None, *, lower: bool) -> Iterator[Span]:
    """Yield the outcomes that may be meant, each as an interval."""
    amount, share = distance.amount, distance.share
    if share is not None and not lower and not (amount is not None and amount.unit == unit):
        bound = None if amount is None or amount.approximate else amount
        from_below, from_above = bound is None or bound.low is not None, bound is None or bound.high is not None
        yield share * goal if from_below else None, share * goal if from_above else None
    elif share is not None or amount is None or amount.number is None:
        return
    elif distance.kind == "lost":
        if amount.unit == unit:
            yield None, amount.number
    else:
        for by in _sizes(amount, goal, unit):
            if distance.kind == "over" or lower:
                yield goal + by, goal + by
            if distance.kind == "short":
                yield goal - by, goal - by


def _sizes(amount: Quantity, goal: Decimal, unit: str | None) -> Iterator[Decimal]:
    """Yield how much an amount may be in the unit of a row: 「3%」 of a share may be points, or a part of it."""
    number = amount.number or Decimal(0)
    if amount.unit == unit or (unit == "%" and amount.unit in _POINTS):
        yield number
    if amount.unit == "%":
        yield number * goal / 100
    if amount.unit == "倍":
        yield number * goal


def _slack(distance: Distance, goal: Decimal, actual: Quantity) -> Decimal:
    """Return how far an outcome may be from the one that is told: the rounding of what is printed."""
    amount = distance.amount
    if distance.share is not None and (
        amount is None or amount.unit != "%" or "成" in amount.text or amount.exact is None
    ):
        return _LOOSE * abs(goal) * max(distance.share, Decimal(1))
    if amount is None or distance.kind == "lost":
        return Decimal(0)
    told = precision(amount) * (abs(goal) / 100 if amount.unit == "%" and actual.unit != "%" else 1)
    vague = _VAGUE * abs(amount.number or Decimal(0)) if amount.exact is None else Decimal(0)
    return max(told, precision(actual)) + vague
