"""A report as it is laid out on paper, and what a reader must find in it."""

from dataclasses import dataclass
from typing import TypeAlias

from boxes import Box


@dataclass(frozen=True)
class Line:
    """A line of text: a title, a caption or a paragraph of prose."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Grid:
    """A form; each row holds the boxes that begin in it.

    `head` are the rows of its header, which Word repeats on every page where they are the first. Before the rows
    of `breaks`, text that was made of pages turns the page and prints the header again.
    """

    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    head: range = range(0)
    breaks: tuple[int, ...] = ()


Block: TypeAlias = Line | Grid


@dataclass(frozen=True)
class Printed:
    """A row of indicators as printed; None where the form has no such column."""

    scope: str
    levels: tuple[str, ...]
    name: str
    target: str | None = None
    actual: str | None = None
    rate: str | None = None
    weight: str | None = None
    score: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Report:
    """The blocks of a report in order, and the rows and totals that stand in them."""

    blocks: tuple[Block, ...]
    rows: tuple[Printed, ...]
    totals: tuple[str, ...] = ()
