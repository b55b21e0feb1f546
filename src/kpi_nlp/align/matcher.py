"""Probability and verdict of pairs: a logistic regression over named features, with vetoes that are explained."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import resources
from kpi_nlp.align.codes import Places
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.features import features, vetoed
from kpi_nlp.align.odds import probability
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.slots import Feature
from kpi_nlp.model import Verdict


@dataclass(frozen=True, slots=True)
class Matcher:
    """Coefficients by feature, the bias, and the probabilities from which a pair is a match or worth a review.

    `embedder` names the vectors it was fitted with.
    """

    coefficients: Mapping[str, float]
    bias: float
    match: float
    review: float
    embedder: str

    def verdict(self, probability: float) -> Verdict:
        """Return match, review or different."""
        if probability >= self.match:
            return "match"
        return "review" if probability >= self.review else "different"

    def score(self, lefts: Sides, rights: Sides, rows: Places, columns: Places) -> "Scored":
        """Return the probability that each pair is one indicator."""
        found = features(lefts, rights, rows, columns)
        z = self.bias + sum(weight * found[name] for name, weight in self.coefficients.items())
        return Scored(probability(z), vetoed(found), found)


@dataclass(frozen=True, slots=True)
class Scored:
    """Probabilities of some pairs, which of them a veto forbids, and their features by name."""

    probabilities: NDArray[np.float64]
    vetoed: NDArray[np.bool_]
    features: Mapping[str, Feature]

    def of(self, at: int) -> dict[str, float]:
        """Return the features of one pair."""
        return {name: float(values[at]) for name, values in self.features.items()}


@cache
def _shipped() -> Mapping[str, Matcher]:
    table = json.loads(resources.data("models/matcher.json").read_text(encoding="utf-8"))
    return {kind: Matcher(**values) for kind, values in table.items()}


def matcher_for(embedder: Embedder) -> Matcher:
    """Return the matcher that was fitted with an embedder, else the one that does without vectors."""
    shipped = _shipped()
    return next((matcher for matcher in shipped.values() if matcher.embedder == embedder.id), shipped["none"])
