"""U01: an actual counted in another unit than its target, or 万 times too large or too small."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.checks.money_units import money_in_other_units
from kpi_nlp.checks.unit_restatements import PEOPLE, restated, told_otherwise
from kpi_nlp.model import (
    Answer,
    Clear,
    Computation,
    Dossier,
    Evidence,
    Indicator,
    Quantity,
    Remark,
    Row,
    Undecided,
    Value,
    check,
)
from kpi_nlp.quantities import compatible, in_one_unit, pair_up, rounded, scale_slip, shown, unit_left_out
from kpi_nlp.quantities.scales import near_in_digits
from kpi_nlp.quantities.units import class_of, kind_of
from kpi_nlp.text import words_only

_CHANGE = re.compile(r"增|减|升|降|提高|变|幅|涨|跌|缩小|扩大|改善|差")
_NO_CHANGE = 30
_SHARE = 20  # a target of less may be answered by less than one per cent
_BEYOND_PROGRESS = 200
_HOUSES = frozenset({"户", "个"})  # an enterprise is counted as 户 or 家
_ANY_THING = frozenset({"个", "项", "件"})  # counts whatever stands behind it
# a satisfaction of 95 is printed as either; 「28分」 may be minutes; a tonne of water is a 立方米; 个百分点 and % are mixed up by everybody
_ONE_SCALE = (frozenset({"吨", "立方米"}), frozenset({"%", "分"}), frozenset({"秒", "分"}), frozenset({"%", "百分点"}))


Pair = tuple[Quantity, Quantity]


@check(
    code="U01",
    name="unit-mismatch",
    title="计量单位不符",
    severity="question",
    over="indicators",
    why="目标与实际的计量单位不同（人与人次、次与人次），或万、亿漏写误写，完成情况就无法比较。",
    basis="同一分项的目标与实际单位不能互相换算，或数值相差万倍、亿倍而只有漏写误写「万」「元」能解释，或数字与目标相称而单位大小悬殊（公里与米、亩与公顷、%与‰）。前后两份材料、正文与表格的数字相同而单位不同（人与人次，元与万元）的，监控表执行数、预计数与目标单位不同的，也列出。次/场/期、人/名、个/家等通用量词视为相同。",
    cleared_by="报告写明了两种单位的换算关系或统计口径；相差的倍数确属超额完成并已说明。",
    suggestion="更正",
    flags=(
        Row(name="开展青年人物宣传", target="≥10人次", actual="10次"),
        Row(name="培训规模", target="500人次", actual="500人"),
        Row(name="受众人数", target="2000", actual="282.68万"),
        Row(name="设备采购成本", target="≤30万元", actual="28.5元", levels=("成本指标", "经济成本指标")),
    ),
    passes=(
        Row(name="讲座场次", target="12场", actual="12次"),
        Row(name="培训人数", target="20人", actual="20名"),
        Row(name="服务企业数量", target="≥35个", actual="36家"),
        Row(name="设备采购成本", target="≤30万元", actual="285000元", levels=("成本指标", "经济成本指标")),
    ),
    summary="有 {count} 项指标的目标与实际计量单位不符：{names}",
)
def unit_mismatch(dossier: Dossier) -> Iterator[Answer]:
    """Compare the units of target and actual, then how far the amounts are apart."""
    for paper in dossier.papers:
        half_way = paper.document.identity.stage == "monitoring"
        for indicator in paper.indicators:
            yield from _half_way(indicator) if half_way else _of_year(indicator)
    yield from restated(dossier)
    yield from told_otherwise(dossier)
    yield from money_in_other_units(dossier)


def _of_year(indicator: Indicator) -> Iterator[Answer]:
    pairs = list(_pairs(indicator))
    mismatched = [pair for pair in pairs if _mismatched(*pair) or _of_points(indicator, *pair)] or _swapped(indicator)
    slipped = _answers(indicator)
    slipped += [bare for target, actual in pairs if (bare := _without_each(target, actual))]
    slipped = [pair for pair in slipped if scale_slip(*pair) or _hundredth(indicator, *pair)]
    if mismatched:
        yield _of_units(indicator, mismatched)
    elif slipped and unit_left_out(*slipped[0]):
        yield Undecided(f"「{indicator.name}」的目标与实际有一方未写单位，不能核对", indicator.location)
    elif slipped:
        yield _of_scale(indicator, *slipped[0])
    elif pairs:
        yield Clear()


def _pairs(indicator: Indicator) -> Iterator[Pair]:
    """Yield the amounts that answer each other; an amount that is the whole cell answers the only one of the target."""
    answers = indicator.actual.quantities if indicator.actual else ()
    used = [part.actual for part in indicator.parts]
    free = [quantity for quantity in answers if quantity not in used and quantity.unit]
    for part in indicator.parts:
        if part.actual is not None:
            if not any(compatible(part.target.unit, quantity.unit) for quantity in free):
                yield part.target, part.actual
        elif len(indicator.parts) == len(answers) == 1 and indicator.actual:
            target, (actual,) = part.target, answers
            if words_only(actual.text) == words_only(indicator.actual.text) and actual.kind != "ordinal":
                yield target, actual


def _half_way(indicator: Indicator) -> Iterator[Answer]:
    """Hold what a monitoring form tells, and expects, against its target: the unit, and 万 beside digits that fit."""
    for role, value, said in (("actual", indicator.actual, "实际"), ("forecast", indicator.forecast, "预计全年")):
        if indicator.target is None or value is None or len(value.quantities) != 1:
            continue
        row = replace(indicator, actual=value, parts=pair_up(indicator.target.quantities, value.quantities))
        pairs = [pair for pair in _pairs(row) if _mismatched(*pair) and not _is_progress(pair[1])]
        slipped = [pair for pair in _answers(row) if scale_slip(*pair) and near_in_digits(*pair)]
        if pairs:
            yield replace(_of_units(indicator, pairs, said), evidence=_of_half(indicator.target, role, value))
        elif slipped and not unit_left_out(*slipped[0]):
            yield replace(_of_scale(indicator, *slipped[0], said), evidence=_of_half(indicator.target, role, value))


def _answers(indicator: Indicator) -> list[Pair]:
    return [(part.target, part.actual) for part in indicator.parts if part.sure and part.actual]


def _is_progress(said: Quantity) -> bool:
    """「60%」 tells how far the work is, 「2206%」 does not."""
    return said.kind in ("percent", "point") and (said.number is None or said.number <= _BEYOND_PROGRESS)


def _of_half(target: Value, role: str, value: Value) -> tuple[Evidence, ...]:
    return Evidence.of("target", target), Evidence.of(role, value)


def _swapped(indicator: Indicator) -> list[Pair]:
    """「桥梁37公里，标线66座」 beside 「桥梁≥35座，标线≥60公里」: each amount has the unit of the other."""
    targets = indicator.target.quantities if indicator.target else ()
    answers = indicator.actual.quantities if indicator.actual else ()
    if not len(targets) == len(answers) == len(("one", "other")):
        return []
    pairs = list(zip(targets, answers, strict=True))
    crossed = [not compatible(target.unit, answer.unit) for target, answer in pairs]
    units = all(compatible(target.unit, answers[1 - at].unit) for at, target in enumerate(targets))
    known = None not in {side.unit for side in (*targets, *answers)}
    alike = all(_is_one_thing(*pair) for pair in pairs)
    return pairs if known and all(crossed) and units and alike else []


def _is_one_thing(target: Quantity, answer: Quantity) -> bool:
    """Return whether both count the same in words, or in digits where they say nothing."""
    if target.of and answer.of:
        return target.of == answer.of
    return target.number == answer.number


def _hundredth(indicator: Indicator, target: Quantity, actual: Quantity) -> bool:
    """「0.78%」 beside 「≥75%」: a share of one to which a % was added."""
    if (
        (target.unit, actual.unit) != ("%", "%")
        or target.low is None
        or "‰" in actual.text
        or _CHANGE.search(indicator.name)
    ):
        return False
    goal, done = target.number or 0, actual.number or 0
    return goal >= _SHARE and 0 < done <= 1 and goal <= done * 200 and done * 100 <= goal * 2


def _without_each(target: Quantity, actual: Quantity) -> Pair | None:
    """Return 「≤2.7万元/公里」 and 「2.6元」 as amounts of money, where one side only says for what each."""
    one, other = ((side.unit or "").partition("/") for side in (target, actual))
    if bool(one[1]) == bool(other[1]) or one[0] != other[0]:
        return None
    return replace(target, unit=one[0], kind=kind_of(one[0])), replace(actual, unit=one[0], kind=kind_of(one[0]))


def _of_points(indicator: Indicator, target: Quantity, actual: Quantity) -> bool:
    """A share (随访率 ≥90%) answered in 百分点: those tell how far it moved, which no share does by so much."""
    changes = _CHANGE.search("".join((indicator.name, *(said.text for said in indicator.answered or ()))))
    return (target.unit, actual.unit) == ("%", "百分点") and not changes and (actual.number or 0) >= _NO_CHANGE


def _mismatched(target: Quantity, actual: Quantity) -> bool:
    if target.unit is None or actual.unit is None or compatible(target.unit, actual.unit):
        return False
    one, other = (class_of(side.unit.partition("/")[0] or side.unit) for side in (target, actual) if side.unit)
    if one == other or {one, other} in _ONE_SCALE:
        return False
    if target.kind != actual.kind or target.kind != "count":
        return target.kind != "duration" or actual.kind != "duration"
    if {target.unit, actual.unit} & _ANY_THING and "人次" not in {one, other}:
        return False
    return bool({one, other} & PEOPLE) and {one, other} != _HOUSES


def _of_units(indicator: Indicator, pairs: Sequence[Pair], side: str = "实际") -> Remark:
    said = "；".join(f"目标 {target.stated}，{side} {actual.stated}" for target, actual in pairs)
    units = "、".join(dict.fromkeys(f"「{target.unit}」与「{actual.unit}」" for target, actual in pairs))
    return Remark(
        f"「{indicator.name}」{said}：{units}不是同一计量单位，完成情况无法比较。", _quotes(indicator), (indicator,)
    )


def _of_scale(indicator: Indicator, target: Quantity, actual: Quantity, side: str = "实际") -> Remark:
    goal, done = map(shown, in_one_unit(target, actual))
    result = rounded(Decimal(done) / Decimal(goal))
    return Remark(
        f"「{indicator.name}」目标 {target.stated}，{side} {actual.stated}，{side}为目标的 {result} 倍，请核对「万」「元」等单位是否漏写或误写。",
        _quotes(indicator),
        (indicator,),
        Computation(f"{done}/{goal}", result, {"实际完成值" if side == "实际" else side: done, "目标值": goal}),
    )


def _quotes(indicator: Indicator) -> tuple[Evidence, ...]:
    return Evidence.of_row(*indicator.answered) if indicator.answered else ()
