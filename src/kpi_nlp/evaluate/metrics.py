"""Figures of a binary decision with their intervals; scikit-learn and scipy do the arithmetic."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Truth = NDArray[np.bool_]
Scores = NDArray[np.float64]

_LEVEL = 0.95
_ROUNDS, _SEED = 1000, 20
_BINS = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """True and false, positive and negative decisions."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float:
        """The share of right ones among those that were linked; 1 where none was."""
        return _share(self.true_positive, self.true_positive + self.false_positive, empty=1.0)

    @property
    def recall(self) -> float:
        """The share of linked ones among those that should be."""
        return _share(self.true_positive, self.true_positive + self.false_negative, empty=0.0)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        double = 2 * self.true_positive
        return _share(double, double + self.false_positive + self.false_negative, empty=0.0)


def _share(part: int, whole: int, *, empty: float) -> float:
    return part / whole if whole else empty


def counts(truth: Truth, scores: Scores, threshold: float) -> Counts:
    """Count decisions at a threshold."""
    linked = scores >= threshold
    return Counts(
        int((truth & linked).sum()),
        int((~truth & linked).sum()),
        int((truth & ~linked).sum()),
        int((~truth & ~linked).sum()),
    )


def ranking(truth: Truth, scores: Scores) -> dict[str, float]:
    """Return the figures that need no threshold: average precision, area under ROC, Brier, calibration error."""
    from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

    if truth.all() or not truth.any():  # one class alone ranks nothing
        return {}
    return {
        "average_precision": float(average_precision_score(truth, scores)),
        "roc_auc": float(roc_auc_score(truth, scores)),
        "brier": float(brier_score_loss(truth, scores)),
        "calibration_error": float(
            sum(weight * abs(said - found) for said, found, weight in calibration(truth, scores))
        ),
    }


def calibration(truth: Truth, scores: Scores) -> list[tuple[float, float, float]]:
    """Return for each bin of equal width that holds any: mean probability, share of positives, share of all pairs."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return [
        (float(scores[inside].mean()), float(truth[inside].mean()), float(inside.mean()))
        for bin_ in range(_BINS)
        if (inside := bins == bin_).any()
    ]


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; (0, 1) where nothing was tried."""
    from scipy.stats import binomtest

    if not trials:
        return 0.0, 1.0
    interval = binomtest(successes, trials).proportion_ci(_LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def clustered(
    documents: Sequence[str], figures: Callable[[NDArray[np.intp]], Mapping[str, float]]
) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals by bootstrap over documents: pairs of one document are not independent.

    `figures` is called with the positions of a resample.
    """
    groups = [np.flatnonzero(np.array(documents) == name) for name in sorted(set(documents))]
    chance = np.random.default_rng(_SEED)
    found: dict[str, list[float]] = {}
    for _ in range(_ROUNDS if len(groups) > 1 else 0):
        chosen = np.concatenate([groups[at] for at in chance.integers(len(groups), size=len(groups))])
        for name, figure in figures(chosen).items():
            found.setdefault(name, []).append(figure)
    edges = (100 * (1 - _LEVEL) / 2, 100 * (1 + _LEVEL) / 2)
    return {
        name: (float(low), float(high)) for name, drawn in found.items() for low, high in [np.percentile(drawn, edges)]
    }
