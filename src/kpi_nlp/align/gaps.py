"""Rows that found no counterpart on the other side of a comparison: what came nearest, and what a veto alone kept apart."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from kpi_nlp.align.codes import Flags, Places
from kpi_nlp.align.features import vetoes
from kpi_nlp.align.matcher import Scored
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import Feature
from kpi_nlp.model import Gap, Indicator, Why

_ALIKE = 0.5  # of the cores of two names that a veto keeps apart: 受理案件数量, 办结案件数量


@dataclass(frozen=True, slots=True)
class Looked:
    """What was scored between two sides: pair number i is (rows[i], columns[i])."""

    lefts: Sides
    rights: Sides
    rows: Places
    columns: Places
    scored: Scored


@dataclass(frozen=True, slots=True)
class _View:
    """What was scored, seen from one side: its rows and which of them are free, theirs, and the place of each pair in both."""

    rows: Sequence[Indicator]
    free: Flags
    others: Sequence[Indicator]
    places: Places
    facing: Places
    added: bool


def gaps(looked: Looked, why: Why, linked: Collection[int]) -> Iterator[Gap]:
    """Yield the rows of either side that are not linked (`linked` holds ids of rows), those of the left first."""
    left, right = looked.lefts.indicators, looked.rights.indicators
    free, their_free = _free(left, linked), _free(right, linked)
    if not (free.any() or their_free.any()):
        return
    barred = _barred(looked, free[looked.rows] & their_free[looked.columns])
    why_barred = {at: vetoes(looked.lefts, looked.rights, *pair) for at, pair in barred.items()}
    for view in (
        _View(left, free, right, looked.rows, looked.columns, added=False),
        _View(right, their_free, left, looked.columns, looked.rows, added=True),
    ):
        apart = {int(view.places[at]): (view.others[view.facing[at]], said) for at, said in why_barred.items()}
        for place, at in _best(view, looked.scored).items():
            near = None if at is None else view.others[view.facing[at]]
            sure = 0.0 if at is None else float(looked.scored.probabilities[at])
            other, reasons = apart.get(place, (None, ()))
            yield Gap(view.rows[place], view.others[0].document, why, view.added, near, sure, other, reasons)


def _free(rows: Sequence[Indicator], linked: Collection[int]) -> Flags:
    return np.array([id(row) not in linked for row in rows], dtype=bool)


def _best(view: _View, scored: Scored) -> Mapping[int, int | None]:
    """Return for each free row the number of its likeliest pair, None where none of its pairs was scored."""
    concerned = np.flatnonzero(view.free[view.places])
    order = concerned[np.lexsort((-concerned, scored.probabilities[concerned]))]
    likeliest = dict(zip(view.places[order].tolist(), order.tolist(), strict=True))
    return {row: likeliest.get(row) for row in np.flatnonzero(view.free).tolist()}


def _barred(looked: Looked, both_free: Flags) -> Mapping[int, tuple[int, int]]:
    """Return the pairs that a veto alone keeps apart, each row in one of them, the most alike first, by their numbers."""
    features = looked.scored.features
    same_but_measure = (features["measure"] > 0) | (features["same_content"] == 1)
    apart = np.flatnonzero(both_free & looked.scored.vetoed & same_but_measure)
    alike = _alike(looked, apart)
    found: dict[int, tuple[int, int]] = {}
    rows, columns = set[int](), set[int]()
    likeliest = np.argsort(-alike, kind="stable")
    for at in apart[likeliest[alike[likeliest] >= _ALIKE]].tolist():
        row, column = int(looked.rows[at]), int(looked.columns[at])
        if row not in rows and column not in columns:
            found[at] = row, column
            rows.add(row)
            columns.add(column)
    return found


def _alike(looked: Looked, pairs: Places) -> Feature:
    """Return how alike the cores of the names of some pairs are, 0 to 1."""
    left = [looked.lefts.names[row].core for row in looked.rows[pairs].tolist()]
    right = [looked.rights.names[column].core for column in looked.columns[pairs].tolist()]
    return process.cpdist(left, right, scorer=fuzz.ratio, dtype=np.float32) / np.float32(100)
