"""Labelled pairs to figures: how often a link is right, with intervals, by stratum, and which pairs are wrong."""

from dataclasses import replace

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.evaluate.comparing import compare
from kpi_nlp.evaluate.measuring import PRECISION, Terms, hear, measure
from kpi_nlp.evaluate.pairs import PairSet, read_pairs
from kpi_nlp.model import Evaluation

__all__ = ["PRECISION", "PairSet", "Terms", "compare", "evaluate", "read_pairs"]

_USUAL = Terms()


def evaluate(
    given: PairSet,
    embedder: Embedder,
    *,
    matcher: Matcher | None = None,
    terms: Terms = _USUAL,
    dev: PairSet | None = None,
) -> Evaluation:
    """Return the figures of labelled pairs.

    The threshold that reaches the wanted precision is chosen on `dev`, else on some of the pairs by document where there
    are enough.
    """
    matcher = matcher or matcher_for(embedder)
    heard = hear(given.pairs, embedder, matcher)
    other = hear(dev.pairs, embedder, matcher) if dev else None
    found = measure(heard, matcher, terms, other)
    return replace(found, title=embedder.id, embedder=embedder.id, notes=given.notes)
