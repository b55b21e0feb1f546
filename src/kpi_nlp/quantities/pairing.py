"""Which part of an actual answers which part of a target: by what is counted, by unit and by order."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.assignment import assign
from kpi_nlp.model import Quantity
from kpi_nlp.quantities import units
from kpi_nlp.text import han_only

_FLOOR = 0.45  # below this likeness a part is left without an answer
_SURE = 0.72  # from this likeness on the pair may carry an accusation
_HALF_KNOWN = 0.45  # likeness of what is counted where one side does not say
_PERSONS = frozenset({"人", "人次"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a target and its answer; `sure` where they are certainly of the same thing."""

    target: Quantity
    actual: Quantity | None
    likeness: float

    @property
    def sure(self) -> bool:
        """True where the pair is alone on both sides or alike beyond doubt."""
        return self.actual is not None and self.likeness >= _SURE


def pair_up(targets: Sequence[Quantity], actuals: Sequence[Quantity]) -> tuple[Part, ...]:
    """Return each amount of a target with the amount of the actual that answers it, or with None.

    The pairing is optimal over likeness, one-to-one, with a null option; ordinals are left out.
    """
    targets = [target for target in targets if target.kind != "ordinal"]
    actuals = [actual for actual in actuals if actual.kind != "ordinal"]
    if len(targets) == len(actuals) == 1:
        alike = 1.0 if units.compatible(targets[0].unit, actuals[0].unit) else _likeness(targets, actuals, 0, 0)
        return (Part(targets[0], actuals[0] if alike > 0 else None, alike),)
    table = {
        (row, column): gain
        for row in range(len(targets))
        for column in range(len(actuals))
        if (gain := _likeness(targets, actuals, row, column) - _FLOOR) > 0
    }
    chosen, tied = assign(table)
    answers = {row: (column, table[row, column] + _FLOOR) for row, column in chosen}
    doubtful = {row for row, _ in tied}
    return tuple(
        Part(target, actuals[answers[row][0]], answers[row][1] - (0.3 if row in doubtful else 0.0))
        if row in answers
        else Part(target, None, 0.0)
        for row, target in enumerate(targets)
    )


def _likeness(targets: Sequence[Quantity], actuals: Sequence[Quantity], row: int, column: int) -> float:
    """Return 0 to 1; 0 where the kinds cannot be compared at all (a share against a count)."""
    target, actual = targets[row], actuals[column]
    unit = _unit_likeness(target.unit, actual.unit)
    if unit == 0:
        return 0.0
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
    return max(fuzz.ratio(one, other), 0.95 * fuzz.partial_ratio(one, other) if min(len(one), len(other)) > 1 else 0) / 100
