"""How well the cells of a row fit each other: points, rates, and an actual of the shape of its target."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from kpi_nlp import quantities
from kpi_nlp.extract.dumps.cells import amounts, shape
from kpi_nlp.extract.terms.figures import number_of

VALUES = ("period_target", "target", "actual")
JUDGED = frozenset({*VALUES, "weight", "score", "rate", "reason", "budget_full", "execution", "execution_rate"})
_UNLIKE, _RATHER_UNLIKE, _LOOSE = 1.2, 0.5, 0.3
_NO_REASON, _NEEDLESS_REASON, _OTHER_POINTS, _OTHER_RATE = 0.2, 0.4, 0.2, 1.2
_OVERSPENT, _HIGHEST_RATE = 0.6, 200
_ALIKE, _NEAR = (Decimal("0.5"), 2), (Decimal("0.2"), 5)  # shares of a target that are usual, and that occur
_OTHER_SIZE = 0.4
_FINE_WEIGHT = 0.4  # points are hardly given in hundredths
_ROUNDING = Decimal("0.06")  # of a rate with one decimal, in percent


def misfit(cells: Mapping[str, str], *, joined: bool = False) -> float | None:
    """Return how odd the cells of a row are beside each other, by role; None where they cannot be of one row.

    Where cells are `joined`, a word that is no known state is a value only if its actual, or its target, repeats it.
    """
    weight, score = number_of(cells.get("weight", "")), number_of(cells.get("score", ""))
    if weight is not None and score is not None and score > weight:
        return None
    if joined and not _repeats(cells):
        return None
    odd = _of_money(cells)
    odd += _of_rate(cells, "target", "actual", "rate") + _of_rate(cells, "budget_full", "execution", "execution_rate")
    if cells.get("period_target") and cells.get("target"):
        odd += unlikeness(cells["period_target"], cells["target"])
    if cells.get("target") and cells.get("actual"):
        odd += unlikeness(cells["target"], cells["actual"])
    if weight is None or score is None:
        return odd
    if "reason" in cells:
        given = shape(cells["reason"]) != "empty"
        odd += _NEEDLESS_REASON if given and score == weight else _NO_REASON if score < weight and not given else 0.0
    if weight != round(weight, 1):
        odd += _FINE_WEIGHT
    return odd + _of_points(cells.get("target", ""), cells.get("actual", ""), full=score == weight)


def _repeats(cells: Mapping[str, str]) -> bool:
    values = [cells[role] for role in VALUES if cells.get(role)]
    return all(shape(value) != "text" or values.count(value) > 1 for value in values)


@lru_cache(maxsize=65536)
def unlikeness(target: str, actual: str) -> float:
    """Return how unlike in shape a target and its actual are: both counted, both dated, both said in words."""
    shapes = shape(target), shape(actual)
    if target == actual or "empty" in shapes:
        return 0.0
    counted = [amounts(text) for text in (target, actual)]
    if all(counted):
        alike = any(quantities.compatible(one.unit, other.unit) for one in counted[0] for other in counted[1])
        bare = (shapes[0] == "number") is not (shapes[1] == "number")
        if not alike:
            return _UNLIKE
        odd = _RATHER_UNLIKE if bare else 0.0 if "text" not in shapes else _LOOSE
        return odd + (_of_size(target, actual) if "number" in shapes else 0.0)
    if any(counted):
        return _UNLIKE if "date" in shapes else _RATHER_UNLIKE
    return 0.0 if shapes[0] == shapes[1] != "text" else _LOOSE


def _of_size(target: str, actual: str) -> float:
    """Return how odd a bare number is beside one of another size: nothing but its size tells where it ends."""
    asked, done = _amount(target), _amount(actual)
    if not asked or done is None:
        return 0.0
    share = done / asked
    return 0.0 if _ALIKE[0] <= share <= _ALIKE[1] else _OTHER_SIZE if _NEAR[0] <= share <= _NEAR[1] else 2 * _OTHER_SIZE


@lru_cache(maxsize=65536)
def _of_points(target: str, actual: str, *, full: bool) -> float:
    """Return what is odd about full points for what was not reached, or fewer for what was."""
    asked, done = amounts(target), amounts(actual)
    if len(asked) != 1 or len(done) != 1 or not quantities.compatible(asked[0].unit, done[0].unit):
        return 0.0
    reached = quantities.reaches(asked[0], done[0])
    return 0.0 if reached is None or reached is full else _OTHER_POINTS


def _of_rate(cells: Mapping[str, str], whole: str, part: str, rate: str) -> float:
    """Return what is odd about a rate that is not the share of the one in the other."""
    stated = number_of(cells.get(rate, ""))
    asked, done = (_amount(cells.get(role, "")) for role in (whole, part))
    if stated is None:
        return 0.0
    if not asked or done is None:
        return _OTHER_RATE if stated > _HIGHEST_RATE else 0.0
    if abs(done / asked * 100 - stated) <= _ROUNDING:
        return 0.0
    return _OTHER_RATE * (2 if stated > _HIGHEST_RATE else 1)


def _of_money(cells: Mapping[str, str]) -> float:
    """Return what is odd about money that was spent beyond the budget, or without one."""
    budget, spent = (number_of(cells.get(role, "")) for role in ("budget_full", "execution"))
    odd = _OVERSPENT if budget is not None and spent is not None and spent > budget else 0.0
    return odd + (_OTHER_RATE if budget == 0 and spent else 0.0)


def _amount(text: str) -> Decimal | None:
    found = amounts(text) if text else ()
    return found[0].number if len(found) == 1 else None
