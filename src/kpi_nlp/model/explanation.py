"""What was understood of a document, block by block, beside what it says: for the page that a person checks."""

from dataclasses import dataclass
from typing import Literal

from kpi_nlp.model.claim import Claim
from kpi_nlp.model.document import Cell, Document, ReadWarning
from kpi_nlp.model.indicator import Budget, Category, Indicator, Total
from kpi_nlp.model.location import Location
from kpi_nlp.model.quantity import Quantity

RowKind = Literal[
    "heading", "titles", "indicator", "category", "total", "budget", "prose", "closing", "note", "label", "joined", "blank", "unread"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell was taken for: the role of its column, or of the label beside it.

    `title` holds for the title of a column and for a label itself; `quantities` are the amounts that were read.
    """

    role: str
    title: bool = False
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row of a table as it stands, a mark or None for each cell, and what the row was read as.

    `joined` is that of a row that belongs to the row above; `unread` of one that nothing was made of.
    """

    cells: tuple[Cell, ...]
    marks: tuple[Mark | None, ...]
    kind: RowKind
    facts: tuple[Indicator | Category | Total | Budget, ...] = ()
    repairs: tuple[str, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedTable:
    """A table with its rows; `exact` as in `Table`."""

    rows: tuple[ExplainedRow, ...]
    location: Location
    exact: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a text that is a claim, or the part of one: `begun` characters of it stand in the lines above."""

    start: int
    end: int
    claim: Claim
    begun: int = 0


@dataclass(frozen=True, slots=True)
class ExplainedText:
    """A paragraph, or a heading of some `level`, with the claims in it; `before` is its text ahead of tracked changes."""

    text: str
    location: Location
    level: int = 0
    before: str | None = None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document, without its blocks, and what was understood of each of them in reading order."""

    document: Document
    blocks: tuple[ExplainedText | ExplainedTable, ...]
