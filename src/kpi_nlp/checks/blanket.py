"""Blanket claims (「各项指标均完成」, 「36个指标完成33个」): which rows they cover, which of those fell short, how many are admitted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kpi_nlp.checks.met_counts import met_and_missed
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Claim, Indicator, Paper
from kpi_nlp.quantities.tallies import Tally, tallies
from kpi_nlp.text import fold, han_only

_NAMED = 85
_OF_A_KIND = re.compile(
    r"(?:类|方面的?|领域的?|口的?|板块的?|科室的?|项目的?|单位的?)(?:各项|全部)?(?:绩效)?(?:指标|目标|任务)"
)
_OF_A_LEVEL = re.compile(r"(?:产出|效益|满意度|数量|质量|时效|成本)(?:类|方面)的?")
_WORK_ON_THEM = re.compile(
    r"(?:指标|目标)(?:值)?的?(?:测算|体系|设[定置]|编[制报]|填报|申报|审核|评审|论证|梳理|分解|下达|自评|评价|监控|收集|公开)"
)  # 「指标测算已全部完成」 is no outcome
_TABLE = re.compile(r"(?:附表|(?<![本该上下此评])表)\s*\d+(?!\d|[个项条])")
_WHOLE_PAPER = re.compile(r"各项目(?:的)?(?:各项|全部|绩效)*(?:指标|目标)")


@dataclass(frozen=True, slots=True)
class Blanket:
    """A blanket claim with the missed rows that it covers and does not except by name.

    `admitted` is how many it says were missed, None where it does not say; `met` are the rows that certainly were not,
    of a claim that counts its rows, and `open` how many may have been.
    """

    claim: Claim
    missed: tuple[Indicator, ...]
    admitted: int | None
    met: tuple[Indicator, ...] = ()
    open: int = 0

    @property
    def denied(self) -> bool | None:
        """True where the rows contradict the claim; None where it does not say how many it excepts."""
        if self.admitted is None:
            return None if self.missed else False
        return len(self.missed) > self.admitted

    @property
    def too_humble(self) -> bool:
        """True where more are said to be missed than can have been."""
        return bool(self.met) and self.admitted is not None and self.admitted > self.open


def blankets(paper: Paper) -> Iterator[Blanket]:
    """Yield the claims that all indicators were met, of this year and of a scope that has rows in the paper."""
    for claim in paper.claims:
        if claim.period in ("计划", "部分") or not paper.of_its_year(claim.period):
            continue
        if (stretch := _all_done(claim)) is not None and (covered := _covered(paper, claim, stretch)):
            missed = tuple(row for row in covered if row.missed and not _excepted(row, claim))
            yield Blanket(claim, missed, claim.exceptions)
        elif (counted := _counted(claim)) is not None:
            yield from _of_count(paper, claim, counted)
        elif (told := met_and_missed(claim.text)) is not None:
            yield from _of_sides(paper, claim, *told)


def _of_sides(paper: Paper, claim: Claim, met: int, missed: int) -> Iterator[Blanket]:
    """Yield the claim that so many indicators were met and so many not, where both make up the rows of the paper."""
    covered = _covered(paper, claim, fold(claim.text))
    if met + missed == len(covered) > 0:
        yield Blanket(claim, tuple(row for row in covered if row.missed), missed)


def _of_count(paper: Paper, claim: Claim, counted: Tally) -> Iterator[Blanket]:
    """Yield the claim that so many of as many indicators as the paper has rows were met."""
    covered, admitted = _covered(paper, claim, fold(claim.text)), _admitted(counted)
    if admitted is not None and counted.total.exact == len(covered) > 0:
        met = tuple(row for row in covered if row.parts and all(part.met and part.sure for part in row.parts))
        missed = tuple(row for row in covered if row.missed)
        yield Blanket(claim, missed, admitted, met, len(covered) - len(met))


def _all_done(claim: Claim) -> str | None:
    """Return the stretch of a sentence that says of indicators that all of them were met, None where none does."""
    text = fold(claim.text)
    stretches = (
        _WORK_ON_THEM.sub("", text[said.start : said.end]) for said in claim.assertions if said.judgement == "全部完成"
    )
    told = (part for part in stretches if any(subject in part for subject in judgements().blanket))
    return next((part for part in told if not _OF_A_KIND.search(_OF_A_LEVEL.sub("", _WHOLE_PAPER.sub("", part)))), None)


def _covered(paper: Paper, claim: Claim, stretch: str) -> Sequence[Indicator]:
    """Return the rows of the claim's scope: of the table, or the levels, that it names, else all."""
    rows = [
        row for row in paper.indicators if row.answered and row.scope == claim.scope and not row.name.endswith("执行率")
    ]
    if named := _TABLE.search(stretch):
        rows = [row for row in rows if named[0].replace(" ", "") in (row.table or "").replace(" ", "")]
    elif any(row.table == claim.location.table for row in rows):
        rows = [row for row in rows if row.table == claim.location.table]
    return [row for row in rows if any(level.removesuffix("指标") in stretch for level in row.levels)] or rows


def _counted(claim: Claim) -> Tally | None:
    """Return how many of so many indicators a sentence counts as done."""
    found = (tally for tally in tallies(claim.text, claim.quantities) if tally.things.endswith("指标"))
    return next((tally for tally in found if tally.state in ("完成", "达标", "达到", "实现")), None)


def _admitted(counted: Tally) -> int | None:
    """Return how many a sentence says were missed; None where it counts a third state beside."""
    if counted.open or counted.total.exact is None:
        return None
    if counted.undone is not None and counted.undone.exact is not None:
        return int(counted.undone.exact)
    return None if counted.done is None or counted.done.exact is None else int(counted.total.exact - counted.done.exact)


def _excepted(row: Indicator, claim: Claim) -> bool:
    name, words = han_only(row.name), han_only(claim.excepted)
    return len(words) >= len(name) // 2 > 0 and fuzz.partial_ratio(name, words) >= _NAMED
