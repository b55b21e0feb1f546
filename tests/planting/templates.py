"""Texts with figures in braces: 「{goal*0.9}{unit}」; arithmetic is rounded as its first figure is printed.

A mark before the closing brace says how a figure is written: 「~」 with two digits exchanged, 「,」 in groups of three,
「#」 in Chinese numerals (a year digit by digit).
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from planting.rows import plain

_BRACES = re.compile(r"\{([^{}]+)\}")
_NAME = re.compile(r"[a-z_]\w*")
_STRIPPED = re.compile(r"weight|score|total$")
_POINTS = Decimal("0.01")
_MARKS = "~,#"
_YEARS = range(1990, 2100)
_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千", "万")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def filled(template: str, known: Mapping[str, Decimal | str]) -> str:
    """Return the text with its figures."""
    return _BRACES.sub(lambda found: _shown(found[1], known), template)


def computed(expression: str, known: Mapping[str, Decimal | str]) -> Decimal:
    """Return the value of an expression, rounded like its first figure; KeyError for a figure that is not known."""
    first = _NAME.search(expression)
    value = _value(ast.parse(expression, mode="eval").body, known)
    if first is None:
        return value
    model = known[first[0]]
    exact = _POINTS if _STRIPPED.search(first[0]) else model
    return value.quantize(exact if isinstance(exact, Decimal) else _POINTS)


def swapped(digits: str) -> str:
    """Return a number with two different digits exchanged, the last that stand side by side before the point."""
    places = [
        at for at in range(1, len(digits) - 1) if digits[at : at + 2].isdigit() and digits[at] != digits[at + 1]
    ] or [at for at in range(len(digits) - 1) if digits[at : at + 2].isdigit() and digits[at] != digits[at + 1]]
    if not places:
        return str(Decimal(digits) + 1)
    at = places[0]
    return f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"


def _shown(expression: str, known: Mapping[str, Decimal | str]) -> str:
    name = expression.rstrip(_MARKS)
    said = known.get(name)
    if isinstance(said, str):
        return said
    number = computed(name, known)
    first = _NAME.search(name)
    text = plain(number) if first and _STRIPPED.search(first[0]) else f"{number:f}"
    match expression.removeprefix(name):
        case "~":
            return swapped(text)
        case ",":
            return f"{number:,f}"
        case "#":
            return in_words(int(number))
    return text


def in_words(number: int) -> str:
    """Return a number in Chinese numerals: 13 is 十三, the year 2023 is 二〇二三."""
    digits = str(number)
    if number in _YEARS:
        return "".join(_DIGITS[int(digit)] for digit in digits)
    told = "".join(
        "零" if digit == "0" else f"{_DIGITS[int(digit)]}{_PLACES[place]}"
        for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    )
    text = re.sub(r"零+", "零", told).rstrip("零") or "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _value(node: ast.expr, known: Mapping[str, Decimal | str]) -> Decimal:
    match node:
        case ast.BinOp(left, sign, right):
            return _OPERATIONS[type(sign)](_value(left, known), _value(right, known))
        case ast.Name(name):
            return Decimal(known[name])
        case ast.Constant(number):
            return Decimal(str(number))
    raise KeyError(ast.dump(node))
