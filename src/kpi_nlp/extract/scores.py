"""Points as the prose states them: 「指标满分6分，评价得分4.64分，得分率77.33%」, 「政府采购执行率（扣0.11分）」."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kpi_nlp.extract.prose import Sentence
from kpi_nlp.model import StatedScore
from kpi_nlp.text import fold, han_only

_N = r"(\d+(?:\.\d+)?)"
_FULL = re.compile(rf"(?:满分|分值)为?\s*{_N}\s*分")
_SCORE = re.compile(rf"(?<!的)得分(?:为|是|:)?\s*{_N}\s*分")
_RATE = re.compile(rf"得分(?:率|百分比|占比)(?:为|:)?\s*{_N}\s*%")
_DEDUCTED = re.compile(
    rf"^[\d一二三四五六七八九十.、() ]*(?P<subject>[^()]{{2,24}}?)\s*[(]扣(?:分|减)?\s*{_N}\s*分?[)]"
)
_TOTAL = re.compile(r"(?:绩效自评|绩效评价|自评|综合|整体|总|最终|综合评价|自评总|自评综合)$")
_NAMELESS = re.compile(r"^(?:指标)?$|[该此本](?:项|指标)")
_FULL_MARKS = Decimal(100)


def stated_scores(document: str, sentences: Iterable[Sentence]) -> Iterator[StatedScore]:
    """Yield every statement of points, with the words in front of it as its subject."""
    for sentence in sentences:
        text = fold(sentence.text)
        if deduction := _DEDUCTED.match(text):
            yield StatedScore(
                deduction["subject"].strip(), sentence.text, document, sentence.location, deducted=Decimal(deduction[2])
            )
            continue
        found = {name: pattern.search(text) for name, pattern in (("full", _FULL), ("score", _SCORE), ("rate", _RATE))}
        if not found["score"]:
            continue
        start = min(match.start() for match in found.values() if match)
        subject = _subject(text[:start])
        total = bool(_TOTAL.search(text[: found["score"].start()])) or (
            found["full"] is not None and Decimal(found["full"][1]) == _FULL_MARKS
        )
        if subject is None and not total:
            continue
        amounts = {name: Decimal(match[1]) for name, match in found.items() if match}
        yield StatedScore(subject or "", sentence.text, document, sentence.location, total=total, **amounts)


def _subject(before: str) -> str | None:
    """Return the words that name what was scored, None for 「该指标」."""
    subject = before.strip(" ,，:()")
    if _NAMELESS.search(han_only(subject)):
        return None
    return subject
