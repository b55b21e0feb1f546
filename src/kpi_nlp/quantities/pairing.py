"""Which part of an actual answers which part of a target: by what is counted, by unit and by order."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from kpi_nlp.assignment import assign
from kpi_nlp.model import Part, Quantity
from kpi_nlp.quantities import units
from kpi_nlp.quantities.compare import reaches
from kpi_nlp.text import han_only

_FLOOR = 0.55  # below this likeness a part is left without an answer
_SURE = 0.72  # from this likeness on the pair may carry an accusation
_DOUBT = 0.1
_HALF_KNOWN = 0.45  # likeness of what is counted where one side does not say
_PERSONS = frozenset({"人", "人次"})


def pair_up(
    targets: Sequence[Quantity], actuals: Sequence[Quantity], *, lower_is_better: bool = False
) -> tuple[Part, ...]:
    """Return each amount of a target with the amount of the actual that answers it, or with None.

    The pairing is optimal over likeness, one-to-one, with a null option; ordinals are left out.
    """
    targets = [target for target in targets if target.kind != "ordinal"]
    actuals = [actual for actual in actuals if actual.kind != "ordinal"]
    table = {
        (row, column): likeness
        for row in range(len(targets))
        for column in range(len(actuals))
        if (likeness := _likeness(targets, actuals, row, column)) > _FLOOR
    }
    chosen, tied = assign({pair: likeness - _FLOOR for pair, likeness in table.items()})
    answers = dict(chosen)
    parts = []
    for row, target in enumerate(targets):
        column = answers.get(row)
        if column is None:
            parts.append(Part(target))
            continue
        likeness, actual = table[row, column], actuals[column]
        sure = likeness >= _SURE and (row, column) not in tied
        parts.append(Part(target, actual, likeness, sure, reaches(target, actual, lower_is_better=lower_is_better)))
    return tuple(parts)


def _likeness(targets: Sequence[Quantity], actuals: Sequence[Quantity], row: int, column: int) -> float:
    """Return 0 to 1; 0 where the kinds cannot be compared at all (a share against a count)."""
    target, actual = targets[row], actuals[column]
    unit = _unit_likeness(target.unit, actual.unit)
    if unit == 0:
        return 0.0
    if len(targets) == len(actuals) == 1:  # alone on both sides
        return 1.0 if units.compatible(target.unit, actual.unit) else _SURE - _DOUBT
    order = 1 - abs(row / max(1, len(targets) - 1) - column / max(1, len(actuals) - 1))
    return 0.6 * _counted_likeness(target.of, actual.of) + 0.25 * unit + 0.15 * order


def _unit_likeness(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.7
    classes = {units.class_of(one), units.class_of(other)}
    if len(classes) == 1:
        return 1.0 if one == other else 0.9
    if classes == _PERSONS:
        return 0.6
    return 0.3 if units.kind_of(one) == units.kind_of(other) == "count" else 0.0


def _counted_likeness(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return _HALF_KNOWN
    one, other = han_only(one), han_only(other)
    if not one or not other:
        return _HALF_KNOWN
    return (
        max(fuzz.ratio(one, other), 0.95 * fuzz.partial_ratio(one, other) if min(len(one), len(other)) > 1 else 0) / 100
    )
