"""Labelled pairs to figures: how often a link is right, with intervals, by stratum, and which pairs are wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.evaluate.comparing import compare
from kpi_nlp.evaluate.measuring import PRECISION, Terms, counted, hear, measure, nothing
from kpi_nlp.evaluate.pairs import PairSet, pairs_from, read_pairs
from kpi_nlp.evaluate.rules import rule_shares
from kpi_nlp.model import Counts, Evaluation, LabelledPair

__all__ = ["PRECISION", "PairSet", "Terms", "compare", "evaluate", "pairs_from", "read_pairs", "rule_shares"]

_USUAL = Terms()


def evaluate(
    given: PairSet,
    embedder: Embedder,
    *,
    matcher: Matcher | None = None,
    terms: Terms = _USUAL,
    dev: PairSet | None = None,
) -> Evaluation:
    """Return the figures of labelled pairs, and what verdicts on findings say of the checks.

    Pairs that a review labelled count where they were drawn by chance and labelled blindly; the others are counted apart. The
    threshold that reaches the wanted precision is chosen on `dev`, else on some of the pairs by document where there are enough.
    """
    matcher = matcher or matcher_for(embedder)
    fair = [pair for pair in given.pairs if pair.fair]
    if any(pair.label != "unsure" for pair in fair):
        other = [pair for pair in dev.pairs if pair.fair] if dev else []
        found = measure(
            hear(fair, embedder, matcher), matcher, terms, hear(other, embedder, matcher) if other else None
        )
    else:
        found = nothing(matcher, terms)
    asides = _asides(given.pairs, embedder, matcher, terms)
    named = replace(found, title=embedder.id, embedder=embedder.id, notes=given.notes)
    return replace(named, asides=asides, rules=rule_shares(given.rules))


def _asides(pairs: Sequence[LabelledPair], embedder: Embedder, matcher: Matcher, terms: Terms) -> Mapping[str, Counts]:
    """Return the decisions on the pairs that do not count for the headline, by how they were drawn."""
    apart = [pair for pair in pairs if not pair.fair and pair.label != "unsure"]
    drawn = sorted({pair.drawn for pair in apart})
    return {way: counted([pair for pair in apart if pair.drawn == way], embedder, matcher, terms) for way in drawn}
