"""Finds amounts in text: number, scale, unit, and the words before and behind that bound or blur it.

The text is compact: folded, plain numerals, no blank but between two words or numbers in Latin letters. Each
expression is anchored at a number and looks at a bounded stretch around it: the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.quantities import units
from kpi_nlp.quantities.amounts import Amount, effects_before, has_minus, is_negative, match_tail, surround, unit_of
from kpi_nlp.quantities.compounds import compound, per_heads, small_money
from kpi_nlp.quantities.numerals import HAN, Numeral, read
from kpi_nlp.quantities.ranges import YEARS, both_bounds, range_of
from kpi_nlp.quantities.shares import DENOMINATOR, PER, fraction, share, slashed

_REACH = 14
_START = re.compile(rf"[\d{HAN}廿几数半]|(?<![\d.])\.\d")
_EVERY = re.compile(r"每[^,。;、:]{0,5}$")  # 「每周播出一期」 is how often, not how many
_RANK = re.compile(r"(第|(?<![目以之当提年月日])前)$")
_RANKED = frozenset({"名", "位"})
_SAID = re.compile(r"(?:[是为]|等于)$")  # 「答案是四」
_SAYS_NO_MORE = re.compile(r"$|[,。;!?)\n]|[这那不却而和]")
_MONEY_SCALES = frozenset({"万", "亿", "千", "百"})


def scan(text: str, masks: list[tuple[int, int]]) -> Iterator[Amount]:
    """Yield the amounts of a compact text that do not stand in a masked span; a floor and a ceiling make one range."""
    held: Amount | None = None
    for amount in _amounts(text, masks):
        if held is not None and (both := both_bounds(text, held, amount)) is not None:
            held = both
            continue
        if held is not None:
            yield held
        held = amount
    if held is not None:
        yield held


def _amounts(text: str, masks: list[tuple[int, int]]) -> Iterator[Amount]:
    at, mask = 0, 0
    while start := _START.search(text, at):
        while mask < len(masks) and masks[mask][1] <= start.start():
            mask += 1
        if mask < len(masks) and masks[mask][0] <= start.start():
            at = masks[mask][1]
            continue
        amount, end = _amount(text, start.start())
        if amount is not None and mask < len(masks) and masks[mask][0] < amount.end and masks[mask][0] < end:
            amount, end = None, max(masks[mask][0], start.start() + 1)
        at = max(end, amount.end if amount else 0, start.start() + 1)
        if amount is not None:
            yield amount


def _amount(text: str, at: int) -> tuple[Amount | None, int]:
    """Read the amount that begins at a place; the second is where to go on where there is none."""
    if per := PER.match(text, at):
        return share(text, at, per)
    numeral = read(text, at)
    if numeral is None:
        return None, at + 1
    if DENOMINATOR.match(text, numeral.end) or text.startswith("又", numeral.end):
        found, end = fraction(text, at, numeral)
        if found or end > numeral.end:
            return found, end
    return _of(text, at, numeral), numeral.end


def _of(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Return what a numeral says where it stands."""
    if (rank := _RANK.search(text, max(0, at - 2), at)) is not None:
        return _ordinal(text, at, numeral, rank)
    if numeral.arabic and (found := per_heads(text, at, numeral) or slashed(text, at, numeral)) is not None:
        return found
    if not numeral.arabic and not _counts(text, at, numeral):
        return None
    return range_of(text, at, numeral) or _single(text, at, numeral)


def _single(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Read one number; a short Chinese numeral needs a unit or 余 behind it, and a bare year counts nothing."""
    if (small := small_money(text, at, numeral)) is not None:
        return small
    tail = match_tail(text, numeral.end)
    if (
        text[at : numeral.end] in _MONEY_SCALES
        and units.kind_of(tail["unit"]) == "money"
        and not _is_bounded(text, at, tail)
    ):
        return None  # the unit of a table, 「单位：万元」, or of a product, 「万元能耗」
    bare = not tail["unit"] and not tail["more"] and not tail["after"]
    if (bare and not numeral.arabic and not _stands_alone(text, at, numeral)) or _is_year(text, at, numeral, tail):
        return None
    low, high = _pair(text, at, numeral, tail)
    start = at
    if has_minus(text, at) or (units.kind_of(tail["unit"]) != "count" and is_negative(text, at)):
        low, high, start = -high, -low, at - 1
    amount = Amount(low, high, unit_of(tail), start, tail.end())
    return compound(text, surround(text, amount, tail), tail)


def _is_bounded(text: str, at: int, tail: re.Match[str]) -> bool:
    return bool(tail["more"] or tail["after"] or effects_before(text, at)[1])


def _pair(text: str, at: int, numeral: Numeral, tail: re.Match[str]) -> tuple[Decimal, Decimal]:
    """「二三个」 is two or three; without a unit, digits in a row are one number."""
    digits = text[at : numeral.end]
    if len(digits) == len("二三") and not numeral.arabic and not numeral.scaled and tail["unit"]:
        one, other = (read(digit, 0) for digit in digits)
        if one and other and other.low - one.low == 1 and one.low > 0:
            return one.low, other.low
    return numeral.low, numeral.high


def _stands_alone(text: str, at: int, numeral: Numeral) -> bool:
    """「二百零一」 is a number wherever it stands; 「五」 only where nothing else is said."""
    printed = text[at : numeral.end]
    if numeral.decimal or (numeral.scaled and len(printed) > 1 and printed[0] not in "百千万亿"):
        return True
    if printed[0] in "万亿" or (len(printed) > 1 and "两" in printed and not numeral.scaled):
        return False
    if text.strip().removeprefix("负") == printed:
        return True
    return bool(_SAID.search(text, max(0, at - 2), at) and _SAYS_NO_MORE.match(text, numeral.end))


def _ordinal(text: str, at: int, numeral: Numeral, rank: re.Match[str]) -> Amount | None:
    """「第三批」, 「前5名」: a place in an order, not an amount; 「前期」 and 「目前5个」 are none."""
    tail = match_tail(text, numeral.end)
    if rank[1] == "前" and tail["unit"] not in _RANKED and text[numeral.end : numeral.end + 1] not in ("的", "强"):
        return range_of(text, at, numeral) or _single(text, at, numeral)
    if rank[1] == "第" and (between := range_of(text, at, numeral)) is not None:
        return replace(between, start=rank.start(1), ordinal=True)
    end = tail.end("unit") if tail["unit"] else numeral.end
    return Amount(numeral.low, numeral.low, tail["unit"], rank.start(1), end, ordinal=True)


def _counts(text: str, at: int, numeral: Numeral) -> bool:
    """A Chinese numeral alone may be part of a word: 万众, 统一, 每一."""
    printed = text[at : numeral.end]
    before = text[at - 1] if at else " "
    if printed == "一" and (before in lexicon.bounds().one_after or _EVERY.search(text, max(0, at - 6), at)):
        return False
    return printed[0] != "亿"


def _is_year(text: str, at: int, numeral: Numeral, tail: re.Match[str]) -> bool:
    """A bare number such as 2022 before a word is a year: 「2022中国创新创业成果交易会」."""
    printed = text[at : numeral.end]
    bare = tail.end() == numeral.end and printed.isdigit() and numeral.low in YEARS
    return bare and text[:_REACH].strip() != printed and not effects_before(text, at)[1]
