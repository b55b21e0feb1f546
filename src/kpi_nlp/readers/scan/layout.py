"""A picture of a page laid out: straightened, its ruling lines found, cut into pictures of one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.scan.cells import cells_of
from kpi_nlp.readers.scan.engine import Reading, read_lines
from kpi_nlp.readers.scan.light import ink_of_straight
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.scan.ruling import rules_of
from kpi_nlp.readers.scan.straighten import straightened
from kpi_nlp.readers.scan.stretches import Stretch, in_cells, in_the_open

_INCH = 72
_UNSURE = 0.75  # of a reading on average: a page that is head first stays below
_STACKED = 0.35  # of all lines: where more letters stand above each other, the page may lie on its side
_TALL = 2  # times as tall as wide
_SAMPLE = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """Ruling lines and lines of text of a page, in points of a picture of so many `dpi` and so many `quarters` turned."""

    rules: tuple[Rule, ...]
    stretches: tuple[Stretch, ...]
    quarters: int = 0


def layout_of(grey: Pixels, dpi: float, quarters: int = 0) -> Layout:
    """Lay out a page after turning it by some quarters against the clock."""
    turned = np.ascontiguousarray(np.rot90(grey, quarters))
    ink = ink_of_straight(straightened(turned, dpi), dpi)
    rules = tuple(rules_of(ink, dpi))
    cells = list(cells_of(rules, _INCH / dpi))
    return Layout(rules, (*in_cells(ink, cells, dpi), *in_the_open(ink, cells, dpi)), quarters)


def read_upright(grey: Pixels, dpi: float) -> tuple[Layout, list[Reading]]:
    """Return the layout of a page with the reading of each line, turned where it lies on its side or upside down."""
    layout = layout_of(grey, dpi)
    if _may_lie_on_its_side(layout.stretches):
        # the page as it lies may be right: narrow columns, too, print letter under letter
        layout = max((layout, layout_of(grey, dpi, 1), layout_of(grey, dpi, 3)), key=_legibility)
    readings = _read(layout.stretches)
    if not readings or layout.quarters or sum(reading.mean for reading in readings) > _UNSURE * len(readings):
        return layout, readings
    turned = layout_of(grey, dpi, 2)
    return (turned, _read(turned.stretches)) if _legibility(turned) > _legibility(layout) else (layout, readings)


def _may_lie_on_its_side(stretches: Sequence[Stretch]) -> bool:
    stacked = sum(len(stretch.places) for stretch in stretches if _is_stacked(stretch))
    return stacked > _STACKED * sum(len(stretch.places) for stretch in stretches)


def _is_stacked(stretch: Stretch) -> bool:
    """Return whether letters stand above each other: in a cell one by one, else in a tall box."""
    first = stretch.places[0]
    return len(stretch.places) > 1 or (not stretch.in_cell and first.height > _TALL * first.width)


def _legibility(layout: Layout) -> float:
    """Return how many letters of a sample of lines are read, each counting as much as its reading is sure."""
    lines = [stretch for stretch in layout.stretches if not stretch.is_dash]
    step = max(1, len(lines) // _SAMPLE)
    return sum(sum(reading.confidences) for reading in _read(lines[::step]))


def _read(stretches: Sequence[Stretch]) -> list[Reading]:
    """Return the reading of each line; a dash needs none."""
    readings = iter(read_lines([stretch.picture for stretch in stretches if not stretch.is_dash]))
    return [Reading("—", (1.0,)) if stretch.is_dash else next(readings) for stretch in stretches]
