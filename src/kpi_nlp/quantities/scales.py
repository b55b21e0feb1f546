"""Amounts that lie so far apart that a 万 was lost or another unit written, and misses smaller than what is printed."""

import re
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import units
from kpi_nlp.quantities.compare import comparable
from kpi_nlp.quantities.precision import precision

_SCALE = re.compile(r"万亿|[十百千]万|[百千万亿](?![瓦克米卡帕])")
_FAR = 1000  # amounts of one indicator that differ so much, and in their 万, are not of one scale
_POWERS = (Decimal(10) ** 4, Decimal(10) ** 8)
_NEAR = Decimal("0.05")
_ONE = Decimal("1.5")  # a rate of 105 % is 1.05
_FITS = 2  # a number within this factor of the other's digits is of the other's unit, whatever unit is printed
_OTHER_UNIT = 10  # how far apart the units are then at least: 亩 and 公顷 are 15 times
_SHARE = 20  # a share of errors of 0.8‰ may well answer 1%
_PER_MILLE = Decimal("0.1")


def scale_slip(target: Quantity, actual: Quantity) -> Decimal | None:
    """Return how many times the smaller of two amounts the larger is, where only a slip of 万, 亿 or of the unit explains it."""
    if not comparable(target, actual) or not target.number or not actual.number:
        return None
    sizes = [_size(side) for side in (target, actual)]
    if target.unit != actual.unit:
        sizes = [size * units.factor(side.unit) for size, side in zip(sizes, (target, actual), strict=True)]
    times = max(sizes) / min(sizes)
    if any(abs(times / power - 1) <= _NEAR for power in _POWERS):
        return times
    if (times >= _FAR and _scale(target) != _scale(actual)) or _of_a_fraction(target, actual):
        return times
    return times if _of_other_unit(target, actual) else None


def _of_other_unit(target: Quantity, actual: Quantity) -> bool:
    """True for 「46.2米」 beside 「≥45公里」: the digits are of one unit, and another is printed; times are told in any."""
    if "duration" in (target.kind, actual.kind) or None in (target.unit, actual.unit):
        return False
    factors = [_unit(side) for side in (target, actual)]
    if max(factors) < min(factors) * _OTHER_UNIT:
        return False
    digits = [_digits(side) for side in (target, actual)]
    return (target.kind != "percent" or min(digits) >= _SHARE) and max(digits) <= min(digits) * _FITS


def _of_a_fraction(target: Quantity, actual: Quantity) -> bool:
    """True for 「0.307人次」 beside 「≥2900人次」: nothing is counted in fractions, so that a 万 is missing."""
    if "count" not in (target.kind, actual.kind) or {target.kind, actual.kind} - {"count", "other"}:
        return False
    less, more = sorted((_size(target), _size(actual)))
    return less % 1 != 0 and more / _FITS <= less * _POWERS[0] <= more * _FITS


def same_digits(one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts are printed in the same digits, whatever their units: 「46.2米」, 「46.2公里」."""
    return (
        bool(one.number) and _digits(one).normalize().as_tuple().digits == _digits(other).normalize().as_tuple().digits
    )


def near_in_digits(target: Quantity, actual: Quantity) -> bool:
    """Return whether a part of a year, as printed, is in the digits of a tenth of its target to twice of it."""
    goal, done = _digits(target), _digits(actual)
    return goal / _OTHER_UNIT <= done <= goal * _FITS


def unit_left_out(target: Quantity, actual: Quantity) -> bool:
    """True for 「28.5」 beside 「≤30万元」: one side has neither unit nor 万, and its digits fit those of the other."""
    bare = [side for side in (target, actual) if side.unit is None and not _scale(side)]
    if len(bare) != 1 or not target.number or not actual.number:
        return False
    digits = [_size(side) / _times(side) for side in (target, actual)]
    return max(digits) <= min(digits) * _FITS


def share_of_one(target: Quantity, actual: Quantity) -> bool:
    """True for 「0.98」 beside 「≥95%」: a workbook shows shares without their per cent sign."""
    bare = actual.unit is None and actual.number is not None and 0 < actual.number <= _ONE
    return bare and target.unit == "%" and target.number is not None and target.number > _ONE


def within_print(target: Quantity, actual: Quantity) -> bool:
    """True for 「1.5万人」 beside 「15230人」: what is missing is less than the last digit that the actual prints."""
    if not comparable(target, actual) or target.number is None or actual.number is None:
        return False
    apart = abs(target.number * units.factor(target.unit) - actual.number * units.factor(actual.unit))
    return apart < precision(actual) * units.factor(actual.unit)


def _unit(quantity: Quantity) -> Decimal:
    """Return the factor of the unit that is printed, without 万."""
    return (_PER_MILLE if "‰" in quantity.text else Decimal(1)) * units.factor(quantity.unit)


def _digits(quantity: Quantity) -> Decimal:
    """Return the number as its digits stand there."""
    return _size(quantity) / _times(quantity) / (_PER_MILLE if "‰" in quantity.text else 1)


def _size(quantity: Quantity) -> Decimal:
    return abs(quantity.number or Decimal(0))


def _scale(quantity: Quantity) -> str:
    found = _SCALE.search(quantity.text)
    return found[0] if found else ""


def _times(quantity: Quantity) -> Decimal:
    """Return the factor of the 万 of an amount, or of the header's unit."""
    scale = _scale(quantity)
    return units.times(scale) if scale in {"万", "亿", "百万", "千万", "万亿"} else Decimal(1)
