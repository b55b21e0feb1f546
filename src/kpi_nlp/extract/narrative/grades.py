"""Grades as the prose states them: 「自评得分95.2分，评价等级为“优”」, 「达到优秀等次」; scales of grades state none."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.extract.narrative.scores import NUMBER, YEAR
from kpi_nlp.lexicon import either, judgements
from kpi_nlp.model import Figure, Grade
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_LABEL = r"(?:等级|等次|级别|档次|评级|(?:评价|自评|评定|绩效)(?:结论|结果))(?:评定|确定|初评|自评)?"
_OPEN, _CLOSE = r"\s*[“\"「『‘(]?", r"[”\"」』’)]?"
_SCALE = re.compile(
    r"[级次档共可划]分为|[三四五]个?(?:等级|等次|档)|(?:评分|评定|评价|等级)标准[为是:]|以[上下]|[≥≤<>]|\d\s*[-~—至]\s*\d+\s*分|\([不]?含|若|如果"
)
_OTHERS = re.compile(r"考核|考评|测评|评议|满意度|干部|职工|公务员|信用|文明|党建|验收|风险")
_SCORE = re.compile(
    rf"(?P<total>总|综合|自评|最终|绩效|评价|整体)?(?:得分|评分|总分|分数|成绩)(?:合计|总计|共计|结果)?(?:为|是|:|达到?|共)?\s*(?P<points>{NUMBER})\s*分"
)
_BAND = r"以上|以下|[≤≥<>]|[-~—至]\s*\d+\s*分"
_SCALE_QUOTED = re.compile(rf"“[^”]*(?:{_BAND})[^”]*”(?:的)?(?:标准|分档|规定)?|[(][^()]*(?:{_BAND})[^()]*[)]")
_OF_A_PART = re.compile(r"指标|满意度|产出|效益|管理|过程|决策|其中|项目")
_LEAST, _FULL = 50, 100  # fewer points are those of a part
_BETWEEN = re.compile(r"其中.*$")


def stated_grades(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[Grade]:
    """Yield the grade of each sentence that states one; several in a sentence are those of parts, or a scale."""
    for sentence in sentences:
        text = _SCALE_QUOTED.sub(_blank, fold(sentence.text))
        found = list(_stated().finditer(text)) or list(_beside_points(text))
        letters = {judgements().grades[match["word"] or match["named"]] for match in found}
        if len(letters) != 1 or _SCALE.search(text) or _OTHERS.search(text[: found[0].start()]):
            continue
        before = text[: found[0].start()]
        years = YEAR.findall(before)
        yield Grade(
            sentence.text,
            letters.pop(),
            document,
            sentence.location,
            _score(sentence, before, text[found[0].end() :]),
            scope_of(sentence, author),
            years[-1] if years else period_of(sentence, author.year),
        )


def _score(sentence: Sentence, before: str, behind: str) -> Figure | None:
    """Return the score that a sentence states of the whole: in front of the grade, else behind it; None for several."""
    for text in (_BETWEEN.sub("", before), before, behind):
        found = list(_SCORE.finditer(text))
        told = [match for match in found if match["total"]] or found
        amounts = {number_of(match["points"]) for match in told}
        if len(amounts) == 1:
            return Figure(amounts.pop(), told[0]["points"], sentence.location)
    return None


def _blank(match: re.Match[str]) -> str:
    """Leave the places of all else as they are: a scale that is quoted states no grade."""
    return " " * len(match[0])


def _beside_points(text: str) -> Iterator[re.Match[str]]:
    """Yield bare words behind the points of the whole: 「自评总分95分（优）」, 「我单位得95分，评定为优」."""
    for found in _behind_points().finditer(text):
        points = number_of(found["points"])
        if points is not None and _LEAST <= points <= _FULL and not _OF_A_PART.search(text[: found.start("points")]):
            yield found


@cache
def _behind_points() -> re.Pattern[str]:
    words = either(judgements().grades)
    return re.compile(
        rf"(?:自评|总|综合|最终|支出|单位|部门|年度|打分)[^,;:。\d]{{0,6}}?[,:]?(?:得分?)?(?:为|是|:)?(?P<points>{NUMBER})\s*分\s*[,/、(]?\s*"
        rf"(?:对应|属于?|评定|确定|评|定)?(?:为|是)?{_OPEN}(?P<word>(?P<named>{words})){_CLOSE}(?:等级|等次|等|档|级)?[)]?(?=[,。;]|$)"
    )


@cache
def _stated() -> re.Pattern[str]:
    """「等级为“优”」 and 「属于优秀等次」; what goes on behind the word is another word (优质, 良好的)."""
    words = either(judgements().grades)
    behind = rf"{_LABEL}(?:为|是|属于?|达到?|评为|定为|:)*{_OPEN}(?P<word>{words}){_CLOSE}(?:[级等档次]+)?(?=[^\w的]|$)"
    before = rf"(?:为|是|属于?|达到?|评|对应|处于|划为|列为){_OPEN}(?P<named>{words}){_CLOSE}(?:等级|等次|档次|档|等|级)(?=[^\w的]|$)"
    return re.compile(f"{behind}|{before}")
