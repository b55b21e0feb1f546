"""Stretches of text to be read: each a picture of one line, with the places of what it shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from kpi_nlp.readers.scan.bands import Band, bands_of, lines_from, mask_of, runs, usual_height
from kpi_nlp.readers.scan.engine import find_lines
from kpi_nlp.readers.scan.pixels import Pixels

_INK = 90  # of 255
_LETTER = 1.3  # of the height of a line: what is no wider is one letter
_LEAN, _STEEPEST, _STROKE = -0.8, 4, 8  # how surely a stroke leans; its height to its width; its points of ink
_BORDER = 0.75  # of the side of a cell
_DUST = 0.22  # of the height of a line: what is no larger and stands alone is smaller than any stop
_ASIDE, _ABOVE = 0.7, 0.12  # of the height of a line: white that is left around it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A picture of one line, black on white, and where it stands: one place, or one for each letter of an upright line.

    `alone` where nothing else stands in its cell; `is_dash` where it is nothing but a flat stroke, `is_slash` where
    nothing but an aslant one.
    """

    picture: Pixels
    places: tuple[Band, ...]
    in_cell: bool = True
    alone: bool = False
    is_dash: bool = False
    is_slash: bool = False


def in_cells(ink: Pixels, cells: Iterable[Band], dpi: float) -> Iterator[Stretch]:
    """Yield the lines of text in the cells of a page."""
    found = []
    for cell in cells:
        inside = _inside(ink, cell, dpi)
        if min(inside.width, inside.height) < 1:  # between the two strokes of a double line
            continue
        mask = mask_of(ink[inside.top : inside.bottom, inside.left : inside.right], dpi)
        found.append((inside, mask, list(bands_of(mask))))
    everything = [band for _, _, bands in found for band in bands]
    usual = usual_height(everything, dpi / 18, dpi / 3) or dpi / 8
    for inside, mask, bands in found:
        height = usual_height(bands, 0.55 * usual, 2 * usual) or usual
        lines = [line.moved(inside.left, inside.top) for line in lines_from(bands, mask, height)]
        yield from _stretches(
            ink, inside, [line for line in lines if max(line.width, line.height) > _DUST * height], height, dpi
        )


def _inside(ink: Pixels, cell: Band, dpi: float) -> Band:
    """Return a cell without its borders: a thick or double one reaches some way in."""
    margin, deepest = max(2, round(dpi / 60)), round(dpi / 20)
    window = (ink[cell.top : cell.bottom, cell.left : cell.right] > _INK).astype(np.uint8)
    if not window.size:
        return cell
    rows, columns = (  # each with its neighbours, for a border may lean a little
        cv2.dilate(window, np.ones(leaning, np.uint8)).mean(along) > _BORDER
        for leaning, along in (((3, 1), 1), ((1, 3), 0))
    )

    def depth(dark: Pixels) -> int:
        border = np.flatnonzero(dark[:deepest])
        return max(margin, int(border[-1]) + 2) if border.size else margin

    return Band(
        cell.left + depth(columns),
        cell.top + depth(rows),
        cell.right - depth(columns[::-1]),
        cell.bottom - depth(rows[::-1]),
    )


def _stretches(ink: Pixels, inside: Band, lines: Sequence[Band], height: float, dpi: float) -> Iterator[Stretch]:
    pictures = [_cut(ink, line, inside, height) for line in lines]
    places = tuple(line.grown(height) for line in lines)
    if len(lines) > 1 and all(line.width <= _LETTER * height for line in lines):
        yield Stretch(_beside(pictures), places)
        return
    for line, picture, place in zip(lines, pictures, places, strict=True):
        alone = len(lines) == 1
        is_dash = alone and line.height <= max(3, height / 4) and line.width >= 0.4 * height
        is_slash = alone and _is_aslant(mask_of(ink[line.top : line.bottom, line.left : line.right], dpi))
        yield Stretch(picture, (place,), alone=alone, is_dash=is_dash, is_slash=is_slash)


def _is_aslant(mask: Pixels) -> bool:
    """Return whether some ink is one stroke that leans to the right: the flag and the foot of a 「1」 make it stand."""
    down, across = np.nonzero(cv2.connectedComponents(mask)[1] == 1)
    if across.size < _STROKE or np.ptp(across) * _STEEPEST < np.ptp(down) or not np.ptp(down):
        return False
    return bool(np.corrcoef(across, down)[0, 1] < _LEAN)


def _cut(ink: Pixels, line: Band, inside: Band, height: float) -> Pixels:
    """Cut out a line with some white around it, a flat one with the white that belongs to its letters."""
    aside = round(_ASIDE * height)
    above = (
        round(_ABOVE * height + max(0, height - line.height) / 2)
        if line.height < 0.8 * height
        else round(_ABOVE * height)
    )
    return _on_white(
        ink[
            max(inside.top - 1, line.top - above) : min(inside.bottom + 1, line.bottom + above),
            max(inside.left - 1, line.left - aside) : min(inside.right + 1, line.right + aside),
        ]
    )


def _on_white(ink: Pixels) -> Pixels:
    return cv2.cvtColor(255 - ink, cv2.COLOR_GRAY2BGR)


def _beside(pictures: Sequence[Pixels]) -> Pixels:
    """Put letters that stand above each other side by side, as the recognition knows them."""
    tallest = max(picture.shape[0] for picture in pictures)
    padded = []
    for picture in pictures:
        room = tallest - picture.shape[0]
        padded.append(cv2.copyMakeBorder(picture, room // 2, room - room // 2, 0, 0, cv2.BORDER_REPLICATE))
    return np.hstack(padded)


def in_the_open(ink: Pixels, cells: Iterable[Band], dpi: float) -> Iterator[Stretch]:
    """Yield the lines of text outside of the cells."""
    rest = ink.copy()
    for cell in cells:
        rest[max(0, cell.top - 3) : cell.bottom + 3, max(0, cell.left - 3) : cell.right + 3] = 0
    mask = mask_of(rest, dpi)
    for top, bottom in _strips(mask, dpi):
        for box in _boxes(rest, top, bottom):
            for part in _parts(box, mask):
                yield Stretch(_on_white(rest[part.top : part.bottom, part.left : part.right]), (part,), in_cell=False)


def _parts(box: Band, mask: Pixels) -> Iterator[Band]:
    """Cut a line where it has gaps as wide as a letter: in a table without ruling lines they part its columns."""
    found = runs(mask[box.top : box.bottom, box.left : box.right].max(0))
    cuts = [(after[0] + before[1]) // 2 for before, after in pairwise(found) if after[0] - before[1] > box.height]
    for left, right in pairwise([0, *cuts, box.width]):
        yield Band(box.left + left, box.top, box.left + right, box.bottom)


def _strips(mask: Pixels, dpi: float) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of the parts of a page that hold ink."""
    found = runs(mask.max(1))
    apart = [
        0,
        *(at for at, (above, below) in enumerate(pairwise(found), 1) if below[0] - above[1] > dpi / 3),
        len(found),
    ]
    for start, end in pairwise(apart):
        if found[start:end]:
            yield max(0, found[start][0] - round(dpi / 8)), min(len(mask), found[end - 1][1] + round(dpi / 8))


def _boxes(ink: Pixels, top: int, bottom: int) -> Iterator[Band]:
    for left, upper, right, lower in find_lines(_on_white(ink[top:bottom])):
        yield Band(left, top + upper, right, top + lower)
