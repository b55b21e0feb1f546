"""Lines of text in a cell: bands of ink with white between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from kpi_nlp.readers.scan.pixels import Pixels

_LINE = 1.8  # how much wider than high a band of several letters is
_PITCH, _TWO_LINES = 1.25, 1.9  # heights of a line: from one to the next; what two that touch are at least
_PALEST, _PRINT = 60, 75  # of 255
_SPECK = 5  # points at 150 dpi: dust, or a stop, which stands in the margin of its line


@dataclass(frozen=True, slots=True)
class Band:
    """The box around the ink of a line of text, in points of the picture."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """The width in points of the picture."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """The height in points of the picture."""
        return self.bottom - self.top

    def grown(self, height: float) -> "Band":
        """Return the band as high as a line is at least, as boxes of letters are, whatever ink they show."""
        room = max(0, round(height) - self.height)
        return Band(self.left, self.top - room // 2, self.right, self.bottom + room - room // 2)

    def moved(self, right: int, down: int) -> "Band":
        """Return the band in the picture from which its window was cut."""
        return Band(self.left + right, self.top + down, self.right + right, self.bottom + down)


def mask_of(ink: Pixels, dpi: float) -> Pixels:
    """Return what is ink for certain: as dark as print somewhere, larger than a speck of dust."""
    mask = (ink > _PALEST).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    printed = np.zeros(count, bool)
    printed[labels[ink > _PRINT]] = True
    printed &= stats[:, cv2.CC_STAT_AREA] >= _SPECK * (dpi / 150) ** 2
    printed[0] = False
    kept: Pixels = printed[labels]
    return kept.astype(np.uint8)


def bands_of(mask: Pixels) -> Iterator[Band]:
    """Yield the bands of ink from the top."""
    for top, bottom in runs(mask.max(1)):
        columns = np.flatnonzero(mask[top:bottom].any(0))
        yield Band(int(columns[0]), top, int(columns[-1]) + 1, bottom)


def runs(flags: Pixels) -> list[tuple[int, int]]:
    """Return start and end of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags > 0, [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def usual_height(bands: Iterable[Band], least: float, most: float) -> float | None:
    """Return how high lines of several letters are, None where there is none."""
    heights = [band.height for band in bands if band.width >= _LINE * band.height and least < band.height < most]
    return median(heights) if heights else None


def lines_from(bands: Sequence[Band], mask: Pixels, height: float) -> Iterator[Band]:
    """Yield whole lines: strokes above each other are one letter, lines that touch are parted."""
    lines: list[Band] = []
    for band in bands:
        if lines and _belongs(lines[-1], band, height):
            last = lines.pop()
            lines.append(Band(min(last.left, band.left), last.top, max(last.right, band.right), band.bottom))
        else:
            lines.append(band)
    for line in lines:
        yield from _parted(line, mask, height)


def _belongs(above: Band, below: Band, height: float) -> bool:
    return (
        below.bottom - above.top <= 1.2 * height
        and below.top - above.bottom <= 0.34 * height
        and min(above.height, below.height) < 0.75 * height
    )


def _parted(line: Band, mask: Pixels, height: float) -> Iterator[Band]:
    """Cut a band that is too high for one line where there is least ink."""
    count = round(line.height / (_PITCH * height))
    if line.height < _TWO_LINES * height or line.width < _LINE * height:
        yield line
        return
    ink = mask[line.top : line.bottom].sum(1)
    pitch, slack = line.height / count, round(0.3 * height)
    cuts = [0]
    for number in range(1, count):
        middle = round(number * pitch)
        cuts.append(middle - slack + int(np.argmin(ink[middle - slack : middle + slack + 1])))
    cuts.append(line.height)
    for top, bottom in pairwise(cuts):
        columns = np.flatnonzero(mask[line.top + top : line.top + bottom].any(0))
        if columns.size:
            yield Band(int(columns[0]), line.top + top, int(columns[-1]) + 1, line.top + bottom)
