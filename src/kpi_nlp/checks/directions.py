"""What is odd in a target: a bound on the wrong side, more than the whole, less than nothing, bounds that exclude each other."""

import re
from decimal import Decimal

from kpi_nlp.lexicon import directions, lower_is_better, measures
from kpi_nlp.model import Indicator, Quantity, Value
from kpi_nlp.text import fold

_ADDED = frozenset({"count", "length", "area"})
_MISREAD = re.compile(r"^2(?:\d\d|100)(?:\.\d+)?%")  # recognition takes ≥ for 2
_BELOW = re.compile(
    r"\s*(?:[≥≤>=<＝]|不[低少小]于)?\s*[-－−]\d"
)  # counts are read without their sign: it may be a dash
_TURNED = re.compile(
    r"(\d+(?:\.\d+)?)(%|[^\d\s%.\-~—–至到]{1,3})?\s*[-~—–至到]+\s*(\d+(?:\.\d+)?)(%|[^\d\s%.\-~—–至到]{1,3})"
)
_AND = re.compile(r"[\s,，、;；]*(?:[且并而又或]|同时|并且)?[\s,，、;；]*")
_NOT_BEFORE = re.compile(
    r"(?:[≥>]=?|大于(?:或?等于)?|不[小少低]于)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底)|[≥>]=?\d{4}[-./年]\d{1,2}(?:[-./月]|$)"
)
_PER_MILLE = re.compile(r"‰|千分之|万分之|十万")
_GAIN = re.compile(r"[提增升涨]|上年|去年|同期|超额")
_ROUND = frozenset("月时点日号周年期")  # 22-6时 goes on into the next day
_WHOLE, _FIFTH = Decimal(100), Decimal(20)
_ONE = Decimal(1)


def odd_value(row: Indicator, value: Value) -> str | None:
    """Return what is odd in a target, None for one in order and for one that cannot be judged."""
    text = fold(value.stated).strip()
    if _NOT_BEFORE.match(text):
        return "时限却只设下限"
    turned = _TURNED.fullmatch(text)
    if (
        turned
        and turned[2] in (None, turned[4])
        and Decimal(turned[1]) > Decimal(turned[3])
        and turned[4] not in _ROUND
    ):
        return "区间的下限大于上限"
    if len(value.quantities) == 1:
        return _odd_bound(row.name, value.quantities[0]) or _odd_size(row.name, value, value.quantities[0])
    return "上下限互相矛盾" if _exclude(value) else None


def opposed(row: Indicator) -> bool:
    """Return whether the year has nothing but a floor and the period nothing but a ceiling of one measure, or the other way round."""
    values = (row.target, row.period_target)
    amounts = [value.quantities[0] for value in values if value is not None and len(value.quantities) == 1]
    if len(amounts) != len(values) or amounts[0].unit != amounts[1].unit:
        return False
    year, period = amounts
    return (_only_low(year) and _only_high(period)) or (_only_high(year) and _only_low(period))


def _exclude(value: Value) -> bool:
    """Return whether a floor and a ceiling of one amount leave nothing between them."""
    if len(value.quantities) != 2:  # noqa: PLR2004 - a floor and a ceiling
        return False
    first, second = value.quantities
    if first.unit != second.unit or not _AND.fullmatch(value.text[first.end : second.start]):
        return False
    low, high = (first, second) if _only_low(first) else (second, first)
    return _only_low(low) and _only_high(high) and (low.low or 0) > (high.high or 0)


def _odd_bound(name: str, amount: Quantity) -> str | None:
    """Return what is odd in the side on which a bound stands."""
    if _only_high(amount):
        return _odd_ceiling(name, amount)
    if not _only_low(amount):
        return None
    if lower_is_better(name) and (not directions().work.search(name) or measures().undone.search(name)):
        return "反向指标却只设下限"
    return "下限为 0，任何结果都算完成" if amount.low == 0 and not amount.low_open else None


def _odd_ceiling(name: str, amount: Quantity) -> str | None:
    """Return why more should be wanted of what has nothing but a ceiling."""
    words = directions()
    if amount.kind == "percent":
        return "正向指标却只设上限" if _is_share(name) or _is_lessened(name) else None
    if lower_is_better(name):
        return None
    if amount.kind == "money":
        return "收入或节约却只设上限" if words.earned.search(name) else None
    return "产出数量却只设上限" if amount.kind in _ADDED and words.gained.search(name) else None


def _odd_size(name: str, value: Value, amount: Quantity) -> str | None:
    """Return what is odd in the number itself."""
    text, share = fold(value.stated), amount.kind == "percent" and _is_share(name)
    held = share or amount.kind in _ADDED or amount.kind == "money"
    if held and _BELOW.match(text) and not directions().balance.search(name):
        return "数量为负数"
    number = amount.number
    if number is None or amount.kind != "percent" or _GAIN.search(text):
        return "占比超过 100%" if share and number is None and _above_whole(amount) else None
    if share and not _MISREAD.match(text) and not _PER_MILLE.search(text):
        return _odd_share(name, amount, number)
    wrong = number >= _WHOLE and amount.high is not None and directions().faults.search(name)
    return "差错、损失的目标为全部" if wrong and lower_is_better(name) and name.endswith("率") else None


def _odd_share(name: str, amount: Quantity, number: Decimal) -> str | None:
    if _above_whole(amount):
        return "占比超过 100%"
    if number <= _ONE and not lower_is_better(name):
        return "占比不足 1%，请核对是否少乘 100" if number else "正向指标的目标为 0"
    return "占比过低，请核对小数点" if number < _FIFTH and directions().high.search(name) else None


def _is_share(name: str) -> bool:
    words = directions()
    return bool(words.share.search(name)) and not words.not_whole.search(name)


def _is_lessened(name: str) -> bool:
    """Return whether a name tells by how much less there is of what is better when lower, or what is saved."""
    words = directions()
    return bool(words.savings.search(name)) or (
        bool(words.lessened.search(name)) and lower_is_better(words.lessened.sub("", name))
    )


def _only_low(amount: Quantity) -> bool:
    return amount.low is not None and amount.high is None and not amount.approximate


def _only_high(amount: Quantity) -> bool:
    return amount.high is not None and amount.low is None and not amount.approximate


def _above_whole(amount: Quantity) -> bool:
    return amount.low is not None and (amount.low > _WHOLE or (amount.low == _WHOLE and amount.low_open))
