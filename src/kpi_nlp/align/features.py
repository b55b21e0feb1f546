"""Named features of pairs of rows, each between 0 and 1, and which way each of them speaks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from kpi_nlp import lexicon
from kpi_nlp.align.codes import NOTHING, Codes, common
from kpi_nlp.align.names import Name
from kpi_nlp.align.residue import lacking, lone_letters, turned
from kpi_nlp.align.sides import NEUTRAL, Flags, Sides

Places = NDArray[np.intp]
Feature = NDArray[np.floating[Any]]

# +1 speaks for one indicator, -1 against it: a fit that finds the contrary has learned a habit of its sample. 0 says that
# one side is silent, so that the rest weighs more.
SENSES: Mapping[str, int] = {
    "equal_name": 1,
    "same_content": 1,
    "core_ratio": 1,
    "cosine": 1,
    "narrowed": -1,
    "narrowing": -1,
    "narrowed_share": -1,
    "substituted": -1,
    "substitution": -1,
    "substituted_share": -1,
    "uncommon": -1,
    "other_symbols": -1,
    "abbreviated": 1,
    "misread": 1,
    "one_of_many": 1,
    "measure": 1,
    "antonym": -1,
    "level": 1,
    "other_level": -1,
    "untold_level": 0,
    "unit": 1,
    "other_unit": -1,
    "one_letter": -1,
    "near": 1,
    "near_share": 1,
    "untold_value": 0,
    "narrowed_far": -1,
    "narrowed_unproven": -1,
    "substituted_far": -1,
}
_RATES = frozenset({"率", "满意度", "知晓率", "及时性", "合规性"})
_KIN = (_RATES, frozenset({"次数", "数量"}), frozenset({"人数", "数量"}))
_HALF = 0.5
_MANY = 4  # letters from which it makes no difference how many are lacking
_NEAR, _FAR = 0.25, 0.4  # of natural logarithms: within 28 %, beyond 49 %
_TEN_THOUSAND = np.float32(np.log(10_000))


def features(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what speaks for and against each pair (rows[i], columns[i]) being one indicator: name to an array."""
    residue = _residue(lefts, rights, rows, columns)
    values, far = _values(lefts, rights, rows, columns)
    return {
        "equal_name": _equal(lefts, rights, rows, columns),
        "core_ratio": _alike(lefts, rights, rows, columns),
        "cosine": np.einsum("ij,ij->i", lefts.vectors[rows], rights.vectors[columns]),
        **residue,
        "other_symbols": _other_symbols(lefts.symbols[rows], rights.symbols[columns]),
        "measure": _measures(lefts, rights, rows, columns),
        "antonym": _antonyms(lefts, rights, rows, columns),
        "telling_letter": _telling(lefts, rights, rows, columns, residue["one_letter"] == 1),
        "turned": _turned(lefts, rights, rows, columns, residue["uncommon"] < _HALF),
        **_levels(lefts, rights, rows, columns),
        **_units(lefts, rights, rows, columns),
        **values,
        "narrowed_far": residue["narrowed"] * far,
        "narrowed_unproven": residue["narrowed"] * (1 - far) * (1 - values["near"]),
        "substituted_far": (residue["substituted"] + residue["abbreviated"]) * far,
        "position": 1 - np.abs(lefts.positions[rows] - rights.positions[columns]),
    }


def vetoed(found: Mapping[str, Feature]) -> Flags:
    """Return which pairs cannot be one indicator, however alike."""
    flags = [found[name] == 1 for name in ("antonym", "telling_letter", "turned", "other_symbols")]
    return np.asarray((found["measure"] == 0) | np.logical_or.reduce(flags))


def vetoes(lefts: Sides, rights: Sides, row: int, column: int) -> tuple[str, ...]:
    """Return why two rows cannot be one indicator, however alike: 「口径不同：人数与人次」."""
    reasons = []
    if pair := lexicon.opposed(lefts.names[row].text, rights.names[column].text):
        reasons.append(f"对象不同：{pair[0]}与{pair[1]}")
    if pair := _telling_pair(lefts.names[row], rights.names[column]):
        reasons.append(f"对象不同：{pair[0]}与{pair[1]}")
    if turned(lefts.names[row].text, rights.names[column].text):
        reasons.append("对象不同：主客互换")
    one, other = lefts.measures[row], rights.measures[column]
    if _agreement(one, other) == 0:
        reasons.append(f"口径不同：{one}与{other}")
    return tuple(reasons)


