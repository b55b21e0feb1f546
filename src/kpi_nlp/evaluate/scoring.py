"""What the matcher says of labelled pairs, as it would say it of rows of two papers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import quantities
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, Scored
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.extract.facts.values import unit_in_name
from kpi_nlp.model import Indicator, LabelledPair, Location, Named, Value

_NOWHERE = Location("样本")
_BLOCK = 64  # left names against all right names at a time


def sides_of(pairs: Sequence[LabelledPair], embedder: Embedder) -> tuple[Sides, Sides]:
    """Return the left and the right names of pairs as rows."""
    return tuple(
        sides([_row(name) for name in names], embedder)
        for names in zip(*((p.left, p.right) for p in pairs), strict=True)
    )  # type: ignore[return-value]


def scored(pairs: Sequence[LabelledPair], embedder: Embedder, matcher: Matcher) -> Scored:
    """Return probability, features and vetoes of each pair."""
    lefts, rights = sides_of(pairs, embedder)
    places = np.arange(len(pairs))
    return matcher.score(lefts, rights, places, places)


def decided(found: Scored) -> NDArray[np.float64]:
    """Return the probabilities, 0 where a veto forbids the link."""
    return np.where(found.vetoed, 0.0, found.probabilities)


def _row(named: Named) -> Indicator:
    unit = named.unit or unit_in_name(named.text)
    target = Value(named.target, quantities.parse(named.target, unit=unit), _NOWHERE) if named.target else None
    return Indicator(named.text, "样本", _NOWHERE, levels=named.levels, target=target)


def first_hits(pairs: Sequence[LabelledPair], embedder: Embedder, matcher: Matcher) -> list[int]:
    """Return for each pair that is the same the place, from 1, of its right name among all right names.

    Equal names in an equal context count once; a tie with another name counts as lost to it.
    """
    wanted = [pair for pair in pairs if pair.label == "same"]
    if not wanted:
        return []
    names = list(dict.fromkeys(pair.right for pair in pairs))
    at = {name: place for place, name in enumerate(names)}
    rights = sides([_row(name) for name in names], embedder)
    lefts = sides([_row(pair.left) for pair in wanted], embedder)
    places: list[int] = []
    for start in range(0, len(wanted), _BLOCK):
        rows, columns = np.indices((min(_BLOCK, len(wanted) - start), len(names)))
        found = decided(matcher.score(lefts, rights, rows.ravel() + start, columns.ravel())).reshape(rows.shape)
        for row, pair in enumerate(wanted[start : start + _BLOCK]):
            places.append(int((found[row] >= found[row, at[pair.right]]).sum()))
    return places
