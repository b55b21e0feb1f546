"""Points as the prose states them: 「指标满分6分，评价得分4.64分，得分率77.33%」, 「政府采购执行率（扣0.11分）」."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import StatedScore
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, han_only

NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百零]+(?:点[零一二三四五六七八九]+)?)"
_N = rf"({NUMBER})"
_FULL = re.compile(rf"(?:满分|分值)为?\s*{_N}\s*分")
_SCORE = re.compile(rf"(?<!的)得分(?:为|是|:)?\s*{_N}\s*分")
_GOT = re.compile(rf"(?<![的获取])得\s*{_N}\s*分")  # only beside the full mark: 「满分5分，扣1分，得4分」
_RULE = re.compile(r"[≥≤<>]|以上|以下|每|的[,，]?得|评分标准[:：]")
_RATE = re.compile(rf"得分(?:率|百分比|占比)(?:为|:)?\s*{_N}\s*%")
_TAKEN_OFF = re.compile(rf"扣(?:分|减|除)?\s*{_N}\s*分")
_DEDUCTED = re.compile(
    rf"^[\d一二三四五六七八九十.、() ]*(?P<subject>[^()]{{2,24}}?)\s*[(]扣(?:分|减)?\s*{_N}\s*分?[)]"
)
_TOTAL = re.compile(r"(?:绩效自评|绩效评价|自评|综合|整体|总|最终|综合评价|自评总|自评综合)$")
YEAR = re.compile(r"(20\d\d)\s*年")
_NOT_OF_ALL = re.compile(r"其中|下属|所属|二级单位|二级预算单位|各单位|满意度|问卷|调查|测评|考核|平均")
_NAMELESS = re.compile(r"^(?:指标)?$|[该此本](?:项|指标)")
_FULL_MARKS = Decimal(100)
_BESIDE = 16  # how far from the points a deduction may stand to be theirs
_FIGURES = {"full": _FULL, "score": _SCORE, "rate": _RATE, "deducted": _TAKEN_OFF}


def stated_scores(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[StatedScore]:
    """Yield every statement of points, with the words in front of it as its subject."""
    for sentence in sentences:
        score = _stated(document, sentence)
        if score is not None:
            yield replace(
                score, scope=scope_of(sentence, author), period=score.period or period_of(sentence, author.year)
            )


def _stated(document: str, sentence: Sentence) -> StatedScore | None:
    text = fold(sentence.text)
    if deduction := _DEDUCTED.match(text):
        return StatedScore(
            deduction["subject"].strip(), sentence.text, document, sentence.location, deducted=number_of(deduction[2])
        )
    found = {name: match for name, pattern in _FIGURES.items() if (match := pattern.search(text))}
    if "score" not in found and "full" in found and not _RULE.search(text) and (got := _GOT.search(text)):
        found["score"] = got
    if "score" not in found:
        return None
    if "deducted" in found and abs(found["deducted"].start() - found["score"].start()) > _BESIDE:
        del found["deducted"]
    amounts = {name: number_of(match[1]) for name, match in found.items()}
    subject = _subject(text[: min(match.start() for match in found.values())])
    whole = bool(_TOTAL.search(text[: found["score"].start()])) or amounts.get("full") == _FULL_MARKS
    if subject is None and not whole:
        return None
    total = whole and not _NOT_OF_ALL.search(text[: found["score"].start()])
    return StatedScore(
        subject or "",
        sentence.text,
        document,
        sentence.location,
        full=amounts.get("full"),
        score=amounts.get("score"),
        rate=amounts.get("rate"),
        deducted=amounts.get("deducted"),
        total=total,
        period=years[-1] if (years := YEAR.findall(text[: found["score"].start()])) else None,
    )


def _subject(before: str) -> str | None:
    """Return the words that name what was scored, None for 「该指标」."""
    subject = before.strip(" ,，:()")
    if _NAMELESS.search(han_only(subject)):
        return None
    return subject
