"""Figures of a binary decision with their intervals; scikit-learn and scipy do the arithmetic."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.model import Bin, Counts

Truth = NDArray[np.bool_]
Scores = NDArray[np.float64]

_LEVEL = 0.95
_ROUNDS, _SEED = 1000, 20
_BINS = 10


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
        "calibration_error": sum(bin_.share * abs(bin_.said - bin_.found) for bin_ in calibration(truth, scores)),
    }


def calibration(truth: Truth, scores: Scores) -> tuple[Bin, ...]:
    """Return the bins of equal width that hold any pair."""
    places = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(float(scores[inside].mean()), float(truth[inside].mean()), float(inside.mean()))
        for place in range(_BINS)
        if (inside := places == place).any()
    )


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
