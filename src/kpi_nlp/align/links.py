"""Rows to matches: candidates, scores, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from kpi_nlp.align import embedders
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.align.parts import parts
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.assignment import assign
from kpi_nlp.model import Indicator, Match, Why

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Linker:
    """Links rows with an embedder and a matcher, by default the one that ships for it."""

    embedder: Embedder
    matcher: Matcher | None = None

    def link(self, lefts: Sequence[Indicator], rights: Sequence[Indicator], why: Why) -> list[Match]:
        """Return the links between two sets of rows, in the order of the left.

        Pairs below `review` are never kept. Where another pairing is worth exactly as much, the match says `tied` and
        is only for review.
        """
        left, right = sides(lefts, self.embedder), sides(rights, self.embedder)
        matcher = self.matcher or matcher_for(self.embedder)
        matches = list(_matches(left, right, why, matcher))
        found = list(parts(left, right, [match for match in matches if match.verdict == "match"], why))
        split = {id(row) for match in found for row in (match.left, match.right)}
        kept = [match for match in matches if match.verdict == "match" or not {id(match.left), id(match.right)} & split]
        return sorted([*kept, *found], key=lambda match: (match.left.location.order, match.right.location.order))


def load_linker(embedder: str = "none", matcher: Path | None = None) -> Linker:
    """Return what links with an embedder, by the matcher of a file where one is given.

    Raises EmbedderError where there is no such embedder, and MatcherError where the file was not fitted for it.
    """
    from kpi_nlp.align.matcher_file import load_matcher

    vectors = embedders.load(embedder)
    return Linker(vectors, load_matcher(matcher, vectors) if matcher else None)


def _matches(lefts: Sides, rights: Sides, why: Why, matcher: Matcher) -> Iterator[Match]:
    rows, columns = candidates(lefts, rights)
    scored = matcher.score(lefts, rights, rows, columns)
    worth = (scored.probabilities >= matcher.review) & ~scored.vetoed & (scored.features["one_of_many"] == 0)
    places = {(int(rows[at]), int(columns[at])): int(at) for at in worth.nonzero()[0]}
    least = logit(matcher.review)
    gains = {pair: logit(float(scored.probabilities[at])) - least for pair, at in places.items()}
    chosen, tied = assign(gains)
    for pair in chosen:
        probability = float(scored.probabilities[places[pair]])
        decided = matcher.verdict(probability)
        yield Match(
            lefts.indicators[pair[0]], rights.indicators[pair[1]], probability,
            "review" if pair in tied and decided == "match" else decided, why, features=scored.of(places[pair]), tied=pair in tied,
        )  # fmt: skip


def logit(probability: float) -> float:
    """Return log odds: what independent links gain adds up."""
    probability = min(max(probability, _EPSILON), 1 - _EPSILON)
    return log(probability / (1 - probability))
