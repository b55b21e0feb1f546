"""Shares of the target that are given instead of amounts: 「已完成年度目标的125%」, 「预计只能完成八成」, 「已全部完成」."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_nlp.model import Quantity, Value
from kpi_nlp.quantities import compatible
from kpi_nlp.text import squeeze

_SHARE = re.compile(r"(?:目标|任务|计划|指标|全年|年度|进度|完成|达成)[^%\d,;。]{0,8}[\d.]+%|^[\d.]+%$")
_WHOLE = re.compile(
    r"^(?:截[至止][^,]{2,12},?)?(?:已经?|均已?)?(?:(?:全部|提前|超额|全面)完成|完成(?:了)?(?:全年|年度|年初))(?:全年|年度|年初|既定|绩效|全部|的)*(?:目标|任务|计划|指标)*(?:任务|值)?[。]?$"
)
_PERCENT = Decimal(100)


def amounts_of(said: Value, target: Value | None) -> Sequence[Quantity]:
    """Return the amounts of an answer; one that is a share of its target is made an amount of what the target counts."""
    goal = _only_amount(target)
    text = squeeze(said.text)
    if goal is None or goal.number is None or goal.approximate:
        return said.quantities
    if not said.quantities and _WHOLE.search(text):
        return (replace(goal, low=goal.number, high=None),)
    if len(said.quantities) != 1 or said.quantities[0].unit != "%" or not _SHARE.search(text):
        return said.quantities
    share = said.quantities[0]
    low, high = (None if side is None else side * goal.number / _PERCENT for side in (share.low, share.high))
    return (replace(share, low=low, high=high, unit=goal.unit, kind=goal.kind, of=goal.of),)


def is_none(said: Value) -> bool:
    """Return whether an answer says that nothing happened: 「无」, 「全年未发生」."""
    return not said.quantities and bool(_NOTHING.search(squeeze(said.text)))


_NOTHING = re.compile(r"^(?:全年|本年|年内)?(?:均?未(?:再)?发生|没有发生|未出现|无|零)(?:发生)?[\u3400-\u9fff]{0,14}$")


def _only_amount(target: Value | None) -> Quantity | None:
    """Return what a target counts, where it is one positive amount and no share."""
    if target is None or len(target.quantities) != 1:
        return None
    goal = target.quantities[0]
    plain = goal.kind not in ("percent", "point", "duration", "ordinal") and not compatible(goal.unit, "%")
    return goal if plain and goal.number is not None and goal.number > 0 else None
