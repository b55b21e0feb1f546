"""Letters to printed lines: what stands side by side, from left to right, with blanks where there are gaps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kpi_nlp.readers.printed.page import Glyph

_WORD_GAP, _GAP = 0.2, 0.6  # of the height of a letter: between two words of Latin letters, else
_RAISED = {"2": "²", "3": "³"}
_SMALLER = 0.8
_SCARCELY = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its letters from the left, its box."""

    glyphs: tuple[Glyph, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """Its text with a blank for each gap."""
        return "".join(_pieces(self.glyphs, self))


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """Return letters of one line, in order, with their box; the tallest gives the height."""
    tallest = max(glyphs, key=_height)
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    return Line(tuple(glyphs), left, tallest.top, right, tallest.bottom)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines from the top; a letter belongs to the line within which its middle lies."""
    bands: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted(glyphs, key=_middle):
        middle = _middle(glyph)
        if not bands or not (top <= middle <= bottom or glyph.top <= (top + bottom) / 2 <= glyph.bottom):
            bands.append([])
            top, bottom = glyph.top, glyph.bottom
        elif glyph.bottom - glyph.top > bottom - top:
            top, bottom = glyph.top, glyph.bottom
        bands[-1].append(glyph)
    return [line_of(sorted(band, key=attrgetter("left"))) for band in bands]


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _pieces(glyphs: Sequence[Glyph], line: Line) -> Iterator[str]:
    yield _shown(glyphs[0], line)
    for before, glyph in pairwise(glyphs):
        latin = before.text[-1:].isascii() and glyph.text[:1].isascii()
        if glyph.left - before.right > (_WORD_GAP if latin else _GAP) * line.height:
            yield " "
        yield _shown(glyph, line)


def _shown(glyph: Glyph, line: Line) -> str:
    """Return a letter; a small 2 or 3 that stands high is an exponent: 「m²」."""
    if (
        glyph.text in _RAISED
        and _height(glyph) < _SMALLER * line.height
        and glyph.bottom < line.bottom - (1 - _SCARCELY) * (line.height - _height(glyph))
    ):
        return _RAISED[glyph.text]
    return glyph.text
