"""A picture of a page to a Page: straightened, ruled, read."""

from collections.abc import Iterator, Sequence

import cv2

from kpi_nlp.readers.printed.page import UNREAD, Glyph, Page, Rule
from kpi_nlp.readers.scan.bands import Band
from kpi_nlp.readers.scan.cells import cells_of
from kpi_nlp.readers.scan.engine import Reading, read_lines
from kpi_nlp.readers.scan.light import grey_of, ink_of
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.ruling import rules_of
from kpi_nlp.readers.scan.straighten import straightened
from kpi_nlp.readers.scan.stretches import Stretch, in_cells, in_the_open

_INCH = 72
_STROKES, _TICKS = frozenset("一—－-_"), frozenset("Vv✓")
_COARSEST, _FINEST = 150, 220  # dots per inch


def page_of(bitmap: Pixels, *, number: int, width: float, height: float) -> Page:
    """Return what is printed on a picture of a page."""
    dpi = bitmap.shape[1] * _INCH / width
    wanted = min(max(dpi, _COARSEST), _FINEST)
    grey = grey_of(bitmap, dpi)
    if abs(wanted - dpi) > 1:
        smaller = wanted < dpi
        grey = cv2.resize(
            grey, None, fx=wanted / dpi, fy=wanted / dpi, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
        )
        dpi = wanted
    ink = straightened(ink_of(grey, dpi), dpi)
    rules = tuple(_scaled(rule, _INCH / dpi) for rule in rules_of(ink, dpi))
    cells = [Band(*(round(side * dpi / _INCH) for side in box)) for box in cells_of(rules)]
    stretches = [*in_cells(ink, cells, dpi), *in_the_open(ink, cells, dpi)]
    glyphs = tuple(_glyphs(stretches, dpi))
    return Page(number, width, height, glyphs, rules)


def _scaled(rule: Rule, scale: float) -> Rule:
    return Rule(rule.left * scale, rule.top * scale, rule.right * scale, rule.bottom * scale)


def _glyphs(stretches: Sequence[Stretch], dpi: float) -> Iterator[Glyph]:
    readings = iter(read_lines([stretch.picture for stretch in stretches if not stretch.is_dash]))
    for stretch in stretches:
        reading = Reading("—", (1.0,)) if stretch.is_dash else _spelled(next(readings), alone=stretch.alone)
        if len(reading.text) == len(stretch.places):
            for letter, place, sure in zip(reading.text, stretch.places, reading.confidences, strict=True):
                yield _glyph(letter, place, sure, dpi)
        else:
            yield _glyph(reading.text or UNREAD, _around(stretch.places), reading.confidence, dpi)


def _spelled(reading: Reading, *, alone: bool) -> Reading:
    """Return a reading with what the recognition is known to confuse set right."""
    text, confidences = reading.text, reading.confidences
    if alone and set(text) <= _STROKES:  # a lone stroke is 「—」 for nothing, not the number one
        text = "—" * len(text)
    if alone and text in _TICKS:
        text = "√"
    return Reading(text, confidences)


def _around(places: Sequence[Band]) -> Band:
    return Band(
        min(place.left for place in places),
        min(place.top for place in places),
        max(place.right for place in places),
        max(place.bottom for place in places),
    )


def _glyph(text: str, place: Band, sure: float, dpi: float) -> Glyph:
    scale = _INCH / dpi
    return Glyph(
        text, place.left * scale, place.top * scale, place.right * scale, place.bottom * scale, confidence=sure
    )
