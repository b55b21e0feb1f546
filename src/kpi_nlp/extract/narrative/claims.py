"""Sentences to claims: figures and judgements, with whom and which time they speak of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from kpi_nlp import quantities
from kpi_nlp.extract.narrative.context import period_of, scope_of
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Budget, Claim, Judgement
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_NOT_A_STATE = re.compile(r"完成(?:率|情况|度|及时|时间|指标|值|目标值|程度|时效)")
_RUBRIC = re.compile(r"的[,，]?\s*(?:得|扣|计)\s*\d")
_EXCEPT = re.compile(r"除了?(?P<what>[^。;]{1,60}?)(?:以外|之外|外)")
_HOW_MANY = re.compile(r"^\s*(?:上述|以上|该|这|前述|下列)?([0-9一二两三四五六七八九十]+)\s*[个项]")
_SOME = re.compile(r"个别|少数|部分|少量|[几数][个项]")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a text says of an outcome, where it begins to say so, and what it leaves out (see Claim)."""

    judgement: Judgement | None = None
    start: int | None = None
    exceptions: int | None = 0
    excepted: str = ""


def claims_of(document: str, sentences: Iterable[Sentence], *, year: int | None) -> Iterator[Claim]:
    """Yield the sentences that hold an amount or a judgement; rules of scoring claim nothing."""
    for sentence in sentences:
        if _RUBRIC.search(sentence.text):
            continue
        claim = _claim(document, sentence, year)
        if claim.quantities or claim.judgement:
            yield claim


def claims_of_notes(document: str, budgets: Iterable[Budget]) -> Iterator[Claim]:
    """Yield what the task tables say of each task's outcome."""
    for budget in budgets:
        if (note := budget.note) is not None:
            said = judged(note.text)
            yield Claim(
                text=note.text,
                document=document,
                location=note.location,
                quantities=note.quantities,
                judgement=said.judgement,
                exceptions=said.exceptions,
                excepted=said.excepted,
                scope=budget.item,
            )


def _claim(document: str, sentence: Sentence, year: int | None) -> Claim:
    said = judged(sentence.text)
    return Claim(
        text=sentence.text,
        document=document,
        location=sentence.location,
        quantities=quantities.parse(sentence.text),
        judgement=said.judgement,
        exceptions=said.exceptions,
        excepted=said.excepted,
        scope=scope_of(sentence),
        period=period_of(sentence, year, until=said.start if said.judgement == "全部完成" else None),
        section=sentence.sections,
    )


def judged(text: str) -> Judged:
    """Return the first judgement of the lexicon that a text makes; 「除N个外」 by itself says that all else was done."""
    folded = fold(text)
    left_out = _EXCEPT.search(folded)
    exceptions, excepted = _exceptions(left_out["what"]) if left_out else (0, "")
    if exceptions and left_out:
        return Judged("全部完成", left_out.start(), exceptions, excepted)
    stated = _NOT_A_STATE.sub(lambda match: " " * len(match[0]), folded)
    for judgement, phrases in judgements().claims.items():
        starts = [start for phrase in phrases if (start := stated.find(phrase)) >= 0]
        if starts:
            return Judged(cast("Judgement", judgement), min(starts), exceptions, excepted)
    return Judged()


def _exceptions(what: str) -> tuple[int | None, str]:
    """Return N of 「除N个…外」, None for 「除个别…外」, 0 where the exceptions are named; and the words in between."""
    if number := _HOW_MANY.match(what):
        return int(number_of(number[1])), what
    return (None if _SOME.search(what) else 0), what
