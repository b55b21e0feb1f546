"""Which part of an actual answers which part of a target: by what is counted, by unit and by order."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from kpi_nlp import lexicon
from kpi_nlp.assignment import Pair, assign
from kpi_nlp.model import Kind, Part, Quantity
from kpi_nlp.quantities import units
from kpi_nlp.quantities.compare import alike, equals, reaches
from kpi_nlp.quantities.scales import scale_slip, share_of_one, within_print
from kpi_nlp.text import han_only

_FLOOR = 0.55  # below this likeness a part is left without an answer
_SURE = 0.72  # from this likeness on the pair may carry an accusation
_RIVAL = 0.25  # an unused amount this near to the chosen one might be meant instead, or with it
_DOUBT = 0.1
_OTHER_KIND = 0.35  # what it costs to answer a total by an amount per month, or to quote the target's own bound
_HALF_KNOWN = 0.45  # likeness of what is counted where one side does not say
_ALONE_OF_UNIT = 0.8  # the same where no other amount on either side has this unit
_PERSONS = frozenset({"人", "人次"})
_AGES = frozenset({"岁", "周岁"})
_CLASS_ENDINGS = ("以上", "以下", "以内")
_DECREASES = ("下降", "降低", "减少", "压减", "缩短", "压降", "降幅", "节约")
_SIZES: frozenset[Kind] = frozenset({"money", "area", "length"})
_COUNTED, _UNIT, _ORDER = 0.6, 0.25, 0.15


def pair_up(
    targets: Sequence[Quantity], actuals: Sequence[Quantity], *, lower_is_better: bool = False
) -> tuple[Part, ...]:
    """Return each amount of a target with the amount of the actual that answers it, or with None.

    The pairing is optimal over likeness, one-to-one, with a null option. Ordinals, ages, and bounds that name a class
    (「2000万元以上工业企业12家」) are left out.
    """
    targets, actuals = _amounts(targets), _amounts(actuals)
    table = {
        (row, column): _likeness(targets, actuals, row, column)
        for row in range(len(targets))
        for column in range(len(actuals))
    }
    chosen, tied = assign({pair: likeness - _FLOOR for pair, likeness in table.items() if likeness > _FLOOR})
    answers = dict(chosen)
    unused = set(range(len(actuals))) - set(answers.values())
    parts = []
    for row, target in enumerate(targets):
        if (column := answers.get(row)) is None:
            parts.append(Part(target))
            continue
        sure = table[row, column] >= _SURE and (row, column) not in tied and not _rivalled(table, row, column, unused)
        of = target.of or ""
        reverse = (lower_is_better or lexicon.lower_is_better(of)) and not of.endswith(_DECREASES)
        target, actual = alike(target, actuals[column])  # noqa: PLW2901 - 「四分之三」 answered by 「78%」 is 75 %
        parts.append(
            Part(target, actual, table[row, column], sure, _met(target, actual, lower_is_better=reverse), reverse)
        )
    return tuple(parts)


def _met(target: Quantity, actual: Quantity, *, lower_is_better: bool) -> bool | None:
    """None, too, where a 万 or a % was lost on one side, or less is missing than the last digit printed."""
    met = reaches(target, actual, lower_is_better=lower_is_better)
    if scale_slip(target, actual) is not None or share_of_one(target, actual):
        return None
    return None if met is False and within_print(target, actual) else met


def _amounts(quantities: Sequence[Quantity]) -> list[Quantity]:
    return [
        quantity
        for at, quantity in enumerate(quantities)
        if quantity.kind != "ordinal"
        and quantity.unit not in _AGES
        and not _names_class(quantity, quantities[at + 1 : at + 2])
    ]


def _names_class(quantity: Quantity, behind: Sequence[Quantity]) -> bool:
    """True for the bound in 「2000万元以上工业企业12家」: the next amount counts the very noun behind it."""
    if not behind or not behind[0].of or not quantity.text.endswith(_CLASS_ENDINGS):
        return False
    adjoins = behind[0].start - quantity.end <= len(behind[0].of) + 1
    return adjoins and (quantity.kind in _SIZES or (quantity.of or "").endswith(behind[0].of))


def _rivalled(table: Mapping[Pair, float], row: int, column: int, unused: set[int]) -> bool:
    """True where another amount, which answers nothing else, is nearly as alike: instalments that add up."""
    return any(table[row, other] >= max(table[row, column] - _RIVAL, _FLOOR - _DOUBT) for other in unused)


def _likeness(targets: Sequence[Quantity], actuals: Sequence[Quantity], row: int, column: int) -> float:
    """Return 0 to 1; 0 where the kinds cannot be compared at all (a share against a count)."""
    target, actual = targets[row], actuals[column]
    unit = _unit_likeness(target.unit, actual.unit)
    if unit == 0 or lexicon.opposed(target.of or "", actual.of or ""):
        return 0.0
    cost = _OTHER_KIND * ((target.partial != actual.partial) + _quotes_target(target, actual, targets, actuals))
    if len(targets) == len(actuals) == 1:  # alone on both sides
        return (1.0 if units.compatible(target.unit, actual.unit) else _SURE - _DOUBT) - cost
    known = _counted_likeness(target.of, actual.of)
    if known is None:
        known = _ALONE_OF_UNIT if _alone_of_unit(target, targets) and _alone_of_unit(actual, actuals) else _HALF_KNOWN
    order = 1 - abs(row / max(1, len(targets) - 1) - column / max(1, len(actuals) - 1))
    return _COUNTED * known + _UNIT * unit + _ORDER * order - cost


def _quotes_target(
    target: Quantity, actual: Quantity, targets: Sequence[Quantity], actuals: Sequence[Quantity]
) -> bool:
    """True for the bound in 「按不少于10次的要求，实际开展13次」: the target said again beside the answer."""
    if actual.exact is not None or not equals(target, actual) or len(actuals) <= len(targets):
        return False
    return any(other.exact is not None and units.compatible(other.unit, target.unit) for other in actuals)


def _unit_likeness(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.7
    classes = {units.class_of(one), units.class_of(other)}
    if len(classes) == 1:
        return 1.0 if one == other else 0.9
    if classes == _PERSONS:
        return 0.6
    return 0.3 if units.kind_of(one) == units.kind_of(other) == "count" else 0.0


def _alone_of_unit(quantity: Quantity, side: Sequence[Quantity]) -> bool:
    return quantity.unit is not None and sum(units.compatible(quantity.unit, other.unit) for other in side) == 1


def _counted_likeness(one: str | None, other: str | None) -> float | None:
    """Return how alike two things counted are, None where one side does not say what it counts."""
    one, other = han_only(one or ""), han_only(other or "")
    if not one or not other:
        return None
    contained = 0.95 * fuzz.partial_ratio(one, other) if min(len(one), len(other)) > 1 else 0
    return max(fuzz.ratio(one, other), contained) / 100
