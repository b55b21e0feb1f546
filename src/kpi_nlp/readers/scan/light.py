"""Even light: shadows, tinted paper, shaded cells and red seals taken off, black on white left."""

import cv2
import numpy as np

from kpi_nlp.readers.scan.pixels import Pixels

_RED = 40  # how far red must exceed green and blue
_SEAL = (0.55, 2.8)  # inches: a seal is 3.8 to 5 cm wide, its parts and two side by side included
_DARK_GROUND = 0.6  # of the brightness of the page


def grey_of(bitmap: Pixels, dpi: float) -> Pixels:
    """Return the brightness of a picture without its red seals: black text under a seal stays, red text too."""
    if bitmap.ndim == 2:
        return bitmap
    blue, green, red = cv2.split(bitmap[:, :, :3])
    grey = cv2.cvtColor(cv2.merge((blue, green, red)), cv2.COLOR_BGR2GRAY)
    reddish = (cv2.subtract(red, cv2.max(green, blue)) > _RED).astype(np.uint8)
    if not reddish.any():
        return grey
    near = cv2.dilate(reddish, np.ones((int(dpi / 12) | 1, int(dpi / 12) | 1), np.uint8))
    paled = cv2.addWeighted(red, 1.4, cv2.min(green, blue), -0.4, 0)
    for left, top, width, height, _ in cv2.connectedComponentsWithStats(near)[2][1:]:
        if min(width, height) > dpi * _SEAL[0] and max(width, height) < dpi * _SEAL[1]:
            window = np.s_[top : top + height, left : left + width]
            grey[window] = paled[window]
    return grey


def ink_of(grey: Pixels, dpi: float) -> Pixels:
    """Return how much darker each point is than the ground around it: 0 for paper, 255 for black."""
    ground = _ground(grey, dpi)
    ink = 255 - cv2.divide(grey, np.maximum(ground, 1), scale=255)
    shaded = (ground < _DARK_GROUND * np.median(ground)).astype(np.uint8)
    if shaded.any():
        _add_light_text(ink, grey, shaded, dpi)
    return ink


def _ground(grey: Pixels, dpi: float) -> Pixels:
    """Return the brightness of the ground: what is thinner than a shaded cell is closed over."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    size = int(dpi / 16) | 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return cv2.resize(cv2.medianBlur(closed, 7), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _add_light_text(ink: Pixels, grey: Pixels, shaded: Pixels, dpi: float) -> None:
    """Turn cells of white text on a dark ground into black on white; a shadow on dark text stays as it is."""
    negative = 255 - grey
    turned = 255 - cv2.divide(negative, np.maximum(_ground(negative, dpi), 1), scale=255)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(shaded)
    for label, (left, top, width, height, area) in enumerate(stats):
        if label == 0 or height < dpi / 12 or area < height * height:
            continue
        window = np.s_[top : top + height, left : left + width]
        inside = labels[window] == label
        shades = grey[window][inside].astype(np.int16)
        middle = np.median(shades)
        if (shades > middle + 60).sum() > (shades < middle - 60).sum():
            ink[window][inside] = turned[window][inside]
