"""Named features of pairs of rows, each between 0 and 1; 0.5 where one side does not say."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from kpi_nlp import lexicon
from kpi_nlp.align.sides import NEUTRAL, NOTHING, Codes, Sides

Places = NDArray[np.intp]
Feature = NDArray[np.floating[Any]]

_UNKNOWN = 0.5
_RATES = frozenset({"率", "满意度", "知晓率", "及时性", "合规性"})
_KIN = (_RATES, frozenset({"次数", "数量"}), frozenset({"人数", "数量"}))
_SHORTEST_CORE, _SHORTEST_TEXT = 2, 4


def features(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return what speaks for and against each pair (rows[i], columns[i]) being one indicator: name to an array."""
    return {
        **_wording(lefts, rights, rows, columns),
        **_words(lefts, rights, rows, columns),
        "measure": _measures(lefts, rights, rows, columns),
        "antonym": _antonyms(lefts, rights, rows, columns),
        "level": _levels(lefts, rights, rows, columns),
        "unit": _meet(lefts.units[rows], rights.units[columns]),
        "numbers": _share(lefts.numbers[rows], rights.numbers[columns]),
        "cosine": _cosine(lefts, rights, rows, columns),
        "position": 1 - np.abs(lefts.positions[rows] - rights.positions[columns]),
    }


def vetoes(lefts: Sides, rights: Sides, row: int, column: int) -> tuple[str, ...]:
    """Return why two rows cannot be one indicator, however alike: 「口径不同：人数与人次」."""
    reasons = []
    if pair := lexicon.opposed(lefts.names[row].text, rights.names[column].text):
        reasons.append(f"对象不同：{pair[0]}与{pair[1]}")
    one, other = lefts.measures[row], rights.measures[column]
    if _agreement(one, other) == 0:
        reasons.append(f"口径不同：{one}与{other}")
    return tuple(reasons)


def _wording(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    one, other = [lefts.names[row] for row in rows], [rights.names[column] for column in columns]
    cores = [name.core for name in one], [name.core for name in other]
    equal = np.array([left.text == right.text != "" for left, right in zip(one, other, strict=True)], dtype=bool)
    long_enough = np.array(
        [min(len(left), len(right)) >= _SHORTEST_CORE for left, right in zip(*cores, strict=True)], dtype=bool
    )
    wordings = [lefts.wordings[row] for row in rows], [rights.wordings[column] for column in columns]
    spoken = np.array(
        [min(len(left), len(right)) >= _SHORTEST_TEXT for left, right in zip(*wordings, strict=True)], dtype=bool
    )
    return {
        "core_ratio": np.where(equal, 1, _alike(cores, fuzz.ratio)).astype(np.float32),
        "containment": np.where(equal, 1, _alike(cores, fuzz.partial_ratio) * long_enough).astype(np.float32),
        "target_wording": np.where(spoken, _alike(wordings, fuzz.ratio), _UNKNOWN).astype(np.float32),
    }


def _alike(texts: tuple[list[str], list[str]], scorer: Callable[..., float]) -> Feature:
    return process.cpdist(*texts, scorer=scorer, dtype=np.float32) / np.float32(100)


def _words(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> dict[str, Feature]:
    """Return the share of common words, weighted by length, and how much of either name the other lacks."""
    (one, one_weights), (other, other_weights) = lefts.words, rights.words
    common = (_common(one[rows], other[columns]) * one_weights[rows]).sum(axis=1)
    own, their = one_weights.sum(axis=1)[rows] - common, other_weights.sum(axis=1)[columns] - common
    whole = np.maximum(common + own + their, 1)
    return {
        "word_overlap": common / whole,
        "both_lack": 2 * np.minimum(own, their) / whole,
        "one_lacks": np.abs(own - their) / whole,
    }


def _common(one: Codes, other: Codes) -> NDArray[np.bool_]:
    """Return for each code of the left whether the right has it."""
    return np.asarray(((one[:, :, None] == other[:, None, :]) & (one != NOTHING)[:, :, None]).any(axis=2))


def _meet(one: Codes, other: Codes) -> Feature:
    """Return 1 where the sides have a code in common, 0 where they have none, half where either has none at all."""
    return np.where(_both_say(one, other), _common(one, other).any(axis=1), _UNKNOWN).astype(np.float32)


def _share(one: Codes, other: Codes) -> Feature:
    """Return the share of common codes among all, half where either side has none at all."""
    common = _common(one, other).sum(axis=1)
    whole = (one != NOTHING).sum(axis=1) + (other != NOTHING).sum(axis=1) - common
    return np.where(_both_say(one, other), common / np.maximum(whole, 1), _UNKNOWN).astype(np.float32)


def _both_say(one: Codes, other: Codes) -> NDArray[np.bool_]:
    return np.asarray((one != NOTHING).any(axis=1) & (other != NOTHING).any(axis=1))


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
        return 1.0 if one else _UNKNOWN
    if one in NEUTRAL or other in NEUTRAL:
        return _UNKNOWN
    return _UNKNOWN / 2 if any({one, other} <= kin for kin in _KIN) else 0.0


def _antonyms(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    (first, second), (their_first, their_second) = lefts.opposed, rights.opposed
    against = (first[rows] & their_second[columns]) | (second[rows] & their_first[columns])
    return np.asarray(against.any(axis=1), dtype=np.float32)


def _levels(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    (top, last), (their_top, their_last) = lefts.levels, rights.levels
    said = (top[rows] != NOTHING) & (their_top[columns] != NOTHING)
    same_top = np.where(top[rows] == their_top[columns], _UNKNOWN, 0.0)
    agreed = np.where(last[rows] == their_last[columns], 1.0, same_top)
    return np.where(said, agreed, _UNKNOWN).astype(np.float32)


def _cosine(lefts: Sides, rights: Sides, rows: Places, columns: Places) -> Feature:
    """Return the cosine of the vectors, 0 where the embedder gives none."""
    return np.asarray(np.einsum("ij,ij->i", lefts.vectors[rows], rights.vectors[columns]))
