"""Text without separators to atoms: cut wherever a cell might end, so that only what a cell cannot end in stays whole."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kpi_nlp.extract.dumps.atoms import Atom
from kpi_nlp.extract.dumps.words import Word
from kpi_nlp.lexicon import any_of, bounds, either, judgements, levels, units
from kpi_nlp.text import fold

_HAN = r"[\u3400-\u9fff]"
_RUNS = re.compile(rf"[\d.,]+%?|[≥≤<>=~-]+|{_HAN}+|[A-Za-z]+|.")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)(?=\d)")
_POINTS = re.compile(r"[(][\d.]+分?[)]")
_DATE = re.compile(r"[年月日号]度?[底末初]?[前内]?")
_TWICE = re.compile(rf"(?=({_HAN}{{2,12}})\1)")


def pieces_of(words: Sequence[Word]) -> list[Atom]:
    """Return the atoms of words in which cells are run together."""
    return [
        Atom(text, word.location, word.block, "none" if number else "line" if word.opens_line else "blank")
        for word in words
        for number, text in enumerate(_pieces(word.text))
    ]


def _pieces(text: str) -> Iterator[str]:
    cuts = sorted({*_cuts(fold(text)), len(text)} - {0})
    for start, stop in zip([0, *cuts], cuts, strict=False):
        yield text[start:stop]


def _cuts(text: str) -> Iterator[int]:
    """Yield where a cell might end: between kinds of characters, between digits, around words that fill a cell."""
    before = ""
    for run in _RUNS.finditer(text):
        yield run.start()
        yield from (run.start() + place.start() for place in _BETWEEN_DIGITS.finditer(run[0]))
        if before[-1:].isdigit() and (unit := _unit().match(run[0]) or _DATE.match(run[0])):
            yield run.start() + unit.end()
        before = run[0]
    for word in _words().finditer(text):
        yield from word.span()
    for word in _bounds().finditer(text):
        yield word.start()
    for points in _POINTS.finditer(text):
        yield points.end()
    for half in _TWICE.finditer(text):
        yield from (half.start(), half.end(1), half.end(1) + len(half[1]))


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"{either(units().kind_of)}{either(bounds().after)}?")


@cache
def _words() -> re.Pattern[str]:
    known = levels()
    return any_of((*known.first, *known.second, *known.either, *judgements().met, *judgements().unmet))


@cache
def _bounds() -> re.Pattern[str]:
    return any_of(bounds().before)
