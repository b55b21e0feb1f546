"""Paths of a PDF to ruling lines: strokes, thin filled rectangles, the edges of drawn rectangles."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pypdfium2 import raw

from kpi_nlp.readers.pdf.matrix import Area, Handle, Matrix, matrix_of, moved, times
from kpi_nlp.readers.printed.page import Rule

Point = tuple[float, float]

_THIN = 4.0  # points: the thickest ruling line
_DOT = 2.0
_SLANT = 1.0
_MOST_SEGMENTS = 20_000  # a path of more is a drawing


def rules_of_area(area: Area) -> tuple[Rule, ...]:
    """Return the ruling line that a thin area is; a dot may belong to a dotted line of either direction."""
    across, down = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    lying = Rule(area.left, down, area.right, down)
    standing = Rule(across, area.top, across, area.bottom)
    width, height = area.right - area.left, area.bottom - area.top
    if width <= _DOT and height <= _DOT:
        return lying, standing
    if min(width, height) > _THIN:
        return ()
    return (lying,) if width >= height else (standing,)


def fills(path: Handle) -> bool:
    """Return whether a path fills an area without a line around it."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value) and not stroke.value


def shows(path: Handle) -> bool:
    """Return whether a path shows at all."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def rules_of_path(path: Handle, outer: Matrix, *, filled: bool) -> Iterator[Rule]:
    """Yield the straight lines of a path along the page; of a path that only fills, the parts that are thin."""
    for points in _stretches(path, times(matrix_of(path), outer)):
        yield from rules_of_stretch(points, filled=filled)


def rules_of_stretch(points: Sequence[Point], *, filled: bool) -> Iterator[Rule]:
    """Yield the straight lines of a stretch along the page, or the line that it fills."""
    if filled:
        across, down = zip(*points, strict=True)
        yield from rules_of_area(Area(min(across), min(down), max(across), max(down)))
        return
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(x - to_x) <= _SLANT or abs(y - to_y) <= _SLANT:
            area = Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            yield from rules_of_area(area)


def _stretches(path: Handle, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the points of each stretch of straight lines; a curve ends one and begins another."""
    points: list[Point] = []
    start: Point | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(x.value, y.value, matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if points:
                yield points
            points = []
            start = point if kind == raw.FPDF_SEGMENT_MOVETO else start
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append(start)
    if points:
        yield points
