"""The smallest parts that cells are made of, and what it costs to join some of them to one cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.extract.dumps.words import Word
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.model import Location
from kpi_nlp.text import printed_width

Glue = Literal["line", "blank", "none"]
_LATIN = re.compile(r"[0-9A-Za-z.,%≥≤<>=:/-]")
_VALUE_ENDS = re.compile(r"%$|(?:^|[0-9])[^\W\d年月日号至到底前]{1,3}$")  # 「12期」, or its unit alone
_VALUE_BEGINS = re.compile(r"[≥≤<>=]?\d")
_JOINED = {"line": 0.3, "blank": 0.5, "none": 0.0}
_BESIDE_DIGITS, _STRANGE, _UNFORCED = 0.05, 1.5, 0.6


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is not cut further; `glue` is what stands in front of it: a line break, a blank, or nothing.

    `skipped` counts the blank lines in front of it, where they stand for empty cells; None where they say nothing.
    """

    text: str
    location: Location
    block: int
    glue: Glue
    skipped: int | None = None


def atoms_of(words: Sequence[Word]) -> list[Atom]:
    """Return the words of a table as atoms; blank lines stand for empty cells where some lines have more than others."""
    above = [word.above for word in words[1:] if word.opens_line]
    usual = min(above, default=0)
    telling = len({*above}) > 1
    return [
        Atom(
            word.text,
            word.location,
            word.block,
            "line" if word.opens_line else "blank",
            word.above - usual if telling and word.opens_line else None,
        )
        for word in words
    ]


def text_of(atoms: Sequence[Atom]) -> str:
    """Return the text of a cell; of the blanks between its parts those between two Latin letters are its own."""
    text = ""
    for atom in atoms:
        own = (
            atom.glue != "none"
            and text[-1:].isascii()
            and text[-1:].isalpha()
            and atom.text[:1].isascii()
            and atom.text[:1].isalpha()
        )
        text += f" {atom.text}" if own else atom.text
    return text


def strain(atoms: Sequence[Atom], at: int) -> float:
    """Return what it costs that an atom goes on with the cell of the one before it."""
    before, here = atoms[at - 1], atoms[at]
    odd = _JOINED[here.glue]
    if here.glue == "blank" and bool(_LATIN.match(before.text[-1])) is not bool(_LATIN.match(here.text[0])):
        odd = _BESIDE_DIGITS
    if here.glue == "line" and printed_width(before.text) + 1 < printed_width(here.text):
        odd += _UNFORCED  # a line that had room for more was ended by its cell
    if here.glue != "none" and (_is_whole_level(before.text) or _is_whole_level(here.text)):
        odd += _STRANGE
    if (here.glue == "line" and number_of(here.text) is not None) or (
        here.glue != "none" and _VALUE_ENDS.search(before.text) and _VALUE_BEGINS.match(here.text)
    ):
        odd += _STRANGE
    return odd


def _is_whole_level(text: str) -> bool:
    """「进度」 may be the end of a line, 「进度指标」 is none."""
    return "指标" in text and is_level(text)
