"""Labelled pairs to figures: how often a link is right, with intervals, by stratum, and which pairs are wrong."""

from collections.abc import Sequence

import numpy as np

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, Scored, matcher_for
from kpi_nlp.evaluate.metrics import calibration, clustered, counts, ranking, wilson
from kpi_nlp.evaluate.pairs import PairSet, read_pairs
from kpi_nlp.evaluate.scoring import decided, first_hits, scored
from kpi_nlp.evaluate.thresholds import threshold_table
from kpi_nlp.model import Evaluation, Judged, LabelledPair

__all__ = ["PairSet", "evaluate", "read_pairs"]


def evaluate(
    given: PairSet,
    embedder: Embedder,
    *,
    threshold: float | None = None,
    strict: bool = False,
    matcher: Matcher | None = None,
) -> Evaluation:
    """Return the figures of labelled pairs; `part` counts as a link unless `strict`."""
    pairs, matcher = given.pairs, matcher or matcher_for(embedder)
    threshold = matcher.match if threshold is None else threshold
    found = scored(pairs, embedder, matcher)
    truth = np.array([pair.label == "same" or (pair.label == "part" and not strict) for pair in pairs])
    scores = decided(found)
    total = counts(truth, scores, threshold)
    places = first_hits(pairs, embedder, matcher)
    figures = {**ranking(truth, scores), **_hits(places)}
    resampled = clustered(
        [pair.document for pair in pairs],
        lambda chosen: {
            "f1": counts(truth[chosen], scores[chosen], threshold).f1,
            **ranking(truth[chosen], scores[chosen]),
        },
    )
    intervals = {
        "precision": wilson(total.true_positive, total.true_positive + total.false_positive),
        "recall": wilson(total.true_positive, total.true_positive + total.false_negative),
        "hit_at_1": wilson(sum(place == 1 for place in places), len(places)),
        **resampled,
    }
    strata = {
        name: counts(truth[inside], scores[inside], threshold)
        for name in sorted({pair.stratum for pair in pairs} - {""})
        for inside in [np.array([pair.stratum == name for pair in pairs])]
    }
    return Evaluation(
        judged=tuple(
            _judged(pair, at, found, matcher, wrong=bool(truth[at]) != bool(scores[at] >= threshold))
            for at, pair in enumerate(pairs)
        ),
        positive=tuple(map(bool, truth)),
        doubtful=given.doubtful,
        threshold=threshold,
        counts=total,
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


def _judged(pair: LabelledPair, at: int, found: Scored, matcher: Matcher, *, wrong: bool) -> Judged:
    vetoed = bool(found.vetoed[at])
    probability = 0.0 if vetoed else float(found.probabilities[at])
    return Judged(pair, probability, matcher.verdict(probability), wrong, found.of(at), vetoed)
