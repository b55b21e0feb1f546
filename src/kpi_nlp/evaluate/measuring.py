"""Figures of pairs that a matcher has scored, whoever scored them: the whole matcher, or folds of one that is being fitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher
from kpi_nlp.evaluate.metrics import (
    Places,
    Scores,
    Truth,
    calibration,
    clusters,
    counts,
    curve,
    ranking,
    resamples,
    shares,
    spread,
    wilson,
)
from kpi_nlp.evaluate.scoring import NO_HIT, Told, first_hits, laid, near, told
from kpi_nlp.evaluate.thresholds import choice, half_by_document, threshold_table
from kpi_nlp.model import Choice, Counts, Evaluation, Interval, Judged, LabelledPair, share

PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms pairs are judged: `strict` where `part` counts as no link, and which precision is wanted.

    `threshold` is the probability from which a pair is linked, None for what the matcher says.
    """

    strict: bool = False
    threshold: float | None = None
    precision: float = PRECISION


@dataclass(frozen=True, slots=True)
class Heard:
    """Pairs, what a matcher says of each, and the place of each right name among all (NO_HIT where none is asked for)."""

    pairs: Sequence[LabelledPair]
    told: Told
    scores: Scores
    hits: Places


def hear(pairs: Sequence[LabelledPair], embedder: Embedder, matcher: Matcher) -> Heard:
    """Ask a matcher for all pairs, and whether the candidate step would have brought them before it."""
    names = laid(pairs, embedder)
    candidates = near(names)
    said = told(names, matcher, candidates)
    return Heard(pairs, said, said.scores, first_hits(pairs, names, matcher, candidates))


@dataclass(frozen=True, slots=True)
class Sample:
    """The pairs with a sure label, in columns."""

    pairs: Sequence[LabelledPair]
    truth: Truth
    scores: Scores
    lost: Truth
    hits: Places

    def figures(self, threshold: float, chosen: Places | None = None) -> dict[str, float]:
        """Return all figures of some of the pairs, those that are defined."""
        at = np.arange(len(self.pairs)) if chosen is None else chosen
        truth, scores = self.truth[at], self.scores[at]
        asked = self.hits[at][self.hits[at] != NO_HIT]
        found = asked[asked > 0]
        rest = {
            **{name: share(*parts) for name, parts in self.parts(threshold, at).items()},
            "mrr": sum(1 / int(place) for place in found) / len(asked) if len(asked) else None,
        }
        defined = {name: figure for name, figure in rest.items() if figure is not None}
        return {**shares(counts(truth, scores, threshold)), **ranking(truth, scores), **defined}

    def parts(self, threshold: float, at: Places) -> dict[str, tuple[int, int]]:
        """Return the figures that are shares of pairs as part and whole."""
        truth, linked, reached = self.truth[at], self.scores[at] >= threshold, ~self.lost[at]
        asked = self.hits[at][self.hits[at] != NO_HIT]
        return {
            "precision": (int((truth & linked).sum()), int(linked.sum())),
            "recall": (int((truth & linked).sum()), int(truth.sum())),
            "candidate_recall": (int((truth & reached).sum()), int(truth.sum())),
            "scorer_recall": (int((truth & linked).sum()), int((truth & reached).sum())),
            "hit_at_1": (int((asked == 1).sum()), len(asked)),
        }


def sample_of(heard: Heard, *, strict: bool) -> Sample:
    """Return the pairs with a sure label; `part` counts as a link unless `strict`."""
    kept = np.array([at for at, pair in enumerate(heard.pairs) if pair.label != "unsure"], dtype=np.intp)
    pairs = [heard.pairs[at] for at in kept]
    truth = np.array([_positive(pair, strict=strict) for pair in pairs], dtype=bool)
    return Sample(pairs, truth, heard.scores[kept], heard.told.lost[kept], heard.hits[kept])


def _positive(pair: LabelledPair, *, strict: bool) -> bool:
    return pair.label == "same" or (pair.label == "part" and not strict)


