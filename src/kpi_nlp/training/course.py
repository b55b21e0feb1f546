"""A matcher of one's own, from pairs to thresholds: refused where there are too few, measured beside the one that ships.

Everything is told of pairs as a fit without their document sees them.
"""

from dataclasses import dataclass, replace

import numpy as np

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.evaluate import PairSet, compare
from kpi_nlp.evaluate.measuring import PRECISION, Heard, Terms, hear, measure
from kpi_nlp.evaluate.metrics import Scores, Truth
from kpi_nlp.evaluate.scoring import NO_HIT
from kpi_nlp.evaluate.thresholds import lowest_for, needed, shortage
from kpi_nlp.model import Compared, Shortage
from kpi_nlp.training.matcher import fit

_FEWEST = 60  # pairs of either label: with fewer, coefficients are chance
_KEPT = 0.95  # of the links that score at all are at least worth a review


@dataclass(frozen=True, slots=True)
class Trained:
    """A matcher, the one that ships for the same embedder, and what either says of the pairs."""

    matcher: Matcher
    shipped: Matcher
    compared: Compared


class TooFewPairs(ValueError):
    """Pairs from which no matcher can be fitted, or none whose precision is certain.

    `links` and `others` say how many there are, `least` how many of each it takes; `shortage` what is lacking where
    there were enough to fit.
    """

    def __init__(self, links: int, others: int, least: int, lacking: Shortage | None = None) -> None:
        super().__init__(f"{links} links and {others} others, {least} of each needed")
        self.links, self.others, self.least, self.shortage = links, others, least, lacking


def train(given: PairSet, embedder: Embedder, *, precision: float = PRECISION) -> Trained:
    """Return a matcher fitted on the pairs on which nobody differs, whose matches are right with `precision` for certain; raises TooFewPairs.

    It takes as many links as must be found without an error for that, and as many others that may be mistaken for them.
    """
    pairs = [pair for pair in given.pairs if pair.label != "unsure" and not pair.disputed]
    truth = np.array([pair.label != "different" for pair in pairs])
    links, least = int(truth.sum()), max(_FEWEST, needed(precision, 0))
    if min(links, len(pairs) - links) < least:
        raise TooFewPairs(links, len(pairs) - links, least)
    shipped = matcher_for(embedder)
    heard = hear(pairs, embedder, shipped)
    try:
        fitted = fit(pairs, embedder)
    except ValueError as error:  # of numpy and scikit-learn: no feature tells anything, or none the right way
        raise TooFewPairs(links, len(pairs) - links, least) from error
    held_out = _held_out(heard, fitted.held_out)
    chosen = lowest_for(truth, held_out.scores, precision)
    if chosen is None:
        lacking = shortage(truth, held_out.scores, precision)
        raise TooFewPairs(links, len(pairs) - links, least, lacking)
    matcher = _with_thresholds(fitted.matcher, chosen.threshold, truth, held_out.scores)
    compared = _compared(heard, held_out, shipped, matcher)
    return Trained(matcher, shipped, replace(compared, second=replace(compared.second, notes=given.notes)))


def _held_out(heard: Heard, probabilities: Scores) -> Heard:
    """Return pairs as folds have heard them; the place of a name among all is not known of them."""
    told = replace(heard.told, scored=replace(heard.told.scored, probabilities=probabilities))
    return Heard(heard.pairs, told, told.scores, np.full_like(heard.hits, NO_HIT))


def _with_thresholds(matcher: Matcher, match: float, truth: Truth, scores: Scores) -> Matcher:
    found = scores[truth & (scores > 0)]
    review = min(match, float(np.quantile(found, 1 - _KEPT)))
    return replace(matcher, match=round(match, 4), review=round(review, 4))


def _compared(heard: Heard, held_out: Heard, shipped: Matcher, matcher: Matcher) -> Compared:
    terms = Terms()
    first = replace(measure(replace(heard, hits=held_out.hits), shipped, terms), title="内置的匹配器")
    second = replace(measure(held_out, matcher, terms), title="新训练的匹配器")
    return compare(first, second)
