"""Amounts told time by time: 「全年仅于5月和10月各举办1场」 are two in all, 「每季度共开展1次」 four."""

import re
from dataclasses import replace

from kpi_nlp.checks.standing import of_another_fact, without
from kpi_nlp.model import Claim, Quantity
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold

_IN_ALL = re.compile(r"全年|年内|一共|总共|仅|只")
_EACH = re.compile(r"各(?:[^,，。;；、\d]{0,8})$")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月(?!底|末|[以之]?前)")
_HALVES = re.compile(r"上、?下半年|上半年[和、与及]下半年|春[、和]?秋两?季?")
_QUARTERS = re.compile(r"(?:第?[一二三四][、和及]?){2,4}个?季度")
_EVERY = (("每季度", 4), ("每个季度", 4), ("每月", 12), ("每个月", 12), ("每半年", 2), ("每两个月", 6))
_MEAN = re.compile(
    r"(?:(?P<month>月均|平均每个?月|每个?月平均|按月平均)|季均|平均每个?季度?|每个?季度平均)[^,，。;；\d]{0,12}$"
)
_MEANS = re.compile(r"[月季]均|平均|每个?月|每个?季度?|季度")
_ALL_THE_TIME = re.compile(r"全年|年内|各月|各季|每个月|逐月|月月|12个月|十二个月|四个季度")
_CLAUSE = re.compile(r"[,，。;；:：]")
_ENUMERATED = 2


def in_all(claim: Claim, quantity: Quantity) -> Quantity | None:
    """Return the amount of the whole year that a sentence tells in instalments, None where it does not tell all of them."""
    folded = fold(claim.text)
    start = max((edge.end() for edge in _CLAUSE.finditer(folded, 0, quantity.start)), default=0)
    times = _times(folded[start : quantity.start])
    if times is None or quantity.exact is None or not _IN_ALL.search(folded, start, quantity.start):
        return None
    number = quantity.exact * times
    text = f"{quantity.text}×{times}={shown(number)}{quantity.unit or ''}"
    return replace(quantity, low=number, high=number, text=text, partial=False)


def by_mean(claim: Claim, quantity: Quantity, actual: Quantity, *, name: str) -> Quantity | None:
    """Return what 「月均1475人次」 makes in the year where the actual cannot come of it; None where it can.

    Less than the year's share no mean can be; more it may be, of the months in which something was done, unless all are meant.
    """
    folded = fold(claim.text)
    mean = _MEAN.search(folded[: quantity.start])
    done = actual.exact
    if mean is None or quantity.exact is None or done is None or quantity.unit != actual.unit or quantity.unit == "%":
        return None
    times = 12 if mean["month"] else 4
    number, slack = quantity.exact * times, precision(quantity) * times + precision(actual)
    apart = done > number + slack or (done < number - slack and bool(_ALL_THE_TIME.search(folded)))
    if not apart or of_another_fact(without(claim, _MEANS), quantity, name=name):
        return None
    text = f"{quantity.text}×{times}={shown(number)}{quantity.unit or ''}"
    return replace(quantity, low=number, high=number, text=text, partial=False)


def _times(before: str) -> int | None:
    """Return how often the amount behind these words came about."""
    each = _EACH.search(before)
    listed = before[: each.start()] if each else ""
    months, quarters = len(set(_MONTH.findall(listed))), _QUARTERS.search(listed)
    if months >= _ENUMERATED:
        return months
    if _HALVES.search(listed):
        return _ENUMERATED
    if quarters:
        return len(set(re.findall("[一二三四]", quarters[0])))
    return next((number for word, number in _EVERY if word in before), None)
