"""Cells that hold a date and nothing else, and rows that ask for one."""

import re
from functools import lru_cache

from kpi_nlp.model import Indicator, Value
from kpi_nlp.quantities import Period, parse_periods
from kpi_nlp.text import words_only

_LIKE_A_DATE = re.compile(r"[年月季Q]|\d{4}\s*[-./]")
_AROUND = re.compile(
    r"不得?[晚迟超][于过]|[最至][晚迟]|[已于在至到止前底末初内的]|之前|以前|完成|截至|截止|全部|均|按时|如期|左右"
)
_OF_TIME = re.compile(r"时效|及时|时间|时限|期限|日期|进度|准时|按时|按期|工期|周期")
_TIME = re.compile(
    r"及时|按时|按期|如期|准时|提前|时间|时限|期限|进度|节点|计划|当年|年内|年度内|全年|年底|完成|启动|开工|竣工|交付|投入|\d\s*[年月日]|季度|半年"
)
_ANY_YEAR = 2000  # a leap year: only the shape of the cell matters
_WHOLE = 100
_STATE = 8  # a target of no more letters is a state and no sentence


def dates_of(value: Value | None, year: int | None = _ANY_YEAR) -> tuple[Period, ...]:
    """Return the dates and periods of a cell; one without a year is of the year of its paper."""
    return _parsed(value.text, year) if value and _LIKE_A_DATE.search(value.text) else ()


@lru_cache(maxsize=8192)  # several checks ask for the dates of one cell
def _parsed(text: str, year: int | None) -> tuple[Period, ...]:
    return parse_periods(text, year=year)


def is_date(value: Value | None) -> bool:
    """Return whether a cell holds a date or period and no other word than 前, 底 or 完成."""
    if value is None or not (periods := dates_of(value)):
        return False
    rest = value.text
    for period in periods:
        rest = rest.replace(period.text, "", 1)
    return not _AROUND.sub("", words_only(rest))


def is_of_time(indicator: Indicator) -> bool:
    """Return whether a row asks when: by its level, by its name, or because its target is a date."""
    named = any(_OF_TIME.search(name) for name in (*indicator.levels, indicator.name))
    return named or bool(dates_of(indicator.target))


def _asks_when(indicator: Indicator, target: Value) -> bool:
    """A 及时率 of 100 % may be answered by the day; one of 95 % asks for a share."""
    whole = all(amount.number == _WHOLE for amount in target.quantities)
    return is_of_time(indicator) and (whole or not indicator.name.endswith("率"))


def is_misplaced(indicator: Indicator) -> bool:
    """Return whether a date answers a target that asks for none: an amount, or a state such as 正常运行."""
    target = indicator.target
    if target is None or not is_date(indicator.actual) or dates_of(target):
        return False
    if target.quantities:
        return not _asks_when(indicator, target) and all(amount.kind != "duration" for amount in target.quantities)
    return 0 < len(words_only(target.text)) <= _STATE and not _TIME.search(target.text)
