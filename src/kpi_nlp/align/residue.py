"""What one name says and the other lacks, letter by letter, for many pairs at a time.

A letter is shared where it stands beside the same neighbour in the other name, in whatever order the words come; so no
segmentation has to agree. 「高标准农田开工面积」 and 「高标准农田竣工面积」 leave 「开」 and 「竣」.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import commonprefix

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align.codes import NOTHING, Codes, common, ragged

Amounts = NDArray[np.float32]
Places = NDArray[np.intp]


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
    def of(cls, contents: Sequence[Sequence[str]]) -> "Letters":
        """Return the letters of names, each given as its stretches of letters."""
        found = [[each for stretch in content for each in _neighbours(stretch)] for content in contents]
        alone, before, behind = (ragged([[each[at] for each in row] for row in found]) for at in range(3))
        return cls(alone, before, behind, np.array([max(1, len(row)) for row in found], dtype=np.float32))


def _neighbours(stretch: str) -> list[tuple[str, str | None, str | None]]:
    """Return each letter, alone and in two pairs; a stretch of one letter is its own pair."""
    if len(stretch) == 1:
        return [(stretch, stretch, None)]
    pairs = [None, *(stretch[at - 1 : at + 1] for at in range(1, len(stretch))), None]
    return [(letter, pairs[at], pairs[at + 1]) for at, letter in enumerate(stretch)]


def lacking(one: Letters, other: Letters, rows: Places, columns: Places) -> tuple[Amounts, Amounts]:
    """Return how many letters of each left name the right one lacks beside their neighbours, and how many anywhere.

    Both of shape (pairs,). An abbreviation lacks its neighbours only: 「农技」 in 「农业技术」.
    """
    before, behind, theirs = one.before[rows], one.behind[rows], other.before[columns]
    alone = one.alone[rows]
    lacked = (alone != NOTHING) & ~common(before, theirs) & ~common(behind, theirs)
    absent = lacked & ~common(alone, other.alone[columns])
    return lacked.sum(axis=1, dtype=np.float32), absent.sum(axis=1, dtype=np.float32)


def swapped(one: str, other: str) -> bool:
    """Return whether two texts differ in that what stands before and behind a middle has changed places."""
    start = len(commonprefix([one, other]))
    one, other = one[start:], other[start:]
    end = len(commonprefix([one[::-1], other[::-1]]))
    one, other = one[: len(one) - end], other[: len(other) - end]
    first = max((size for size in range(2, len(one)) if other.endswith(one[:size])), default=0)
    last = max((size for size in range(2, len(one)) if other.startswith(one[-size:])), default=0)
    middle = one[first : len(one) - last]
    return bool(first and last and middle) and other[last : len(other) - first] == middle
