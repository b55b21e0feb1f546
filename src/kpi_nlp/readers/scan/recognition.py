"""A picture of a page to a Page: what was read, spelled as it was meant, in points of the page."""

from collections.abc import Iterator, Sequence

import cv2

from kpi_nlp.readers.printed.page import UNREAD, Glyph, Page, Rule
from kpi_nlp.readers.scan.bands import Band
from kpi_nlp.readers.scan.engine import Reading
from kpi_nlp.readers.scan.layout import read_upright
from kpi_nlp.readers.scan.light import grey_of
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.specks import swept
from kpi_nlp.readers.scan.stretches import Stretch

_INCH = 72
_COARSEST, _FINEST = 150, 220  # dots per inch
_SMALLEST = 8  # points of the picture: less holds no letter
_NOTHING = 0.01  # a change of size that would only blur
_SURE = 0.95  # of a 「1」 in italics; of a stroke for nothing it is less
_STROKES, _TICKS = frozenset("一—－-_"), frozenset("Vv✓")


def page_of(bitmap: Pixels, *, number: int, width: float, height: float) -> Page:
    """Return what is printed on a picture of a page, `width` and `height` in points of 1/72 inch."""
    if min(bitmap.shape[:2]) < _SMALLEST:
        return Page(number, width, height, ())
    dpi = bitmap.shape[1] * _INCH / width
    grey, dpi = _scaled(grey_of(bitmap, dpi), dpi)
    layout, readings = read_upright(swept(grey, dpi), dpi)
    scale = _INCH / dpi
    if layout.quarters % 2:
        width, height = height, width
    glyphs = tuple(
        glyph
        for stretch, reading in zip(layout.stretches, readings, strict=True)
        for glyph in _glyphs(stretch, _spelled(reading, stretch), scale)
    )
    rules = (Rule(*(side * scale for side in (rule.left, rule.top, rule.right, rule.bottom))) for rule in layout.rules)
    return Page(number, width, height, glyphs, tuple(rules))


def _scaled(grey: Pixels, dpi: float) -> tuple[Pixels, float]:
    """Return a picture as coarse as is read well, with its dots per inch: more cost time, fewer cost letters."""
    wanted = min(max(dpi, _COARSEST), _FINEST)
    if abs(wanted / dpi - 1) < _NOTHING:
        return grey, dpi
    how = cv2.INTER_AREA if wanted < dpi else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=wanted / dpi, fy=wanted / dpi, interpolation=how), wanted


def _spelled(reading: Reading, stretch: Stretch) -> Reading:
    """Return a reading with what the recognition is known to confuse set right."""
    text = reading.text.replace("°℃", "℃")
    if stretch.alone and set(text) <= _STROKES:  # a lone stroke is 「—」 for nothing, not the number one
        text = "—" * len(text)
    if stretch.alone and text in _TICKS:
        text = "√"
    if stretch.is_slash and len(text) == 1 and reading.weakest < _SURE:
        text = "/"
    return Reading(text, reading.confidences)


def _glyphs(stretch: Stretch, reading: Reading, scale: float) -> Iterator[Glyph]:
    """Yield a line as one piece, one that runs downwards letter by letter."""
    if len(reading.text) == len(stretch.places) == len(reading.confidences):
        for letter, place, sure in zip(reading.text, stretch.places, reading.confidences, strict=True):
            yield _glyph(letter, place, sure, scale)
    elif reading.text or stretch.in_cell:
        yield _glyph(reading.text or UNREAD, _around(stretch.places), reading.weakest, scale)


def _around(places: Sequence[Band]) -> Band:
    return Band(
        min(place.left for place in places),
        min(place.top for place in places),
        max(place.right for place in places),
        max(place.bottom for place in places),
    )


def _glyph(text: str, place: Band, sure: float, scale: float) -> Glyph:
    left, top, right, bottom = (side * scale for side in (place.left, place.top, place.right, place.bottom))
    return Glyph(text, left, top, right, bottom, confidence=sure)
