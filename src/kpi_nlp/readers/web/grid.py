"""Tables of a page: their own rows, and the places that each cell spans (HTML Living Standard, 4.9.12)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from kpi_nlp.model import Covered
from kpi_nlp.readers.errors import LimitExceeded
from kpi_nlp.readers.web.pieces import Sight

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 256, 200_000
_WIDEST_SPAN, _TALLEST_SPAN = MAX_COLUMNS + 1, 65_534
_RANKS = {"thead": -1, "tbody": 0, "tfoot": 1}  # in the order in which they are shown
_CELLS = ("td", "th")
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")
_OVERFLOW = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)  # text that runs over empty cells; nothing is merged


class Section(NamedTuple):
    """The head, a body or the foot of a table, counted from 1; cells span rows of one section. Lower ranks come first."""

    number: int
    rank: int = 0


@dataclass(slots=True)
class Row:
    """The cells of one row."""

    section: Section
    cells: list[etree._Element] = field(default_factory=list)


class Slot(NamedTuple):
    """A place of the grid: the cell that it belongs to, None where there is none, and where in it the place lies."""

    cell: etree._Element | None
    covered: Covered = ""


@dataclass(slots=True)
class Outline:
    """A table: its rows as they are shown, its captions, and text that stands between cells."""

    rows: list[Row] = field(default_factory=list)
    captions: list[etree._Element] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)


def outline_of(table: etree._Element, sight: Sight) -> Outline:
    """Return the rows of a table itself, not those of tables within its cells; forms around rows are looked through."""
    outline = Outline()
    row = None
    for element, section in _own(table, sight, outline):
        if row is None or element.tag == "tr" or row.section != section:
            row = Row(section)
            outline.rows.append(row)
        if element.tag != "tr":
            row.cells.append(element)
    outline.rows = sorted((row for row in outline.rows if row.cells), key=lambda row: row.section.rank)
    return outline


def _own(table: etree._Element, sight: Sight, outline: Outline) -> Iterator[tuple[etree._Element, Section]]:
    """Yield rows and cells of a table with their section, in order; what stands elsewhere in it goes to the outline."""
    outline.stray += _printed(table.text)
    sections, ranks = 0, dict(_RANKS)
    stack = [(iter(table), Section(0))]
    while stack:
        children, section = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            continue
        outline.stray += _printed(child.tail)
        if isinstance(child, etree._Comment):  # noqa: SLF001 - the type has no public name
            sight.unread.look_into(child)
        if not isinstance(child.tag, str) or sight.unread.leaves_out(child, sight.styles.of(child)):
            continue
        if child.tag == "caption":
            outline.captions.append(child)
            continue
        if child.tag == "tr" or child.tag in _CELLS:
            yield child, section
        if child.tag in _RANKS:
            sections += 1
            section = Section(sections, ranks.pop(child.tag, 0))  # a second head stands where it is written
        if child.tag not in _CELLS:
            outline.stray += _printed(child.text)
            stack.append((iter(child), section))


def _printed(text: str | None) -> Iterator[str]:
    if text and not text.isspace():
        yield text


def spread(name: str, rows: Sequence[Row]) -> list[list[Slot]]:
    """Return the rows with each cell in every place that it spans; raises LimitExceeded for a grid beyond the limits."""
    if len(rows) > MAX_ROWS:
        raise _too_large(name)
    grid = _within(_places(rows, MAX_COLUMNS + 1)) or _within(_places(rows, _width(rows)))
    if grid is None or sum(map(len, grid)) > MAX_CELLS:
        raise _too_large(name)
    return grid


def _within(rows: Iterable[list[Slot]]) -> list[list[Slot]] | None:
    """Return rows as a grid, None as soon as one of them is too wide."""
    grid = []
    for row in rows:
        if len(row) > MAX_COLUMNS:
            return None
        grid.append(row)
    return grid


def _width(rows: Sequence[Row]) -> int:
    """Return the number of columns in which a cell begins: what an absurd span adds behind them holds nothing."""
    return 1 + max(
        at
        for row in _places(rows, MAX_COLUMNS + 1)
        for at, slot in enumerate(row)
        if slot.cell is not None and not slot.covered
    )


def _places(rows: Sequence[Row], width: int) -> Iterator[list[Slot]]:
    """Yield the places of each row; no span reaches beyond `width`."""
    hanging: dict[int, tuple[int, Slot]] = {}  # column: the row at which a cell from above ends, and what it leaves
    ends = {row.section: at + 1 for at, row in enumerate(rows)}
    widest = 0
    for at, row in enumerate(rows):
        hanging = {column: hang for column, hang in hanging.items() if hang[0] > at}
        if hanging and at == ends[rows[at - 1].section] and not _has_room(row, len(hanging), widest):
            hanging = {}
        places = {column: slot for column, (_, slot) in hanging.items()}
        column = 0
        for cell in row.cells:
            while column in places:
                column += 1
            span = _span(cell) if cell.keys() else _SINGLE
            bottom = min(at + span.rows, len(rows)) if span.rows else ends[row.section]
            for right in range(max(1, min(span.columns, width - column))):
                if column + right in places:
                    break
                places[column + right] = Slot(None if right and span.overflows else cell, "right" if right else "")
                if bottom > at + 1 and not (right and span.overflows):
                    hanging[column + right] = (bottom, Slot(cell, "inner" if right else "down"))
            column += 1
        widest = max(widest, 1 + max(places, default=-1))
        yield [places.get(column, _NOTHING) for column in range(1 + max(places, default=-1))]


def _has_room(row: Row, hanging: int, widest: int) -> bool:
    """Return whether cells that reach beyond their section leave room for the first row of the next.

    Browsers end them there; LibreOffice parts head and body through them, and leaves their places free.
    """
    return hanging + sum(_span(cell).columns for cell in row.cells) <= widest


class _Span(NamedTuple):
    """How far a cell reaches; 0 rows reach to the end of the section."""

    columns: int
    rows: int
    overflows: bool = False


_SINGLE, _NOTHING = _Span(1, 1), Slot(None)


def _span(cell: etree._Element) -> _Span:
    columns = min(_whole(cell.get("colspan")) or 1, _WIDEST_SPAN)
    overflows = columns > 1 and _OVERFLOW.search(cell.get("style") or "") is not None
    return _Span(columns, min(_whole(cell.get("rowspan")), _TALLEST_SPAN), overflows)


def _whole(written: str | None) -> int:
    found = _DIGITS.match(written) if written else None
    return int(found[1]) if found else 1


def _too_large(name: str) -> LimitExceeded:
    reason = f"表格超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列或 {MAX_CELLS} 个单元格"
    return LimitExceeded(name, reason, "请只保留绩效表格后重试")
