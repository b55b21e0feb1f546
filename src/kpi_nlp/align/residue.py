"""What one name says and the other lacks, letter by letter, for many pairs at a time.

A letter is shared where it stands beside the same neighbour in the other name, in whatever order the words come; so no
segmentation has to agree. 「高标准农田开工面积」 and 「高标准农田竣工面积」 leave 「开」 and 「竣」.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Postfix, Prefix

from kpi_nlp.align.codes import NOTHING, Codes, Places, common, ragged
from kpi_nlp.align.names import Name, says_nothing

TOWARDS = re.compile("[对向]")

Amounts = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Letters:
    """Of each name its letters: alone, with the letter before it and with the one behind it, as codes.

    Shapes (names, longest name); NOTHING behind the last letter. `lengths` counts the letters, shape (names,).
    """

    alone: Codes
    before: Codes
    behind: Codes
    lengths: Amounts

    @classmethod
    def of(cls, contents: Sequence[str]) -> "Letters":
        """Return the letters of the contents of names."""
        found = [_neighbours(content) for content in contents]
        alone, before, behind = (ragged([[each[at] for each in row] for row in found]) for at in range(3))
        return cls(alone, before, behind, np.array([max(1, len(row)) for row in found], dtype=np.float32))


def _neighbours(content: str) -> list[tuple[str, str | None, str | None]]:
    """Return each letter, alone and in two pairs; a content of one letter is its own pair."""
    if len(content) <= 1:
        return [(letter, letter, None) for letter in content]
    pairs = [f"^{content[0]}", *(content[at - 1 : at + 1] for at in range(1, len(content))), f"{content[-1]}$"]
    return [(letter, pairs[at], pairs[at + 1]) for at, letter in enumerate(content)]


def lacking(one: Letters, other: Letters, rows: Places, columns: Places) -> tuple[Amounts, Amounts]:
    """Return how many letters of each left name the right one lacks beside their neighbours, and how many anywhere.

    Both of shape (pairs,). An abbreviation lacks its neighbours only: 「农技」 in 「农业技术」.
    """
    before, behind, theirs = one.before[rows], one.behind[rows], other.before[columns]
    alone = one.alone[rows]
    lacked = (alone != NOTHING) & ~common(before, theirs) & ~common(behind, theirs)
    absent = lacked & ~common(alone, other.alone[columns])
    return lacked.sum(axis=1, dtype=np.float32), absent.sum(axis=1, dtype=np.float32)


def turned(one: Name, other: Name) -> bool:
    """Return whether who and whom have changed places: 「教师对学生满意度」, 「学生对教师满意度」."""
    return _swapped(one.text, other.text) or _towards(one.text, other.text)


def _swapped(one: str, other: str) -> bool:
    start = Prefix.similarity(one, other)
    bare, their = one[start:], other[start:]
    end = Postfix.similarity(bare, their)
    bare, their = bare[: len(bare) - end], their[: len(their) - end]
    first = max((size for size in range(2, len(bare)) if their.endswith(bare[:size])), default=0)
    last = max((size for size in range(2, len(bare)) if their.startswith(bare[-size:])), default=0)
    middle = bare[first : len(bare) - last]
    if any(map(says_nothing, (bare[:first], bare[len(bare) - last :], middle))):
        return False
    return their[last : len(their) - first] == middle


def _towards(one: str, other: str) -> bool:
    """Return whether what stands before 对 or 向 in either name stands behind it in the other."""
    sides = [TOWARDS.split(text, maxsplit=1) for text in (one, other)]
    if any(len(side) == 1 for side in sides):
        return False
    (who, whom), (their_who, their_whom) = sides
    return _share(who, their_whom) and _share(whom, their_who) and not _share(who, their_who)


def _share(one: str, other: str) -> bool:
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def lone_letters(one: str, other: str) -> frozenset[str]:
    """Return the letter of each name that the other lacks, where each lacks exactly one; else nothing."""
    found = [_lacked(one, other), _lacked(other, one)]
    return frozenset(found[0] + found[1]) if all(len(letters) == 1 for letters in found) else frozenset()


def _lacked(one: str, other: str) -> str:
    theirs = {pair for _, pair, _ in _neighbours(other)}
    return "".join(letter for letter, before, behind in _neighbours(one) if not {before, behind} & (theirs - {None}))
