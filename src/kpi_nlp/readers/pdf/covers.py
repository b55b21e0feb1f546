"""Patches that were laid over letters: with a white one a program, or somebody, corrects a page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from kpi_nlp.readers.pdf.matrix import Handle, area_of
from kpi_nlp.readers.printed.places import Area, Matrix

_MOST = 0.5  # of the letters: what covers more was not meant to, or is not seen as we see it
_HALF = 0.5  # of the height of a text


class Cover(NamedTuple):
    """An area that was filled, and how many texts had been printed before."""

    area: Area
    before: int


def may_cover(path: Handle) -> bool:
    """Return whether nothing shows through what a path fills; one that is cut out may fill less than it seems to."""
    cut_out = raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(path)) > 0
    return not cut_out and not raw.FPDFPageObj_HasTransparency(path)


def over_texts(covers: Sequence[Cover], texts: Sequence[tuple[Handle, Matrix]], frame: Matrix) -> Iterator[Cover]:
    """Yield the covers that lie over texts that had been printed before; text within forms cannot be told apart."""
    if not covers or any(outer != frame for _, outer in texts):
        return
    left, top, right, bottom = np.array([area_of(*text) for text in texts]).T
    for cover in covers:
        area, earlier = cover.area, slice(cover.before)
        wide = np.minimum(right[earlier], area.right) - np.maximum(left[earlier], area.left)
        tall = np.minimum(bottom[earlier], area.bottom) - np.maximum(top[earlier], area.top)
        if ((wide > 0) & (tall > _HALF * (bottom - top)[earlier])).any():
            yield cover


def covered(boxes: NDArray[np.float64], areas: Sequence[Area]) -> list[bool]:
    """Return for each letter whether it lies under one of some areas."""
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    hidden = np.zeros(len(boxes), np.bool_)
    for left, top, right, bottom in areas:
        hidden |= (left < across) & (across < right) & (top < down) & (down < bottom)
    return [bool(under) for under in hidden] if hidden.mean() <= _MOST else [False] * len(boxes)
