"""Amounts: 「不少于20人次」 to Quantity, and whether one reaches, equals or overlaps another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal  # noqa: TC003 - part of the public signature
from functools import lru_cache

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import units
from kpi_nlp.quantities.alone import alone
from kpi_nlp.quantities.amounts import Amount
from kpi_nlp.quantities.compare import Completion, completion, differs, equals, in_one_unit, overlaps, reaches
from kpi_nlp.quantities.counted import counted, is_partial
from kpi_nlp.quantities.damage import repair
from kpi_nlp.quantities.deadlines import days_late, overdue
from kpi_nlp.quantities.distances import Distance, distances
from kpi_nlp.quantities.masks import masked
from kpi_nlp.quantities.numerals import FORMAL, HAN, last_digit, plain, rounded, shown, unformal
from kpi_nlp.quantities.pairing import pair_up
from kpi_nlp.quantities.periods import Period, parse_periods
from kpi_nlp.quantities.precision import agree
from kpi_nlp.quantities.relation import Relation
from kpi_nlp.quantities.relations import relations
from kpi_nlp.quantities.scales import scale_slip, unit_left_out
from kpi_nlp.quantities.scanner import scan
from kpi_nlp.quantities.units import compatible
from kpi_nlp.text import fold, without_blanks

__all__ = [
    "Completion",
    "Distance",
    "Period",
    "Relation",
    "agree",
    "compatible",
    "completion",
    "days_late",
    "differs",
    "distances",
    "equals",
    "in_one_unit",
    "last_digit",
    "overdue",
    "overlaps",
    "pair_up",
    "parse",
    "parse_periods",
    "reaches",
    "relations",
    "repair",
    "rounded",
    "scale_slip",
    "shown",
    "unit_left_out",
]

_CANDIDATE = re.compile(f"[0-9０-９{HAN}{FORMAL}半廿]|[IlＩｌ][IlOＩｌＯ]")


def parse(text: str, *, unit: str | None = None) -> tuple[Quantity, ...]:
    """Return every amount of a text in order of appearance; dates and what only looks like an amount are left out.

    `unit` is that of the column header or the name (「万元」, 「亩」); it holds where the text itself has none.
    Never raises; what is not understood is no quantity.
    """
    return _parsed(text, unit) if _CANDIDATE.search(text) else ()


@lru_cache(maxsize=8192)  # 「100%」 stands in every other row
def _parsed(text: str, unit: str | None) -> tuple[Quantity, ...]:
    folded = fold(text)
    if (amount := alone(folded)) is not None:
        return (_quantity(text, amount, None, unit),)
    return _scanned(text, repair(folded)[0], unit)


def _scanned(text: str, folded: str, unit: str | None) -> tuple[Quantity, ...]:
    compact, places = without_blanks(folded)
    masks, separating = masked(compact)
    amounts = list(scan(unformal(compact), masks))
    if not amounts:
        return ()
    if compact is not folded:
        amounts = [_in_place(amount, places) for amount in amounts]
    phrases = _blanked(folded, [(places[start], places[end - 1] + 1) for start, end in separating])
    edges = [0, *(amount.end for amount in amounts)]
    starts = [*(amount.start for amount in amounts[1:]), len(folded)]
    quantities: list[Quantity] = []
    for amount, previous_end, next_start in zip(amounts, edges, starts, strict=False):
        kind = "ordinal" if amount.ordinal else units.kind_of(amount.unit)
        before = phrases[previous_end : amount.start]
        of = counted(before, phrases[amount.end : next_start], kind)
        if of is None and quantities and not folded[previous_end : amount.start].strip():
            of = quantities[-1].of
        quantities.append(_quantity(text, amount, of, unit, partial=is_partial(before)))
    return tuple(quantities)


def _in_place(amount: Amount, places: Sequence[int]) -> Amount:
    """Return an amount of a compact text at its place in the text with blanks."""
    return replace(amount, start=places[amount.start], end=places[amount.end - 1] + 1)


def _blanked(folded: str, masks: list[tuple[int, int]]) -> str:
    """Put a boundary in place of every mask, so that dates are no part of what is counted."""
    pieces, at = [], 0
    for start, end in masks:
        pieces += [folded[at:start], ";" * (end - start)]
        at = end
    return "".join(pieces) + folded[at:]


def _quantity(text: str, amount: Amount, of: str | None, header_unit: str | None, *, partial: bool = False) -> Quantity:
    unit, factor = units.canonical(amount.unit)
    if unit is None and header_unit and not amount.ordinal:
        factor, unit = units.from_header(header_unit)
    low: Decimal | None = plain(amount.low * factor)
    high: Decimal | None = low if amount.point else plain(amount.high * factor)
    effects = amount.effects
    if amount.point and effects & {"low", "low_open", "vague"} and "almost" not in effects:
        high = None
    elif amount.point and effects & {"high", "high_open", "almost"}:
        low = None
    return Quantity(
        low=low,
        high=high,
        unit=unit,
        kind="ordinal" if amount.ordinal else units.kind_of(unit),
        of=of,
        approximate=bool(effects & {"approximate", "almost"}),
        text=text[amount.start : amount.end].strip(),
        start=amount.start,
        end=amount.end,
        low_open="low_open" in effects and low is not None and low != high,
        high_open="high_open" in effects and high is not None and low != high,
        partial=partial,
    )
