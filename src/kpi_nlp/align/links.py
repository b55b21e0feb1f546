"""Rows to matches: candidates, scores, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np

from kpi_nlp.align import embedders
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.matcher import Matcher, Scored, matcher_for
from kpi_nlp.align.parts import parts
from kpi_nlp.align.sides import Flags, Sides, sides
from kpi_nlp.align.slots import Places
from kpi_nlp.assignment import assign
from kpi_nlp.model import Indicator, Match, Relation, Verdict, Why

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Linker:
    """Links rows with an embedder and the matcher that was fitted for it, or with one of the user's own."""

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
        rows, columns = candidates(left, right)
        scored = matcher.score(left, right, rows, columns)
        worth = (scored.probabilities >= matcher.review) & ~scored.vetoed
        one_of_many = scored.features["one_of_many"] == 1
        compared = _Compared(left, right, rows, columns, scored, why)
        matches = list(_one_to_one(compared, worth & ~one_of_many, matcher))
        named = [compared.match(int(at), "review", "part") for at in np.flatnonzero(worth & one_of_many)]
        sure = [match for match in matches if match.verdict == "match"]
        found = list(parts(left, right, sure, named, why))
        split = {id(row) for match in found for row in (match.left, match.right)}
        kept = [match for match in matches if match.verdict == "match" or not {id(match.left), id(match.right)} & split]
        return sorted([*kept, *found], key=lambda match: (match.left.location.order, match.right.location.order))


def load_linker(
    embedder: str = embedders.DEFAULT, matcher: Path | None = None, *, allow_download: bool = False
) -> Linker:
    """Return what links with an embedder, by the matcher of a file where one is given.

    Raises EmbedderError where there is no such embedder, and MatcherError where the file was not fitted for it.
    """
    from kpi_nlp.align.matcher_file import load_matcher

    vectors = embedders.load(embedder, allow_download=allow_download)
    return Linker(vectors, load_matcher(matcher, vectors) if matcher else None)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Pairs of rows with their scores."""

    lefts: Sides
    rights: Sides
    rows: Places
    columns: Places
    scored: Scored
    why: Why

    def match(self, at: int, verdict: Verdict, relation: Relation = "same", *, tied: bool = False) -> Match:
        """Return pair number `at` as a link."""
        left, right = self.lefts.indicators[self.rows[at]], self.rights.indicators[self.columns[at]]
        probability, said = float(self.scored.probabilities[at]), self.scored.of(at)
        return Match(left, right, probability, verdict, self.why, relation, said, tied=tied)


def _one_to_one(compared: _Compared, worth: Flags, matcher: Matcher) -> Iterator[Match]:
    places = {(int(compared.rows[at]), int(compared.columns[at])): int(at) for at in worth.nonzero()[0]}
    least = _log_odds(matcher.review)
    gains = {pair: _log_odds(float(compared.scored.probabilities[at])) - least for pair, at in places.items()}
    chosen, tied = assign(gains)
    for pair in chosen:
        verdict = matcher.verdict(float(compared.scored.probabilities[places[pair]]))
        tie = pair in tied
        yield compared.match(places[pair], "review" if tie and verdict == "match" else verdict, tied=tie)


def _log_odds(probability: float) -> float:
    """Return what independent links gain adds up."""
    probability = min(max(probability, _EPSILON), 1 - _EPSILON)
    return log(probability / (1 - probability))
