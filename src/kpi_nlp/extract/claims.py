"""Sentences to claims: figures and judgements, with whom and which time they speak of."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

from kpi_nlp import lexicon, quantities
from kpi_nlp.extract.prose import Sentence
from kpi_nlp.model import WHOLE, Budget, Claim, Judgement
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_PLANNED_SECTION = re.compile(
    r"下一步|改进措施|后续工作|工作计划|工作安排|相关建议|总体目标|绩效目标$|重点任务|重点工作任务|整改|目标合理|目标设定|主要职责|职能"
)
_DONE_SECTION = re.compile(r"完成情况|自评|成效|分析|执行")
_NOT_A_STATE = re.compile(r"完成(?:率|情况|度|及时|时间|指标|值|目标值|程度|时效)")
_RUBRIC = re.compile(r"的[,，]?\s*(?:得|扣|计)\s*\d")


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
        if budget.note is not None:
            judgement, exceptions = judged(budget.note.text)
            yield Claim(
                budget.note.text,
                document,
                budget.note.location,
                budget.note.quantities,
                judgement,
                exceptions,
                scope=budget.item,
            )


def _claim(document: str, sentence: Sentence, year: int | None) -> Claim:
    judgement, exceptions = judged(sentence.text)
    return Claim(
        text=sentence.text,
        document=document,
        location=sentence.location,
        quantities=quantities.parse(sentence.text),
        judgement=judgement,
        exceptions=exceptions,
        scope=_scope(sentence),
        period=_period(sentence, year),
        section=sentence.sections,
    )


def judged(text: str) -> tuple[Judgement | None, int]:
    """Return the judgement of a text, and N where it says 「除N个外」 of a blanket judgement."""
    words = lexicon.judgements()
    folded = fold(text)
    for pattern in words.exceptions:
        if match := re.search(pattern, folded):
            return "全部完成", int(number_of(match[1]))
    stated = _NOT_A_STATE.sub("", folded)
    for judgement, phrases in words.claims.items():
        if any(phrase in stated for phrase in phrases):
            return cast("Judgement", judgement), 0
    return None, 0


def _scope(sentence: Sentence) -> str | None:
    """Return the project of the section, or words for more than the unit itself, else 整体."""
    if sentence.project:
        return sentence.project
    for scope, words in lexicon.judgements().scopes.items():
        if any(word in sentence.text for word in words):
            return scope
    return WHOLE


def _period(sentence: Sentence, year: int | None) -> str | None:
    """Return 计划, 累计, another year, or the year of the paper."""
    section = sentence.sections[-1] if sentence.sections else ""
    planned = any(_PLANNED_SECTION.search(title) for title in sentence.sections) and not _DONE_SECTION.search(section)
    periods = lexicon.judgements().periods
    if planned or any(sentence.text.startswith(word) for word in periods["计划"]):
        return "计划"
    if any(word in sentence.text for word in periods["累计"]):
        return "累计"
    years = {int(match) for match in _years().findall(fold(sentence.text))}
    if years and year is not None and year not in years:
        return str(max(years))
    return None if year is None else str(year)


@cache
def _years() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
