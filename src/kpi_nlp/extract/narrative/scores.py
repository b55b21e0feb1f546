"""Points as the prose states them: 「指标满分6分，评价得分4.64分，得分率77.33%」, 「政府采购执行率（扣0.11分）」."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.extract.narrative.context import Author, period_of, scope_of
from kpi_nlp.extract.narrative.listed_scores import listed, of_a_level, of_levels
from kpi_nlp.extract.narrative.own_total import own_total
from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.model import StatedScore
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, han_only

NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十百零]+(?:点[零一二三四五六七八九]+)?)"
_N = rf"({NUMBER})"
_FULL = re.compile(
    rf"(?:满分|应得|(?<!自评)分值|标准分|权重)(?:值|数)?[为是:]?\s*{_N}\s*(?:分|(?=[,;。)]))|[(]{_N}分[)]|共{_N}分(?=[,;])|[,、对]{_N}分的(?:指标|项)|{_N}分中得"
)
_SCORE = re.compile(
    rf"(?<!的)(?:得分|自评分值|自评打分)(?:为|是|:)?\s*{_N}\s*(?:分(?![(]?(?:不?含)?[)]?以[上下])|(?=[,;。]))"
)
_GOT = re.compile(
    rf"(?<![的获取])(?:(?:自评|评价|评|实|中)得|得|获|打|计|自评|实评){_N}\s*分"
)  # only beside the full mark or what was taken off: 「满分5分，扣1分，得4分」
_ALL_POINTS = re.compile(rf"得满分{_N}分")
_BARE = re.compile(rf"(?<=[一-鿿”]){_N}分(?=\s*[(,;])")  # 「项目完成及时性5分（满分6分）」
_RULE = re.compile(
    r"[≥≤<>]|以上(?!各项|所述|分析|情况|问题|指标|[一二三四五六七八九]项)|以下|每|的[,，]?(?:得(?!分)|扣)|评分标准[:：]|否则|酌情|最多|不得分|扣完"
)
_ALONE = re.compile(
    rf"^(?:[^,;:。]{{0,8}}[:])?(?P<subject>[^,;:。()]{{4,30}}?)(?:指标)?[,，]?扣(?:分|减|除)?{_N}分[。;]?$"
)
_RATE = re.compile(rf"得分(?:率|百分比|占比)(?:为|:)?\s*{_N}\s*%")
_OVERALL = re.compile(
    rf"(?:(?:自评|综合|整体|最终|绩效|评价|评定)(?:综合|评价|自评|评定)?(?:总分|总?评分|总?成绩|分数|共?得)数?|自评分|总得分|(?:^|[,;:])(?:总分|总评分)|(?:打分|评分|计分|得分)[,，]?(?:合计|共计|共得))"
    rf"(?:为|是|:|共计|合计|达到?|共)*\s*{_N}\s*(?:分(?![值以及])|(?=[,(]\s*(?:满分|(?:评[价定])?(?:等[级次]|结论)|评定|对应)))"
)
_BY = r"财政(?:部门|局|厅|所)?(?:复|抽|再|重点|绩效)*[评审核]|第三方|复[评核审]|抽[评查]|专家"
_REVIEWED, _BY_OTHERS = re.compile(_BY), re.compile(rf"{_BY}|上年|去年|上一?年度")
_TAKEN_OFF = re.compile(rf"扣(?:分|减|除)?\s*{_N}\s*分")
_DEDUCTED = re.compile(
    rf"^[\d一二三四五六七八九十.、() ]*(?P<subject>[^()]{{2,24}}?)\s*[(]扣(?:分|减)?\s*{_N}\s*分?[)]"
)
_TOTAL = re.compile(r"(?:绩效自评|绩效评价|自评|综合|整体|总|最终|综合评价|自评总|自评综合)$")
YEAR = re.compile(r"(20\d\d)\s*年")
_NOT_OF_ALL = re.compile(
    r"其中|下属|所属|二级单位|二级预算单位|各单位|满意度|问卷|调查|测评|考核|考评|评议|平均|内控|内部控制|信用|营商"
)
_NAMELESS = re.compile(r"^(?:指标)?$|[该此本](?:项|指标)")
_INTRODUCED = re.compile(r"^(?:关于|对于|针对|就)?(?P<name>[^,。;\d]{4,30})[,，][^\d]*。该(?:项)?指标$")
_BEHIND_AN_ITEM = re.compile(r"(?:指标|部分|方面|类|率)[(,]?\s*(?:满分|分值|权重)?[为:]?\s*\d+(?:\.\d+)?\s*分[),]*$")
_FULL_MARKS = Decimal(100)
_LEAST = 50  # fewer points behind 「自评得」 are those of an item
_BESIDE = 16  # how far from the points a deduction may stand to be theirs
_FIGURES = {"full": _FULL, "score": _SCORE, "rate": _RATE, "deducted": _TAKEN_OFF}


def stated_scores(document: str, sentences: Iterable[Sentence], author: Author) -> Iterator[StatedScore]:
    """Yield every statement of points, with the words in front of it as its subject."""
    for sentence in sentences:
        for score in _all_stated(document, sentence):
            yield replace(
                score, scope=scope_of(sentence, author), period=score.period or period_of(sentence, author.year)
            )


def _all_stated(document: str, sentence: Sentence) -> Iterator[StatedScore]:
    """Yield the points of the whole, or of one item; those of a list stand for themselves."""
    text = fold(sentence.text)
    first = _stated(document, sentence, text)
    items = listed(document, sentence, text) or _of_levels(document, sentence, text, first)
    own = first if first is not None and (first.total or not items) else None
    if own is None or not own.total:
        own = (
            (_overall(document, sentence, text) if first is None else None)
            or _in_own_words(document, sentence, text)
            or own
        )
    yield from [own] if own is not None else []
    yield from items


def _of_levels(document: str, sentence: Sentence, text: str, first: StatedScore | None) -> tuple[StatedScore, ...]:
    """Return the points of levels, where these are more than what was read of the first item already."""
    items = tuple(of_levels(document, sentence, text))
    if first is None or len(items) != 1 or "," in first.subject:
        return items
    return items if items[0].full is not None and first.full is None else ()


def _in_own_words(document: str, sentence: Sentence, text: str) -> StatedScore | None:
    if _RULE.search(text) or (found := own_total(text)) is None:
        return None
    before, score = found
    year = years[-1] if (years := YEAR.findall(before)) else None
    return StatedScore(before, sentence.text, document, sentence.location, score=score, total=True, period=year)


def _overall(document: str, sentence: Sentence, text: str) -> StatedScore | None:
    """「自评总分99.8分」, 「综合评分为99.8分」 without the word 得分; 100 is mostly the mark of which points are given."""
    match = _OVERALL.search(text)
    before = text[: match.end()] if match else ""
    if match is None or _RULE.search(text) or _NOT_OF_ALL.search(before) or _BY_OTHERS.search(before):
        return None
    if of_a_level(text[: match.start()]) or _BEHIND_AN_ITEM.search(text[: match.start()]):
        return None
    score = number_of(match[1])
    if score is None or not _LEAST <= score < _FULL_MARKS:
        return None
    year = years[-1] if (years := YEAR.findall(before)) else None
    return StatedScore(
        before.strip(" ,"), sentence.text, document, sentence.location, score=score, total=True, period=year
    )


def _stated(document: str, sentence: Sentence, text: str) -> StatedScore | None:
    if deduction := _DEDUCTED.match(text):
        return StatedScore(
            deduction["subject"].strip(), sentence.text, document, sentence.location, deducted=number_of(deduction[2])
        )
    if not _RULE.search(text) and (alone := _ALONE.match(text)):
        return StatedScore(alone["subject"], sentence.text, document, sentence.location, deducted=number_of(alone[2]))
    found = _figures(text)
    if not {"score", "rate"} & found.keys():
        return None
    amounts = {name: number_of(next(filter(None, match.groups()))) for name, match in found.items()}
    subject = _subject(text[: min(match.start() for match in found.values())])
    before = text[: found["score"].start() if "score" in found else found["rate"].start()]
    whole = amounts.get("full", _FULL_MARKS) == _FULL_MARKS and ("full" in amounts or bool(_TOTAL.search(before)))
    if subject is None and not whole:
        return None
    others = _NOT_OF_ALL.search(before) or _REVIEWED.search(before) or of_a_level(before)
    total = whole and "score" in found and not others
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
        period=years[-1] if (years := YEAR.findall(before)) else None,
    )


def _figures(text: str) -> dict[str, re.Match[str]]:
    """Return the points that a sentence states; 「得4分」 and 「4分（满分5分）」 are a score only beside other points."""
    found = {name: match for name, pattern in _FIGURES.items() if (match := pattern.search(text))}
    rule = _RULE.search(text)
    if "score" not in found and not rule and {"full", "deducted"} & found.keys():
        got = _ALL_POINTS.search(text) or _GOT.search(text) or _bare(text, found)
        if got:
            found["score"] = got
    if "rate" in found and "score" not in found and (rule or "full" in found):
        del found["rate"]
    if "deducted" in found and "score" in found and abs(found["deducted"].start() - found["score"].start()) > _BESIDE:
        del found["deducted"]
    return found


def _bare(text: str, found: Mapping[str, re.Match[str]]) -> re.Match[str] | None:
    """Return the points right behind a name in front of those that there are, which are never those of the whole."""
    full = found.get("full")
    if full is None or number_of(next(filter(None, full.groups()))) == _FULL_MARKS:
        return None
    return _BARE.search(text, 0, full.start() + 1)


def _subject(before: str) -> str | None:
    """Return the words that name what was scored, None for 「该指标」."""
    if introduced := _INTRODUCED.match(before):
        return introduced["name"]
    subject = before.strip(" ,，:()")
    if _NAMELESS.search(han_only(subject)):
        return None
    return subject
