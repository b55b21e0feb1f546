"""Fits the matcher on labelled pairs: a logistic regression whose coefficients may only speak the way they should."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.evaluate.scoring import laid
from kpi_nlp.model import LabelledPair

_AGAINST = frozenset({"both_lack", "one_lacks", "antonym"})  # all other features speak for one indicator
_PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0)
_FOLDS = 5  # where pairs do not say of which document they are

Table = NDArray[np.float64]
Flags = NDArray[np.bool_]
Groups = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted matcher, and the probability that each pair got from a fit without its document."""

    matcher: Matcher
    held_out: Table


def fit(pairs: Sequence[LabelledPair], embedder: Embedder) -> Fit:
    """Return the matcher of pairs with sure labels; a part counts as a link. Its thresholds are those that ship.

    Pairs that a veto decides teach nothing. The strength of the penalty is chosen on documents left out of the fit.
    """
    truth = np.array([pair.label != "different" for pair in pairs])
    names, shipped = laid(pairs, embedder), matcher_for(embedder)
    scored = shipped.score(names.lefts, names.rights, names.rows, names.columns)
    told = [name for name, values in scored.features.items() if np.ptp(values[~scored.vetoed]) > 0]
    table = np.column_stack([scored.features[name] for name in told]).astype(np.float64)
    senses = np.array([-1 if name in _AGAINST else 1 for name in told])
    groups = np.where(scored.vetoed, -1, _groups(pairs))
    tried = {penalty: _held_out(table, truth, senses, groups, penalty) for penalty in _PENALTIES}
    penalty = min(tried, key=lambda strength: _loss(truth, tried[strength], groups))
    weights, bias = _fitted(table[groups >= 0], truth[groups >= 0], senses, penalty)
    coefficients = {name: round(float(weight), 4) for name, weight in zip(told, weights, strict=True) if weight}
    return Fit(replace(shipped, coefficients=coefficients, bias=round(bias, 4), embedder=embedder.id), tried[penalty])


def _groups(pairs: Sequence[LabelledPair]) -> Groups:
    """Return the number of each pair's document; pairs that name fewer than two are dealt out in turn."""
    documents = sorted({pair.document for pair in pairs})
    if len(documents) == 1:
        return np.arange(len(pairs)) % _FOLDS
    return np.array([documents.index(pair.document) for pair in pairs])


def _held_out(table: Table, truth: Flags, senses: Groups, groups: Groups, penalty: float) -> Table:
    """Return the probability that a fit on the other groups gives each pair; those of group -1 are in no fit."""
    found = np.zeros(len(truth))
    for group in np.unique(groups[groups >= 0]):
        others, inside = (groups >= 0) & (groups != group), groups == group
        weights, bias = _fitted(table[others], truth[others], senses, penalty)
        found[inside] = 1 / (1 + np.exp(-(table[inside] @ weights + bias)))
    return found


def _loss(truth: Flags, found: Table, groups: Groups) -> float:
    from sklearn.metrics import log_loss

    return float(log_loss(truth[groups >= 0], found[groups >= 0], labels=[False, True]))


def _fitted(table: Table, truth: Flags, senses: Groups, penalty: float) -> tuple[Table, float]:
    """Return weights and bias; what speaks against its sense is left out, the worst first, until all agree."""
    from sklearn.linear_model import LogisticRegression

    weights, kept = np.zeros(table.shape[1]), np.ones(table.shape[1], dtype=bool)
    while True:
        model = LogisticRegression(C=penalty, max_iter=5000).fit(table[:, kept], truth)
        weights[:] = 0
        weights[kept] = model.coef_[0]
        against = weights * senses
        if against.min() >= 0:
            return weights, float(model.intercept_[0])
        kept[against.argmin()] = False
