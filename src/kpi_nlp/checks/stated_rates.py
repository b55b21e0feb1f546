"""Completion rates in words: 「2285人次，完成率117.37%」, 「完成年度目标的116%」, 「超额完成12%」."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.text import fold

_N = r"\d+(?:\.\d+)?"
_OF_YEAR = r"(?:年度|全年|年初|当年|预期|计划|预定|既定|设定|申报)*"
_GOAL = r"(?:目标|任务|计划|指标)(?:值|数|量|任务|目标)*"
_RATE = re.compile(
    rf"(?:^|[,，、;；。:：(（\s]|指标|目标|任务|年度|实际)完成(?:率|比例|进度)(?:为|是|达到?|约|:|：)*(?P<rate>{_N})%"
    rf"|(?:完成|达到|为|是|占|相当于|达)(?:了)?{_OF_YEAR}{_GOAL}(?:\(?{_N}[^\d,，。;；%]{{0,5}}\)?)?的(?P<share>{_N})%"
    rf"|超(?:额(?:完成)?{_OF_YEAR}(?:{_GOAL})?|[出过]?{_OF_YEAR}{_GOAL})(?P<more>{_N})%"
)
_OTHER = re.compile(
    r"上年|去年|上一年|同比|环比|累计|季度|半年|月(?:底|末|份|\d+日)*[,，完]|截至|[三五两]年|总任务|总目标|预算|资金|支出|执行|投资|平均|其中"
)
_FULL = Decimal(100)
_STOPS = re.compile(r"[;；。]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rate in per cent, and its number as printed."""

    rate: Decimal
    text: str


def spoken_rates(text: str, begin: int = 0) -> Iterator[Spoken]:
    """Yield the completion rates of a cell, or of a sentence behind an amount, up to the end of its clause; not those of other times and sums."""
    if "%" not in text and "％" not in text:
        return
    folded = fold(text)
    stop = _STOPS.search(folded, begin) if begin else None
    end = stop.start() if stop else len(folded)
    for found in _RATE.finditer(folded, begin, end):
        opened = max((stop.end() for stop in _STOPS.finditer(folded, 0, found.start())), default=0)
        if not _OTHER.search(folded, opened, found.end()):
            printed = found["rate"] or found["share"] or found["more"]
            yield Spoken(Decimal(printed) + (_FULL if found["more"] else 0), printed)
