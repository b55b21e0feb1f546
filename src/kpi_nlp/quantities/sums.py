"""Sums of printed figures: how far a total may lie from its items because each was rounded or truncated."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kpi_nlp.model import Figure
from kpi_nlp.quantities.numerals import last_digit
from kpi_nlp.text import fold

_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def fineness(figure: Figure) -> Decimal:
    """Return one unit of the last printed digit of a figure in the unit of its amount: 100 for 「46.55」 that is 46.55 万元."""
    return last_digit(fold(figure.text)) * scale(figure)


def scale(figure: Figure) -> Decimal:
    """Return by what the amount of a figure was multiplied over the number that is printed; 1 for zero."""
    printed = printed_number(figure)
    return figure.amount / printed if printed and figure.amount else Decimal(1)


def printed_number(figure: Figure) -> Decimal:
    """Return the number of a figure as printed, without its unit and separators; its amount where there is none."""
    digits = _DIGITS.search(fold(figure.text))
    return Decimal(digits[0].replace(",", "")) if digits else figure.amount


def slack(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """Return how far a total may lie from the sum: one unit of the last printed digit for each item."""
    return max(map(fineness, (total, *parts))) * max(1, len(parts))


def sum_of(parts: Iterable[Figure]) -> Decimal:
    """Return the sum of the amounts of figures."""
    return sum((part.amount for part in parts), Decimal(0))


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether a total is the sum of its items, as exactly as they are printed."""
    return abs(total.amount - sum_of(parts)) <= slack(total, parts)
