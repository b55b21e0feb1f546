"""Rows that found no counterpart on the other side of a comparison: what came nearest, and what a veto alone kept apart."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kpi_nlp.align.codes import Flags, Places
from kpi_nlp.align.features import vetoes
from kpi_nlp.align.matcher import Scored
from kpi_nlp.align.sides import Sides
from kpi_nlp.assignment import Pair
from kpi_nlp.model import Gap, Why

_ALIKE = 0.5  # of the cores of two names that a veto keeps apart: 受理案件数量, 办结案件数量


@dataclass(frozen=True, slots=True)
class Looked:
    """What was scored between two sides: pair number i is (rows[i], columns[i])."""

    lefts: Sides
    rights: Sides
    rows: Places
    columns: Places
    scored: Scored


def gaps(looked: Looked, why: Why, linked: Collection[int]) -> Iterator[Gap]:
    """Yield the rows of either side that are not linked (`linked` holds ids of rows), those of the left first."""
    free, their_free = _free(looked.lefts, linked), _free(looked.rights, linked)
    if not (free.any() or their_free.any()):
        return
    barred = _barred(looked, free[looked.rows] & their_free[looked.columns])
    left, right = looked.lefts.indicators, looked.rights.indicators
    for row, at in _best(looked.rows, free, looked.scored).items():
        other, reasons = barred.get(("left", row), (None, ()))
        near, sure = (None, 0.0) if at is None else (right[looked.columns[at]], _sure(looked, at))
        yield Gap(left[row], right[0].document, why, near, sure, None if other is None else right[other], reasons)
    for column, at in _best(looked.columns, their_free, looked.scored).items():
        other, reasons = barred.get(("right", column), (None, ()))
        near, sure = (None, 0.0) if at is None else (left[looked.rows[at]], _sure(looked, at))
        yield Gap(right[column], left[0].document, why, near, sure, None if other is None else left[other], reasons)


def _free(side: Sides, linked: Collection[int]) -> Flags:
    return np.array([id(row) not in linked for row in side.indicators], dtype=bool)


def _sure(looked: Looked, at: int) -> float:
    return float(looked.scored.probabilities[at])


def _best(places: Places, free: Flags, scored: Scored) -> Mapping[int, int | None]:
    """Return for each free row the number of its likeliest pair, None where none of its pairs was scored."""
    concerned = np.flatnonzero(free[places])
    order = concerned[np.lexsort((-concerned, scored.probabilities[concerned]))]
    likeliest = dict(zip(places[order].tolist(), order.tolist(), strict=True))
    return {row: likeliest.get(row) for row in np.flatnonzero(free).tolist()}


def _barred(looked: Looked, both_free: Flags) -> dict[tuple[str, int], tuple[int, tuple[str, ...]]]:
    """Return for each row of either side the one that a veto alone keeps apart from it, and why, the most alike first."""
    found: dict[tuple[str, int], tuple[int, tuple[str, ...]]] = {}
    features = looked.scored.features
    same_but_measure = (features["measure"] > 0) | (features["same_content"] == 1)
    alike = features["core_ratio"]
    told = np.flatnonzero(both_free & looked.scored.vetoed & same_but_measure & (alike >= _ALIKE))
    for at in told[np.argsort(-alike[told], kind="stable")].tolist():
        row, column = _pair(looked, at)
        if ("left", row) not in found and ("right", column) not in found:
            reasons = vetoes(looked.lefts, looked.rights, row, column)
            found["left", row], found["right", column] = (column, reasons), (row, reasons)
    return found


def _pair(looked: Looked, at: int) -> Pair:
    return int(looked.rows[at]), int(looked.columns[at])
