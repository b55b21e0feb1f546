"""A printed page: letters and ruling lines, each with its place. The unit is the point; (0, 0) is the upper left corner."""

from collections.abc import Callable
from dataclasses import dataclass

OnPage = Callable[[int, int], None]
"""Called with the number of each page, from 1, and how many there are."""

UNREAD = "\ufffd"
"""Stands for what is printed and could not be read, so that its cell is not taken for an empty one."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """Printed text with its box: a letter of a PDF or OFD, a stretch of text that was recognised in a scan.

    `struck` where a line was drawn through it; `confidence` is that of character recognition, 0 to 1, and 0 for what is `UNREAD`.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    struck: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, horizontal (`top == bottom`) or vertical (`left == right`)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is held to be read, rotation undone: `number` from 1, its size, its letters and ruling lines."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
