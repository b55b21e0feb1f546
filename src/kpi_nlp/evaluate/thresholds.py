"""Thresholds: what each would give, which one reaches a wanted precision for certain, and what it takes if none does.

For certain means: on the one-sided 95 % lower bound of Clopper and Pearson, which never promises too much.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.evaluate.metrics import Places, Scores, Truth, counts, steps
from kpi_nlp.model import Choice, Operating, Shortage

_STEPS = tuple(round(step / 20, 2) for step in range(1, 20))
_ALPHA = 0.05
_FEWEST_DOCUMENTS = 4  # two to choose on and two to report on


def threshold_table(truth: Truth, scores: Scores) -> tuple[Operating, ...]:
    """Return the decisions at thresholds from 0.05 to 0.95."""
    return tuple(operating(truth, scores, step) for step in _STEPS)


def operating(truth: Truth, scores: Scores, threshold: float) -> Operating:
    """Return the decisions at a threshold."""
    decided = counts(truth, scores, threshold)
    return Operating(threshold, decided, lower_bound(decided.true_positive, decided.linked))


def lowest_for(truth: Truth, scores: Scores, precision: float) -> Operating | None:
    """Return the lowest threshold whose precision is at least `precision` for certain, if any.

    It lies half way to the next lower score. A score of 0 is never linked.
    """
    found, right, linked = _linkable(truth, scores)
    sure = np.flatnonzero(_bounds(right, linked) >= precision)
    if not sure.size:
        return None
    last = sure[-1]
    below = float(found[last + 1]) if last + 1 < len(found) else 0.0
    return operating(truth, scores, (float(found[last]) + below) / 2)


def shortage(truth: Truth, scores: Scores, precision: float) -> Shortage | None:
    """Return the threshold that needs the fewest right links more; None where nothing is linked rightly."""
    found, right, linked = _linkable(truth, scores)
    more = [needed(precision, int(all_ - good)) - int(all_) for good, all_ in zip(right, linked, strict=True) if good]
    if not more:
        return None
    first = int(np.flatnonzero(right)[0])
    fewest = len(more) - 1 - int(np.argmin(more[::-1]))  # of equal ones the lowest threshold, which links more
    return Shortage(operating(truth, scores, float(found[first + fewest])), more[fewest])


def choice(truth: Truth, scores: Scores, dev: NDArray[np.bool_], precision: float) -> Choice:
    """Choose on the pairs of `dev`, report on the others; where all or none are `dev`, on the same."""
    apart = bool(dev.any() and not dev.all())
    on, off = (dev, ~dev) if apart else (np.ones_like(dev), np.ones_like(dev))
    chosen = lowest_for(truth[on], scores[on], precision)
    return Choice(
        precision,
        apart,
        int(on.sum()),
        int(off.sum()),
        chosen,
        operating(truth[off], scores[off], chosen.threshold) if chosen else None,
        None if chosen else shortage(truth[on], scores[on], precision),
    )


def half_by_document(documents: Sequence[str], truth: Truth, precision: float) -> NDArray[np.bool_]:
    """Return which pairs serve to choose a threshold: whole documents with about half of the links, none where there are too few.

    The documents with most links are dealt first, to the side that has fewer, so that the split is the same every time.
    """
    named = np.array(documents)
    links = {name: int(truth[named == name].sum()) for name in sorted(set(documents) - {""})}
    sides: tuple[list[str], list[str]] = ([], [])
    for name in sorted(links, key=lambda name: (-links[name], name)):
        min(sides, key=lambda side: sum(links[other] for other in side)).append(name)
    enough = len(links) >= _FEWEST_DOCUMENTS and sum(links[name] for name in sides[0]) >= needed(precision, 0)
    return np.isin(named, sides[0] if enough else [])


def lower_bound(right: int, linked: int) -> float:
    """Return the one-sided 95 % lower bound of a share."""
    return float(_bounds(np.array([right]), np.array([linked]))[0])


@lru_cache(maxsize=4096)
def needed(precision: float, errors: int) -> int:
    """Return how many links must have been judged for `precision` to be certain with so many errors: 59 for 0.95 and none."""
    low, high = errors, errors + 1
    while lower_bound(high - errors, high) < precision:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if lower_bound(middle - errors, middle) >= precision else (middle, high)
    return high


def _linkable(truth: Truth, scores: Scores) -> tuple[Scores, Places, Places]:
    """Return the distinct scores above 0, with the right and all links at each: what scores nothing is never linked."""
    found, right, linked = steps(truth, scores)
    above = found > 0
    return found[above], right[above], linked[above]


def _bounds(right: Places, linked: Places) -> Scores:
    from scipy.stats import beta

    bounds = beta.ppf(_ALPHA, np.maximum(right, 1), linked - right + 1)
    return np.where(right > 0, bounds, 0.0)
