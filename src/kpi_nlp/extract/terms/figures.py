"""Cells that hold a number and nothing else."""

import re
from decimal import Decimal, InvalidOperation

from kpi_nlp.lexicon import units
from kpi_nlp.quantities.units import from_header
from kpi_nlp.text import fold, join_lines, squeeze

_NUMBER = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+(?:\.\d+)?$")
_DIGIT = re.compile(r"\d")
_SCALES = ("万", "亿", "千", "百万", "千万")
_OWN_MONEY = re.compile(r"\d((?:亿|千万|百万|万|千|百)?元|万|亿)$")


def number_of(text: str) -> Decimal | None:
    """Return the value of a text that is nothing but a number, perhaps with 分, % or a separator of thousands."""
    if not _DIGIT.search(text):
        return None
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


def in_yuan(text: str, unit: str | None) -> tuple[Decimal, bool] | None:
    """Return an amount of money and whether it is in 元; None where a text is no number.

    The unit beside the number (46.5万元) goes before `unit`, that of the column or form; without either it is unknown.
    """
    number = number_of(text)
    if number is None:
        return None
    own = _OWN_MONEY.search(squeeze(text))
    unit = own[1] if own else unit
    return (number * from_header(unit)[0], True) if unit else (number, False)


def known_unit(text: str) -> str | None:
    """Return a unit that we know, plain, with its scale (万元) or with what it is counted for (元/公里), else None."""
    text = fold(text).strip()
    bare = next((text.removeprefix(scale) for scale in _SCALES if text.startswith(scale)), text)
    known = units().kind_of
    if text and (bare in known or (not bare and text in _SCALES)):
        return text
    amount, slash, each = text.partition("/")
    return text if slash and known_unit(amount) and each.strip("每") in known else None
