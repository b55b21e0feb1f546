"""Rows as columns of numbers: each name analysed once, so that thousands of pairs are compared at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kpi_nlp import lexicon
from kpi_nlp.align.embedders import Embedder
from kpi_nlp.align.names import Name, analyse
from kpi_nlp.model import Indicator, Value
from kpi_nlp.quantities import units
from kpi_nlp.text import han_only

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOTHING = 0  # the code of what is not said
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
    def wordings(self) -> list[str]:
        """What the value says in words."""
        return [han_only(value.text) if value else "" for value in map(_value, self.indicators)]

    @cached_property
    def words(self) -> tuple[Codes, NDArray[np.float32]]:
        """The words of each name as codes, NOTHING behind the last, and their lengths."""
        return _ragged([sorted(name.words) for name in self.names])

    @cached_property
    def numbers(self) -> Codes:
        """The amounts of each value as codes."""
        return _ragged([sorted(_numbers(_value(indicator))) for indicator in self.indicators])[0]

    @cached_property
    def units(self) -> Codes:
        """The classes of units of each value as codes."""
        return _ragged([sorted(classes) for classes in self._unit_classes])[0]

    @cached_property
    def levels(self) -> tuple[Codes, Codes]:
        """The first and the last level of each, as codes."""
        levels = [indicator.levels for indicator in self.indicators]
        return tuple(
            np.array([code(place[at]) if place else NOTHING for place in levels], dtype=np.int64) for at in (0, -1)
        )  # type: ignore[return-value]

    @cached_property
    def opposed(self) -> tuple[Flags, Flags]:
        """For each name and telling pair of words: whether it holds only the first, and only the second."""
        flags = [_only(name.text) for name in self.names]
        shape = (len(flags), len(lexicon.names().antonyms))
        return tuple(np.array([each[at] for each in flags], dtype=bool).reshape(shape) for at in (0, 1))  # type: ignore[return-value]

    @cached_property
    def _unit_classes(self) -> list[frozenset[str]]:
        return [_classes(_value(indicator)) for indicator in self.indicators]


def sides(indicators: Sequence[Indicator], embedder: Embedder) -> Sides:
    """Return rows as one side; equal names are encoded once."""
    distinct = {name: at for at, name in enumerate(dict.fromkeys(indicator.name for indicator in indicators))}
    vectors = embedder.encode(list(distinct))
    return Sides(indicators, vectors[[distinct[indicator.name] for indicator in indicators]])


@lru_cache(maxsize=1 << 18)
def code(word: object) -> int:
    """Return a number that stands for a word, a unit or an amount in this process, never NOTHING."""
    return hash(word) | 1


def _ragged(rows: Sequence[Sequence[object]]) -> tuple[Codes, NDArray[np.float32]]:
    """Return codes of rows of different length, filled up with NOTHING, and how long each is in print."""
    width = max(map(len, rows), default=0)
    codes = np.zeros((len(rows), width), dtype=np.int64)
    weights = np.zeros((len(rows), width), dtype=np.float32)
    for at, row in enumerate(rows):
        codes[at, : len(row)] = [code(item) for item in row]
        weights[at, : len(row)] = [len(str(item)) for item in row]
    return codes, weights


def _value(indicator: Indicator) -> Value | None:
    return indicator.target or indicator.period_target or indicator.actual


def _numbers(value: Value | None) -> set[Decimal]:
    amounts = value.quantities if value else ()
    return {amount.number for amount in amounts if amount.kind != "ordinal" and amount.number is not None}


def _classes(value: Value | None) -> frozenset[str]:
    amounts = value.quantities if value else ()
    return frozenset(units.class_of(amount.unit) for amount in amounts if amount.kind != "ordinal" and amount.unit)


def _measure(name: Name, classes: frozenset[str]) -> str | None:
    if name.measure not in NEUTRAL or len(classes) != 1:
        return name.measure
    return _MEASURE_OF_CLASS.get(next(iter(classes)), name.measure)


@lru_cache(maxsize=1 << 16)
def _only(text: str) -> tuple[list[bool], list[bool]]:
    flags = [[False] * len(lexicon.names().antonyms) for _ in (0, 1)]
    for at, side in lexicon.telling(text):
        flags[side][at] = True
    return flags[0], flags[1]
