"""Cells that hold a number and nothing else."""

import re
from decimal import Decimal, InvalidOperation

from kpi_nlp.text import fold, join_lines

_NUMBER = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+(?:\.\d+)?$")


def number_of(text: str) -> Decimal | None:
    """Return the value of a text that is nothing but a number, perhaps with 分, % or a separator of thousands."""
    digits = (
        fold(join_lines(text))
        .replace(" ", "")
        .removesuffix("分")
        .removesuffix("%")
        .removesuffix("元")
        .removesuffix("万")
    )
    if not _NUMBER.match(digits):
        return None
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
