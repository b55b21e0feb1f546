"""Answers that give no amount of their own: shares of the target, monthly means, and how far above it or still to go."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.model import Indicator, Quantity, Value
from kpi_nlp.quantities import compatible, distances
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold, squeeze

_SHARE = re.compile(r"(?:目标|任务|计划|指标|全年|年度|进度|完成|达成)[^%\d,;。]{0,8}[\d.]+%|^[\d.]+%$")
_WHOLE = re.compile(
    r"^(?:截[至止][^,]{2,12},?)?(?:已经?|均已?)?(?:(?:全部|提前|超额|全面)完成|完成(?:了)?(?:全年|年度|年初))(?:全年|年度|年初|既定|绩效|全部|的)*(?:目标|任务|计划|指标)*(?:任务|值)?[。]?$"
)
_PERCENT = Decimal(100)
_GOAL = re.compile(r"目标|任务|计划|指标|超额")
_ON_TOP = re.compile(
    r"完成[^,]{0,8}(?:目标|任务|计划|指标)[^,]{0,8}(?:基础)?(?:之上|上|后)[^,\d]{0,3}[又还再另多][^,\d]{0,8}$"
)
_MEAN = re.compile(r"月均|每月平均|平均每月|月平均|平均每个月")
_OF_MEANS = re.compile(r"均|每")
_MONTHS = re.compile(r"(?<!\d)1月?[-—–~至到](\d{1,2})月|前(\d{1,2})个?月|(上半年)|(前三季度)|(?<!第)(一季度)")
_OF_WORDS = (6, 9, 3)
_POINTER = re.compile(
    r"^(?:数据|情况|具体|内容|详细|详情|完成情况|进展)*[详见参]+[看阅照]?[^,。;\d]{0,4}(?:备注|说明)[栏列]?(?:说明)?。?$"
)
_SO_FAR = re.compile(r"累计|已|截[至止]|1[-—–~至到]\d|上半年|前\S{1,2}个?月")
_NOT_DONE = re.compile(r"上年|去年|同期|计划|目标|预计|其中|平均|均|每|拟|将|列入|预|下半年")
_MORE = re.compile(
    r"(?:再|还|又|另外?|继续|下半年|8月?[-—–~至到]12月|后[五5]个月|剩余月份)(?:(?!全年|共|累计|达|至|到)[^,\d]){0,14}$"
)
_NOTHING = re.compile(r"^(?:全年|本年|年内)?(?:均?未(?:再)?发生|没有发生|未出现|无|零)(?:发生)?[\u3400-\u9fff]{0,14}$")


def amounts_of(said: Value, target: Value | None) -> Sequence[Quantity]:
    """Return the amounts of an answer; what is told by its target, or month by month, is made an amount of what the target counts."""
    goal = _only_amount(target)
    text = squeeze(said.text)
    if target is None or goal is None or goal.number is None or goal.approximate:
        return said.quantities
    if not said.quantities and _WHOLE.search(text):
        return (replace(goal, low=goal.number, high=None),)
    counted = [amount for amount in said.quantities if amount.kind != "duration"]  # 「前7个月」 counts months
    told = _by_goal(said, counted[0], target, goal) if len(counted) == 1 else None
    return said.quantities if told is None else (told,)


def expected_of(row: Indicator, forecast: Value) -> Sequence[Quantity]:
    """Return the amounts that are expected of a year; what the rest of the year is to add is added to what was done."""
    so_far = [*forecast.quantities[:-1]] or [*(row.actual.quantities if row.actual else ())]
    if len(so_far) != 1 or not forecast.quantities:
        return amounts_of(forecast, row.target)
    done, more = so_far[0], forecast.quantities[-1]
    folded = fold(forecast.text)
    begin = forecast.quantities[-2].end if len(forecast.quantities) > 1 else 0
    told = _MORE.search(squeeze(folded[begin : more.start]))
    if not told or done.exact is None or more.exact is None or done.unit != more.unit or more.unit == "%":
        return amounts_of(forecast, row.target)
    return (_of(more, more, done.exact + more.exact, done.exact + more.exact),)


def so_far_of(row: Indicator) -> Value | None:
    """Return what a row says was done by now: its answer, or the one amount of its note where the answer points there."""
    if row.actual is None or row.actual.quantities or row.note is None or not _POINTER.match(squeeze(row.actual.text)):
        return row.actual
    note = fold(row.note.text)
    amounts = [amount for amount in row.note.quantities if amount.kind != "duration"]
    done = len(amounts) == 1 and _SO_FAR.search(note) and not _NOT_DONE.search(note)
    return row.note if done else row.actual


def is_mean(said: Value) -> bool:
    """Return whether an answer is a monthly mean, which tells the whole only as closely as it is rounded."""
    return bool(_MEAN.search(said.text))


def is_none(said: Value) -> bool:
    """Return whether an answer says that nothing happened: 「无」, 「全年未发生」."""
    return not said.quantities and bool(_NOTHING.search(squeeze(said.text)))


def _by_goal(said: Value, only: Quantity, target: Value, goal: Quantity) -> Quantity | None:
    """Return what an answer of one amount tells by its goal or month by month, None where it tells the amount itself."""
    aim = goal.number or Decimal(0)
    if only.unit == "%" and _SHARE.search(squeeze(said.text)):
        return _times(only, goal, aim / _PERCENT)
    if (by := _beyond(said, only, goal)) is not None:
        return _of(goal, only, aim + by, aim + by)
    if (months := _months(said, target)) and only.exact is not None and compatible(only.unit, goal.unit):
        return _of(goal, only, (only.exact - precision(only)) * months, None)
    return None


def _times(share: Quantity, goal: Quantity, by: Decimal) -> Quantity:
    return _of(goal, share, *(None if side is None else side * by for side in (share.low, share.high)))


def _of(like: Quantity, said: Quantity, low: Decimal | None, high: Decimal | None) -> Quantity:
    """Return an amount that stands where `said` does and counts what `like` counts."""
    return replace(said, low=low, high=high, unit=like.unit, kind=like.kind, of=like.of, partial=like.partial)


def _beyond(said: Value, only: Quantity, goal: Quantity) -> Decimal | None:
    """Return by how much an answer is said to be above its target, less than nothing where it is below."""
    if only.exact is None or only.unit != goal.unit or only.exact == goal.number:
        return None  # 「超过目标值30人次」 may tell the goal itself
    if _ON_TOP.search(squeeze(fold(said.text)[: only.start])):
        return only.exact
    for distance in distances(said.text, said.quantities):
        if distance.kind in ("over", "short") and _GOAL.search(said.text, distance.start, distance.end):
            return only.exact if distance.kind == "over" else -only.exact
    return None


def _months(said: Value, target: Value) -> int | None:
    """Return of how many months a monthly mean is given, None where the target is a mean itself."""
    text = fold(squeeze(said.text))
    if not _MEAN.search(text) or _OF_MEANS.search(target.text):
        return None
    found = _MONTHS.search(text)
    if found is None:
        return None
    words = next((months for months, word in zip(_OF_WORDS, found.groups()[2:], strict=True) if word), None)
    return words or int(found[1] or found[2])


def _only_amount(target: Value | None) -> Quantity | None:
    """Return what a target counts, where it is one positive amount and no share."""
    if target is None or len(target.quantities) != 1:
        return None
    goal = target.quantities[0]
    plain = goal.kind not in ("percent", "point", "duration", "ordinal") and not compatible(goal.unit, "%")
    return goal if plain and goal.number is not None and goal.number > 0 else None
