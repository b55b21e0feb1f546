"""Numerals to Decimal: 「1.4531万」, 「两百」, 「十二」, 「7万5千4百」, 「1,100万」."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

_SCALES = {"亿": 100_000_000, "万": 10_000, "千": 1000, "百": 100, "十": 10}
_ZEROS = frozenset("零〇")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九]|[十百千万亿]")
_FRACTION = re.compile(r"\d[.．](\d+)")
_CENT, _WIDE = Decimal("0.01"), Context(prec=100)


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
    return _value(pieces)


def _value(pieces: Sequence[str]) -> Decimal:
    """Split at the last 亿, else the last 万, 千, 百, 十: what stands before it multiplies, what stands behind adds."""
    for scale, factor in _SCALES.items():
        if scale in pieces:
            at = len(pieces) - 1 - list(reversed(pieces)).index(scale)
            before, behind = pieces[:at], pieces[at + 1 :]
            return (_value(before) if before else 1) * factor + _rest(behind, factor)
    return sum((_digit(piece) for piece in pieces), Decimal(0))


def _rest(pieces: Sequence[str], factor: int) -> Decimal:
    """「三万五」 is 35000: a lone digit behind a scale counts in tenths of it; 「一百零五」 says otherwise."""
    if len(pieces) == 1 and pieces[0] not in {*_ZEROS, *_SCALES} and factor > _SCALES["十"]:
        return _digit(pieces[0]) * (factor // 10)
    return _value(pieces) if pieces else Decimal(0)


def _digit(piece: str) -> Decimal:
    return Decimal(_DIGITS[piece]) if piece in _DIGITS else Decimal(piece.replace(",", ""))
