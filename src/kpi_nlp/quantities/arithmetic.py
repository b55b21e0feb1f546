"""Printed arithmetic: 「33/41×6」, 「4/(4+13)」, evaluated with Decimals and nothing but + − × ÷ and brackets."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal

from kpi_nlp.quantities.numerals import last_digit

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_LONGEST = 200


def operands(expression: str) -> list[str]:
    """Return the numbers of an expression as printed, in order."""
    return _NUMBER.findall(expression)


def replaced(expression: str) -> Iterator[tuple[str, str, str]]:
    """Yield each whole number with its neighbours, and the expression in which the neighbour stands instead."""
    for match in _NUMBER.finditer(expression):
        if match[0].isdigit():
            for other in (int(match[0]) + 1, int(match[0]) - 1):
                yield match[0], str(other), expression[: match.start()] + str(other) + expression[match.end() :]


def rounding(expression: str) -> Decimal:
    """Return how far the value of an expression may be off because its decimals were rounded or truncated.

    Whole numbers and whole per cents are taken as exact: counts, points, weights.
    """
    value = evaluate(expression)
    off = Decimal(0)
    for match in _NUMBER.finditer(expression):
        if "." in match[0]:
            digits = match[0].rstrip("%").replace(",", "")
            other = f"{Decimal(digits) + last_digit(digits):f}{'%' if match[0].endswith('%') else ''}"
            off += abs(evaluate(expression[: match.start()] + other + expression[match.end() :]) - value)
    return off


def evaluate(expression: str) -> Decimal:
    """Return the value of an expression; a number with % counts as its hundredth.

    Raises ValueError for anything but numbers, + − × ÷ and brackets, and decimal.DivisionByZero or
    decimal.InvalidOperation where the arithmetic has no result.
    """
    if len(expression) > _LONGEST:
        message = "expression too long"
        raise ValueError(message)
    source = _NUMBER.sub(
        lambda match: f"({match[0].rstrip('%').replace(',', '')}{'/100' if match[0].endswith('%') else ''})", expression
    )
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(expression) from error
    return _value(tree.body, source)


def _value(node: ast.expr, source: str) -> Decimal:
    match node:
        case ast.Constant(value=int() | float()):
            return Decimal(ast.get_source_segment(source.strip(), node) or "0")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, source)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _value(left, source) + _value(right, source)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _value(left, source) - _value(right, source)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _value(left, source) * _value(right, source)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _value(left, source) / _value(right, source)
        case _:
            raise ValueError(source)
