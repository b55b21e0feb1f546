"""Blanket claims (「各项指标均完成」): which rows of their paper they cover, and which of those fell short."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Claim, Indicator, Paper
from kpi_nlp.text import han_only

_NAMED = 85


@dataclass(frozen=True, slots=True)
class Blanket:
    """A blanket claim with the missed rows that it covers and does not except by name."""

    claim: Claim
    missed: tuple[Indicator, ...]

    @property
    def denied(self) -> bool | None:
        """True where the rows contradict the claim; None where it does not say how many it excepts."""
        if self.claim.exceptions is None:
            return None if self.missed else False
        return len(self.missed) > self.claim.exceptions


def blankets(paper: Paper) -> Iterator[Blanket]:
    """Yield the claims that all indicators were met, of this year and of a scope that has rows in the paper."""
    for claim in paper.claims:
        if claim.judgement != "全部完成" or claim.period == "计划" or not paper.of_its_year(claim.period):
            continue
        if not any(subject in claim.text for subject in judgements().blanket):
            continue
        rows = [
            row
            for row in paper.indicators
            if row.answered and row.scope == claim.scope and not row.name.endswith("执行率")
        ]
        covered = [row for row in rows if any(level in claim.text for level in row.levels)] or rows
        if covered:
            yield Blanket(claim, tuple(row for row in covered if row.missed and not _excepted(row, claim)))


def _excepted(row: Indicator, claim: Claim) -> bool:
    name, words = han_only(row.name), han_only(claim.excepted)
    return len(words) >= len(name) // 2 > 0 and fuzz.partial_ratio(name, words) >= _NAMED
