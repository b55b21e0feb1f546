"""One sheet of cells, whatever the format: what stands in each place, what is merged, hidden, or noticed on the way."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kpi_nlp.model import Cell, Location
from kpi_nlp.readers.errors import LimitExceeded
from kpi_nlp.readers.number_format import displayed

Place = tuple[int, int]
"""Row and column, each from 1."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, each from 1."""

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 256, 200_000
_ORDERS_OF_A_SHEET = 1 << 21  # more than it has rows
_LONGEST_NAME = 3  # letters of the last column there is
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown: the code of its number format, and whether a line is drawn through it."""

    code: str = "General"
    struck: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in a cell, with the marks that change what it says; `struck` is None where the cell decides."""

    text: str
    struck: bool | None = None
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A paragraph that lies over the cells, with the place of its upper left corner."""

    place: Place
    text: str
    before: str | None = None


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read; `title` is None where the format has no sheets, `number` counts them from 0.

    `rows` are the cells that hold anything, by row and column; `lines` tells on which line of a text each row begins.
    `formulas` tells of each whether it shows a result that somebody must have computed. `unvalued` are formulas
    that no program has computed, `masked` are values that their number format does not show, `errors` are
    error values as they are printed, `notes` are remarks pinned to cells.
    """

    file: str
    title: str | None = None
    number: int = 0
    date1904: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[Place, bool] = field(default_factory=dict)
    unvalued: list[Place] = field(default_factory=list)
    masked: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    pictures: int = 0
    size: int = 0

    def locate(self, row: int, column: int | None = None) -> Location:
        """Return where a row is, or a cell of it."""
        cell = None if column is None else f"{column_name(column)}{row}"
        order = self.number * _ORDERS_OF_A_SHEET + row
        return Location(self.file, sheet=self.title, row=row, cell=cell, line=self.lines.get(row), order=order)

    def cells(self) -> Iterator[tuple[Place, Cell]]:
        """Yield the cells that hold anything with their places."""
        for row, cells in self.rows.items():
            for column, cell in cells.items():
                yield (row, column), cell

    def at(self, place: Place) -> Cell | None:
        """Return the cell of a place, None where it holds nothing."""
        return self.rows.get(place[0], {}).get(place[1])

    def put(self, place: Place, value: object, style: Style = PLAIN) -> None:
        """Keep what a value shows under its number format; one that shows nothing is noticed."""
        shown = displayed(value, style.code, date1904=self.date1904).strip()
        raw = str(value)
        if shown:
            self.keep(place, "" if style.struck else shown, raw, style.code, shown if style.struck else None)
        elif value and raw.strip():
            self.masked.append(place)

    def put_runs(self, place: Place, runs: Sequence[Run], style: Style = PLAIN) -> None:
        """Keep the text of a cell whose letters are not all alike: what is struck out is no longer said."""
        after, before = told(runs, struck=style.struck)
        if before is None:
            self.put(place, after, Style(style.code))
        else:
            after, before = (displayed(text, style.code).strip() for text in (after, before))
            self.keep(place, after, before, style.code, before)

    def put_error(self, place: Place, code: str) -> None:
        """Keep an error value, as it is printed: #DIV/0!."""
        self.errors[place] = code
        self.keep(place, code, code, PLAIN.code)

    def keep(
        self, place: Place, text: str, raw: str | None = None, code: str | None = None, before: str | None = None
    ) -> None:
        """Keep the cell of a place; raises LimitExceeded above 200,000 cells."""
        row, column = place
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
        cells[column] = Cell(text, self.locate(row, column), raw, code, before=before)
        self.size += 1
        if self.size > MAX_CELLS:
            raise too_large(self)


def plain_number(value: float) -> float | str:
    """Return a number, whole where it is; what is no finite number stands as it is printed."""
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() else value


def told(runs: Sequence[Run], *, struck: bool = False) -> tuple[str, str | None]:
    """Return the text without what is struck out, and the whole text where anything is.

    `struck` is said of stretches without marks of their own. 「m2」 with a raised 2 is 「m²」.
    """
    pieces = [
        (run.text.translate(_RAISED) if run.raised else run.text, struck if run.struck is None else run.struck)
        for run in runs
    ]
    after = "".join(text for text, gone in pieces if not gone)
    if not any(gone and text.strip() for text, gone in pieces):
        return after, None
    return after, "".join(text for text, _ in pieces)


def too_large(sheet: Sheet) -> LimitExceeded:
    """Return the error for a sheet beyond the limits."""
    limit = f"超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列或 {MAX_CELLS} 个单元格"
    what = f"工作表「{sheet.title}」" if sheet.title else "表格"
    return LimitExceeded(sheet.file, f"{what}{limit}", "请只保留绩效表格后重试")


@lru_cache(maxsize=1024)
def column_name(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@lru_cache(maxsize=1024)
def column_number(name: str) -> int:
    """Return the number of a column: AB is 28; 0 for what is no column."""
    number = 0
    if len(name) > _LONGEST_NAME:
        return 0
    for letter in name:
        if not "A" <= letter <= "Z":
            return 0
        number = 26 * number + ord(letter) - 64
    return number


def place_name(place: Place) -> str:
    """Return a place as people write it: AB12."""
    row, column = place
    return f"{column_name(column)}{row}"
