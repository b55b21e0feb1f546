"""Probabilities and log odds: what independent evidence adds up."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_EPSILON = 1e-6  # no probability is nearer to 0 or 1: its log odds would have no end


def log_odds(probabilities: ArrayLike) -> NDArray[np.float64]:
    """Return the log odds of probabilities."""
    sure = np.clip(probabilities, _EPSILON, 1 - _EPSILON)
    return np.asarray(np.log(sure / (1 - sure)), dtype=np.float64)


def probability(odds: ArrayLike) -> NDArray[np.float64]:
    """Return the probabilities of log odds."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(odds, dtype=np.float64))))
