"""The smallest parts that cells are made of, and what it costs to join some of them to one cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.extract.figures import number_of
from kpi_nlp.extract.levels import is_level
from kpi_nlp.model import Location
from kpi_nlp.text import printed_width

Glue = Literal["line", "blank", "none"]
_LATIN = re.compile(r"[0-9A-Za-z.,%≥≤<>=:/-]")
_JOINED = {"line": 0.3, "blank": 0.5, "none": 0.0}
_BESIDE_DIGITS, _STRANGE, _UNFORCED = 0.05, 1.5, 0.6


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that is not cut further; `glue` is what stands in front of it: a line break, a blank, or nothing."""

    text: str
    location: Location
    block: int
    glue: Glue


def text_of(atoms: Sequence[Atom]) -> str:
    """Return the text of a cell as printed; a blank between two of its parts was put there by the print."""
    return "".join(atom.text for atom in atoms)


def strain(atoms: Sequence[Atom], at: int) -> float:
    """Return what it costs that an atom goes on with the cell of the one before it."""
    before, here = atoms[at - 1], atoms[at]
    odd = _JOINED[here.glue]
    if here.glue == "blank" and bool(_LATIN.match(before.text[-1])) is not bool(_LATIN.match(here.text[0])):
        odd = _BESIDE_DIGITS
    if here.glue == "line" and printed_width(before.text) + 1 < printed_width(here.text):
        odd += _UNFORCED  # a line that had room for more was ended by its cell
    if here.glue != "none" and (is_level(before.text) or is_level(here.text)):
        odd += _STRANGE
    if here.glue == "line" and number_of(here.text) is not None:
        odd += _STRANGE
    return odd
