"""Letters to printed lines: what stands side by side, from left to right, with blanks where there are gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kpi_nlp.readers.printed.page import Glyph
from kpi_nlp.text import unified

_WORD_GAP, _GAP = 0.2, 0.6  # of the height of a letter: between two words of Latin letters, else
_RAISED = {"2": "²", "3": "³"}
_SMALLER, _HIGH = 0.8, 0.5
_SIDEWAYS = 1.6  # times as tall as wide: two digits are about square
_OTHER_SIZE = 2.2  # times as tall: a title or a brace beside some lines
_ON_TOP = 0.6  # of the width of a letter: what covers so much of another is printed over it


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its letters from the left, its box, its text with a blank for each gap.

    `struck` is the text that was struck out, which `text` leaves out; `overprinted` are the first two texts that
    were printed one over the other.
    """

    glyphs: tuple[Glyph, ...]
    left: float
    top: float
    right: float
    bottom: float
    text: str
    struck: str = ""
    overprinted: tuple[str, str] | None = None

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """Return letters of one line, in order, with their box; the tallest gives the height.

    What was printed twice in one place, to look bold, counts once.
    """
    if len(glyphs) == 1 and not glyphs[0].struck:
        glyph = glyphs[0]
        return Line((glyph,), glyph.left, glyph.top, glyph.right, glyph.bottom, unified(glyph.text))
    kept = [glyphs[0]]
    overprinted = None
    for glyph in glyphs[1:]:
        before = kept[-1]
        if glyph.left < before.right and _covers(before, glyph):
            if glyph.text == before.text:
                continue
            overprinted = overprinted or (before.text, glyph.text)
        kept.append(glyph)
    tallest = max(kept, key=_height)
    top, bottom, struck = tallest.top, tallest.bottom, [glyph for glyph in kept if glyph.struck]
    text = _read([glyph for glyph in kept if not glyph.struck] if struck else kept, top, bottom)
    right = max(glyph.right for glyph in kept)
    return Line(
        tuple(kept), kept[0].left, top, right, bottom, text, _read(struck, top, bottom) if struck else "", overprinted
    )


def confidence_of(lines: Iterable[Line]) -> float | None:
    """Return how sure recognition was of the letters that it was least sure of, None where none were recognised."""
    sure = (glyph.confidence for line in lines for glyph in line.glyphs if glyph.confidence is not None)
    return min(sure, default=None)


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines from the top; a letter belongs to the line within which its middle lies."""
    if len(glyphs) == 1:
        return [line_of(glyphs)]
    bands: list[list[Glyph]] = []
    band = Glyph("", 0, 0, 0, 0)
    for glyph in sorted(glyphs, key=_middle):
        if not bands or not _stand_side_by_side(band, glyph):
            bands.append([])
            band = glyph
        elif _height(glyph) > _height(band):
            band = glyph
        bands[-1].append(glyph)
    return [line_of(sorted(band, key=attrgetter("left"))) for band in bands]


def _stand_side_by_side(band: Glyph, glyph: Glyph) -> bool:
    if _is_sideways(band) or _is_sideways(glyph):
        return False
    if not _height(band) / _OTHER_SIZE < _height(glyph) < _height(band) * _OTHER_SIZE:
        return False
    return band.top <= _middle(glyph) <= band.bottom or glyph.top <= _middle(band) <= glyph.bottom


def _is_sideways(glyph: Glyph) -> bool:
    return len(glyph.text) > 1 and _height(glyph) > _SIDEWAYS * (glyph.right - glyph.left)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _covers(before: Glyph, glyph: Glyph) -> bool:
    letter = min((one.right - one.left) / len(one.text) for one in (before, glyph))
    return min(before.right, glyph.right) - glyph.left > _ON_TOP * letter


def _read(glyphs: Sequence[Glyph], top: float, bottom: float) -> str:
    text, right, height = "", float("inf"), bottom - top
    for glyph in glyphs:
        latin = glyph.text[:1].isascii() and text[-1:].isascii()
        if glyph.left - right > (_WORD_GAP if latin else _GAP) * height:
            text += " "
        text += glyph.text if glyph.text not in _RAISED else _shown(glyph, top, bottom)
        right = glyph.right
    return unified(text).strip()


def _shown(glyph: Glyph, top: float, bottom: float) -> str:
    """Return a letter; a small 2 or 3 that stands high is an exponent: 「m²」."""
    lower = bottom - top - _height(glyph)
    small = _height(glyph) < _SMALLER * (bottom - top)
    return _RAISED[glyph.text] if small and bottom - glyph.bottom > _HIGH * lower else glyph.text


def segments_of(line: Line, gap: float) -> list[Line]:
    """Return the parts of a line between gaps that are wider than so many heights of a letter."""
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.left - before.right > gap * line.height:
            parts.append([])
        parts[-1].append(glyph)
    return [line_of(part) for part in parts] if len(parts) > 1 else [line]
