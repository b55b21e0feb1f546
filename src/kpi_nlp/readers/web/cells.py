"""What cells hold, and which tables are none: pages were long held together by tables without a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from kpi_nlp.readers.web.grid import Outline, Row, outline_of
from kpi_nlp.readers.web.pieces import Edge, Inner, Piece, Sight
from kpi_nlp.readers.web.unread import printed_text
from kpi_nlp.readers.web.wording import Wording, set_text

_PROSE_STRETCHES, _PROSE_LETTERS = 8, 200  # a cell of so many paragraphs is a page, not a value
_FEWEST_PLAIN = 2  # filled cells that make a row one of a form
_FEWEST_ROWS, _MOST_TEXT = 3, 0.8  # rows and share of the text by which a form is told from a frame


@dataclass(frozen=True, slots=True)
class Contents:
    """A cell: its text, that ahead of tracked changes or struck out, what a spreadsheet keeps behind it, what is within."""

    text: str
    before: str | None = None
    tracked: bool = False
    stored: str | None = None
    number_format: str | None = None
    tables: tuple[etree._Element, ...] = ()
    stretches: int = 1
    is_menu: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether it holds anything."""
        return bool(self.text or self.before or self.tables)

    @property
    def is_page(self) -> bool:
        """Whether it holds what a page does: a table, prose."""
        return bool(self.tables) or (self.stretches >= _PROSE_STRETCHES and len(self.text) > _PROSE_LETTERS)

    @property
    def letters(self) -> int:
        """How much it holds, tables included."""
        return len(self.text) + sum(len(printed_text(table)) for table in self.tables)


def contents_of(cell: etree._Element, sight: Sight) -> Contents:
    """Return what a cell holds; a table of one column within it is but a frame around text."""
    number_format = sight.styles.of(cell).number_format
    stored = (cell.get("x:num") or cell.get("sdval") or None) if cell.keys() else None  # by Excel, by LibreOffice
    if not len(cell):
        return Contents(set_text(cell.text or ""), stored=stored, number_format=number_format)
    wording, tables = _gathered(cell, sight)
    return Contents(
        wording.text,
        wording.before,
        wording.tracked,
        stored,
        number_format,
        tuple(tables),
        wording.stretches,
        wording.is_menu,
    )


def _gathered(cell: etree._Element, sight: Sight) -> tuple[Wording, Sequence[etree._Element]]:
    """Return the text of a cell with that of the frames in it, and the other tables in it."""
    wording = Wording()
    tables: list[etree._Element] = []
    waiting: list[Iterator[Piece]] = [sight.pieces(cell)]
    while waiting:
        piece = next(waiting[-1], None)
        if piece is None:
            waiting.pop()
        elif isinstance(piece, Edge):
            wording.edge()
        elif isinstance(piece, Inner):
            outline = outline_of(piece.table, sight)
            if is_frame(outline):
                waiting += [sight.pieces(row.cells[0]) for row in reversed(outline.rows)]
            else:
                tables.append(piece.table)
        else:
            wording.add(piece)
    return wording, tables


def is_frame(outline: Outline) -> bool:
    """Return whether a table has a single column: nothing in it is told by its place."""
    return all(len(row.cells) == 1 for row in outline.rows)


def wrapping_rows(rows: Sequence[Row], contents: Mapping[etree._Element, Contents]) -> list[bool]:
    """Return for each row whether its cells are no values but parts of a page, to be read one after the other."""
    filled = [[contents[cell] for cell in row.cells if contents[cell].is_filled] for row in rows]
    if not any(len(row) >= _FEWEST_PLAIN for row in filled):
        return [True for _ in rows]
    wrapping = [any(cell.is_page for cell in row) and _plain(row) < _FEWEST_PLAIN for row in filled]
    if not any(wrapping):
        return wrapping
    if sum(_plain(row) >= _FEWEST_PLAIN for row in filled) >= _FEWEST_ROWS:
        letters = [sum(cell.letters for cell in row) for row in filled]
        wrapped = sum(count for count, wraps in zip(letters, wrapping, strict=True) if wraps)
        if wrapped <= _MOST_TEXT * sum(letters):
            return [False for _ in rows]
    return [wraps or len(row) < _FEWEST_PLAIN for row, wraps in zip(filled, wrapping, strict=True)]


def _plain(row: Sequence[Contents]) -> int:
    return sum(not cell.is_page for cell in row)
