"""What the matcher says of labelled pairs, as it would say it of rows of two papers."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import quantities
from kpi_nlp.align.features import Side, side
from kpi_nlp.align.matcher import Scored, score
from kpi_nlp.model import Indicator, LabelledPair, Location, Named, Value

_NOWHERE = Location("样本")
_MIDDLE = 0.5  # a pair out of its paper has no position


def scored(pairs: Sequence[LabelledPair]) -> list[Scored]:
    """Return probability, features and vetoes of each pair; what is vetoed has probability 0."""
    return [score(_side(pair.left), _side(pair.right)) for pair in pairs]


def probabilities(found: Sequence[Scored]) -> NDArray[np.float64]:
    """Return the probabilities, 0 where a veto forbids the link."""
    return np.array([0.0 if each.vetoes else each.probability for each in found])


@lru_cache(maxsize=1 << 16)
def _side(named: Named) -> Side:
    unit = named.unit or None
    target = Value(named.target, quantities.parse(named.target, unit=unit), _NOWHERE) if named.target else None
    return side(Indicator(named.text, "样本", _NOWHERE, levels=named.levels, target=target), _MIDDLE)


def first_hits(pairs: Sequence[LabelledPair]) -> list[int]:
    """Return for each pair that is the same the place, from 1, of its right name among all right names.

    Equal names in an equal context count once; a tie with another name counts as lost to it.
    """
    names = list(dict.fromkeys(pair.right for pair in pairs))
    places = []
    for pair in pairs:
        if pair.label == "same":
            own = _rank(pair.left, pair.right)
            better = sum(_rank(pair.left, name) >= own for name in names if name != pair.right)
            places.append(1 + better)
    return places


def _rank(left: Named, right: Named) -> float:
    found = score(_side(left), _side(right))
    return 0.0 if found.vetoes else found.probability
