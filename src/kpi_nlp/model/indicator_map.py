"""The indicator map of a department: each indicator with its row in every paper, and the rows that stand alone."""

import math
from dataclasses import dataclass

from kpi_nlp.model.dossier import Paper
from kpi_nlp.model.indicator import Indicator
from kpi_nlp.model.match import Match


@dataclass(frozen=True, slots=True)
class MapLine:
    """One indicator: its rows, the earliest paper first, and the links that hold them together, the surest first.

    `parts` are links to rows of which it is one part, or that are parts of it. `conflicts` are links that would have
    brought a second row of one paper into the line, and were not followed for that.
    """

    rows: tuple[Indicator, ...]
    links: tuple[Match, ...] = ()
    parts: tuple[Match, ...] = ()
    conflicts: tuple[Match, ...] = ()

    def link_of(self, row: Indicator) -> Match | None:
        """Return the surest link by which a row hangs on the others, None for the first of the line."""
        if row is self.rows[0]:
            return None
        return next((link for link in self.links if link.left is row or link.right is row), None)

    @property
    def certain(self) -> bool:
        """True where every link that holds the line is certain and none speaks against it."""
        return not self.conflicts and all(link.verdict == "match" for link in self.links)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that comes near to one that stands alone, how near, and in words why they were not linked."""

    row: Indicator
    probability: float
    why_not: str

    @property
    def shown(self) -> str:
        """The probability in print, never rounded up to a threshold that it does not reach."""
        return f"{math.floor(self.probability * 100) / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row without a counterpart in any other paper, and its best candidates, the nearest first."""

    row: Indicator
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorMap:
    """The papers of a department in time, its indicators, and the rows without a counterpart.

    `aside` counts the rows of score sheets: they have points but no values, and are never linked.
    """

    department: str | None
    papers: tuple[Paper, ...]
    lines: tuple[MapLine, ...]
    unmatched: tuple[Unmatched, ...]
    aside: int = 0
