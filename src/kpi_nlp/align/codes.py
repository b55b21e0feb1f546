"""Words, letters and units as numbers in arrays, so that thousands of pairs are compared at a time."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]

NOTHING = 0  # the code of what is not said


@lru_cache(maxsize=1 << 18)
def code(word: object) -> int:
    """Return a number that stands for a word, a unit or an amount in this process, never NOTHING; None is NOTHING."""
    return NOTHING if word is None else hash(word) | 1


def ragged(rows: Sequence[Sequence[object]]) -> Codes:
    """Return codes of rows of different length, filled up with NOTHING."""
    codes = np.zeros((len(rows), max(map(len, rows), default=0)), dtype=np.int64)
    for at, row in enumerate(rows):
        codes[at, : len(row)] = [code(item) for item in row]
    return codes


def common(one: Codes, other: Codes) -> NDArray[np.bool_]:
    """Return for each code of the left whether the right has it, shape of the left."""
    return np.asarray(((one[:, :, None] == other[:, None, :]) & (one != NOTHING)[:, :, None]).any(axis=2))
