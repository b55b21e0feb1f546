"""Places on a page: areas with their upper left corner first, and matrices as six numbers, which turn places to others."""

from typing import NamedTuple

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
