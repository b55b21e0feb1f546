"""Paths of a PDF: whether they show, and the ruling lines along them."""

import ctypes
from collections.abc import Iterator

from pypdfium2 import raw

from kpi_nlp.readers.pdf.matrix import Handle, matrix_of
from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.printed.places import Matrix, moved, times
from kpi_nlp.readers.printed.rules import Point, rules_of_stretch

_MOST_SEGMENTS = 20_000  # a path of more is a drawing


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
    for points in _stretches(path, times(matrix_of(path), outer), whole=filled):
        yield from rules_of_stretch(points, filled=filled)


def _stretches(path: Handle, matrix: Matrix, *, whole: bool) -> Iterator[list[Point]]:
    """Yield the points of each stretch of lines: straight ones between curves, or `whole` outlines, curves and all."""
    points: list[Point] = []
    start: Point | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(x.value, y.value, matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        begins = kind == raw.FPDF_SEGMENT_MOVETO
        if begins or not (kind == raw.FPDF_SEGMENT_LINETO or whole):
            if points:
                yield points
            points = []
            start = point if begins else start
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append(start)
    if points:
        yield points
