"""Units after a number: which there are, what may not follow them, and how they convert."""

import re
from decimal import Decimal
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.model import Kind

_SCALED = re.compile(r"^(亿|百万|千万|万|千|百)(.*)$")
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "万亿": 10**12}


@cache
def pattern() -> str:
    """Return a regular expression of all units, longest first, each with what may not follow it."""
    table = lexicon.units()
    return "|".join(
        _alternative(unit, table.not_before.get(unit, "")) for unit in sorted(table.kind_of, key=len, reverse=True)
    )


def _alternative(unit: str, not_before: str) -> str:
    ahead = f"(?![{not_before}])" if not_before else ""
    letters = "(?![A-Za-z])" if unit[-1].isascii() and unit[-1].isalpha() else ""
    return re.escape(unit) + ahead + letters


def times(scale: str) -> Decimal:
    """Return the factor of 百, 千, 万, 亿 and their compounds."""
    return Decimal(_TIMES[scale])


def kind_of(unit: str | None) -> Kind:
    """Return the kind of a unit; a unit that we do not know counts something."""
    if unit is None:
        return "other"
    return lexicon.units().kind_of.get(unit, "other" if "/" in unit else "count")


def from_header(unit: str) -> tuple[Decimal, str | None]:
    """Split the unit of a header: 「万元」 is (10000, 元), 「亩」 is (1, 亩), 「亿」 is (100000000, None)."""
    if unit in lexicon.units().kind_of or not (scaled := _SCALED.match(unit)):
        return Decimal(1), unit
    return times(scaled[1]), scaled[2] or None


def canonical(unit: str | None) -> tuple[str | None, Decimal]:
    """Return the name of a unit under which it is reported, and its factor: 「个百分点」 is 「百分点」, 「成」 is 10 %."""
    name = lexicon.units().canonical.get(unit or "", unit)
    return name, Decimal(1) if unit is None or name == unit else factor(unit) / factor(name)


def class_of(unit: str) -> str:
    """Return the compatibility class of a unit: 名 and 位 are of class 人, 人次 is not."""
    return lexicon.units().class_of.get(unit, unit)


def compatible(one: str | None, other: str | None) -> bool:
    """Return whether two units may be compared; a missing unit is taken from the other side."""
    return one is None or other is None or one == other or class_of(one) == class_of(other)


def factor(unit: str | None) -> Decimal:
    """Return what converts an amount to the first unit of its class (公里 to 米)."""
    return lexicon.units().times.get(unit or "", Decimal(1))
