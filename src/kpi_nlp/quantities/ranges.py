"""Ranges: 「2-3小时」, 「一千到两千万元」, 「20和30之间」, 「≥90%且≤95%」."""

import re
from decimal import Decimal

from kpi_nlp.quantities import units
from kpi_nlp.quantities.amounts import Amount, is_negative, match_tail, surround, unit_of
from kpi_nlp.quantities.numerals import Numeral, read

YEARS = range(2001, 2040)  # bare numbers that are years
_TO = re.compile(r"(?:\(含\))?(?:-{1,2}|—{1,2}|–|~|至|到)(?=[\d.¥￥$零一二两三四五六七八九十百千万])")
_AND = re.compile(r"[和与跟]第?(?=[\d零一二两三四五六七八九十百千万])")
_BETWEEN = re.compile(r"之间|间(?![间断隔接])")
_JOINED = re.compile(r"(?:的?同时|并且|而且|且|并|[,、] ?)?")
_TIMES = {"万": 10_000, "亿": 10**8, "k": 1000, "w": 10_000}


def range_of(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Read 「2-3小时」, 「90%-95%」, 「一千到两千万元」, 「20和30之间」; None where what follows makes no range."""
    first = match_tail(text, numeral.end)
    unit, joined = first["unit"], first.end("unit") if first["unit"] else numeral.end
    link = _TO.match(text, joined) or _AND.match(text, joined)
    if link is None:
        return None
    begin = link.end() + (text[link.end()] in "¥￥$")
    second = read(text, begin)
    if second is None:
        return None
    tail = match_tail(text, second.end)
    between = _BETWEEN.match(text, tail.end("unit") if tail["unit"] not in (None, "间") else second.end)
    if link[0][0] in "和与跟" and between is None:
        return None
    last_unit = None if between and tail["unit"] == "间" else tail["unit"]
    if unit is not None and last_unit != unit:
        return None
    scale = units.times(tail["scale"]) if tail["scale"] else Decimal(1)
    low, high = _scaled_alike(text, numeral, second, scale, has_unit=unit is not None)
    negative = is_negative(text, at)
    low = -low if negative else low
    if low > high or (low in YEARS and high in YEARS and last_unit is None):
        return None
    end = between.end() if between else tail.end()
    named = last_unit and unit_of(tail)
    return surround(text, Amount(low, high, named, at - negative, end), None)


def _scaled_alike(
    text: str, first: Numeral, second: Numeral, scale: Decimal, *, has_unit: bool
) -> tuple[Decimal, Decimal]:
    """「一千到两千万」 is from 一千万: the scale at the end of a range is that of both; 「5000-1万」 is not."""
    high = second.high * scale
    end = text[second.end - 1].lower()
    shared = scale if scale != 1 else Decimal(_TIMES.get(end, 1))
    own = text[first.end - 1].lower() in _TIMES
    return (first.low * shared if not own and not has_unit and first.low <= high / shared else first.low), high


def both_bounds(text: str, first: Amount, second: Amount) -> Amount | None:
    """「大于10并小于20」, 「≥90%且≤95%」: two bounds of one number; 「大于50小于12」 are two."""
    floors, ceilings = {"low", "low_open"}, {"high", "high_open"}
    between = text[first.end : second.start]
    if not (first.point and second.point and len(between) <= len("的同时") and _JOINED.fullmatch(between)):
        return None
    pair = (first, second) if first.effects & floors else (second, first)
    if not (pair[0].effects and pair[0].effects <= floors and pair[1].effects and pair[1].effects <= ceilings):
        return None
    units_differ = first.unit is not None and second.unit is not None and first.unit != second.unit
    if units_differ or pair[0].low > pair[1].low:
        return None
    return Amount(
        pair[0].low, pair[1].low, second.unit or first.unit, first.start, second.end, first.effects | second.effects
    )
