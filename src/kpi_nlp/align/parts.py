"""Part-of relations: a row that was split from a composite row of the other paper, or merged into one."""

from collections.abc import Iterator, Sequence

import numpy as np

from kpi_nlp import lexicon
from kpi_nlp.align.features import features
from kpi_nlp.align.names import analyse
from kpi_nlp.align.sides import Sides
from kpi_nlp.model import Indicator, Match, Value, Why
from kpi_nlp.quantities import equals

_ALL_WORDS = 0.99  # every word of a part's name must stand in the name of the whole
_PROBABILITY = 0.6  # never fitted: the labelled pairs give no text of targets


def parts(lefts: Sides, rights: Sides, sure: Sequence[Match], named: Sequence[Match], why: Why) -> Iterator[Match]:
    """Yield the links of rows without a sure partner to a composite row on the other side, of which they are one part.

    `named` are those whose names alone say so (「新建、改造泵站座数」, 「改造泵站座数」); the others stand in the text of a target.
    """
    taken = {id(row) for match in sure for row in (match.left, match.right)}
    seen: set[tuple[int, int]] = set()
    for match in named:
        part = match.left if _listed(match.left) < _listed(match.right) else match.right
        if id(part) not in taken:
            seen.add((id(match.left), id(match.right)))
            yield match
    found = [*_found(lefts, rights, taken), *((row, column) for column, row in _found(rights, lefts, taken))]
    for row, column in found:
        left, right = lefts.indicators[row], rights.indicators[column]
        if (id(left), id(right)) not in seen:
            told = features(lefts, rights, np.array([row]), np.array([column]))
            said = {name: float(values[0]) for name, values in told.items()}
            yield Match(left, right, _PROBABILITY, "review", why, "part", said)


def _listed(indicator: Indicator) -> int:
    return analyse(indicator.name).listed


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
    text = wholes.names[at].text + lexicon.canonical(_target(whole).text)
    said = sum(len(word) for word in words if word in text) / max(1, sum(map(len, words)))
    amount = _target(part).quantities[0]
    return said >= _ALL_WORDS and any(equals(quantity, amount) for quantity in _target(whole).quantities)


def _target(indicator: Indicator) -> Value:
    if indicator.target is None:
        raise ValueError(indicator.name)
    return indicator.target
