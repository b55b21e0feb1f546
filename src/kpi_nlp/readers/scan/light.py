"""Even light: shadows, tinted paper, shaded cells and red seals taken off, black on white left."""

from collections.abc import Iterator

import cv2
import numpy as np

from kpi_nlp.readers.scan.pixels import Pixels

_GREY = 2  # rows and columns, no colours
_RED = 40  # how far red must exceed green and blue
_SEAL = (0.8, 2.3)  # inches: a seal is 3 to 5 cm wide
_OUTER, _STRAY, _ROUND = (0.85, 1.08), 0.03, 0.7  # of its radius: its ring; of its points outside; of the way round
_DARK_GROUND = 0.6  # of the brightness of the page
_SHADE = 35  # percentile of the brightness in a column of points: there is less white text than ground
_DARKER = 1.6  # how much more a black line on a dark ground counts, as its noise does
_WIDEST_TEXT = 2.5  # inches
_FULL = 0.8  # of its box: a cell fills it, a shadow does not


def grey_of(bitmap: Pixels, dpi: float) -> Pixels:
    """Return the brightness of a picture without its red seals: black text under a seal stays, red text too."""
    if bitmap.ndim == _GREY:
        return bitmap
    blue, green, red = cv2.split(bitmap[:, :, :3])
    grey = cv2.cvtColor(cv2.merge((blue, green, red)), cv2.COLOR_BGR2GRAY)
    reddish = (cv2.subtract(red, cv2.max(green, blue)) > _RED).astype(np.uint8)
    if reddish.any():
        paled = cv2.addWeighted(red, 1.4, cv2.min(green, blue), -0.4, 0)
        for window in _seals(reddish, dpi):
            grey[window] = paled[window]
    return grey


def _seals(reddish: Pixels, dpi: float) -> Iterator[tuple[slice, slice]]:
    """Yield where the rings of seals stand; red text and red tables are none."""
    closed = cv2.morphologyEx(reddish, cv2.MORPH_CLOSE, _square(dpi / 40))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    for label, (left, top, width, height, _) in enumerate(stats):
        if not label or min(width, height) < dpi * _SEAL[0] or max(width, height) > dpi * _SEAL[1]:
            continue
        window = np.s_[top : top + height, left : left + width]
        if _is_ring(labels[window] == label):
            yield window


def _is_ring(mask: Pixels) -> bool:
    """Return whether the outermost points of a mask lie on an ellipse, almost all the way round."""
    height, width = mask.shape
    down, across = np.nonzero(mask)
    x, y = (across + 0.5) / width * 2 - 1, (down + 0.5) / height * 2 - 1
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    outside = (radius > _OUTER[1]).mean()
    rim = np.unique((angle[radius > _OUTER[0]] / np.pi * 18).astype(int)).size / 36
    return bool(outside < _STRAY and rim > _ROUND)


def ink_of(grey: Pixels, dpi: float) -> Pixels:
    """Return how much darker each point is than the ground around it: 0 for paper, 255 for black."""
    ground = _ground(grey, dpi)
    return 255 - cv2.divide(grey, np.maximum(ground, 1), scale=255)


def ink_of_straight(grey: Pixels, dpi: float) -> Pixels:
    """Return the ink of a straight page: that of dark cells is what differs from their shade, and their edges are lines."""
    ground = _ground(grey, dpi)
    ink = 255 - cv2.divide(grey, np.maximum(ground, 1), scale=255)
    for left, top, right, bottom in _dark_cells(grey, ground, dpi):
        ink[top:bottom, left:right] = _contrast(grey[top:bottom, left:right], dpi)
        cv2.rectangle(ink, (left, top), (right - 1, bottom - 1), 255, 2)
    return ink


def _contrast(cells: Pixels, dpi: float) -> Pixels:
    """Return how much each point differs from the shade of a row of cells, as white text or as a black line."""
    columns = np.percentile(cells, _SHADE, axis=0).astype(np.uint8)[None]
    shade = cv2.medianBlur(columns, int(dpi / 3) | 1).astype(np.float32)
    difference = cells - shade
    lighter, darker = difference * (255 / np.maximum(255 - shade, 1)), -_DARKER * difference
    contrast: Pixels = np.clip(np.maximum(lighter, darker), 0, 255).astype(np.uint8)
    return contrast


def _ground(grey: Pixels, dpi: float) -> Pixels:
    """Return the brightness of the ground: what is thinner than a shaded cell is closed over."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.morphologyEx(half, cv2.MORPH_CLOSE, _square(dpi / 16)), 7)
    return cv2.resize(ground, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _square(size: float) -> Pixels:
    return np.ones((int(size) | 1, int(size) | 1), np.uint8)


def _dark_cells(grey: Pixels, ground: Pixels, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes of cells, or of rows of cells, so dark that their text may be white.

    In a cell of white text the ground shows to the left and right of it alone.
    """
    coarse = cv2.resize(ground, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, _square(dpi / 5))
    paper = cv2.resize(paper, (ground.shape[1], ground.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = (ground < _DARK_GROUND * paper).astype(np.uint8)
    text = int(_WIDEST_TEXT * dpi)
    framed = cv2.copyMakeBorder(dark, 0, 0, text, text, cv2.BORDER_CONSTANT, value=0)
    joined = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((1, text), np.uint8))[:, text:-text]
    for left, top, width, height, area in cv2.connectedComponentsWithStats(joined)[2][1:]:
        if dpi / 10 < height < dpi and width > dpi / 5 and area > _FULL * width * height:
            shades = np.percentile(grey[top : top + height], _SHADE, axis=0) < _DARK_GROUND * paper[top + height // 2]
            start, end = left, left + width
            while start > 0 and shades[start - 1]:
                start -= 1
            while end < len(shades) and shades[end]:
                end += 1
            yield start, top, end, top + height
