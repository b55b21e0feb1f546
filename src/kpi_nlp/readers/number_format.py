"""Numbers and dates of a spreadsheet as they are displayed: 0.975 under 「0%」 shows 98%."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

_NOISE = re.compile(r"\[[^\]]*\]|_.|\*.|\\")
_LITERAL = re.compile(r'"([^"]*)"')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_GENERAL = "General"
_DATE_CODES = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_SIGNIFICANT = 11  # digits that 「常规」 shows
_NEGATIVE_SECTION = 2


def displayed(value: object, number_format: str) -> str:
    """Return a cell's value as its number format shows it; text stands as it is."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime() | dt.date():
            return _date(value, number_format)
        case dt.time():
            return value.strftime("%H:%M")
        case int() | float():
            return _number(Decimal(repr(value)), number_format)
        case _:
            return str(value)


def _date(value: dt.date, number_format: str) -> str:
    code = _NOISE.sub("", number_format).lower()
    if "年" in code or "年" in number_format:
        return f"{value.year}年{value.month}月{value.day}日" if "d" in code else f"{value.year}年{value.month}月"
    if isinstance(value, dt.datetime) and "h" in code:
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def _number(value: Decimal, number_format: str) -> str:
    sections = number_format.split(";")
    code = sections[0]
    if value < 0 and len(sections) >= _NEGATIVE_SECTION:
        code, value = sections[1], -value
    code = _NOISE.sub("", code)
    literals = _LITERAL.findall(code)
    digits = _DIGITS.search(_LITERAL.sub("\0", code))
    if _GENERAL in code or digits is None:
        return _plain(value)
    template = _LITERAL.sub("\0", code)
    prefix, suffix = template[: digits.start()], template[digits.end() :]
    shown = _rounded(value * 100 if "%" in template else value, digits[0])
    text = f"{prefix}{shown}{suffix}"
    for literal in literals:
        text = text.replace("\0", literal, 1)
    return text.strip()


def _plain(value: Decimal) -> str:
    return f"{Decimal(f'{value:.{_SIGNIFICANT}g}').normalize():f}"


def _rounded(value: Decimal, digits: str) -> str:
    whole, _, fraction = digits.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    if optional and "." in text:
        kept = text[: len(text) - optional], text[len(text) - optional :].rstrip("0")
        text = "".join(kept).rstrip(".")
    return text
