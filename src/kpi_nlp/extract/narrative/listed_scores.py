"""Points of several items in one sentence: 「其中，预算执行得分9.8分，产出指标得分48分，效益指标得分30分」."""

import re
from collections.abc import Iterator
from functools import cache

from kpi_nlp.extract.narrative.prose import Sentence
from kpi_nlp.lexicon import either, levels
from kpi_nlp.model import StatedScore
from kpi_nlp.quantities.numerals import number_of

_FEWEST = 2  # one alone is no list
_POINTS = re.compile(r"\d\s*分")
_ITEM = re.compile(
    r"(?:^|[,;:、])\s*(?:其中|一是|二是|三是|四是)?(?P<subject>[^\d,;:、()]{2,20}?)\s*"
    r"(?:[(]?(?:满分|分值|权重)?(?:为|:)?\s*(?P<full>\d+(?:\.\d+)?)\s*分[)]?[,]?)?"
    r"(?P<by>自评|评价|实际|实)?(?P<got>得分?(?:为|是|:)?)?\s*(?P<score>\d+(?:\.\d+)?)\s*分(?=\s*[,;:、。()]|$)"
)
_OTHERWISE = re.compile(
    r"[≥≤<>]|以上|以下|每|标准[:：]|下属|所属|二级单位|二级预算单位|各单位|问卷|调查|测评|考核|平均"
)
_SURVEY = re.compile(r"(?:根据|按照?|依据|经|通过)?[^,;。]{0,6}?(?:问卷|调查|测评)(?:结果|情况|得分)?(?=[^\d,]{0,4}\d)")
_NO_ITEM = re.compile(
    r"扣|加分?$|减|满分|分值|权重|总分|基础分|综合|自评$|绩效评价$|[该此本](?:项|指标)|^指标$|^(?:评价|最终|实际)$"
)
_OF_ANOTHER = re.compile(r"(?<![本我该])(?:项目|资金|单位|[局委办院校馆所站队]|中心|公司)(?=.)")
_POINTS_THERE_ARE = re.compile(r"满分|分值|权重|设[置定]|总分|赋分|分别为")
_RESPECTIVELY = re.compile(
    r"(?:^|[,;:。])(?:其中|自评)?(?P<names>(?:[^\d,;:、。]{2,10}、)+[^\d,;:、。]{2,6}?)(?:[二两三四五六七八]?(?:类|项|个|方面|部分)(?:一级)?(?:指标)?|指标)?(?:自评|评价|得分)*分别(?:得分?为?|为|是)"
    r"(?P<points>\s*\d+(?:\.\d+)?分(?:[,、和及]\d+(?:\.\d+)?分)+)"
)
_EACH = re.compile(r"(\d+(?:\.\d+)?)分")
_NUMBER = r"\d+(?:\.\d+)?"
_EXECUTION = ("预算执行率", "预算执行情况", "预算执行", "预算资金执行率", "资金执行率")
_ALL_ROWS = ("绩效指标", "各项绩效指标", "各项指标", "其余绩效指标", "其余指标", "三级指标", "指标部分")
_NO_SCORE = re.compile(r"下属|所属|二级单位|二级预算单位|各单位|上年|去年|目标值|力争|确保|争取|预计|平均")
_BEHIND = re.compile(r"(?:方面|部分|类|情况)?(?:自评|评价|综合)?$")


def listed(document: str, sentence: Sentence, text: str) -> tuple[StatedScore, ...]:
    """Return the items of a list of points; without 得分 only where decimals tell them from the points there are."""
    if len(_POINTS.findall(text)) < _FEWEST or _OTHERWISE.search(text):
        return ()
    found = [match for match in _ITEM.finditer(text) if not _NO_ITEM.search(match["subject"])]
    told = all(match["got"] or (match["by"] and match["full"]) for match in found)
    if len(found) < _FEWEST or not (told or _tells_scores(text, found)):
        return tuple(_one_by_one(document, sentence, text))
    if _OF_ANOTHER.search(found[0]["subject"]) and found[0]["subject"] not in levels().first:
        return ()  # all the items are its
    return tuple(
        StatedScore(
            match["subject"].removeprefix("其中").strip(),
            sentence.text,
            document,
            sentence.location,
            full=number_of(match["full"]) if match["full"] else None,
            score=number_of(match["score"]),
        )
        for match in found
    )


