"""Text to lines: what a reviewer's editor counts as a line, with its page; control characters are gone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from kpi_nlp.model import Location

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u200b\u2060\ufeff\ufffe\uffff]")
_LINES = re.compile(r"\r\n|\n|\r")
_BREAKS = re.compile(r"([\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_PAGE = "\f"
_PAGE_NUMBER = re.compile(
    r"\s*第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?\s*|\s*[-—–]+\s*\d{1,4}\s*[-—–]+\s*|\s*Page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*")
_east_asian_width = cache(east_asian_width)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its place.

    `opens_page` where a page break stands in front of it; `is_page_number` where it says nothing else.
    """

    text: str
    location: Location
    opens_page: bool = False
    is_page_number: bool = False

    @property
    def is_blank(self) -> bool:
        """True for a line without anything printed on it."""
        return not self.text.strip()


class Measure(StrEnum):
    """How wide a program draws: Chinese characters double, signs like ≥ and frames too, or every character alike."""

    DOUBLE = "double"
    DOUBLE_SIGNS = "double signs"
    ALIKE = "alike"


def lines_of(name: str, text: str) -> list[TextLine]:
    """Return the lines of a text; they are numbered as an editor does, and a form feed begins another page."""
    lines = list(_split(name, text))
    edges = set(_edges_of_pages(lines))
    return [
        replace(line, is_page_number=True)
        if _PAGE_NUMBER.fullmatch(line.text) or (at in edges and _BARE_NUMBER.fullmatch(line.text))
        else line
        for at, line in enumerate(lines)
    ]


def _split(name: str, text: str) -> Iterator[TextLine]:
    paged = _PAGE in text
    page, order = 1, 0
    for number, line in enumerate(_LINES.split(text), 1):
        opens = False
        for part in _BREAKS.split(line):
            if _BREAKS.fullmatch(part):
                opens = part == _PAGE
                page += opens
                continue
            order += 1
            place = Location(name, page=page if paged else None, line=number, order=order)
            yield TextLine(CONTROL.sub("", part), place, opens)
            opens = False


def _edges_of_pages(lines: Sequence[TextLine]) -> Iterator[int]:
    """Yield the first and the last printed line of each page, where the text has pages."""
    printed = [at for at, line in enumerate(lines) if not line.is_blank and line.location.page]
    for here, after in pairwise(printed):
        if lines[here].location.page != lines[after].location.page:
            yield from (here, after)
    yield from printed[-1:]


def ends(text: str, measure: Measure) -> list[int]:
    """Return the column behind each character of a line."""
    match measure:
        case Measure.ALIKE:
            return list(range(1, len(text) + 1))
        case Measure.DOUBLE:
            wide = "WF"
        case Measure.DOUBLE_SIGNS:
            wide = "WFA"
    return list(accumulate(2 if _east_asian_width(letter) in wide else 1 for letter in text))
