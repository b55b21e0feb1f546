"""Places in a PDF: matrices as six numbers, areas as four with the upper left corner of the page at (0, 0)."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

Handle = Any  # a pointer of the library
Matrix = tuple[float, float, float, float, float, float]


class Area(NamedTuple):
    """A rectangle, its sides parallel to those of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """How large it is, in square points."""
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, other: "Area") -> bool:
        """Return whether the middle of another area lies within."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


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
