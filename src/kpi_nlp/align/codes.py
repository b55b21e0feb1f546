"""Words, letters and units as numbers in arrays, so that thousands of pairs are compared at a time."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

NOTHING = 0  # the code of what is not said


_numbers: defaultdict[object, int] = defaultdict(count(NOTHING + 1).__next__)


def code(word: object) -> int:
    """Return the number that stands for a word, a unit or a letter in this process; None is NOTHING."""
    return NOTHING if word is None else _numbers[word]


def ragged(rows: Sequence[Sequence[object]]) -> Codes:
    """Return codes of rows of different length, filled up with NOTHING."""
    codes = np.zeros((len(rows), max(map(len, rows), default=0)), dtype=np.int32)
    for at, row in enumerate(rows):
        codes[at, : len(row)] = [code(item) for item in row]
    return codes


def common(one: Codes, other: Codes) -> Flags:
    """Return for each code of the left whether the right has it, shape of the left."""
    found = np.zeros(one.shape, dtype=bool)
    for column in other.T:  # short rows: one comparison a column is faster than a third axis
        found |= one == column[:, None]
    return np.asarray(found & (one != NOTHING))
