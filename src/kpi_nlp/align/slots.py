"""What fills the slots of two rows: measure, level, unit, amounts, symbols; whether they agree or say other things."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import lexicon
from kpi_nlp.align.codes import NOTHING, Flags, Places, common
from kpi_nlp.align.sides import NEUTRAL, Sides

Feature = NDArray[np.floating[Any]]

_RATES = frozenset({"率", "满意度", "知晓率", "及时性", "合规性"})
_KIN = (_RATES, frozenset({"次数", "数量"}), frozenset({"人数", "数量"}))
_HALF = 0.5
_NEAR, _FAR = 0.25, 0.4  # of natural logarithms: within 28 %, beyond 49 %
_TEN_THOUSAND = np.float32(np.log(10_000))


def measures(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    """Return how far the classes of measures agree: 1 the same, 0 another, half where either says nothing of it."""
    known = sorted({*lefts.measures, *rights.measures}, key=str)
    places = {measure: at for at, measure in enumerate(known)}
    table = np.array([[agreement(one, other) for other in known] for one in known], dtype=np.float32).reshape(
        len(known), len(known)
    )
    return np.asarray(table[_at(places, lefts.measures)[rows], _at(places, rights.measures)[columns]])


def _at(places: dict[str | None, int], measures: Sequence[str | None]) -> Places:
    return np.array([places[measure] for measure in measures], dtype=np.intp)


def agreement(one: str | None, other: str | None) -> float:
    """Return 1 for the same class of measure, 0 for another; less than half for two that are mistaken for each other."""
    if one == other:
        return 1.0 if one else _HALF
    if one in NEUTRAL or other in NEUTRAL:
        return _HALF
    return _HALF / 2 if any({one, other} <= kin for kin in _KIN) else 0.0


def antonyms(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    """Return 1 where one name holds a word and the other its opposite: 线上, 线下."""
    (first, second), (their_first, their_second) = lefts.opposed, rights.opposed
    against = (first[rows] & their_second[columns]) | (second[rows] & their_first[columns])
    return flag(np.asarray(against.any(axis=1)))


def levels(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return whether the rows stand under the same last level, under another first level, or one under none."""
    (top, last), (their_top, their_last) = lefts.levels, rights.levels
    said = (top[rows] != NOTHING) & (their_top[columns] != NOTHING)
    return {
        "level": flag(said & (last[rows] == their_last[columns])),
        "other_level": flag(said & (top[rows] != their_top[columns])),
        "untold_level": flag(~said),
    }


def units(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return whether the values share a class of units, or have none in common; 个 goes with whatever is counted."""
    one, other = lefts.units[rows], rights.units[columns]
    said = (one != NOTHING).any(axis=1) & (other != NOTHING).any(axis=1)
    meet = common(one, other).any(axis=1)
    counts = (lefts.counted[rows] & rights.counted[columns]) & (lefts.anything[rows] | rights.anything[columns])
    named, their = lefts.named_units[rows, 0], rights.named_units[columns, 0]
    other_named = (named != NOTHING) & (their != NOTHING) & (named != their)
    return {"unit": flag(said & meet & ~other_named), "other_unit": flag((said & ~meet & ~counts) | other_named)}


def values(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> tuple[dict[str, Feature], Feature]:
    """Return features of the nearest amounts of both values, and which are far apart.

    Far amounts alone say nothing: a target may be changed. Nor do shares that are near (「≥90%」, 「100%」 stand
    everywhere) say much. 「3.5」 beside 「3.5万亩」 is near.
    """
    apart = np.abs(lefts.amounts[rows][:, :, None] - rights.amounts[columns][:, None, :]).reshape(
        len(rows), lefts.amounts.shape[1] * rights.amounts.shape[1]
    )
    least = np.fmin.reduce(np.concatenate([apart, np.abs(apart - _TEN_THOUSAND)], axis=1), axis=1, initial=np.nan)
    share = lefts.shares[rows] & rights.shares[columns]
    near = least <= _NEAR
    equal = least == 0
    told = {"equal_amount": equal, "near": near & ~share, "near_share": near & share, "untold_value": np.isnan(least)}
    return {name: flag(flags) for name, flags in told.items()}, flag(least > _FAR)


def other_symbols(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    """Return 1 where each side has a number or a Latin word that the other lacks: G105 and G205."""
    one, other = lefts.symbols[rows], rights.symbols[columns]
    return flag(
        ((one != NOTHING) & ~common(one, other)).any(axis=1) & ((other != NOTHING) & ~common(other, one)).any(axis=1)
    )


def persons_and_places(
    lefts: Sides, rights: Sides, rows: Places, columns: Places
) -> tuple[dict[str, Feature], Feature]:
    """Return whether the names tell of other people, places, steps of the work; and which pairs have people on one side alone."""
    told, more = {}, {}
    for slot in lexicon.SLOTS:
        one, other = lefts.slots[slot][rows], rights.slots[slot][columns]
        mine = ((one != NOTHING) & ~common(one, other)).any(axis=1)
        theirs = ((other != NOTHING) & ~common(other, one)).any(axis=1)
        told[f"other_{slot}"], more[slot] = flag(mine & theirs), flag(mine ^ theirs)
    (kinds, named), (their_kinds, their_named) = lefts.places, rights.places
    alike, same = (common(one[rows], other[columns]) for one, other in ((kinds, their_kinds), (named, their_named)))
    told["other_place"] = flag(np.asarray(alike.any(axis=1) & ~same.any(axis=1)))
    told["more_scope"] = more["scope"]
    return told, more["who"]


def flag(true: Flags) -> Feature:
    """Return 1 for true, 0 for false."""
    return true.astype(np.float32)
