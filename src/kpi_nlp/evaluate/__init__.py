"""Labelled pairs to figures: how often a link is right, with intervals, by stratum, and which pairs are wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_nlp.align.matcher import Scored, matcher, verdict
from kpi_nlp.evaluate.metrics import Counts, calibration, clustered, counts, ranking, wilson
from kpi_nlp.evaluate.pairs import PairSet, read_pairs
from kpi_nlp.evaluate.scoring import first_hits, probabilities, scored
from kpi_nlp.evaluate.thresholds import Operating, threshold_table
from kpi_nlp.model import LabelledPair, Verdict

__all__ = ["Evaluation", "Judged", "PairSet", "evaluate", "read_pairs"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the matcher says of it."""

    pair: LabelledPair
    probability: float
    verdict: Verdict
    wrong: bool
    features: Mapping[str, float]
    vetoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a set of pairs at a threshold; `figures` that need no threshold are missing where all labels are one.

    `intervals` are 95 %: Wilson for shares, bootstrap over documents for the rest. `strata` and `thresholds` are counts.
    """

    judged: tuple[Judged, ...]
    doubtful: int
    threshold: float
    counts: Counts
    figures: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    strata: Mapping[str, Counts]
    thresholds: tuple[Operating, ...]
    calibration: tuple[tuple[float, float, float], ...]

    @property
    def errors(self) -> tuple[Judged, ...]:
        """The pairs that are decided wrongly, the surest first."""
        wrong = (judged for judged in self.judged if judged.wrong)
        return tuple(sorted(wrong, key=lambda judged: -abs(judged.probability - self.threshold)))


def evaluate(given: PairSet, *, threshold: float | None = None, strict: bool = False) -> Evaluation:
    """Return the figures of labelled pairs; `part` counts as a link unless `strict`."""
    pairs, threshold = given.pairs, matcher().match if threshold is None else threshold
    found = scored(pairs)
    truth = np.array([pair.label == "same" or (pair.label == "part" and not strict) for pair in pairs])
    scores = probabilities(found)
    decided = counts(truth, scores, threshold)
    places = first_hits(pairs)
    figures = {**ranking(truth, scores), **_hits(places)}
    resampled = clustered(
        [pair.document for pair in pairs],
        lambda chosen: {
            "f1": counts(truth[chosen], scores[chosen], threshold).f1,
            **ranking(truth[chosen], scores[chosen]),
        },
    )
    intervals = {
        "precision": wilson(decided.true_positive, decided.true_positive + decided.false_positive),
        "recall": wilson(decided.true_positive, decided.true_positive + decided.false_negative),
        "hit_at_1": wilson(sum(place == 1 for place in places), len(places)),
        **resampled,
    }
    strata = {
        name: counts(truth[inside], scores[inside], threshold)
        for name in sorted({pair.stratum for pair in pairs} - {""})
        for inside in [np.array([pair.stratum == name for pair in pairs])]
    }
    return Evaluation(
        tuple(_judged(*each, threshold) for each in zip(pairs, truth, scores, found, strict=True)), given.doubtful, threshold, decided,
        figures, intervals, strata, threshold_table(truth, scores), tuple(calibration(truth, scores)),
    )  # fmt: skip


def _hits(places: Sequence[int]) -> dict[str, float]:
    if not places:
        return {}
    return {
        "hit_at_1": sum(place == 1 for place in places) / len(places),
        "mrr": sum(1 / place for place in places) / len(places),
    }


def _judged(pair: LabelledPair, truth: np.bool_, probability: np.float64, found: Scored, threshold: float) -> Judged:
    said = "different" if found.vetoes else verdict(found.probability)
    wrong = bool(truth) != bool(probability >= threshold)
    return Judged(pair, float(probability), said, wrong, found.features, found.vetoes)
