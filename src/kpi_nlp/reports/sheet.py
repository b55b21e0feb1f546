"""A table for people, whatever it is written as: a sheet of a workbook, or CSV."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["error", "question", "note", "match", "review", "part", "changed", "absent"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The words that a column offers: where they stand, and what is told beside; where `free`, other words may be typed too."""

    source: str
    message: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, the headers, and rows of text; `widths` are in characters of a spreadsheet.

    `printed` is how many columns go on paper, None for all; where they would be too small on one page, others follow, which
    begin at one of the columns `parts` and repeat the frozen ones. `tones` are the colours of single cells by row and column;
    `frozen` columns stay in sight; the last `clipped` columns never make a row higher. `entered` columns are
    the reader's to fill in, `hidden` ones are kept for the way back, `choices` are the words that a column offers; an
    `unseen` sheet is shown by no menu.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    printed: int | None = None
    parts: tuple[int, ...] = ()
    tones: Mapping[tuple[int, int], Tone] = field(default_factory=dict)
    frozen: int = 0
    clipped: int = 0
    entered: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    choices: Mapping[int, Choice] = field(default_factory=dict)
    unseen: bool = False
