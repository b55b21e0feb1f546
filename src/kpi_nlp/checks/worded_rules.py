"""What printed rules of scoring say in words: what a missed target earns, their points in all, the points of deeds."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from kpi_nlp.checks.rules import Step
from kpi_nlp.quantities.relation import HUNDRED

_N = r"\d+(?:\.\d+)?"
_OTHERWISE = re.compile(
    r"(?:否则|达不到|未达到|未达标|不达标|未完成|没有达到|超过|超出|低于下限|高于上限|范围之?外|区间之?外|不在[^;。]{0,6}(?:范围|区间)|其他|其余|低于或高于|逾期)的?[^;。]{0,14}?(?:不[得计]分|[得计记]?0分|零分)"
)
_ITS_POINTS = re.compile(
    rf"(?:[本该此](?:项|指标)|指标)(?:满分|分值|共|计|总分|权重)?(?:为|:)?({_N})分|^(?:满分|分值|共)(?:为|:)?({_N})分"
)
_DEEDS = re.compile(rf"(?:[^\d;,，。、()≥≤<>%×*+]{{2,20}}?(?:[得计记占]?{_N}分|\({_N}分\))[;,，。、]?)+")
_POINTS_OF_DEED = re.compile(rf"({_N})分")
_NO_DEED = re.compile(r"满分|总分|共计|[扣每各加]")
_GRADED = re.compile(
    r"[优良中差好]|一般|合格|全部|部分|基本|没有|未|不|较|[一二三四]等|[A-D甲乙丙]"
)  # one of these is reached, not all
_EACH = re.compile(
    rf"(?P<count>[两二三四五六七八九2-9])[个项类件][^;,。\d]{{0,8}}?(?:各|均|分别)(?:占|为|得|计)?(?P<of>{_N})分|每(?:完成)?(?:一|1)?项(?:任务|内容|分项|工作)?(?:占|为|得|计)?(?P<every>{_N})分"
)
_COUNTS = {
    word: number
    for number, words in enumerate(("", "", "两二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"))
    for word in words
}
_MOST_LOST = re.compile(
    rf"(?:最[多高]|至多|累计|合计|总共|上限)[^;,。\d]{{0,8}}?扣[^;,。\d]{{0,8}}?({_N})分|扣(?:分|减|除)?[^;,。\d每]{{0,6}}?(?:上限|最[多高]|不超过|封顶|以)[^;,。\d]{{0,4}}({_N})分|扣[满完足]({_N})分"
)
_LEAST_LEFT = re.compile(
    rf"(?:最低|至少|最少|保底)[^;,。\d扣]{{0,6}}?({_N})分|(?<!目标)(?<!目标值)(?:得分)?不低于({_N})分|扣[至到]({_N})分"
)
_SOME_LIMIT = re.compile(
    r"扣[^;。]{0,20}(?:最多|至多|封顶|保底|上限|不超过)|(?:最多|至多|封顶|保底|上限)[^;。]{0,12}扣"
)
_LATE = re.compile(
    rf"每(?:延迟|逾期|推迟|延期|延误|拖延|拖后|滞后|超期|迟|晚|推后)(?:完成)?(?P<step>{_N}|一)?(?P<unit>个?工作日|天|日|周|个?月|个?季度)[,，]?扣(?:减|除)?(?:(?P<points>{_N})分|(?P<share>{_N})%分值)"
)
_IN_TIME = re.compile(
    rf"(?:按期|按时|如期|及时|准时|(?:期限|时限|时间)之?内|\d[年月日]?底?前)[^;,。\d]{{0,6}}?(?:得|计|记|为)(?:满分|{_N}分)"
)
_FORMULA = re.compile(
    rf"(?:实际[^;×*÷/]{{0,8}}[/÷][^;×*÷/]{{0,3}}(?:目标|计划|指标|年初)[^;×*÷/]{{0,6}}|完成(?:率|比例))(?:[,，]100%\)?|\))?[×*](?:100%[×*])?(?:[本该此]项|指标)?(?:分值|权重|满分|标准分|{_N})"
)  # 「实际完成值/年度指标值×分值」
_PROPORTION = re.compile(
    r"比例乘以?(?:该项|指标)?分值|按(?:实际)?(?:完成)?(?:情况)?(?:的)?(?:完成率|比例)(?:计算|计|得|折算)?分?"
)
_ALL_OR_NOTHING = re.compile(
    r"(?:完成|达标|达到)[^;]*?得?(?:满分|[\d.]+分)[;,]*(?:否则|未完成|未达标|未达到|不达标)[^;]{0,6}(?:不得分|得?0分|零分)"
)


def in_words(plain: str) -> Literal["nothing", "proportion"] | None:
    """Return what a missed target earns by a rule without numbers."""
    if _FORMULA.search(plain) or _PROPORTION.search(plain):
        return "proportion"
    alone = gives_nothing_otherwise(plain) and not any(map(str.isdigit, plain))
    return "nothing" if alone or _ALL_OR_NOTHING.search(plain) else None


def gives_nothing_otherwise(plain: str) -> bool:
    """Return whether a rule says that whatever is not told earns nothing."""
    return bool(_OTHERWISE.search(plain))


def its_points(plain: str) -> Decimal | None:
    """Return what a rule calls its points: 「本项满分7分」; None where several are, and for points of a hundred."""
    found = {Decimal(one or other) for one, other in _ITS_POINTS.findall(plain)}
    return found.pop() if len(found) == 1 and HUNDRED not in found else None


def points_of_deeds(plain: str) -> tuple[tuple[Decimal, ...], bool]:
    """Return the points of deeds that a rule lists without a number besides: 「制定方案得5分，组织实施得5分」; and whether they add up for certain."""
    if _NO_DEED.search(plain) or not _DEEDS.fullmatch(plain):
        return (), False
    points = tuple(map(Decimal, _POINTS_OF_DEED.findall(plain)))
    return points, plain.count("(") == len(points) and not _GRADED.search(plain)


def points_of_each(plain: str) -> tuple[Decimal | None, Decimal | None]:
    """Return what a rule gives for each part of a target, and what all parts that it counts come to."""
    found = _EACH.search(plain)
    if found is None:
        return None, None
    points = Decimal(found["of"] or found["every"])
    return points, points * _COUNTS[found["count"]] if found["count"] else None


def limited(step: Step | None, plain: str) -> Step | None:
    """Return a deduction with its limits; None where it has one that is not understood."""
    most, least = (_points_in(pattern.search(plain)) for pattern in (_MOST_LOST, _LEAST_LEFT))
    if step is None or (most is None and least is None):
        return None if _SOME_LIMIT.search(plain) else step
    return replace(step, limit=most, least=least or Decimal(0))


def _points_in(found: re.Match[str] | None) -> Decimal | None:
    return Decimal(next(filter(None, found.groups()))) if found else None


def late(plain: str) -> Step | None:
    """Return what a rule takes off for every day or month behind a deadline."""
    found = _LATE.search(plain)
    if found is None:
        return None
    size = Decimal(1) if found["step"] in (None, "一") else Decimal(found["step"])
    points, share = found["points"], Decimal(found["share"] or HUNDRED) / HUNDRED
    return Step(size, found["unit"].removeprefix("个"), Decimal(points) if points else None, below=False, share=share)


def in_time(plain: str) -> bool:
    """Return whether a rule gives all points for what was done in time."""
    return bool(_IN_TIME.search(plain))
