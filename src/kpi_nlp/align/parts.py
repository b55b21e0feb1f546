"""Part-of relations: a row that was split from a composite row of the other paper, or merged into one."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from kpi_nlp.align.features import features
from kpi_nlp.align.sides import Sides
from kpi_nlp.assignment import Pair
from kpi_nlp.model import Indicator, Match, Value, Why
from kpi_nlp.quantities import equals

_PROBABILITY = 0.6  # never fitted: the labelled pairs give no text of targets
_ALL_WORDS = 0.99  # every word of a part's name must stand in the name of the whole


def loose_parts(lefts: Sides, rights: Sides, matches: Sequence[Match], split: AbstractSet[Pair]) -> set[Pair]:
    """Return the pairs of a composite row and a row without a partner that is one part of it, by their places."""
    taken = {id(row) for match in matches for row in (match.left, match.right)}
    taken |= {id(lefts.indicators[row]) for row, _ in split} | {id(rights.indicators[column]) for _, column in split}
    back = ((row, column) for column, row in _found(rights, lefts, taken))
    return {*_found(lefts, rights, taken), *back}


def part_links(lefts: Sides, rights: Sides, why: Why, pairs: Sequence[Pair]) -> Iterator[Match]:
    """Yield a link for each pair of a whole and its part, for review."""
    for row, column in pairs:
        named = features(lefts, rights, np.array([row]), np.array([column]))
        said = {name: float(values[0]) for name, values in named.items()}
        yield Match(lefts.indicators[row], rights.indicators[column], _PROBABILITY, "review", why, "part", said)


def _found(wholes: Sides, others: Sides, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of a whole and of each of its parts."""
    composite = [at for at, row in enumerate(wholes.indicators) if row.target and len(row.target.quantities) > 1]
    for place, part in enumerate(others.indicators):
        if id(part) not in taken and part.target and len(part.target.quantities) == 1:
            whole = next((at for at in composite if _holds(wholes, at, others, place)), None)
            if whole is not None:
                yield whole, place


def _holds(wholes: Sides, at: int, others: Sides, place: int) -> bool:
    """The words of the part stand in the composite row's name or target, with an equal amount."""
    whole, part = wholes.indicators[at], others.indicators[place]
    words = others.names[place].words
    text = wholes.names[at].text + _target(whole).text
    said = sum(len(word) for word in words if word in text) / max(1, sum(map(len, words)))
    amount = _target(part).quantities[0]
    return said >= _ALL_WORDS and any(equals(quantity, amount) for quantity in _target(whole).quantities)


def _target(indicator: Indicator) -> Value:
    if indicator.target is None:
        raise ValueError(indicator.name)
    return indicator.target