def _one_by_one(document: str, sentence: Sentence, text: str) -> Iterator[StatedScore]:
    """Yield the points of 「产出、效益、满意度三类指标分别得49分、30分和10分」, one for each name."""
    for match in _RESPECTIVELY.finditer(text):
        names, points = match["names"].split("、"), _EACH.findall(match["points"])
        if len(names) == len(points):
            for name, score in zip(names, points, strict=True):
                yield StatedScore(name, sentence.text, document, sentence.location, score=number_of(score))


def of_levels(document: str, sentence: Sentence, text: str) -> Iterator[StatedScore]:
    """Yield the points of levels, of several of them together, or of all indicators: 「产出和效益两部分共得78分」, 「产出指标扣5分」."""
    if "分" not in text or _OTHERWISE.search(_SURVEY.sub("", text)) or _NO_SCORE.search(text):
        return
    for match in _level_points().finditer(text):
        score, full = match["score"] or match["of"], match["full"] or match["all"]
        yield StatedScore(
            match["subject"],
            sentence.text,
            document,
            sentence.location,
            full=number_of(full) if full else None,
            score=number_of(score) if score else None,
            deducted=number_of(match["off"]) if match["off"] else None,
        )


@cache
def _level_points() -> re.Pattern[str]:
    """A level from the first word of a clause, the points there are, and those that were given or taken off."""
    known = levels()
    name = rf"{either([*known.first, *known.second, *known.either, *_EXECUTION, *_ALL_ROWS])}(?:指标|类)?"
    opening = r"(?:^|(?<=[,;:。(“])|(?<=其中)|(?<=是)|(?<=在)|(?<=对)|(?<=从)|(?<=单位)|(?<=部门)|(?<=我局)|(?<=本局)|(?<=自评)|(?<=除))"
    together = r"(?:[,，]?(?:[一二三两四五六七八九][大个项类]*|各)?(?:部分|方面|项|类|块|维度|板块|一级指标|指标)*)"
    there_are = (
        rf"(?:[(,:]*\s*(?:满分|分值|权重|标准分|总分值?|共计?|合计|占)*(?:为|是|:)?\s*(?P<full>{_NUMBER})\s*分[)]?)"
    )
    between = r"[,:]?[^\d,;:。()扣满分]{0,10}?"
    got = rf"(?:合计|共计|总共|一共|共|累计|小计|总计|自评|评价|评定|实际|最终)*(?:得分|得|自评|实得|计|打分?|评|获)(?:分)?(?:为|是|:|了|共)*\s*(?P<score>{_NUMBER})\s*分"
    off = rf"(?:共|合计|累计|被|自评|自行)*(?:扣减|扣除|扣分|扣了|扣掉|扣|失分|丢分|失|丢)(?:为|是|:)?\s*(?P<off>{_NUMBER})\s*分"
    share = rf"[(:]?(?P<of>{_NUMBER})分?/(?P<all>{_NUMBER})分[)]?"
    return re.compile(
        rf"{opening}(?P<subject>{name}(?:(?:、|和|与|及|以及|加|\+){name})*{together})(?:{share}|{there_are}?{between}(?:{got}|{off}))(?![钟值])"
    )


def _tells_scores(text: str, found: list[re.Match[str]]) -> bool:
    """「预算执行9.79分，产出50分」: points that a form gives have no decimals."""
    return not _POINTS_THERE_ARE.search(text) and any("." in match["score"] for match in found)


def of_a_level(before: str) -> bool:
    """Return whether the points behind these words are those of a first level: 「产出指标自评得分48分」."""
    return any(_BEHIND.sub("", before).endswith(name) for name in levels().first)
