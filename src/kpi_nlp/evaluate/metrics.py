"""Figures of a binary decision with their intervals."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.model import Bin, Counts, CurvePoint, Interval

Truth = NDArray[np.bool_]
Scores = NDArray[np.float64]
Places = NDArray[np.intp]

_LEVEL = 0.95
_ROUNDS, _SEED = 1000, 20
_BINS = 10
_ROUNDING = 1e-12
_RECALLS = np.linspace(0.01, 1, 100)


def counts(truth: Truth, scores: Scores, threshold: float) -> Counts:
    """Count decisions at a threshold."""
    linked = scores >= threshold
    return Counts(
        int((truth & linked).sum()),
        int((~truth & linked).sum()),
        int((truth & ~linked).sum()),
        int((~truth & ~linked).sum()),
    )


def shares(decided: Counts) -> dict[str, float]:
    """Return the figures of a decision that are defined."""
    named = {"precision": decided.precision, "recall": decided.recall, "f1": decided.f1}
    return {name: figure for name, figure in named.items() if figure is not None}


def ranking(truth: Truth, scores: Scores) -> dict[str, float]:
    """Return the figures that need no threshold, none where one class stands alone: it ranks nothing.

    They are those of scikit-learn (a test holds them equal), which takes forty times as long over a thousand resamples.
    """
    links = int(truth.sum())
    if links in (0, len(truth)):
        return {}
    _, right, linked = steps(truth, scores)
    recall, false = right / links, (linked - right) / (len(truth) - links)
    return {
        "average_precision": float((np.diff(recall, prepend=0) * right / linked).sum()),
        "roc_auc": float(np.trapezoid(np.append(0, recall), np.append(0, false))),
        "brier": float(((scores - truth) ** 2).mean()),
        "calibration_error": float(np.abs(np.bincount(_bins(scores), scores - truth)).sum() / len(truth)),
    }


def steps(truth: Truth, scores: Scores) -> tuple[Scores, Places, Places]:
    """Return the distinct scores from the highest, with how many links and how many pairs are at each or above."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], np.ones(min(1, len(ordered)), dtype=bool)))
    return ordered[ends], np.cumsum(truth[order], dtype=np.intp)[ends], ends.astype(np.intp) + 1


def _bins(scores: Scores) -> Places:
    return np.minimum((scores * _BINS).astype(np.intp), _BINS - 1)


def calibration(truth: Truth, scores: Scores) -> tuple[Bin, ...]:
    """Return the bins of equal width that hold any pair."""
    places = _bins(scores)
    return tuple(
        Bin(float(scores[inside].mean()), float(truth[inside].mean()), int(inside.sum()), float(inside.mean()))
        for place in range(_BINS)
        if (inside := places == place).any()
    )


def wilson(successes: int, trials: int) -> Interval:
    """Return the 95 % interval of a share; (0, 1) where nothing was tried."""
    from scipy.stats import binomtest

    if not trials:
        return 0.0, 1.0
    interval = binomtest(successes, trials).proportion_ci(_LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def clusters(documents: Sequence[str]) -> list[Places]:
    """Return the places of the pairs of each document; a pair by itself where fewer than two documents are named."""
    named = np.array(documents)
    distinct = sorted(set(documents) - {""})
    alone = np.flatnonzero(named == "") if len(distinct) > 1 else np.arange(len(documents))
    groups = [np.flatnonzero(named == name) for name in distinct] if len(distinct) > 1 else []
    return [*groups, *alone[:, None]]


def resamples(groups: Sequence[Places]) -> Iterator[Places]:
    """Yield the places of pairs in draws of whole documents with replacement: pairs of one document are not independent.

    The draws are the same every time.
    """
    chance = np.random.default_rng(_SEED)
    alone = np.concatenate(groups) if all(len(group) == 1 for group in groups) else None
    for _ in range(_ROUNDS if len(groups) > 1 else 0):
        drawn = chance.integers(len(groups), size=len(groups))
        yield np.concatenate([groups[at] for at in drawn]) if alone is None else alone[drawn]


def spread(drawn: Iterable[Places], figures: Callable[[Places], Mapping[str, float]]) -> dict[str, Interval]:
    """Return the 95 % intervals of what `figures` gives for each draw."""
    found: dict[str, list[float]] = {}
    for chosen in drawn:
        for name, figure in figures(chosen).items():
            found.setdefault(name, []).append(figure)
    return {name: (float(low), float(high)) for name, values in found.items() for low, high in [_edges(values)]}


def curve(truth: Truth, scores: Scores, drawn: Iterable[Places]) -> tuple[CurvePoint, ...]:
    """Return precision over recall with its band, nothing where no pair is a link."""
    if not truth.any():
        return ()
    line = _precisions(truth, scores)
    bands = [_precisions(truth[chosen], scores[chosen]) for chosen in drawn if truth[chosen].any()]
    low, high = _edges(bands) if bands else (line, line)
    return tuple(CurvePoint(*map(float, point)) for point in zip(_RECALLS, line, low, high, strict=True))


def _precisions(truth: Truth, scores: Scores) -> Scores:
    """Return the precision at the highest threshold that reaches each recall."""
    _, right, linked = steps(truth, scores)
    reached = np.searchsorted(right / truth.sum(), _RECALLS - _ROUNDING)
    return np.asarray(right[reached] / linked[reached], dtype=np.float64)


def _edges(values: Sequence[float] | Sequence[Scores]) -> tuple[Scores, Scores]:
    low, high = np.percentile(np.array(values), (50 * (1 - _LEVEL), 50 * (1 + _LEVEL)), axis=0)
    return low, high
