"""Rows that stand alone: which rows of the other papers come nearest, and why they were not linked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_nlp.align.candidates import candidates
from kpi_nlp.align.features import vetoes
from kpi_nlp.align.links import Linker
from kpi_nlp.align.matcher import Matcher
from kpi_nlp.align.scopes import Group, by_scope
from kpi_nlp.align.sides import KnownSides, Sides
from kpi_nlp.model import Candidate, Indicator, Match, Unmatched

_BEST = 3
_LOOKED_AT = (
    300  # rows of a paper from which those to choose from are taken: to look at all of 15,000 takes ten seconds
)


@dataclass(frozen=True, slots=True)
class _Near:
    """A row and another that was compared with it, with their places in the sides of the comparison."""

    row: Indicator
    other: Indicator
    probability: float
    reasons: tuple[Sides, Sides, int, int]

    @property
    def order(self) -> tuple[float, str, int]:
        """The likelier first, then by place."""
        return -self.probability, self.other.location.file, self.other.location.order


def nearest(
    alone: Sequence[Indicator], groups: Iterable[Group], matches: Iterable[Match], linker: Linker
) -> list[Unmatched]:
    """Return each row with its three best candidates among the rows that it was compared with, the nearest first."""
    wanted, matcher, known = {id(row) for row in alone}, linker.rules, KnownSides(linker.embedder)
    found: dict[int, list[_Near]] = defaultdict(list)
    for lefts, rights in groups:
        if any(id(row) in wanted for row in (*lefts, *rights)):
            for near in _near(known.of(lefts), known.of(rights), wanted, matcher):
                found[id(near.row)].append(near)
    partners = _partners(matches)
    return [
        Unmatched(
            row,
            tuple(
                _candidate(near, partners, matcher)
                for near in sorted(found[id(row)], key=lambda near: near.order)[:_BEST]
            ),
        )
        for row in alone
    ]


def likeliest(row: Indicator, others: Sequence[Indicator], linker: Linker, most: int) -> list[Indicator]:
    """Return the rows of another paper that a row could be linked with, the likeliest first, those of its own project before the rest.

    A row that a veto keeps apart stands among them: whoever asks for it has found the matcher wrong.
    """
    same = {id(other) for _, rights in by_scope((row,), others) for other in rights}
    inside, outside = ([other for other in others if (id(other) in same) is kept] for kept in (True, False))
    known = KnownSides(linker.embedder)
    found: list[Indicator] = []
    for rights in filter(None, (inside, outside)):
        if len(found) < most:
            near = _near(known.of([row]), known.of(_closest(row, rights, linker)), {id(row)}, linker.rules)
            found += [each.other for each in sorted(near, key=lambda each: each.order)]
    return found[:most]


def _closest(row: Indicator, others: Sequence[Indicator], linker: Linker) -> Sequence[Indicator]:
    """Return the rows whose names are closest by the vectors, in their order; all where there are not many."""
    if len(others) <= _LOOKED_AT or not linker.embedder.dim:
        return others
    vectors = linker.embedder.encode([row.name, *(other.name for other in others)])
    kept = np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")[:_LOOKED_AT]
    return [others[at] for at in sorted(kept.tolist())]


def _near(lefts: Sides, rights: Sides, wanted: set[int], matcher: Matcher) -> Iterator[_Near]:
    """Yield the pairs that the matcher looks at and that hold a wanted row, from the side of that row."""
    rows, columns = candidates(lefts, rights)
    ours = np.array([id(row) in wanted for row in lefts.indicators], dtype=bool)
    theirs = np.array([id(row) in wanted for row in rights.indicators], dtype=bool)
    concerned = ours[rows] | theirs[columns]
    rows, columns = rows[concerned], columns[concerned]
    scored = matcher.score(lefts, rights, rows, columns)
    for row, column, probability in zip(rows.tolist(), columns.tolist(), scored.probabilities.tolist(), strict=True):
        left, right, reasons = lefts.indicators[row], rights.indicators[column], (lefts, rights, row, column)
        if ours[row]:
            yield _Near(left, right, probability, reasons)
        if theirs[column]:
            yield _Near(right, left, probability, reasons)


def _partners(matches: Iterable[Match]) -> dict[tuple[int, str], Match]:
    """Return the link of a row with a row of a paper, by the row and the paper."""
    return {
        (id(row), other.location.file): match
        for match in matches
        if match.relation == "same"
        for row, other in ((match.left, match.right), (match.right, match.left))
    }


def _candidate(near: _Near, partners: dict[tuple[int, str], Match], matcher: Matcher) -> Candidate:
    return Candidate(near.other, near.probability, _why_not(near, partners, matcher))


def _why_not(near: _Near, partners: dict[tuple[int, str], Match], matcher: Matcher) -> str:
    """Say the veto, else that the probability is too low, else which row took the candidate."""
    if reasons := vetoes(*near.reasons):
        return "；".join(reasons)
    if near.probability < matcher.review:
        return f"概率低于 {matcher.review:.2f}"
    if (taken := partners.get((id(near.other), near.row.location.file))) is not None:
        rival = taken.left if taken.right is near.other else taken.right
        if taken.tied:
            return f"概率相同，它与「{rival.name}」对应，未作取舍"
        return f"它已与「{rival.name}」对应（{taken.probability:.2f}）"
    return "整体最优的对应没有选它"
