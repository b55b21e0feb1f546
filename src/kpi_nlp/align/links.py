"""Rows to matches: candidates, scores, an optimal one-to-one assignment with a null option, then parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kpi_nlp.align import embedders
from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.gaps import Looked, gaps
from kpi_nlp.align.matcher import Matcher, Scored, matcher_for
from kpi_nlp.align.odds import log_odds, probability
from kpi_nlp.align.parts import loose_parts, part_links
from kpi_nlp.align.sides import Sides
from kpi_nlp.align.splits import splits
from kpi_nlp.assignment import Pair, assign
from kpi_nlp.model import Gap, Indicator, Match, Verdict, Why

NONE = "none"
# Not fitted, for labelled pairs have no place in a form, and their look-alikes were given equal amounts on purpose.
_KEPT_TARGET = 0.8  # in log odds, as are the others
_BESIDE = {"position": 0.3, "equal_amount": 0.6}


@dataclass(frozen=True, slots=True)
class Linker:
    """Links rows with an embedder and the matcher that was fitted for it, or with one of the user's own."""

    embedder: Embedder
    matcher: Matcher | None = None

    @property
    def rules(self) -> Matcher:
        """The matcher in use."""
        return self.matcher or matcher_for(self.embedder)

    @property
    def caution(self) -> str | None:
        """Says that no matcher was fitted with the embedder, so that its vectors only rank candidates; None where one was."""
        if self.rules.embedder == self.embedder.id:
            return None
        return f"向量模型 {self.embedder.id} 还没有匹配器：只用它挑选候选，是否对应仍按词语与口径判断；可用 kpi-nlp train 在标注好的样本对上拟合"

    def link(self, lefts: Sides, rights: Sides, why: Why) -> tuple[list[Match], list[Gap]]:
        """Return the links between two sets of rows, in the order of the left, and the rows that none of them holds.

        Pairs below `review` are never kept. Where another pairing is worth exactly as much, the match says `tied` and
        is only for review.
        """
        compared = _compared(lefts, rights, self.rules, why)
        split = splits(lefts, rights, why, compared.twins)
        whole = {pair: at for pair, at in compared.places.items() if pair not in split | compared.listed}
        matches = list(_one_to_one(compared, whole))
        taken = {id(row) for match in matches if match.verdict == "match" for row in (match.left, match.right)}
        listed = {pair for pair in compared.listed if not taken & set(map(id, compared.rows_of(pair)))}
        alone = loose_parts(lefts, rights, matches, split | listed)
        found = part_links(lefts, rights, why, sorted(split | listed | alone))
        links = sorted([*matches, *found], key=lambda match: (match.left.location.order, match.right.location.order))
        linked = {id(row) for match in links for row in (match.left, match.right)}
        return links, list(gaps(compared.looked, why, linked))


def load_linker(embedder: str | None = None, matcher: Path | None = None, *, allow_download: bool = False) -> Linker:
    """Return what links with an embedder, by the matcher of a file where one is given.

    Without an embedder it is one without vectors where the matcher was fitted for that alone, else the default. Raises EmbedderError where there is no such embedder, and MatcherError where the file was not fitted for it.
    """
    from kpi_nlp.align.matcher_file import fitted_for, load_matcher

    if embedder is None:
        embedder = NONE if matcher and fitted_for(matcher) == {NONE} else embedders.DEFAULT
    vectors = embedders.load(embedder, allow_download=allow_download)
    return Linker(vectors, load_matcher(matcher, vectors) if matcher else None)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two sides, and the scores of the pairs that are worth a review and that no veto forbids, each with its place."""

    looked: Looked
    places: Mapping[Pair, int]
    matcher: Matcher
    why: Why

    @property
    def scored(self) -> Scored:
        """The scores of all pairs."""
        return self.looked.scored

    @property
    def twins(self) -> set[Pair]:
        """The pairs that are certainly one indicator."""
        return {pair for pair, at in self.places.items() if self.probability(at) >= self.matcher.match} - self.listed

    @property
    def listed(self) -> set[Pair]:
        """The pairs of which one is named among several in the other: 「新建、改造泵站座数」, 「改造泵站座数」."""
        return {pair for pair, at in self.places.items() if self.scored.features["one_of_many"][at]}

    def probability(self, at: int) -> float:
        """Return the probability of pair number `at`."""
        return float(self.scored.probabilities[at])

    @property
    def worth(self) -> NDArray[np.float64]:
        """What each pair adds to an assignment: log odds above a review, and what tells rows of one name apart."""
        told = sum(weight * self.scored.features[name] for name, weight in _BESIDE.items())
        return np.asarray(log_odds(self.scored.probabilities) - log_odds(self.matcher.review) + told)

    def may_be_whole(self, pair: Pair, at: int) -> bool:
        """Whether one row lists more things than the other and is not the same in content: it may be the whole of it."""
        more = self.looked.lefts.listed[pair[0]] != self.looked.rights.listed[pair[1]]
        return bool(more and not self.scored.features["same_content"][at])

    def rows_of(self, pair: Pair) -> tuple[Indicator, Indicator]:
        """Return the two rows."""
        return self.looked.lefts.indicators[pair[0]], self.looked.rights.indicators[pair[1]]


def _compared(lefts: Sides, rights: Sides, matcher: Matcher, why: Why) -> _Compared:
    rows, columns = candidates(lefts, rights)
    scored = matcher.score(lefts, rights, rows, columns)
    if why == "stages":
        scored = _with_kept_targets(scored)
    worth = (scored.probabilities >= matcher.review) & ~scored.vetoed
    places = {(int(rows[at]), int(columns[at])): int(at) for at in worth.nonzero()[0]}
    return _Compared(Looked(lefts, rights, rows, columns, scored), places, matcher, why)


def _with_kept_targets(scored: Scored) -> Scored:
    """Return scores of papers of one year: a target stays within a year, so an equal amount that is no share says much."""
    kept = scored.features["equal_amount"] * scored.features["near"]
    return replace(scored, probabilities=probability(log_odds(scored.probabilities) + _KEPT_TARGET * kept))


def _one_to_one(compared: _Compared, places: Mapping[Pair, int]) -> Iterator[Match]:
    worth = compared.worth
    chosen, tied = assign({pair: float(worth[at]) for pair, at in places.items()})
    for pair in chosen:
        at, tie = places[pair], pair in tied
        sure, said = compared.probability(at), compared.scored.of(at)
        decided = compared.matcher.verdict(sure)
        verdict: Verdict = "review" if decided == "match" and (tie or compared.may_be_whole(pair, at)) else decided
        yield Match(*compared.rows_of(pair), sure, verdict, compared.why, features=said, tied=tie)
