"""Rows as columns of numbers: each name analysed once, so that thousands of pairs are compared at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import lexicon
from kpi_nlp.align.codes import NOTHING, Codes, Flags, code, ragged
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.names import Name, analyse
from kpi_nlp.align.residue import TOWARDS, Letters
from kpi_nlp.model import Indicator, Value
from kpi_nlp.quantities import units
from kpi_nlp.text import han_only, words_only

_MEASURE_OF_CLASS = {
    "人": "人数",
    "人次": "人次",
    "次": "次数",
    "%": "率",
    "元": "金额",
    "亩": "面积",
    "平方米": "面积",
    "米": "里程",
    "批": "次数",
}
_SMALLEST = 1e-6  # stands for 0, which has no logarithm
_BITS = 8  # of a byte
_ANYTHING = "个"  # counts whatever has no word of its own: 40个 may be 40名
_OFTEN = ("人次", "次")
_SATISFACTION = "满意度"
NEUTRAL = frozenset({"数量", None})


@dataclass(frozen=True)  # without slots: columns are made when asked for
class Sides:
    """Some rows as one side of a comparison; `vectors` has a row of length 1 for each, or no columns."""

    indicators: Sequence[Indicator]
    vectors: NDArray[np.float32]

    @cached_property
    def names(self) -> list[Name]:
        """The names, analysed."""
        return [analyse(indicator.name) for indicator in self.indicators]

    @cached_property
    def positions(self) -> NDArray[np.float32]:
        """The place of each row in its form, 0 to 1."""
        return np.linspace(0, 1, len(self.indicators), dtype=np.float32)

    @cached_property
    def measures(self) -> list[str | None]:
        """The class of measure of each: from the name, else from the unit of the target."""
        return [_measure(name, classes) for name, classes in zip(self.names, self._unit_classes, strict=True)]

    @cached_property
    def satisfactions(self) -> NDArray[np.float32]:
        """1 for each row that asks how satisfied somebody is."""
        return np.array([measure == _SATISFACTION for measure in self.measures], dtype=np.float32)

    @cached_property
    def letters(self) -> Letters:
        """The letters of the content of each name."""
        return Letters.of([name.content for name in self.names])

    @cached_property
    def loose(self) -> Letters:
        """The letters of the content of each name, with one word for all that are close."""
        return Letters.of([name.loose for name in self.names])

    @cached_property
    def slots(self) -> dict[str, Codes]:
        """What each name says of whom, where and which step, as codes."""
        texts = [lexicon.loosely(name.text) for name in self.names]
        return {slot: ragged([sorted(lexicon.said_in(slot, text)) for text in texts]) for slot in lexicon.SLOTS}

    @cached_property
    def places(self) -> tuple[Codes, Codes]:
        """What in each name has a name of its own: its kind alone, and with its name."""
        found = [sorted(name.places) for name in self.names]
        return ragged([[kind for _, kind in row] for row in found]), ragged(found)

    @cached_property
    def shapes(self) -> Letters:
        """The same, each letter with those that recognition takes it for as one."""
        alike = lexicon.lookalikes()
        return Letters.of([name.content.translate(alike) for name in self.names])

    @cached_property
    def symbols(self) -> Codes:
        """The numbers and Latin words of each name as codes."""
        return ragged([sorted(name.symbols) for name in self.names])

    @cached_property
    def listed(self) -> NDArray[np.int32]:
        """How many things each name joins."""
        return np.array([name.listed for name in self.names], dtype=np.int32)

    @cached_property
    def wholes(self) -> Letters:
        """The letters of each name with its brackets, and of a target of several amounts."""
        return Letters.of([_whole(name, row) for name, row in zip(self.names, self.indicators, strict=True)])

    @cached_property
    def towards(self) -> Flags:
        """Whether each name says who does something to whom."""
        return np.array([TOWARDS.search(name.text) is not None for name in self.names], dtype=bool)

    @cached_property
    def amounts(self) -> NDArray[np.float32]:
        """The logarithms of the amounts of each value in the first unit of their class, NaN behind the last."""
        rows = [_logarithms(_value(indicator)) for indicator in self.indicators]
        found = np.full((len(rows), max(map(len, rows), default=0)), np.nan, dtype=np.float32)
        for at, row in enumerate(rows):
            found[at, : len(row)] = row
        return found

    @cached_property
    def shares(self) -> Flags:
        """Whether each value is a share."""
        return np.array([_is_share(_value(indicator)) for indicator in self.indicators], dtype=bool)

    @cached_property
    def units(self) -> Codes:
        """The classes of units of each value as codes."""
        return ragged([sorted(classes) for classes in self._unit_classes])

    @cached_property
    def named_units(self) -> Codes:
        """The class of the unit that each name has in brackets, shape (rows, 1)."""
        return ragged([[units.class_of(name.unit) if name.unit else None] for name in self.names])

    @cached_property
    def counted(self) -> Flags:
        """Whether all units of each value count things or people, and not how often."""
        return np.array([all(map(_counts, row)) for row in self._unit_classes], dtype=bool)

    @cached_property
    def anything(self) -> Flags:
        """Whether each value counts in 个, which may stand for any other unit of counting."""
        return np.array([_ANYTHING in row for row in self._unit_classes], dtype=bool)

    @cached_property
    def levels(self) -> tuple[Codes, Codes]:
        """The first and the last level of each, as codes."""
        levels = [indicator.levels for indicator in self.indicators]
        return tuple(
            np.array([code(place[at]) if place else NOTHING for place in levels], dtype=np.int32) for at in (0, -1)
        )  # type: ignore[return-value]

    @cached_property
    def opposed(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """For each name and telling pair of words, as bits: whether it holds only the first, and only the second."""
        flags = [_only(name.wordings) for name in self.names]
        shape = (len(flags), -(-len(lexicon.names().antonyms) // _BITS))
        return tuple(np.array([each[at] for each in flags], dtype=np.uint8).reshape(shape) for at in (0, 1))  # type: ignore[return-value]

    @cached_property
    def _unit_classes(self) -> list[frozenset[str]]:
        return [
            _classes(_value(indicator), name.unit) for indicator, name in zip(self.indicators, self.names, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class KnownSides:
    """Rows laid out as sides, each set of rows once: a paper stands beside several others."""

    embedder: Embedder
    known: dict[tuple[int, ...], Sides] = field(default_factory=dict)

    def of(self, rows: Sequence[Indicator]) -> Sides:
        """Return rows as one side; the sides keep their rows alive, so that an id means one row."""
        key = tuple(map(id, rows))
        if key not in self.known:
            self.known[key] = sides(rows, self.embedder)
        return self.known[key]


def sides(indicators: Sequence[Indicator], embedder: Embedder) -> Sides:
    """Return rows as one side; equal names are encoded once."""
    distinct = {name: at for at, name in enumerate(dict.fromkeys(indicator.name for indicator in indicators))}
    vectors = embedder.encode(list(distinct))
    return Sides(indicators, vectors[[distinct[indicator.name] for indicator in indicators]])


def _value(indicator: Indicator) -> Value | None:
    return indicator.target or indicator.period_target or indicator.actual


def _whole(name: Name, row: Indicator) -> str:
    value = _value(row)
    told = words_only(han_only(value.text)) if value and len(value.quantities) > 1 else ""
    return name.whole + lexicon.canonical(told)


def _logarithms(value: Value | None) -> list[float]:
    amounts = value.quantities if value else ()
    known = (
        amount.number * units.factor(amount.unit)
        for amount in amounts
        if amount.kind != "ordinal" and amount.number is not None
    )
    return [log(max(float(abs(number)), _SMALLEST)) for number in known]


def _counts(unit: str) -> bool:
    return units.kind_of(unit) == "count" and unit not in _OFTEN


def _is_share(value: Value | None) -> bool:
    amounts = value.quantities if value else ()
    return bool(amounts) and all(amount.kind == "percent" for amount in amounts)


def _classes(value: Value | None, named: str | None) -> frozenset[str]:
    """Return the classes of the units of a value, and of the unit that the name has in brackets (「完成面积(亩)」)."""
    amounts = value.quantities if value else ()
    found = {amount.unit for amount in amounts if amount.kind != "ordinal" and amount.unit}
    told = filter(None, (*found, named))
    return frozenset(units.class_of(units.from_header(unit)[1] or unit) for unit in told)


def _measure(name: Name, classes: frozenset[str]) -> str | None:
    if name.measure not in NEUTRAL or len(classes) != 1:
        return name.measure
    return _MEASURE_OF_CLASS.get(next(iter(classes)), name.measure)


@lru_cache(maxsize=1 << 16)
def _only(wordings: str) -> NDArray[np.uint8]:
    flags = np.zeros((2, len(lexicon.names().antonyms)), dtype=bool)
    for at, side in lexicon.telling(wordings):
        flags[side, at] = True
    return np.packbits(flags, axis=1)
