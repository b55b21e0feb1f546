"""Fits the matcher on labelled pairs: a logistic regression whose coefficients may only speak the way they should.

What is chosen (strength of the penalty, thresholds) is chosen on departments that were left out of the fit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from kpi_nlp.align.codes import Flags
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.features import SENSES, features, vetoed
from kpi_nlp.align.matcher import Matcher
from kpi_nlp.align.odds import log_odds, probability
from kpi_nlp.align.slots import Feature
from kpi_nlp.evaluate.measuring import PRECISION
from kpi_nlp.evaluate.scoring import laid
from kpi_nlp.model import LabelledPair, Named

_REVIEW = 0.3  # probabilities are calibrated: below it more than two in three pairs shown to a reviewer would be chance
_PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0)
_LESS = 0.1  # what a telling that is made of a pair weighs beside the pair
_FOLDS = 5  # where pairs do not say of which department they are

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted matcher, and the probability that each pair got from a fit without its department (0 where vetoed)."""

    matcher: Matcher
    held_out: Table


def fit(pairs: Sequence[LabelledPair], embedder: Embedder, *, precision: float = PRECISION) -> Fit:
    """Return the matcher of pairs with sure labels; a part counts as a link, for its relation tells it apart.

    Pairs that a veto decides teach nothing. Raises ValueError where there is one label alone.
    """
    truth = np.array([pair.label != "different" for pair in pairs])
    found = [_features(told, embedder) for told in _as_told(pairs)]
    names = [name for name in SENSES if np.ptp(found[0][name]) > 0]
    lesson = _lesson(found, names, truth)
    groups, free = _groups(pairs), lesson.free[0]
    tried = {penalty: _held_out(lesson, groups, penalty) for penalty in _PENALTIES}
    penalty = min(tried, key=lambda strength: float(log_loss(truth[free], tried[strength][free])))
    weights, bias = lesson.fitted(penalty)
    stretch, shift = _calibration(tried[penalty][free], truth[free])
    held_out = np.where(free, probability(log_odds(tried[penalty]) * stretch + shift), 0.0)
    coefficients = {
        name: round(float(weight), 4) for name, weight in zip(names, weights * stretch, strict=True) if weight
    }
    match = _lowest_with(truth, held_out, precision)
    bias = round(bias * stretch + shift, 4)
    return Fit(Matcher(coefficients, bias, round(match, 4), round(min(match, _REVIEW), 4), embedder.id), held_out)


def _groups(pairs: Sequence[LabelledPair]) -> NDArray[np.intp]:
    """Return the number of each pair's department; pairs that name none, or all the same, are dealt out in turn."""
    documents = sorted({pair.document for pair in pairs})
    if len(documents) == 1:
        return np.arange(len(pairs)) % _FOLDS
    return np.array([documents.index(pair.document) for pair in pairs])


def _as_told(pairs: Sequence[LabelledPair]) -> Iterator[Sequence[LabelledPair]]:
    """Yield the pairs as they are, then without levels, without values, and by their names alone: papers leave out each.

    Then the left names with themselves, at twice the amount and alone, for a name is itself, whatever became of its target; and with
    the right name of a pair far off, for most rows of a form have nothing to do with each other. Labelled pairs are chosen
    for being hard, and alone would teach otherwise.
    """
    yield pairs
    for silence in (_without_levels, _without_value, lambda named: _without_levels(_without_value(named))):
        yield [replace(pair, left=silence(pair.left), right=silence(pair.right)) for pair in pairs]
    yield [replace(pair, right=replace(pair.left, target=_NUMBER.sub(_doubled, pair.left.target))) for pair in pairs]
    alone = (Named(pair.left.text) for pair in pairs)
    yield [replace(pair, left=name, right=name) for pair, name in zip(pairs, alone, strict=True)]
    far = len(pairs) // 2
    yield [replace(pair, right=other.right) for pair, other in zip(pairs, (*pairs[far:], *pairs[:far]), strict=True)]


def _without_levels(named: Named) -> Named:
    return replace(named, levels=())


def _without_value(named: Named) -> Named:
    return replace(named, target="", unit="")


def _doubled(number: re.Match[str]) -> str:
    return str(2 * Decimal(number[0]))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Features (tellings, pairs, features), labels and freedom from vetoes (both tellings, pairs), senses (features)."""

    tables: Table
    labels: Flags
    free: Flags
    senses: NDArray[np.int_]

    def without(self, pairs: Flags) -> "_Lesson":
        """Return the lesson of the other pairs."""
        return _Lesson(self.tables[:, ~pairs], self.labels[:, ~pairs], self.free[:, ~pairs], self.senses)

    def fitted(self, penalty: float) -> tuple[Table, float]:
        """Return weights and bias; what speaks against its sense is left out, the worst first, until all agree."""
        rows, labels = self.tables[self.free], self.labels[self.free]
        weight = np.where(np.arange(len(self.tables)) == 0, 1, _LESS)[:, None]
        weights_of_rows = np.broadcast_to(weight, self.free.shape)[self.free]
        weights, kept = np.zeros(rows.shape[1]), np.ones(rows.shape[1], dtype=bool)
        while True:
            model = LogisticRegression(C=penalty, max_iter=5000).fit(
                rows[:, kept], labels, sample_weight=weights_of_rows
            )
            weights[:] = 0
            weights[kept] = model.coef_[0]
            against = weights * self.senses
            if against.min() >= 0:
                return weights, float(model.intercept_[0])
            kept[against.argmin()] = False


def _lesson(found: Sequence[Mapping[str, Feature]], names: Sequence[str], truth: Flags) -> _Lesson:
    same, other = np.ones_like(truth), np.zeros_like(truth)
    return _Lesson(
        np.array([np.column_stack([each[name] for name in names]) for each in found], dtype=np.float64),
        np.array([truth, truth, truth, truth, same, same, other]),
        ~np.array([vetoed(each) for each in found]),
        np.array([SENSES[name] for name in names]),
    )


def _features(pairs: Sequence[LabelledPair], embedder: Embedder) -> Mapping[str, Feature]:
    names = laid(pairs, embedder)
    return features(names.lefts, names.rights, names.rows, names.columns)


def _held_out(lesson: _Lesson, groups: NDArray[np.intp], penalty: float) -> Table:
    """Return for each pair, as it is, the probability that a fit on the other groups gives it."""
    found = np.zeros(len(groups))
    for group in np.unique(groups):
        inside = groups == group
        weights, bias = lesson.without(inside).fitted(penalty)
        found[inside] = probability(lesson.tables[0, inside] @ weights + bias)
    return found


def _calibration(scores: Table, truth: Flags) -> tuple[float, float]:
    """Return by how much log odds are to be stretched and shifted to what the pairs as they are teach (Platt)."""
    model = LogisticRegression(C=np.inf).fit(log_odds(scores)[:, None], truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _lowest_with(truth: Flags, scores: Table, precision: float) -> float:
    """Return the lowest score from which on the share of links is at least `precision`."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order]) / np.arange(1, len(scores) + 1)
    last = np.append(scores[order][1:] < scores[order][:-1], True)
    reached = np.flatnonzero((right >= precision) & last)
    return float(scores[order][reached[-1]]) if reached.size else 1.0
