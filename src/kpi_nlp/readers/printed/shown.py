"""What a page shows before it is known what of it is read: letters with the manner in which they are printed, and drawings."""

from dataclasses import dataclass, field
from typing import NamedTuple

from kpi_nlp.readers.printed.page import Glyph, Rule
from kpi_nlp.readers.printed.places import Area

MAX_OBJECTS = 100_000
"""More than that on one page is no report."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How text is printed: `angle` in degrees against the clock, 0 where it stands upright."""

    angle: float = 0
    invisible: bool = False
    white: bool = False
    covered: bool = False


PLAIN, COVERED = Manner(), Manner(covered=True)


class Run(NamedTuple):
    """Letters that touch each other, and how they are printed."""

    glyph: Glyph
    manner: Manner


@dataclass(slots=True)
class Shown:
    """What one page shows beside its letters.

    `drawings` counts the paths that are no lines, `pixels` those of the images, and `painted` is the area of all that
    is filled; `whole` is false where there was more than can be looked at.
    """

    rules: list[Rule] = field(default_factory=list)
    images: list[Area] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)
    drawings: int = 0
    pixels: int = 0
    painted: float = 0
    whole: bool = True
