"""Rows to matches: candidates, scores, rows that were split, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.align.parts import loose_parts, part_links
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.align.splits import splits
from kpi_nlp.assignment import Pair, assign
from kpi_nlp.model import Indicator, Match, Why


@dataclass(frozen=True, slots=True)
class Linker:
    """Links rows with an embedder and the matcher that was fitted for it."""

    embedder: Embedder

    def link(self, lefts: Sequence[Indicator], rights: Sequence[Indicator], why: Why) -> list[Match]:
        """Return the links between two sets of rows, in the order of the left.

        Pairs below `review` are never kept. Where another pairing is worth exactly as much, the match says `tied` and
        is only for review.
        """
        left, right, matcher = sides(lefts, self.embedder), sides(rights, self.embedder), matcher_for(self.embedder)
        scored = _scored(left, right, matcher)
        split = splits(left, right, why, {pair for pair, near in scored.items() if near.probability >= matcher.match})
        whole = {pair: near for pair, near in scored.items() if pair not in split}
        matches = list(_matches(left, right, why, matcher, whole))
        alone = loose_parts(left, right, matches, split)
        found = part_links(left, right, why, matcher.part, sorted({*split, *alone}))
        return sorted([*matches, *found], key=lambda match: (match.left.location.order, match.right.location.order))


@dataclass(frozen=True, slots=True)
class _Near:
    """How likely a pair is one indicator, and what speaks for it."""

    probability: float
    features: Mapping[str, float]


def _scored(lefts: Sides, rights: Sides, matcher: Matcher) -> dict[Pair, _Near]:
    """Return the pairs that are worth a review and that no veto forbids."""
    rows, columns = candidates(lefts, rights)
    scored = matcher.score(lefts, rights, rows, columns)
    worth = (scored.probabilities >= matcher.review) & ~scored.vetoed
    return {
        (int(rows[at]), int(columns[at])): _Near(float(scored.probabilities[at]), scored.of(int(at)))
        for at in worth.nonzero()[0]
    }


def _matches(lefts: Sides, rights: Sides, why: Why, matcher: Matcher, scored: Mapping[Pair, _Near]) -> Iterator[Match]:
    chosen, tied = assign({pair: near.probability - matcher.review for pair, near in scored.items()})
    for pair in chosen:
        near = scored[pair]
        decided = matcher.verdict(near.probability)
        yield Match(
            lefts.indicators[pair[0]], rights.indicators[pair[1]], near.probability,
            "review" if pair in tied and decided == "match" else decided, why, features=near.features, tied=pair in tied,
        )  # fmt: skip
