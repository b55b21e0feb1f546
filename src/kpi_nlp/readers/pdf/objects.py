"""What is drawn on a page of a PDF: ruling lines, images, shades, and text that is not what it seems."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from math import atan2, degrees

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.pdf.covers import Cover, may_cover, over_texts
from kpi_nlp.readers.pdf.matrix import Handle, address, area_of, matrix_of
from kpi_nlp.readers.pdf.paths import fills, rules_of_path, shows
from kpi_nlp.readers.printed.places import Area, Matrix, times
from kpi_nlp.readers.printed.rules import rules_of_area
from kpi_nlp.readers.printed.shown import MAX_OBJECTS, PLAIN, Manner, Shown

_DEEPEST = 8
_MOST_COVERS, _MOST_PAIRS = 200, 20_000_000  # areas laid over texts, and texts that each is held against
_WHITE, _BRIGHT = 250, 200
_HAIR, _THICK, _STUBBY = 0.8, 2.3, 10  # points: lines are thinner, or much longer than thick


@dataclass(slots=True)
class Drawn(Shown):
    """What one page shows, and how: `manners` holds text that is not plain, by the address of its object.

    `covers` were laid over texts, which `texts` holds in the order in which they were printed.
    """

    manners: dict[int, Manner] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    texts: list[tuple[Handle, Matrix]] = field(default_factory=list)

    def add(self, kind: int, handle: Handle, outer: Matrix) -> None:
        """Take an object; `outer` is the matrix of what it stands in."""
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.texts.append((handle, outer))
            if (manner := _manner(handle, outer)) is not PLAIN:
                self.manners[address(handle)] = manner
        elif kind == raw.FPDF_PAGEOBJ_PATH and shows(handle):
            self._add_path(handle, outer)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            area = area_of(handle, outer)
            self.rules += rules_of_area(area)
            self.images.append(area)
            self.pixels += _pixels(handle)

    def _add_path(self, path: Handle, outer: Matrix) -> None:
        area = area_of(path, outer)
        filled = fills(path)
        if rules := rules_of_area(area):
            self.rules += () if filled and _is_marker(path, area) else rules
            return
        if filled and min(_colour(path)[:3]) < _WHITE:
            self.shades.append(area)
        self.painted += area.size if filled else 0
        if filled and self.texts and may_cover(path):
            self.covers.append(Cover(area, len(self.texts)))
        found = list(rules_of_path(path, outer, filled=filled))
        self.drawings += not found
        self.rules += found


def drawn_on(page: pypdfium2.PdfPage, frame: Matrix) -> Drawn:
    """Return what a page shows; `frame` turns its places to ours."""
    drawn = Drawn()
    objects = _inside(partial(raw.FPDFPage_GetObject, page.raw), raw.FPDFPage_CountObjects(page.raw), frame, _DEEPEST)
    for number, (kind, handle, outer) in enumerate(objects):
        if number == MAX_OBJECTS:
            drawn.whole = False
            break
        drawn.add(kind, handle, outer)
    too_many = len(drawn.covers) * len(drawn.texts) > _MOST_PAIRS
    covers = [] if too_many else list(over_texts(drawn.covers, drawn.texts, frame))
    too_many = too_many or len(covers) > _MOST_COVERS  # a page that somebody corrected has a few
    drawn.covers, drawn.whole = [] if too_many else covers, drawn.whole and not too_many
    return drawn


def _inside(
    get: Callable[[int], Handle], count: int, outer: Matrix, deepest: int
) -> Iterator[tuple[int, Handle, Matrix]]:
    """Yield type and handle of each object, with the matrix of what it stands in; those of a form stand within it."""
    for at in range(count):
        handle = get(at)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, handle, outer
        elif deepest:
            inner, size = partial(raw.FPDFFormObj_GetObject, handle), raw.FPDFFormObj_CountObjects(handle)
            yield from _inside(inner, size, times(matrix_of(handle), outer), deepest - 1)


def _manner(text: Handle, outer: Matrix) -> Manner:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(text, matrix)
    a, b = matrix.a, matrix.b
    if b or outer[1]:
        a, b, *_ = times((a, b, 0, 0, 0, 0), outer)
        angle = degrees(atan2(-b, a))  # our places count downward
    else:
        angle = 0.0 if a * outer[0] > 0 else 180.0
    red, green, blue, alpha = _colour(text)
    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    if not angle and alpha and mode == raw.FPDF_TEXTRENDERMODE_FILL and min(red, green, blue) < _WHITE:
        return PLAIN
    return Manner(
        angle,
        invisible=mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE or not alpha,
        white=min(red, green, blue) >= _WHITE and mode == raw.FPDF_TEXTRENDERMODE_FILL,
    )


def _pixels(image: Handle) -> int:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(image, wide, high)
    return wide.value * high.value


def _is_marker(path: Handle, area: Area) -> bool:
    """Return whether a thin area is the gap between two words that were marked in colour, not a ruling line."""
    thin, long = sorted((area.right - area.left, area.bottom - area.top))
    red, green, blue, _ = _colour(path)
    bright = max(red, green, blue) >= _BRIGHT and max(red, green, blue) - min(red, green, blue) >= _BRIGHT / 2
    return thin > _HAIR and long < _STUBBY * thin and (bright or thin > _THICK)


def _colour(handle: Handle) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity of what fills an object, 0 to 255."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    return red.value, green.value, blue.value, alpha.value
