"""Amounts of two units that are one: 「两米半」, 「七成六」, 「五元三毛」, 「六角五分」, 「10分30秒」, 「1小时30分」."""

import re
from dataclasses import replace
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.quantities import units
from kpi_nlp.quantities.amounts import Amount, match_tail, surround
from kpi_nlp.quantities.numerals import Numeral, read

_SMALL_MONEY = (("角", "毛"), ("分", "美分"))
_TENTH = re.compile(r"[一二三四五六七八九1-9](?![十百千万.\d成个])")
_HALF = re.compile(r"半(?![数径导岛价夜途边])")
_HALF_OF = re.compile(r"半(?P<unit>小时|月|学期)")
_HALVED = frozenset({"length", "area", "duration", "percent", "other"})
_CENTS = re.compile(r"[角毛](?:(?P<cents>[零一二三四五六七八九]|[0-9])分)?钱?(?:整|正)?")
_COMMON = frozenset({"角", "毛"})  # alone they are words: 一角, 八角, 五毛
_SMALLER = {
    "小时": (re.compile(r"零?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})分钟?(?![之别])"), "分钟", 60),
    "分钟": (re.compile(r"零?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})秒钟?"), "秒", 60),
}
_AS_TIME = {"个小时": "小时", "分": "分钟"}
_PER_HEADS = re.compile(r"/(?:10万|100000|十万)(?!\d)")


def compound(text: str, amount: Amount, tail: re.Match[str]) -> Amount:
    """Add to an amount what stands behind it and belongs to it."""
    return _with_small_money(text, _with_smaller_time(text, _with_half(text, amount, tail)), tail)


def small_money(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Read 「六角五分」, 「5角钱」 as parts of a 元."""
    match = _CENTS.match(text, numeral.end)
    if match is None or (match[0] in _COMMON and text.strip() != text[at : match.end()]):
        return None
    cents = read(match["cents"], 0) if match["cents"] else None
    yuan = numeral.low / 10 + (cents.low / 100 if cents else 0)
    return surround(text, Amount(yuan, yuan, "元", at, match.end()), None)


def per_heads(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Read 「10/10万」: so many of a hundred thousand, as deaths and diseases are counted."""
    match = _PER_HEADS.match(text, numeral.end)
    if match is None:
        return None
    return surround(text, Amount(numeral.low, numeral.high, "/10万", at, match.end()), None)


def _with_smaller_time(text: str, amount: Amount) -> Amount:
    """「1小时30分」 is 90 分钟, 「10分30秒」 630 秒; 「10分」 alone are points."""
    unit = _AS_TIME.get(amount.unit or "", amount.unit)
    if unit not in _SMALLER or not amount.point:
        return amount
    pattern, smaller, times = _SMALLER[unit]
    if (match := pattern.match(text, amount.end)) is None or (part := read(match["number"], 0)) is None:
        return amount
    total, behind = amount.low * times + part.low, match_tail(text, match.end())
    longer = replace(amount, low=total, high=total, end=match.end(), unit=smaller)
    if behind["after"] and not behind["unit"]:
        effect = lexicon.bounds().after[behind["after"]]
        return replace(longer, end=behind.end("after"), effects=amount.effects | {effect})
    return _with_smaller_time(text, longer)


def _with_half(text: str, amount: Amount, tail: re.Match[str]) -> Amount:
    """「两米半」, 「三成半」: half a unit more; 「一个半小时」 is 1.5 hours, 「七成六」 76 %."""
    if tail["unit"] == "个" and amount.point and (half := _HALF_OF.match(text, amount.end)):
        more, unit = Decimal("0.5"), "个月" if half["unit"].endswith("月") else half["unit"]
        return replace(amount, low=amount.low + more, high=amount.high + more, end=half.end(), unit=unit)
    if tail["unit"] == "成" and (tenth := _TENTH.match(text, amount.end)) and (part := read(tenth[0], 0)):
        more, behind = part.low / 10, match_tail(text, tenth.end())
        effects = {lexicon.bounds().after[behind["after"]]} if behind["after"] and not behind["unit"] else set()
        end = behind.end("after") if effects else tenth.end()
        return replace(
            amount, low=amount.low + more, high=amount.high + more, end=end, effects=amount.effects | effects
        )
    half = _HALF.match(text, amount.end) if tail["unit"] and amount.point else None
    if half is None or units.kind_of(tail["unit"]) not in _HALVED:
        return amount
    more = Decimal("0.5")
    return replace(amount, low=amount.low + more, high=amount.high + more, end=half.end())


def _with_small_money(text: str, amount: Amount, tail: re.Match[str]) -> Amount:
    """「五元三毛」, 「123元1角1分」, 「两美元又三美分」: one sum."""
    if not amount.point or not (units.kind_of(tail["unit"]) == "money" or tail["unit"] == "块"):
        return amount
    for place, names in enumerate(_SMALL_MONEY, 1):
        begin = amount.end + text.startswith("又", amount.end)
        part = read(text, begin) if begin < len(text) else None
        name = next((name for name in names if part and text.startswith(name, part.end)), None)
        if part and name:
            more = part.low / 10**place
            end = part.end + len(name) + text.startswith("钱", part.end + len(name))
            unit = "元" if amount.unit == "块" else amount.unit
            amount = replace(amount, low=amount.low + more, high=amount.high + more, end=end, unit=unit)
    return amount
