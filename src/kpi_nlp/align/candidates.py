"""Which pairs are worth scoring: small tables whole, large ones by the nearest names of each row."""

from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process

from kpi_nlp.align.codes import Places
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import Feature

_WHOLE_TABLE = 10_000  # pairs; a table up to this size costs less than looking for candidates
_BLOCK = 512  # rows at a time, so that memory grows with the rows and never with their product
_PER_ROW = 12
_WORTH_SCORING = np.float32(0.4)


def candidates(lefts: Sides, rights: Sides) -> tuple[Places, Places]:
    """Return the pairs as two arrays of positions, each pair once, in the order of the rows."""
    height, width = len(lefts.indicators), len(rights.indicators)
    if height * width <= _WHOLE_TABLE:
        rows, columns = np.indices((height, width)).reshape(2, -1)
        return rows.astype(np.intp), columns.astype(np.intp)
    found = list(_nearest(lefts, rights))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([columns for _, columns in found])


def _nearest(lefts: Sides, rights: Sides) -> Iterator[tuple[Places, Places]]:
    for start in range(0, len(lefts.indicators), _BLOCK):
        likeness = _likeness(lefts, rights, start)
        worth = likeness >= _WORTH_SCORING
        crowded = np.flatnonzero(worth.sum(axis=1) > _PER_ROW)
        if crowded.size:
            least = np.partition(likeness[crowded], -_PER_ROW, axis=1)[:, -_PER_ROW, None]
            worth[crowded] = likeness[crowded] >= least
        rows, columns = np.nonzero(worth)
        yield rows + start, columns


def _likeness(lefts: Sides, rights: Sides, start: int) -> Feature:
    """Return the cosine of vectors, or without vectors the likeness of cores, of a block of rows with all columns."""
    if lefts.vectors.shape[1]:
        return lefts.vectors[start : start + _BLOCK] @ rights.vectors.T
    cores = [name.core for name in lefts.names[start : start + _BLOCK]], [name.core for name in rights.names]
    return process.cdist(*cores, scorer=fuzz.ratio, dtype=np.float32) / np.float32(100)
