"""Labelled pairs to figures: how often a link is right, with intervals, by stratum, and which pairs are wrong."""

from collections.abc import Sequence

import numpy as np

from kpi_nlp.align.matcher import Scored, matcher, verdict
from kpi_nlp.evaluate.metrics import calibration, clustered, counts, ranking, wilson
from kpi_nlp.evaluate.pairs import PairSet, read_pairs
from kpi_nlp.evaluate.scoring import first_hits, probabilities, scored
from kpi_nlp.evaluate.thresholds import threshold_table
from kpi_nlp.model import Evaluation, Judged, LabelledPair

__all__ = ["PairSet", "evaluate", "read_pairs"]


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
        judged=tuple(_judged(*each, threshold) for each in zip(pairs, truth, scores, found, strict=True)),
        positive=tuple(map(bool, truth)),
        doubtful=given.doubtful,
        threshold=threshold,
        counts=decided,
        figures=figures,
        intervals=intervals,
        strata=strata,
        thresholds=threshold_table(truth, scores),
        calibration=calibration(truth, scores),
    )


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
