"""Straight pages: turned by the angle at which they lie, then bent until the ruling lines of a photograph are straight."""

from collections.abc import Sequence

import cv2
import numpy as np

from kpi_nlp.readers.scan.light import ink_of
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.segments import segments

_STEEPEST = 5.0  # degrees
_SMALL = 700  # points along the longer side: enough to see an angle of a twentieth of a degree
_TERMS = 4
_LONG = 0.8  # inches: lines that say how a page is bent
_CLEAR = 0.35  # of its way: less is a row of letters for certain
_FEWEST_LINES = 2  # one alone may be drawn aslant
_WOBBLE = 0.75  # points by which a ruling line leaves its curve
_STEADY = 0.6  # of its points: what lies on no curve is a row of letters
_FEWEST = 4  # points for a curve of three coefficients
_ROUNDS = 3
_STIFFNESS = 0.5  # keeps the bend small where few lines say anything


def straightened(grey: Pixels, dpi: float) -> Pixels:
    """Return a picture with its lines of text and ruling lines horizontal and vertical."""
    ink = ink_of(grey, dpi)
    angle = angle_of(ink)
    turned = _turned(ink, angle)
    height, width = ink.shape
    across = _bend(_long(turned, dpi), width, height)
    down = _bend(_long(np.ascontiguousarray(turned.T), dpi), height, width)
    if max(np.abs(across).max(), np.abs(down).max()) < 1:
        return _turned(grey, angle)
    return _bent(grey, angle, across, down)


def angle_of(ink: Pixels) -> float:
    """Return by how many degrees against the clock a page must be turned so that its rows stand out most sharply."""
    scale = _SMALL / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)

    def sharpness(angle: float) -> float:
        rows = _turned(small, angle).sum(1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.25), key=sharpness)
    return round(float(max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=sharpness)), 2)


def _turned(picture: Pixels, angle: float) -> Pixels:
    if not angle:
        return picture
    size = picture.shape[1], picture.shape[0]
    return cv2.warpAffine(
        picture, _rotation(picture, angle), size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _rotation(picture: Pixels, angle: float) -> Pixels:
    return cv2.getRotationMatrix2D((picture.shape[1] / 2, picture.shape[0] / 2), angle, 1)


def _long(ink: Pixels, dpi: float) -> list[Pixels]:
    """Return points on the middle of each long line."""
    found = (one for one in segments(ink, dpi, dpi / 5) if one.clear > _CLEAR and one.length > dpi * _LONG)
    return [points for one in found if len(points := _on_line(one.samples)) > _STEADY * len(one.samples)]


def _on_line(points: Pixels) -> Pixels:
    """Return the points that lie on one smooth curve: letters that touch a line draw others aside."""
    kept: Pixels = points
    for _ in range(_ROUNDS):
        middle = kept[:, 0].mean()
        curve = np.polyfit(kept[:, 0] - middle, kept[:, 1], 2)
        off = np.abs(np.polyval(curve, points[:, 0] - middle) - points[:, 1])
        kept = points[off <= max(_WOBBLE, float(np.median(off)))]
        if len(kept) < _FEWEST:
            return kept
    near: Pixels = points[off <= _WOBBLE]
    return near


def _bend(samples: Sequence[Pixels], along: int, across: int) -> Pixels:
    """Return the coefficients that make horizontal lines straight, by least squares; lines that do not fit are left out."""
    bend = np.zeros(_TERMS)
    for _ in range(_ROUNDS):
        if len(samples) < _FEWEST_LINES:
            return np.zeros(_TERMS)
        terms = [_terms(points[:, 0] / along, points[:, 1] / across) for points in samples]
        rows = [term - term.mean(0) for term in terms]
        wanted = [points[:, 1].mean() - points[:, 1] for points in samples]
        system = np.vstack([*rows, np.eye(_TERMS) * _STIFFNESS])
        bend = np.linalg.lstsq(system, np.concatenate([*wanted, np.zeros(_TERMS)]), rcond=None)[0]
        samples = _fitting(samples, rows, wanted, bend)
    return bend


def _fitting(samples: Sequence[Pixels], rows: Sequence[Pixels], wanted: Sequence[Pixels], bend: Pixels) -> list[Pixels]:
    off = [np.abs(row @ bend - want).mean() for row, want in zip(rows, wanted, strict=True)]
    limit = max(1.0, 2.5 * float(np.median(off)))
    return [points for points, distance in zip(samples, off, strict=True) if distance <= limit]


def _terms(along: Pixels, across: Pixels) -> Pixels:
    """Return the terms of a bend at places from 0 to 1: a slope and a curve, each changing across the page."""
    x, y = along - 0.5, across - 0.5
    return np.stack([x, x * x, x * y, x * x * y], -1)


def _bent(picture: Pixels, angle: float, across: Pixels, down: Pixels) -> Pixels:
    """Turn and bend a picture in one go; where a point comes from is found by going there in ever smaller steps."""
    height, width = picture.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    from_x, from_y = x, y
    for _ in range(_ROUNDS):
        from_x, from_y = (
            x - _terms(from_y / height, from_x / width) @ down,
            y - _terms(from_x / width, from_y / height) @ across,
        )
    back = cv2.invertAffineTransform(_rotation(picture, angle))
    sources = [(row[0] * from_x + row[1] * from_y + row[2]).astype(np.float32) for row in back]
    return cv2.remap(picture, sources[0], sources[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
