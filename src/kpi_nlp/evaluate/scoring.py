"""What the matcher says of labelled pairs, as it would say it of rows of two papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import quantities
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.codes import Places
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.features import vetoes
from kpi_nlp.align.matcher import Matcher, Scored
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.evaluate.metrics import Scores
from kpi_nlp.extract.facts.values import unit_in_name
from kpi_nlp.model import Indicator, LabelledPair, Location, Named, Value

NO_HIT = -1
_NOWHERE = Location("样本")


class _Unplaced(Sides):
    """Names without a form: none stands before another."""

    @cached_property
    def positions(self) -> NDArray[np.float32]:
        """The same place for all."""
        return np.zeros(len(self.indicators), dtype=np.float32)


class Laid(NamedTuple):
    """The distinct names of pairs as two sides, and which of them each pair is of."""

    lefts: Sides
    rights: Sides
    rows: Places
    columns: Places


@dataclass(frozen=True, slots=True)
class Told:
    """What the matcher says of each pair: its `scores`, 0 where a veto or the candidate step keeps the two apart."""

    scored: Scored
    vetoes: tuple[tuple[str, ...], ...]
    lost: NDArray[np.bool_]

    @property
    def scores(self) -> Scores:
        """The probabilities as they are acted on."""
        return np.where(self.scored.vetoed | self.lost, 0.0, self.scored.probabilities)


def laid(pairs: Sequence[LabelledPair], embedder: Embedder) -> Laid:
    """Return the names of pairs as rows of two papers; a name counts once in each context."""
    lefts, rows = _distinct([pair.left for pair in pairs], embedder)
    rights, columns = _distinct([pair.right for pair in pairs], embedder)
    return Laid(lefts, rights, rows, columns)


def _distinct(names: Sequence[Named], embedder: Embedder) -> tuple[Sides, Places]:
    places = {name: at for at, name in enumerate(dict.fromkeys(names))}
    side = sides([_row(name) for name in places], embedder)
    return _Unplaced(side.indicators, side.vectors), np.array([places[name] for name in names], dtype=np.intp)


def _row(named: Named) -> Indicator:
    unit = named.unit or unit_in_name(named.text)
    target = Value(named.target, quantities.parse(named.target, unit=unit), _NOWHERE) if named.target else None
    return Indicator(named.text, _NOWHERE.file, _NOWHERE, levels=named.levels, target=target)


def told(names: Laid, matcher: Matcher, near: tuple[Places, Places]) -> Told:
    """Return what the matcher says of the pairs; one that is not `near` is lost before it is scored."""
    scored = matcher.score(names.lefts, names.rights, names.rows, names.columns)
    width = len(names.rights.indicators)
    return Told(
        scored,
        tuple(
            vetoes(names.lefts, names.rights, int(row), int(column)) if vetoed else ()
            for row, column, vetoed in zip(names.rows, names.columns, scored.vetoed, strict=True)
        ),
        ~np.isin(names.rows * width + names.columns, near[0] * width + near[1]),
    )


def near(names: Laid) -> tuple[Places, Places]:
    """Return the pairs of all left and all right names that the candidate step would have scored, in order of the left."""
    rows, columns = candidates(names.lefts, names.rights)
    order = np.argsort(rows, kind="stable")
    return rows[order], columns[order]


def first_hits(
    pairs: Sequence[LabelledPair], names: Laid, matcher: Matcher, candidates: tuple[Places, Places]
) -> Places:
    """Return for each pair that is the same the place, from 1, of its right name among all right names; 0 where it is lost.

    Other pairs have NO_HIT. A tie counts as lost to the other name. Equal names are no rivals, nor are rows that are
    labelled a link of this one.
    """
    rows, columns = candidates
    scored = matcher.score(names.lefts, names.rights, rows, columns)
    scores = np.where(scored.vetoed, 0.0, scored.probabilities)
    starts = np.searchsorted(rows, np.arange(len(names.lefts.indicators) + 1))
    texts = np.array([row.name for row in names.rights.indicators])
    links, strangers = _labelled(pairs, names)
    places = np.full(len(pairs), NO_HIT, dtype=np.intp)
    for at, (row, column) in enumerate(zip(names.rows, names.columns, strict=True)):
        if pairs[at].label == "same":
            inside = slice(starts[row], starts[row + 1])
            others, found = columns[inside], scores[inside]
            own = found[others == column]
            friends = (texts[others] == texts[column]) & ~np.isin(others, strangers.get(int(row), []))
            rivals = found[~(friends | np.isin(others, links.get(int(row), [])))]
            places[at] = (rivals >= own[0]).sum() + 1 if own.size and own[0] > 0 else 0
    return places


def _labelled(pairs: Sequence[LabelledPair], names: Laid) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return for each left row the right rows that are labelled a link of it, and those labelled different."""
    links: dict[int, list[int]] = {}
    strangers: dict[int, list[int]] = {}
    for pair, row, column in zip(pairs, names.rows, names.columns, strict=True):
        if pair.label != "unsure":
            (strangers if pair.label == "different" else links).setdefault(int(row), []).append(int(column))
    return links, strangers
