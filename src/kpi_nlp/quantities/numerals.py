"""Numerals to Decimal: 「1.4531万」, 「两百」, 「十二」, 「7万5千4百」, 「1,100万」."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九]|[十百千万亿]")
_FRACTION = re.compile(r"\d[.．](\d+)")
_CENT, _WIDE = Decimal("0.01"), Context(prec=100)
_MYRIAD = 10_000


def plain(number: Decimal) -> Decimal:
    """Return the number without trailing zeros and without an exponent."""
    return Decimal(f"{number.normalize():f}")


def shown(number: Decimal) -> str:
    """Return a number as reports print it: without trailing zeros, without an exponent."""
    return f"{plain(number):f}"


def rounded(number: Decimal) -> str:
    """Return a computed number to two decimals, half up, without trailing zeros."""
    return shown(number.quantize(_CENT, ROUND_HALF_UP, context=_WIDE))


def last_digit(text: str) -> Decimal:
    """Return one unit of the last printed digit of the first number in a text: 0.01 for 「99.74%」, 1 for 「98分」.

    Reports truncate as often as they round, so figures agree when they differ by no more than this.
    """
    fraction = _FRACTION.search(text)
    return Decimal(1).scaleb(-len(fraction[1])) if fraction else Decimal(1)


def number_of(numeral: str) -> Decimal:
    """Return the value of a numeral, Arabic, Chinese or mixed; ValueError where it is none.

    万 and 亿 close a section, as in 「三百二十万五千」; digits in a row are read one by one, as in 「二〇二二」.
    """
    pieces = _PIECES.findall(numeral)
    if not pieces:
        message = f"not a numeral: {numeral!r}"
        raise ValueError(message)
    if len(pieces) > 1 and all(piece in _DIGITS for piece in pieces):
        return Decimal("".join(str(_DIGITS[piece]) for piece in pieces))
    return _sections(pieces)


def _sections(pieces: list[str]) -> Decimal:
    total, section, digit = Decimal(0), Decimal(0), None
    last_scale = 1
    for piece in pieces:
        if piece in SCALES:
            scale = SCALES[piece]
            if scale < _MYRIAD:
                section += (Decimal(1) if digit is None else digit) * scale
            else:
                section = (section + (digit or 0)) or Decimal(0 if total else 1)
                total = (total + section) * scale if scale > last_scale > 1 else total + section * scale
                section = Decimal(0)
            digit, last_scale = None, scale
        else:
            digit = Decimal(_DIGITS[piece]) if piece in _DIGITS else Decimal(piece.replace(",", ""))
            if piece in {"零", "〇"}:
                last_scale = 1
    return total + section + _colloquial(digit, last_scale)


def _colloquial(digit: Decimal | None, last_scale: int) -> Decimal:
    """「三万五」 is 35000: a last digit without its scale counts in tenths of the scale before it."""
    if digit is None:
        return Decimal(0)
    return digit * (last_scale // 10) if last_scale > SCALES["十"] else digit
