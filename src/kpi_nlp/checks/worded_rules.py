"""What printed rules of scoring say in words: what a missed target earns, their points in all, the points of deeds."""

import re
from decimal import Decimal
from typing import Literal

from kpi_nlp.quantities.relation import HUNDRED

_N = r"\d+(?:\.\d+)?"
_OTHERWISE = re.compile(
    r"(?:否则|达不到|未达到|未达标|不达标|未完成|没有达到|超过|超出)的?[^;。]{0,14}?(?:不[得计]分|[得计记]?0分|零分)"
)
_ITS_POINTS = re.compile(
    rf"(?:[本该此](?:项|指标)|指标)(?:满分|分值|共|计|总分|权重)?(?:为|:)?({_N})分|^(?:满分|分值|共)(?:为|:)?({_N})分"
)
_DEEDS = re.compile(rf"(?:[^\d;,，。、()≥≤<>%]{{2,20}}?(?:[得计记]{_N}分|\({_N}分\))[;,，。、]?)+")
_POINTS_OF_DEED = re.compile(rf"[得计记(]({_N})分")
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


def points_of_deeds(plain: str) -> tuple[Decimal, ...]:
    """Return the points of deeds that a rule lists without a number besides: 「制定方案得5分，组织实施得5分」."""
    whole = _DEEDS.fullmatch(plain)
    return tuple(Decimal(points) for points in _POINTS_OF_DEED.findall(plain)) if whole else ()
