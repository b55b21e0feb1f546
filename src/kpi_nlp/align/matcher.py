"""Probability and verdict of a pair: a logistic regression over named features, with vetoes that are explained."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kpi_nlp import resources
from kpi_nlp.align.features import Side, features, vetoes
from kpi_nlp.model import Verdict


@dataclass(frozen=True, slots=True)
class Matcher:
    """Coefficients by feature, the bias, and the probabilities from which a pair is a match or worth a review.

    `part` is the probability of a row that is one part of a composite row.
    """

    coefficients: Mapping[str, float]
    bias: float
    match: float
    review: float
    part: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its features, its probability, and what forbids it."""

    probability: float
    features: Mapping[str, float]
    vetoes: tuple[str, ...]


@cache
def matcher() -> Matcher:
    """Return the matcher that ships with the program."""
    table = tomllib.loads(resources.data("lexicons/matcher.toml").read_text(encoding="utf-8"))
    return Matcher(table["coefficients"], table["bias"], table["match"], table["review"], table["part"])


def score(left: Side, right: Side) -> Scored:
    """Return the probability that two rows are one indicator."""
    found = features(left, right)
    if left.name.text == right.name.text and left.name.core:
        found["core_ratio"] = found["containment"] = found["word_overlap"] = 1.0
    model = matcher()
    z = model.bias + sum(model.coefficients[name] * value for name, value in found.items())
    return Scored(1 / (1 + math.exp(-z)), found, vetoes(left, right, found))


def verdict(probability: float) -> Verdict:
    """Return match, review or different."""
    model = matcher()
    if probability >= model.match:
        return "match"
    return "review" if probability >= model.review else "different"
