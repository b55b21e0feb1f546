"""Straight pages: turned by the angle at which they lie, then bent until the ruling lines of a photograph are straight."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.segments import Segment, segments

_STEEPEST = 5.0  # degrees
_SMALL = 700  # points along the longer side: enough to see an angle of a twentieth of a degree
_TERMS = 4
_STIFFNESS = 0.5  # keeps the bend small where few lines say anything


def straightened(ink: Pixels, dpi: float) -> Pixels:
    """Return a picture of ink with its lines of text and ruling lines horizontal and vertical."""
    angle = angle_of(ink)
    turned = _turned(ink, angle)
    height, width = ink.shape
    across = _bend(_long(turned, dpi), width, height)
    down = _bend(_long(np.ascontiguousarray(turned.T), dpi), height, width)
    if max(np.abs(across).max(), np.abs(down).max()) < 1:
        return turned
    return _bent(ink, angle, across, down)


def angle_of(ink: Pixels) -> float:
    """Return by how many degrees against the clock a page must be turned so that its rows stand out most sharply."""
    scale = _SMALL / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)

    def sharpness(angle: float) -> float:
        rows = _turned(small, angle).sum(1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.25), key=sharpness)
    return round(float(max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=sharpness)), 2)


def _turned(ink: Pixels, angle: float) -> Pixels:
    if not angle:
        return ink
    return cv2.warpAffine(ink, _rotation(ink, angle), (ink.shape[1], ink.shape[0]), flags=cv2.INTER_CUBIC)


def _rotation(ink: Pixels, angle: float) -> Pixels:
    return cv2.getRotationMatrix2D((ink.shape[1] / 2, ink.shape[0] / 2), angle, 1)


def _long(ink: Pixels, dpi: float) -> list[Segment]:
    return [segment for segment in segments(ink, dpi, dpi / 5) if segment.clear and segment.length > dpi * 0.8]


def _bend(lines: Iterable[Segment], along: int, across: int) -> Pixels:
    """Return the coefficients that make horizontal lines straight, by least squares; lines that do not fit are left out."""
    samples = [line.samples for line in lines]
    bend = np.zeros(_TERMS)
    for _ in range(3):
        if len(samples) < 2:
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


def _bent(ink: Pixels, angle: float, across: Pixels, down: Pixels) -> Pixels:
    """Turn and bend a picture in one go; where a point comes from is found by going there in ever smaller steps."""
    height, width = ink.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    from_x, from_y = x, y
    for _ in range(3):
        from_x, from_y = (
            x - _terms(from_y / height, from_x / width) @ down,
            y - _terms(from_x / width, from_y / height) @ across,
        )
    back = cv2.invertAffineTransform(_rotation(ink, angle))
    sources = [(row[0] * from_x + row[1] * from_y + row[2]).astype(np.float32) for row in back]
    return cv2.remap(ink, sources[0], sources[1], cv2.INTER_CUBIC)
