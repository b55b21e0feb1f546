"""Rows that were split into several, or merged from several: found before the one-to-one assignment can take one part for all.

A row is split only where at least two of the things that it names stand as rows of their own on the other side: a row
that merely lost one of its amounts stays the same indicator, and the loss is for the checks to tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kpi_nlp.align.names import analyse, things
from kpi_nlp.align.sides import Sides
from kpi_nlp.assignment import Pair, assign
from kpi_nlp.model import Indicator, Quantity, Value, Why
from kpi_nlp.quantities import compatible, equals
from kpi_nlp.text import han_only

_LEAST_WORDS = 2
_NAMED, _COVERED = 0.6, 0.4  # shares of signs: of the thing in the part's name, and of the part's name in the whole
_NAMED_ALONE, _COVERED_ALONE = (
    1.0,
    0.7,
)  # the same where the whole has one amount for all, and only its name lists things


@dataclass(frozen=True, slots=True)
class _Slot:
    """One of the things that a row names: its words, and its amount where it has one of its own."""

    row: int
    words: str
    quantity: Quantity | None


def splits(lefts: Sides, rights: Sides, why: Why, twins: set[Pair]) -> set[Pair]:
    """Return the pairs of a whole and one of its parts; `twins` are pairs that are certainly one indicator by name."""
    forth = set(_splits(lefts, rights, why, twins))
    back = {(row, column) for column, row in _splits(rights, lefts, why, {(column, row) for row, column in twins})}
    return forth | back


def _splits(wholes: Sides, others: Sides, why: Why, twins: set[Pair]) -> Iterator[Pair]:
    slots = [slot for at, row in enumerate(wholes.indicators) for slot in _several(at, row)]
    if not slots:
        return
    several = {at for at, row in enumerate(others.indicators) if len(list(_slots(at, row))) > 1}
    kept = {row for row, column in twins if column in several}
    slots = [slot for slot in slots if slot.row not in kept]
    gains = {
        (place, column): fit
        for place, slot in enumerate(slots)
        for column, part in enumerate(others.indicators)
        if column not in several and (fit := _fit(wholes.indicators[slot.row], slot, part, why)) > 0
    }
    found: dict[int, list[int]] = defaultdict(list)
    for place, column in assign(gains)[0]:
        found[slots[place].row].append(column)
    for row, columns in found.items():
        if len(columns) > 1:
            yield from ((row, column) for column in columns)


def _several(at: int, row: Indicator) -> list[_Slot]:
    slots = list(_slots(at, row))
    return slots if len(slots) > 1 else []


def _slots(at: int, row: Indicator) -> Iterator[_Slot]:
    """Yield the things that a target gives amounts of, or that a name lists where the target has one amount for all."""
    value, end = row.target, 0
    if value is None or not value.quantities:
        return
    if len(value.quantities) > 1:
        for quantity in value.quantities:
            words, end = han_only(value.text[end : quantity.start]), quantity.end
            if len(words) >= _LEAST_WORDS:
                yield _Slot(at, words, quantity)
        return
    listed = things(row.name)
    if all(len(words) >= _LEAST_WORDS for words in listed):
        yield from (_Slot(at, words, None) for words in listed)


def _fit(whole: Indicator, slot: _Slot, part: Indicator, why: Why) -> float:
    """Return how well a row is one thing of a whole, 0 where it cannot be."""
    if (value := _single(part)) is None:
        return 0.0
    if slot.quantity is not None and not _answers(slot.quantity, value.quantities[0], why):
        return 0.0
    core = analyse(part.name).core
    floors = (_NAMED, _COVERED) if slot.quantity else (_NAMED_ALONE, _COVERED_ALONE)
    covered = _share(core, whole.name + (slot.words if slot.quantity else ""))
    if covered < floors[1]:
        return 0.0
    named = _share(slot.words, part.name)
    if (
        slot.quantity is None
    ):  # the last thing listed carries the words that belong to all: 「孤儿和事实无人抚养儿童保障人数」
        named = max(named, _share(core, slot.words))
    return named + covered if named >= floors[0] else 0.0


def _single(row: Indicator) -> Value | None:
    return row.target if row.target is not None and len(row.target.quantities) == 1 else None


def _answers(one: Quantity, other: Quantity, why: Why) -> bool:
    """Within a year the part has the whole's amount; from year to year only the unit stays."""
    return compatible(one.unit, other.unit) and (why == "years" or equals(one, other) is True)


def _share(words: str, text: str) -> float:
    """Return the share of signs of some words that a text has, in any order."""
    their = _signs(text)
    return sum(min(count, their[sign]) for sign, count in _signs(words).items()) / max(1, len(words))


@lru_cache(maxsize=1 << 14)  # each row is laid beside every row of the other papers
def _signs(text: str) -> Counter[str]:
    return Counter(text)
