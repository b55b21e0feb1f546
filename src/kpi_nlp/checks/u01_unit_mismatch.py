"""U01: an actual counted in another unit than its target, or 万 times too large or too small."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

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
    check,
)
from kpi_nlp.quantities import compatible, in_one_unit, rounded, scale_slip, shown, unit_left_out
from kpi_nlp.quantities.units import class_of, kind_of
from kpi_nlp.text import clip, words_only

_PEOPLE = frozenset({"人", "人次", "户"})
_CHANGE = re.compile(r"增|减|升|降|提高|变|幅|涨|跌|缩小|扩大|改善|差")
_NO_CHANGE = 30
_PERSONS = frozenset({"人", "人次"})
_HOUSES = frozenset({"户", "个"})  # an enterprise is counted as 户 or 家
_ANY_THING = frozenset({"个", "项", "件"})  # counts whatever stands behind it
# a satisfaction of 95 is printed as either; 「28分」 may be minutes; 个百分点 and % are mixed up by everybody
_ONE_SCALE = (frozenset({"%", "分"}), frozenset({"秒", "分"}), frozenset({"%", "百分点"}))


Pair = tuple[Quantity, Quantity]


@check(
    code="U01",
    name="unit-mismatch",
    title="计量单位不符",
    severity="question",
    over="indicators",
    why="目标与实际的计量单位不同（人与人次、次与人次），或万、亿漏写误写，完成情况就无法比较。",
    basis="同一分项的目标与实际单位不能互相换算，或数值相差万倍、亿倍而只有漏写误写「万」「元」能解释，或数字与目标相称而单位大小悬殊（公里与米、亩与公顷、%与‰）。前后两份材料的目标数字相同而一份写人、一份写人次的，也列出。次/场/期、人/名、个/家等通用量词视为相同。",
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
    for indicator in dossier.evaluated:
        pairs = list(_pairs(indicator))
        mismatched = [pair for pair in pairs if _mismatched(*pair) or _of_points(indicator, *pair)]
        slipped = [(part.target, part.actual) for part in indicator.parts if part.sure and part.actual]
        slipped += [bare for target, actual in pairs if (bare := _without_each(target, actual))]
        slipped = [pair for pair in slipped if scale_slip(*pair)]
        if mismatched:
            yield _of_units(indicator, mismatched)
        elif slipped and unit_left_out(*slipped[0]):
            yield Undecided(f"「{indicator.name}」的目标与实际有一方未写单位，不能核对", indicator.location)
        elif slipped:
            yield _of_scale(indicator, *slipped[0])
        elif pairs:
            yield Clear()
    yield from _restatements(dossier)


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


def _restatements(dossier: Dossier) -> Iterator[Answer]:
    """Compare the statements of one target from paper to paper: that a row differs from both neighbours is told once."""
    told: set[int] = set()
    for match in dossier.matches:
        if match.why != "stages" or match.left.name != match.right.name or {id(match.left), id(match.right)} & told:
            continue
        if remark := _restated(match.left, match.right):
            told |= {id(match.left), id(match.right)}
            yield remark


def _restated(earlier: Indicator, later: Indicator) -> Remark | None:
    """The same number of people (人) and of visits (人次) is not the same target."""
    before, after = earlier.target, later.target
    if before is None or after is None or len(before.quantities) != 1 or len(after.quantities) != 1:
        return None
    (one,), (other,) = before.quantities, after.quantities
    if (one.low, one.high) != (other.low, other.high) or {one.unit, other.unit} != _PERSONS:
        return None
    return Remark(
        f"「{later.name}」的目标前后两份材料写作 {clip(before.stated)} 与 {clip(after.stated)}：「{one.unit}」与「{other.unit}」不是同一计量单位。",
        (Evidence.of("target", before), Evidence.of("target", after)),
        (earlier, later),
    )


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
    return bool({one, other} & _PEOPLE) and {one, other} != _HOUSES


def _of_units(indicator: Indicator, pairs: Sequence[Pair]) -> Remark:
    said = "；".join(f"目标 {target.stated}，实际 {actual.stated}" for target, actual in pairs)
    units = "、".join(dict.fromkeys(f"「{target.unit}」与「{actual.unit}」" for target, actual in pairs))
    return Remark(
        f"「{indicator.name}」{said}：{units}不是同一计量单位，完成情况无法比较。", _quotes(indicator), (indicator,)
    )


def _of_scale(indicator: Indicator, target: Quantity, actual: Quantity) -> Remark:
    goal, done = map(shown, in_one_unit(target, actual))
    result = rounded(Decimal(done) / Decimal(goal))
    return Remark(
        f"「{indicator.name}」目标 {target.stated}，实际 {actual.stated}，实际为目标的 {result} 倍，请核对「万」「元」等单位是否漏写或误写。",
        _quotes(indicator),
        (indicator,),
        Computation(f"{done}/{goal}", result, {"实际完成值": done, "目标值": goal}),
    )


def _quotes(indicator: Indicator) -> tuple[Evidence, ...]:
    return Evidence.of_row(*indicator.answered) if indicator.answered else ()
