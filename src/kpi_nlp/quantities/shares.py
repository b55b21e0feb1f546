"""Shares and fractions: 「百分之九十八」, 「万分之三」, 「五分之一」, 「三又二分之一」, 「3/5」."""

import re
from decimal import Decimal

from kpi_nlp.quantities.amounts import Amount, has_minus, is_negative, match_tail, surround
from kpi_nlp.quantities.numerals import Numeral, read

PER = re.compile(r"([十百千万亿]{1,4})分之")
_AGAIN = re.compile(r"(?:[-—~]|至|到)(?:([十百千万亿]{1,4})分之)?(?=[\d一二三四五六七八九十])")
DENOMINATOR = re.compile(r"分之(?P<sign>[负-]?)")
_SLASHED = re.compile(r"(?: (?P<above>\d{1,4}))?/(?P<below>\d{1,4})(?![\d./×÷*=+%年月前]|-\d)")
_OPERATORS = frozenset("/×÷*+=.")
_POWERS = frozenset(Decimal(10) ** power for power in range(2, 13))


def share(text: str, at: int, per: re.Match[str]) -> tuple[Amount | None, int]:
    """「百分之九十八」, 「万分之三」: a share in percent."""
    of, sign = read(per[1], 0), -1 if text.startswith(("负", "-"), per.end()) else 1
    numeral = read(text, per.end() + (sign < 0))
    if numeral is None or of is None:
        return None, per.end()
    if has_minus(text, at):
        at, sign = at - 1, -sign
    low, high = sorted(sign * side * 100 / of.low for side in (numeral.low, numeral.high))
    end = numeral.end
    if (again := _AGAIN.match(text, end)) and again[1] in (per[1], None) and (second := read(text, again.end())):
        other = second.high * 100 / of.low
        if other > high and not match_tail(text, second.end)["unit"]:
            high, end = other, second.end
    tail = match_tail(text, end)
    amount = Amount(low, high, "%", at, end)
    return surround(text, amount, None if tail["unit"] or tail["more"] else tail), end


def fraction(text: str, at: int, numeral: Numeral) -> tuple[Amount | None, int]:
    """Read 「五分之一」 or 「三又二分之一」, and where to go on; a fraction of something that is no number is none."""
    whole, sign = Decimal(0), -1 if has_minus(text, at) else 1
    below = numeral
    if text.startswith("又", numeral.end):
        whole, below = numeral.low, read(text, numeral.end + 1) or numeral
    split = DENOMINATOR.match(text, below.end)
    if split is None:
        return None, numeral.end
    above = read(text, split.end())
    if above is None:
        return None, split.end()
    if not below.low or (_has_point(text, split.end(), above) and below.low not in _POWERS):
        return None, above.end
    turned = -1 if split["sign"] else 1
    value = sign * (whole + turned * above.low / below.low)
    amount = Amount(value, value, None, at - (sign < 0), above.end)
    return surround(text, amount, match_tail(text, above.end)), above.end


def _has_point(text: str, at: int, numeral: Numeral) -> bool:
    return numeral.decimal or "." in text[at : numeral.end]


def slashed(text: str, at: int, numeral: Numeral) -> Amount | None:
    """Read 「3/5」 or 「1 3/5」; None for a date, a formula or anything else that has a slash."""
    match = _SLASHED.match(text, numeral.end)
    if match is None or not text[at : numeral.end].isdigit() or text[at - 1 : at] in _OPERATORS:
        return None
    below = Decimal(match["below"])
    if below <= 1:
        return None
    value = numeral.low + Decimal(match["above"]) / below if match["above"] else numeral.low / below
    if negative := is_negative(text, at):
        value = -value
    amount = Amount(value, value, None, at - negative, match.end())
    return surround(text, amount, match_tail(text, match.end()))