def _equal(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    texts = zip(rows, columns, strict=True)
    return np.array([lefts.names[row].text == rights.names[column].text for row, column in texts], dtype=np.float32)


def _alike(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    cores = [lefts.names[row].core for row in rows], [rights.names[column].core for column in columns]
    return process.cpdist(*cores, scorer=fuzz.ratio, dtype=np.float32) / np.float32(100)


def _residue(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what remains of either name: nothing, a part of one (narrowed), a part of both (substituted).

    Where the longer one joins more things with 、 or 和 than the other, and the other lies whole in it, the other is one of
    them: 「新建、改造泵站座数」 and 「改造泵站座数」.
    """
    own, own_absent = lacking(lefts.letters, rights.letters, rows, columns)
    their, their_absent = lacking(rights.letters, lefts.letters, columns, rows)
    own_share, their_share = own / lefts.letters.lengths[rows], their / rights.letters.lengths[columns]
    more = lefts.listed[rows] - rights.listed[columns]
    one_of_many = ((more > 0) & (their == 0) & (own > 0)) | ((more < 0) & (own == 0) & (their > 0))
    substituted = (own > 0) & (their > 0)
    narrowed = ((own > 0) ^ (their > 0)) & ~one_of_many
    misread = _misread(lefts, rights, rows, columns, substituted)
    abbreviated = substituted & ~misread & (np.minimum(own_absent, their_absent) == 0)
    substituted &= ~misread & ~abbreviated
    return {
        "same_content": _flag((own == 0) & (their == 0)),
        "narrowed": _flag(narrowed),
        "narrowing": narrowed * np.minimum(own + their, _MANY) / np.float32(_MANY),
        "narrowed_share": narrowed * np.maximum(own_share, their_share),
        "substituted": _flag(substituted),
        "substitution": substituted * np.minimum(np.minimum(own_absent, their_absent), _MANY) / np.float32(_MANY),
        "substituted_share": substituted * np.minimum(own_share, their_share),
        "uncommon": (own_absent + their_absent) / (lefts.letters.lengths[rows] + rights.letters.lengths[columns]),
        "one_letter": _flag(substituted & (np.maximum(own, their) == 1)),
        "abbreviated": _flag(abbreviated),
        "misread": _flag(misread),
        "one_of_many": _flag(one_of_many),
    }


def _misread(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Flags:
    """Return which pairs differ only by letters that recognition takes for one another."""
    found = np.zeros_like(among)
    rows, columns = rows[among], columns[among]
    own, _ = lacking(lefts.shapes, rights.shapes, rows, columns)
    their, _ = lacking(rights.shapes, lefts.shapes, columns, rows)
    found[among] = (own == 0) & (their == 0)
    return found


def _other_symbols(one: Codes, other: Codes) -> Feature:
    """Return 1 where each side has a number or a Latin word that the other lacks: G105 and G205."""
    return _flag(
        ((one != NOTHING) & ~common(one, other)).any(axis=1) & ((other != NOTHING) & ~common(other, one)).any(axis=1)
    )


def _units(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return whether the values share a class of units, or have none in common; 个 goes with whatever is counted."""
    one, other = lefts.units[rows], rights.units[columns]
    said = (one != NOTHING).any(axis=1) & (other != NOTHING).any(axis=1)
    meet = common(one, other).any(axis=1)
    counts = (lefts.counted[rows] & rights.counted[columns]) & (lefts.anything[rows] | rights.anything[columns])
    return {"unit": _flag(said & (meet | counts)), "other_unit": _flag(said & ~meet & ~counts)}


def _values(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> tuple[dict[str, Feature], Feature]:
    """Return features of the nearest amounts of both values, and which are far apart.

    Far amounts alone say nothing: a target may be changed. Nor do shares that are near (「≥90%」, 「100%」 stand
    everywhere) say much. 「3.5」 beside 「3.5万亩」 is near.
    """
    apart = np.abs(lefts.amounts[rows][:, :, None] - rights.amounts[columns][:, None, :]).reshape(len(rows), -1)
    least = np.fmin.reduce(np.concatenate([apart, np.abs(apart - _TEN_THOUSAND)], axis=1), axis=1, initial=np.nan)
    share = lefts.shares[rows] & rights.shares[columns]
    near = least <= _NEAR
    equal = least == 0
    told = {"equal_amount": equal, "near": near & ~share, "near_share": near & share, "untold_value": np.isnan(least)}
    return {name: _flag(flags) for name, flags in told.items()}, _flag(least > _FAR)


def _measures(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    known = sorted({*lefts.measures, *rights.measures}, key=str)
    places = {measure: at for at, measure in enumerate(known)}
    table = np.array([[_agreement(one, other) for other in known] for one in known], dtype=np.float32).reshape(
        len(known), len(known)
    )
    return np.asarray(table[_at(places, lefts.measures)[rows], _at(places, rights.measures)[columns]])


def _at(places: dict[str | None, int], measures: Sequence[str | None]) -> Places:
    return np.array([places[measure] for measure in measures], dtype=np.intp)


def _agreement(one: str | None, other: str | None) -> float:
    if one == other:
        return 1.0 if one else _HALF
    if one in NEUTRAL or other in NEUTRAL:
        return _HALF
    return _HALF / 2 if any({one, other} <= kin for kin in _KIN) else 0.0


def _antonyms(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    (first, second), (their_first, their_second) = lefts.opposed, rights.opposed
    return _flag(((first[rows] & their_second[columns]) | (second[rows] & their_first[columns])).any(axis=1))


def _telling(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Feature:
    """Return 1 where nothing differs but a letter that tells names apart: 「左岸」, 「右岸」."""
    return _where(among, lambda at: bool(_telling_pair(lefts.names[rows[at]], rights.names[columns[at]])))


def _telling_pair(one: Name, other: Name) -> tuple[str, ...]:
    letters = lone_letters(one.content, other.content)
    return tuple(sorted(letters)) if letters in lexicon.telling_letters() else ()


def _turned(lefts: Sides, rights: Sides, rows: Places, columns: Places, among: Flags) -> Feature:
    return _where(among, lambda at: turned(lefts.names[rows[at]].text, rights.names[columns[at]].text))


def _where(among: Flags, holds: Callable[[int], bool]) -> Feature:
    found = np.zeros(len(among), dtype=np.float32)
    for at in np.flatnonzero(among):
        found[at] = holds(int(at))
    return found


def _levels(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    (top, last), (their_top, their_last) = lefts.levels, rights.levels
    said = (top[rows] != NOTHING) & (their_top[columns] != NOTHING)
    return {
        "level": _flag(said & (last[rows] == their_last[columns])),
        "other_level": _flag(said & (top[rows] != their_top[columns])),
        "untold_level": _flag(~said),
    }


def _flag(true: NDArray[np.bool_]) -> Feature:
    return true.astype(np.float32)
