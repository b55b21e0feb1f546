"""Specks of dust taken off: points of ink that are smaller than the dot of any letter and belong to none."""

import cv2
import numpy as np

from kpi_nlp.readers.scan.light import ink_of
from kpi_nlp.readers.scan.pixels import Pixels

_INK = 60  # of 255
_USUAL = 150  # dots per inch for which the next are given
_SPECK = 4  # points: a decimal point of small print is as large, but stands beside its digits
_BLACK, _PALE = 150, 8  # of 255; points of a speck that a resampled picture has spread
_DOT = 1  # point: what is no larger belongs to no letter, wherever it stands
_LETTER = 0.5  # inches: what reaches farther is a ruling line
_NEAR = 9  # points: a window in whose middle a decimal point has its digit
_WAY = 31  # points along a dotted line
_DOTS = 4  # on that way: dust does not stand in rows
_AROUND = 5  # points: a window mostly of paper, whatever speck is in its middle


def swept(grey: Pixels, dpi: float) -> Pixels:
    """Return a picture without dust: points of ink that stand neither beside a letter nor in a dotted line."""
    scale = dpi / _USUAL
    ink = ink_of(grey, dpi)
    mask = (ink > _INK).astype(np.uint8)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(mask)
    area = stats[:, cv2.CC_STAT_AREA]
    across, down = np.nan_to_num(middles).round().astype(int).T
    pale = np.ones(len(area), bool)
    pale[labels[ink > _BLACK]] = False
    small = (area <= _SPECK * scale**2) | (pale & (area <= _PALE * scale**2))
    small[0] = False
    letter = ~small & (stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(1) < _LETTER * dpi)
    letter[0] = False
    beside = _counted(letter[labels], scale * _NEAR, scale * _NEAR)[down, across] > 0
    dotted = _is_dotted(small, across, down, grey.shape, scale)
    dust = small & ~dotted & (~beside | (area <= _DOT))
    rim = cv2.dilate(dust[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(rim > 0, cv2.medianBlur(grey, _AROUND), grey)


def _is_dotted(small: Pixels, across: Pixels, down: Pixels, shape: tuple[int, ...], scale: float) -> Pixels:
    """Return which points stand in a row or a column of others."""
    points = np.zeros(shape, bool)
    points[down[small], across[small]] = True
    lying, standing = _counted(points, scale * _WAY, 3), _counted(points, 3, scale * _WAY)
    dotted: Pixels = np.maximum(lying, standing)[down, across] >= _DOTS
    return dotted


def _counted(mask: Pixels, width: float, height: float) -> Pixels:
    """Return how many points of a mask stand in a window around each point."""
    window = int(width) | 1, int(height) | 1
    return cv2.boxFilter(mask.astype(np.uint8), cv2.CV_32S, window, normalize=False, borderType=cv2.BORDER_CONSTANT)
