"""Thresholds: what each would give, and which one reaches a wanted precision for certain."""

import numpy as np

from kpi_nlp.evaluate.metrics import Scores, Truth, counts
from kpi_nlp.model import Operating

_STEPS = tuple(round(step / 20, 2) for step in range(1, 20))
_ALPHA = 0.05


def threshold_table(truth: Truth, scores: Scores) -> tuple[Operating, ...]:
    """Return the decisions at thresholds from 0.05 to 0.95."""
    return tuple(Operating(step, counts(truth, scores, step)) for step in _STEPS)


def lowest_for(truth: Truth, scores: Scores, precision: float) -> Operating | None:
    """Return the lowest threshold whose precision is at least `precision` on its one-sided 95 % lower bound, if any."""
    best = None
    for step in np.unique(scores)[::-1]:
        decided = counts(truth, scores, float(step))
        if _lower_bound(decided.true_positive, decided.true_positive + decided.false_positive) >= precision:
            best = Operating(float(step), decided)
    return best


def _lower_bound(right: int, linked: int) -> float:
    """Return the one-sided 95 % lower bound of Clopper and Pearson."""
    from scipy.stats import beta

    return float(beta.ppf(_ALPHA, right, linked - right + 1)) if right else 0.0


def needed(precision: float, errors: int) -> int:
    """Return how many links must have been judged for `precision` to be certain with so many errors: 59 for 0.95 and none."""
    linked = errors + 1
    while _lower_bound(linked - errors, linked) < precision:
        linked += 1
    return linked
