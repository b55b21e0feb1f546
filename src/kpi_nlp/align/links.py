"""Rows to matches: candidates, scores, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.align import embedders
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, matcher_for
from kpi_nlp.align.parts import parts
from kpi_nlp.align.sides import Sides, sides
from kpi_nlp.assignment import assign
from kpi_nlp.model import Indicator, Match, Why


@dataclass(frozen=True, slots=True)
class Linker:
    """Links rows with an embedder and a matcher, by default the one that ships for it."""

    embedder: Embedder
    matcher: Matcher | None = None

    @property
    def caution(self) -> str | None:
        """Says that no matcher was fitted with the embedder, so that its vectors only rank candidates; None where one was."""
        if (self.matcher or matcher_for(self.embedder)).embedder == self.embedder.id:
            return None
        return f"向量模型 {self.embedder.id} 还没有匹配器：只用它挑选候选，是否对应仍按词语与口径判断；可用 kpi-nlp train 在标注好的样本对上拟合"

    def link(self, lefts: Sequence[Indicator], rights: Sequence[Indicator], why: Why) -> list[Match]:
        """Return the links between two sets of rows, in the order of the left.

        Pairs below `review` are never kept. Where another pairing is worth exactly as much, the match says `tied` and
        is only for review.
        """
        left, right = sides(lefts, self.embedder), sides(rights, self.embedder)
        matcher = self.matcher or matcher_for(self.embedder)
        matches = list(_matches(left, right, why, matcher))
        found = parts(left, right, matches, why, matcher)
        return sorted([*matches, *found], key=lambda match: (match.left.location.order, match.right.location.order))


def load_linker(
    embedder: str = embedders.DEFAULT, matcher: Path | None = None, *, allow_download: bool = False
) -> Linker:
    """Return what links with an embedder, by the matcher of a file where one is given.

    Raises EmbedderError where there is no such embedder, and MatcherError where the file was not fitted for it.
    """
    from kpi_nlp.align.matcher_file import load_matcher

    vectors = embedders.load(embedder, allow_download=allow_download)
    return Linker(vectors, load_matcher(matcher, vectors) if matcher else None)


def _matches(lefts: Sides, rights: Sides, why: Why, matcher: Matcher) -> Iterator[Match]:
    rows, columns = candidates(lefts, rights)
    scored = matcher.score(lefts, rights, rows, columns)
    worth = (scored.probabilities >= matcher.review) & ~scored.vetoed
    places = {(int(rows[at]), int(columns[at])): int(at) for at in worth.nonzero()[0]}
    gains = {pair: float(scored.probabilities[at]) - matcher.review for pair, at in places.items()}
    chosen, tied = assign(gains)
    for pair in chosen:
        probability = float(scored.probabilities[places[pair]])
        decided = matcher.verdict(probability)
        yield Match(
            lefts.indicators[pair[0]], rights.indicators[pair[1]], probability,
            "review" if pair in tied and decided == "match" else decided, why, features=scored.of(places[pair]), tied=pair in tied,
        )  # fmt: skip
