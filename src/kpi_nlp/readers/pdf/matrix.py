"""Places in a PDF, which count upward, as ours."""

import ctypes
from typing import Any

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.printed.places import Area, Matrix, moved

Handle = Any  # a pointer of the library


def frame_of(page: pypdfium2.PdfPage) -> tuple[Matrix, Area]:
    """Return the matrix that turns the places of a page, which count upward, to ours, and the area that is shown."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return (1.0, 0.0, 0.0, -1.0, -box.left, box.top), Area(0, 0, box.right - box.left, box.top - box.bottom)


def matrix_of(handle: Handle) -> Matrix:
    """Return the matrix of an object."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def area_of(handle: Handle, outer: Matrix) -> Area:
    """Return the area that an object covers; `outer` is the matrix of what it stands in."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    a, b, c, d, e, f = outer
    if not (b or c):
        across, down = (a * left.value + e, a * right.value + e), (d * bottom.value + f, d * top.value + f)
        return Area(min(across), min(down), max(across), max(down))
    corners = [moved(x.value, y.value, outer) for x in (left, right) for y in (bottom, top)]
    across, down = zip(*corners, strict=True)
    return Area(min(across), min(down), max(across), max(down))


def address(handle: Handle) -> int:
    """Return where an object lies in memory, which tells objects apart."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
