"""Dark straight runs in a picture of ink: candidates for ruling lines, strokes of letters among them."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from kpi_nlp.readers.scan.pixels import Pixels

DARK = 48  # of 255: noise and the ringing of JPEG stay below
FAINT = 20  # averaged over some way: a grey or dotted line is darker, noise is not
_FAINTER = 0.4  # what stands beside a ruling line, against the line itself
_UNBROKEN = 0.8
_STEADY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A run in one direction: `at` is its place across, `samples` are points (along, across) on its middle.

    `clear` is the share of its way on which it is darker than what stands on both its sides, as no stroke of a letter is.
    """

    at: float
    start: float
    end: float
    clear: float
    samples: Pixels

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


def segments(ink: Pixels, dpi: float, shortest: float) -> Iterator[Segment]:
    """Yield the horizontal runs of a picture of at least `shortest` points; a turned picture yields the vertical ones."""
    closed = cv2.morphologyEx(
        (ink > DARK).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, max(3, int(dpi / 25))), np.uint8)
    )
    yield from _found(closed, ink, dpi, shortest, DARK)


def faint_segments(smooth: Pixels, dpi: float, shortest: float) -> Iterator[Segment]:
    """Yield the same of a smoothed picture, where grey and dotted lines show."""
    for one in _found((smooth > FAINT).astype(np.uint8), smooth, dpi, shortest, FAINT):
        along, across = np.round(one.samples).astype(int).T
        if np.percentile(shades := smooth[across, along], 10) > _STEADY * np.median(shades):
            yield one


def smoothed(ink: Pixels, dpi: float) -> Pixels:
    """Return a picture averaged along its rows, over so short a way that lines stay lines."""
    return cv2.blur(ink, (int(dpi / 15) | 1, 1))


def _found(mask: Pixels, ink: Pixels, dpi: float, shortest: float, dark: int) -> Iterator[Segment]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(_runs(mask, dpi, max(9, int(shortest * 0.8))))
    for label in range(1, count):
        left, top, width, height, area = stats[label]
        if width < shortest or area / width > dpi / 20 + 4:
            continue
        window = np.s_[top : top + height, left : left + width]
        weight = (labels[window] == label) * ink[window].astype(np.float32)
        total = weight.sum(0)
        filled = np.flatnonzero(total)
        across = top + (weight * np.arange(height, dtype=np.float32)[:, None]).sum(0)[filled] / total[filled]
        along = left + filled
        clear = clearness(ink, along, across, dpi, dark)
        samples = np.stack([along, across], 1)[::4]
        yield Segment(float(np.median(across)), float(left + 1), float(left + width - 2), clear, samples)


def _runs(mask: Pixels, dpi: float, length: int) -> Pixels:
    """Return a mask of what is dark for a certain length and thin."""
    long = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    blots = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((round(dpi / 20 + 2), 1), np.uint8))
    return cv2.dilate(cv2.subtract(long, blots), np.ones((3, 3), np.uint8))


def clearness(ink: Pixels, along: Pixels, across: Pixels, dpi: float, dark: int) -> float:
    """Return on which share of its way a line is darker than what stands on both its sides."""
    step = max(3, round(dpi / 37))
    middle = np.round(across).astype(int)

    def profile(offset: int) -> Pixels:
        points: Pixels = ink[np.clip(middle + offset, 0, ink.shape[0] - 1), along]
        return points.astype(np.float32)

    line = np.maximum.reduce([profile(-1), profile(0), profile(1)])
    sides = (profile(-step) + profile(step) + profile(-step - 1) + profile(step + 1)) / 4
    return float((sides < _FAINTER * line).mean()) if along.size and (line > dark).mean() > _UNBROKEN else 0.0


def coverage(ink: Pixels, at: float, start: float, end: float, dark: int) -> float:
    """Return on which share of the way from start to end a horizontal line is dark."""
    row = round(at)
    band = ink[max(0, row - 1) : row + 2, max(0, round(start)) : round(end) + 1].max(0)
    return float((band > max(0.8 * dark, 0.45 * np.median(band))).mean()) if band.size else 0.0
