"""Printed rules of scoring (评分标准): tiers, a product, deductions by steps; what rests on judgement is said to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kpi_nlp.checks.rubric_wordings import in_one_wording
from kpi_nlp.checks.rules import AGAINST_TARGET, OF_TARGET, Earned, Product, Rubric, Step, Tier
from kpi_nlp.checks.worded_rules import (
    gives_nothing_otherwise,
    in_time,
    in_words,
    its_points,
    late,
    limited,
    points_of_deeds,
    points_of_each,
)
from kpi_nlp.quantities.relation import HUNDRED
from kpi_nlp.text import han_only, squeeze

_N = r"\d+(?:\.\d+)?(?!\.?\d)"  # a whole number: 「超过10分」 is no 1 that gives 0分
_STOPS = re.compile(r"[;；。\n]|(?<=分)[,，](?=[^,，]{0,12}[≥≤<>\d])")
_NUMBER_OF_ITEM = re.compile(r"\s*(?:[(（]\s*(\d{1,2})\s*[)）]|(\d{1,2})\s*[.、)）])\s*")
_SUBJECT = r"[\u4e00-\u9fffA-Za-z“”\"]*"
_EARNS = rf"(?:的|时|者)?[,，:]?(?:得|计|记|为|评)?(?P<points>{_N}分|{_N}%分值|满分|零分|不[得计]分)"
_BETWEEN = re.compile(
    rf"(?P<a>{_N})(?P<ua>%?)(?P<opa>[≥≤<>])(?P<subject>{_SUBJECT})(?P<opb>[≥≤<>])(?P<b>{_N})(?P<ub>%?){_EARNS}"
)
_BOUND = re.compile(rf"(?P<subject>{_SUBJECT})(?P<opb>[≥≤<>=])(?P<b>{_N})(?P<ub>%?)[\u4e00-\u9fff]{{0,2}}?{_EARNS}")
_WORDED = re.compile(
    rf"(?P<subject>{_SUBJECT}?)(?P<word>达到|不低于|高于|超过|低于|不足|小于)?(?P<b>{_N})(?P<ub>%?)(?:[-~—至](?P<c>{_N})(?P<uc>%?))?"
    rf"(?:\(含\))?(?P<side>及?以上|及?以下|以内|之内)?(?:\((?P<with>不?含)\))?{_EARNS}"
)
_PRODUCT = re.compile(
    rf"(?P<subject>{_SUBJECT}(?:率|比例|占比|程度))\s*[×*]\s*(?P<points>{_N})分?|(?<!\d)(?P<first>{_N})分?[×*](?P<behind>{_SUBJECT}(?:率|比例))"
)
_TIMES = re.compile(rf"[×*]{_N}分")
_STEP = re.compile(
    rf"每(?P<way>降低|减少|下降|低|少|缺|差|超过|超出|超|高出|高|增加|多|发生|出现)(?:于?(?:年度|年初|预期)?目标值?)?(?P<step>{_N}|一)?(?P<unit>个?百分点|%|[\u4e00-\u9fff]{{0,3}}?)[,，]?扣(?:减|除)?(?:(?P<points>{_N})分|(?P<share>{_N})%分值)"
)
_BRACKETED = re.compile(rf"[(（](?:满分|共)?({_N})分[)）]")
_JUDGEMENT = re.compile(r"酌情|视情|适当|综合评[分价]|由.{0,6}评定")
_FALLS = frozenset("低少缺差减下降")
_AS_PLANNED = re.compile(
    rf"(?:达到|达成|完成|实现)(?:年度|年初|预期|预定|既定|全部|绩效)*(?:目标|指标|任务)值?(?:的|时|者)?[,，:]?(?:得|计)({_N})分"
)
_REACHED = re.compile(
    rf"(?P<subject>)(?:达到|达成|完成|实现)(?:年度|年初|预期|预定|既定|全部|绩效)*(?:目标|指标|任务)值?{_EARNS}"
)
_OF_TARGET = re.compile(
    r"(?:得分)?(?:按照?|以|根据)?(?:各项?|每项|单项|三级|该项?)*(?:实际|指标|目标|任务|年度|计划)*完成(?:率|比例|程度)|(?:实际(?:完成)?值)?(?:完成|达到|达)了?(?:年度|年初|预期|绩效)*(?:目标|计划|任务|指标)*值?的?"
)
_OF_A_RATE = re.compile(r"(?:率|比例|程度)$")
_BESIDES = re.compile(r"加\d|另[加得计]|最[高多]|[+＋]")
_WHAT_WAS_DONE = frozenset(
    {
        "完成值",
        "实际值",
        "实际完成值",
        "实际完成",
        "完成情况",
        "指标值",
        "实际指标值",
        "实际完成情况",
        "指标完成值",
        "实际结果",
    }
)
_LOOSE_POINTS = re.compile(rf"(?<![扣扣减除\d.])(?:得|计)({_N})分")


@lru_cache(maxsize=4096)
def rubric_of(text: str) -> Rubric:
    """Return the rule that a text prints."""
    items = list(_items(text))
    plain = ";".join(items)
    tiers = _with_rest(tuple(_of_one_measure(tier for item in items for tier in _tiers(item))), plain)
    products = list(_PRODUCT.finditer(plain))
    several = len(_TIMES.findall(plain)) > 1
    steps = list(_STEP.finditer(plain))
    points = None if several else _points(items, tiers, products) or its_points(plain)
    each, of_all = points_of_each(plain)
    deeds, summed = points_of_deeds(plain)
    return Rubric(
        tiers,
        _product(products[0]) if len(products) == 1 and not several else None,
        limited(_step(steps[0]), plain) if len(steps) == 1 else None,
        of_all or points,
        bool(_JUDGEMENT.search(plain)),
        in_words(plain) if not (tiers or products or steps) else None,
        deeds,
        summed,
        each,
        limited(late(plain), plain),
        in_time(plain),
        gives_nothing_otherwise(plain),
    )


def _items(text: str) -> Iterator[str]:
    """Yield the clauses of a rule without their numbers: 「2.90%≤x」 behind 「1.」 is the second of a list."""
    due = 1
    for clause in _STOPS.split(in_one_wording(text)):
        match = _NUMBER_OF_ITEM.match(clause)
        rest = clause[match.end() :] if match else clause
        if match and (not rest[:1].isdigit() or match[0][-1].isspace() or match[1] or int(match[2]) in (due, 1)):
            due = int(match[1] or match[2]) + 1
        elif match:
            rest = clause
        if plain := squeeze(rest):
            yield plain


def _of_one_measure(tiers: Iterable[Tier]) -> Iterator[Tier]:
    """Yield tiers with their subjects; a tier without one goes on with that of the tier before."""
    before: Tier | None = None
    tiers = list(tiers)
    subjects = {tier.subject for tier in tiers}
    if AGAINST_TARGET in subjects:
        tiers = [replace(tier, subject=AGAINST_TARGET) if tier.subject == OF_TARGET else tier for tier in tiers]
    for tier in tiers:
        goes_on = before is not None and not tier.subject and tier.percent == before.percent
        before = replace(tier, subject=before.subject) if before and goes_on else tier
        yield before


def _tiers(item: str) -> Iterator[Tier]:
    if "扣" in item:
        return
    if match := _BETWEEN.search(item):
        rising = match["opa"] in "≤<"
        first, second = Decimal(match["a"]), Decimal(match["b"])
        opens = match["opa"] in "<>", match["opb"] in "<>"
        low, high = ((first, opens[0]), (second, opens[1])) if rising else ((second, opens[1]), (first, opens[0]))
        percent = bool(match["ua"] or match["ub"])
        yield Tier(_name(match), low[0], high[0], percent=percent, low_open=low[1], high_open=high[1], **_earned(match))
    elif match := _BOUND.search(item):
        number, sign = Decimal(match["b"]), match["opb"]
        low_, high_ = (number if sign in "≥>=" else None), (number if sign in "≤<=" else None)
        opens_ = {"low_open": sign == ">", "high_open": sign == "<"}
        yield Tier(_name(match), low_, high_, percent=bool(match["ub"]), **opens_, **_earned(match))
    elif match := _REACHED.search(item):
        yield Tier(OF_TARGET, HUNDRED, None, percent=True, exact=True, **_earned(match))
    elif match := _WORDED.search(item):
        yield _worded(match)


def _with_rest(tiers: tuple[Tier, ...], plain: str) -> tuple[Tier, ...]:
    """Add what all else earns where the rule says so; one tier that names no side tells nothing alone."""
    if len(tiers) != 1:
        return tiers
    alone = tiers[0]
    if alone.low is None:
        rest = replace(alone, low=alone.high, high=None, low_open=True, points=Decimal(0))
        return (alone, rest) if alone.points != 0 and gives_nothing_otherwise(plain) else tiers
    if alone.subject not in (OF_TARGET, AGAINST_TARGET) and gives_nothing_otherwise(plain):
        below = replace(alone, low=None, high=alone.low, high_open=True, points=Decimal(0))
        above = replace(alone, low=alone.high, high=None, low_open=True, points=Decimal(0))
        return (alone, below) if alone.high is None or alone.low == alone.high else (alone, below, above)
    return () if alone.exact else tiers


def _worded(match: re.Match[str]) -> Tier:
    number, subject, points, percent = (
        Decimal(match["b"]),
        _name(match),
        _earned(match),
        bool(match["ub"] or match["uc"]),
    )
    if match["c"]:
        return Tier(subject, number, Decimal(match["c"]), percent=percent, **points)
    if not (match["word"] or match["side"]):
        return Tier(subject, number, None if number == HUNDRED else number, percent=percent, exact=True, **points)
    if match["word"] in ("低于", "不足", "小于") or (match["side"] or "").endswith(("以下", "内")):
        return Tier(subject, None, number, percent=percent, high_open=bool(match["word"]), **points)
    return Tier(subject, number, None, percent=percent, low_open=match["word"] in ("高于", "超过"), **points)


def _name(match: re.Match[str]) -> str:
    """Return what a tier measures, "" for whatever its row does."""
    subject = han_only(match["subject"] or "")
    if subject in _WHAT_WAS_DONE:
        return ""
    if not _OF_TARGET.fullmatch(subject):
        return subject
    return (
        AGAINST_TARGET if re.search(r"目标|计划|指标|任务", subject) and not _OF_A_RATE.search(subject) else OF_TARGET
    )


def _earned(match: re.Match[str]) -> Earned:
    said = match["points"]
    if said.endswith("%分值"):
        return {"points": None, "share": Decimal(said.removesuffix("%分值")) / HUNDRED}
    given = None if said == "满分" else Decimal(0) if said[0] in "零不" else Decimal(said.removesuffix("分"))
    return {"points": given, "share": Decimal(1)}


def _product(match: re.Match[str]) -> Product:
    return Product(han_only(match["subject"] or match["behind"]), Decimal(match["points"] or match["first"]))


def _step(match: re.Match[str]) -> Step:
    size = Decimal(1) if match["step"] in (None, "一") else Decimal(match["step"])
    below = match["way"][0] in _FALLS
    if match["share"]:
        return Step(size, match["unit"], None, below, Decimal(match["share"]) / HUNDRED)
    return Step(size, match["unit"], Decimal(match["points"]), below)


def _points(items: list[str], tiers: tuple[Tier, ...], products: list[re.Match[str]]) -> Decimal | None:
    """Return what a rule gives in all: its one product, its tiers measure by measure, or its items, each with its points."""
    plain = ";".join(items)
    bracketed = [[Decimal(points) for points in _BRACKETED.findall(item)] for item in items]
    named = [points for found in bracketed for points in found]
    if products:
        alone = len(products) == 1 and not tiers and not named and not _LOOSE_POINTS.search(plain)
        return _product(products[0]).points if alone else None
    if planned := _as_planned(plain, tiers, named):
        return planned
    if tiers and not named:
        return _most(tiers) if len(_LOOSE_POINTS.findall(plain)) <= len(tiers) else None
    loose = any(_LOOSE_POINTS.search(item) for item, found in zip(items, bracketed, strict=True) if not found)
    return sum(named, Decimal(0)) if named and not tiers and not loose and max(map(len, bracketed)) == 1 else None


def _as_planned(plain: str, tiers: tuple[Tier, ...], named: list[Decimal]) -> Decimal | None:
    """Return what 「达到目标值得8分」 gives, where nothing else of the rule gives points."""
    said = _AS_PLANNED.findall(plain)
    alone = len(said) == 1 and not tiers and not named and not _BESIDES.search(plain)
    return Decimal(said[0]) if alone and set(_LOOSE_POINTS.findall(plain)) <= {said[0], "0"} else None


def _most(tiers: tuple[Tier, ...]) -> Decimal | None:
    groups: dict[str, list[Decimal | None]] = defaultdict(list)
    for tier in tiers:
        groups[tier.subject].append(tier.points)
    points = [point for group in groups.values() for point in group]
    if None in points or any(len(group) == 1 for group in groups.values()):
        return None
    return sum((max(point for point in group if point is not None) for group in groups.values()), Decimal(0))