def measure(heard: Heard, matcher: Matcher, terms: Terms, dev: Heard | None = None) -> Evaluation:
    """Return the figures of pairs of which a matcher has been heard; `dev` are other pairs to choose a threshold on."""
    threshold = _threshold(matcher, terms)
    sample = sample_of(heard, strict=terms.strict)
    groups = clusters([pair.document for pair in sample.pairs])
    documents = len(groups) if len(groups) < len(sample.pairs) else 0
    clustered = spread(resamples(groups), lambda chosen: sample.figures(threshold, chosen))
    return Evaluation(
        title=matcher.embedder,
        embedder=matcher.embedder,
        threshold=threshold,
        bias=matcher.bias,
        judged=tuple(_judged(heard, at, matcher, threshold, strict=terms.strict) for at in range(len(heard.pairs))),
        documents=documents,
        counts=counts(sample.truth, sample.scores, threshold),
        figures=sample.figures(threshold),
        intervals={**clustered, **_wilson(sample, threshold)},
        clustered=clustered if documents else {},
        strata={name: counts(*inside, threshold) for name, inside in _strata(sample)},
        thresholds=threshold_table(sample.truth, sample.scores),
        calibration=calibration(sample.truth, sample.scores),
        curve=curve(sample.truth, sample.scores, resamples(groups)),
        choice=_choice(sample, sample_of(dev, strict=terms.strict) if dev else None, terms.precision),
    )


def counted(pairs: Sequence[LabelledPair], embedder: Embedder, matcher: Matcher, terms: Terms) -> Counts:
    """Return the decisions on pairs alone, without any figure that would need more."""
    sample = sample_of(hear(pairs, embedder, matcher), strict=terms.strict)
    return counts(sample.truth, sample.scores, _threshold(matcher, terms))


def nothing(matcher: Matcher, terms: Terms) -> Evaluation:
    """Return the figures of no pairs: there are none."""
    return Evaluation(
        matcher.embedder, matcher.embedder, _threshold(matcher, terms), matcher.bias,
        judged=(), documents=0, counts=Counts(0, 0, 0, 0), figures={}, intervals={}, clustered={}, strata={}, thresholds=(), calibration=(),
        curve=(), choice=Choice(terms.precision, apart=False, dev_pairs=0, test_pairs=0),
    )  # fmt: skip


def _threshold(matcher: Matcher, terms: Terms) -> float:
    return matcher.match if terms.threshold is None else terms.threshold


def _wilson(sample: Sample, threshold: float) -> dict[str, Interval]:
    parts = sample.parts(threshold, np.arange(len(sample.pairs)))
    return {name: wilson(part, whole) for name, (part, whole) in parts.items() if whole}


def _strata(sample: Sample) -> list[tuple[str, tuple[Truth, Scores]]]:
    strata = np.array([pair.stratum for pair in sample.pairs])
    names = sorted({*strata} - {""})
    return [(str(name), (sample.truth[strata == name], sample.scores[strata == name])) for name in names]


def _choice(sample: Sample, dev: Sample | None, precision: float) -> Choice:
    if dev is None:
        chosen_on = half_by_document([pair.document for pair in sample.pairs], sample.truth, precision)
        return choice(sample.truth, sample.scores, chosen_on, precision)
    truth = np.concatenate([dev.truth, sample.truth])
    scores = np.concatenate([dev.scores, sample.scores])
    return choice(truth, scores, np.arange(len(truth)) < len(dev.truth), precision)


def _judged(heard: Heard, at: int, matcher: Matcher, threshold: float, *, strict: bool) -> Judged:
    pair, probability, features = heard.pairs[at], float(heard.scores[at]), heard.told.scored.of(at)
    return Judged(
        pair,
        probability,
        matcher.verdict(probability),
        None if pair.label == "unsure" else _positive(pair, strict=strict),
        probability >= threshold,
        features,
        _contributions(matcher.coefficients, features),
        heard.told.vetoes[at],
        bool(heard.told.lost[at]),
    )


def _contributions(coefficients: Mapping[str, float], features: Mapping[str, float]) -> dict[str, float]:
    return {name: weight * features[name] for name, weight in coefficients.items()}
