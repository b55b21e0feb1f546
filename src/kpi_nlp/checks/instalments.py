"""Amounts told time by time: 「全年仅于5月和10月各举办1场」 are two in all, 「每季度共开展1次」 four."""

import re
from dataclasses import replace

from kpi_nlp.model import Claim, Quantity
from kpi_nlp.quantities import shown
from kpi_nlp.text import fold

_IN_ALL = re.compile(r"全年|年内|一共|总共|仅|只")
_EACH = re.compile(r"各(?:[^,，。;；、\d]{0,8})$")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月(?!底|末|[以之]?前)")
_HALVES = re.compile(r"上、?下半年|上半年[和、与及]下半年|春[、和]?秋两?季?")
_QUARTERS = re.compile(r"(?:第?[一二三四][、和及]?){2,4}个?季度")
_EVERY = (("每季度", 4), ("每个季度", 4), ("每月", 12), ("每个月", 12), ("每半年", 2), ("每两个月", 6))
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
