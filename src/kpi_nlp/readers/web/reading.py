"""The pass through a page: headings, paragraphs and tables in reading order, with their places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from lxml import etree

from kpi_nlp.model import Block, Cell, Heading, Location, Paragraph, ReadWarning
from kpi_nlp.readers.web.cells import Contents, contents_of, is_frame, wrapping_rows
from kpi_nlp.readers.web.grid import Outline, Row, Slot, outline_of, spread
from kpi_nlp.readers.web.pieces import Edge, Inner, Sight
from kpi_nlp.readers.web.sheets import sheet_blocks, table_blocks
from kpi_nlp.readers.web.wording import Wording, set_text

_TRACKED = ("TrackedChanges", "含修订痕迹，按接受修订后的文字读取，修订前的文字已保留")
_STRUCK = ("StruckOutText", "含删除线，按删去后的文字读取，原文字已保留")
_DEEPEST_NESTING = 4
_DEEPEST_FRAMES = 60  # tables that only hold the page together


@dataclass(slots=True)
class Numbers:
    """What has been counted so far, over all pages of a file."""

    paragraphs: int = 0
    tables: int = 0
    order: int = 0

    def next(self, place: Location, *, paragraph: int | None = None, row: int | None = None) -> Location:
        """Return the next place in reading order; a row is one of the table counted last."""
        self.order += 1
        table = f"第{self.tables}个表" if row else None
        return Location(place.file, sheet=place.sheet, table=table, row=row, paragraph=paragraph, order=self.order)

    def next_paragraph(self, place: Location) -> Location:
        """Return the place of the next paragraph."""
        self.paragraphs += 1
        return self.next(place, paragraph=self.paragraphs)


@dataclass(slots=True)
class Reading:
    """One pass through a page: how it looks, where it stands, and what was noticed."""

    place: Location
    sight: Sight
    numbers: Numbers
    spreadsheet: bool = False
    keeps_menus: bool = False
    warnings: list[ReadWarning] = field(default_factory=list)

    def blocks(self, root: etree._Element, depth: int = 0, frames: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element in reading order."""
        wording, level = Wording(), 0
        for piece in self.sight.pieces(root):
            if isinstance(piece, Edge | Inner):
                yield from self._prose(wording, level)
                wording = Wording()
                if isinstance(piece, Edge):
                    level = piece.level
                else:
                    yield from self._table(piece.table, depth, frames)
            else:
                wording.add(piece)

    def _prose(self, wording: Wording, level: int = 0) -> Iterator[Block]:
        if not level and wording.is_menu and not self.keeps_menus:
            self.sight.unread.menus.append(wording.text)
            return
        for text, before in wording.paragraphs() if wording.parts else ():
            location = self.numbers.next_paragraph(self.place)
            if before is not None:
                self._changed(location, tracked=wording.tracked)
            yield Heading(text, level, location) if level and text else Paragraph(text, location, before)

    def _changed(self, location: Location, *, tracked: bool) -> None:
        self.warnings.append(ReadWarning(*(_TRACKED if tracked else _STRUCK), location))

    def _table(self, table: etree._Element, depth: int, frames: int) -> Iterator[Block]:
        if depth >= _DEEPEST_NESTING or frames >= _DEEPEST_FRAMES:
            self.warnings.append(ReadWarning("NestingTooDeep", f"嵌套超过 {_DEEPEST_NESTING} 层的表格未读取"))
            return
        outline = outline_of(table, self.sight)
        yield from self._around(outline)
        if is_frame(outline):
            for row in outline.rows:
                yield from self.blocks(row.cells[0], depth, frames + 1)
            return
        contents = {cell: contents_of(cell, self.sight) for row in outline.rows for cell in row.cells}
        flags = wrapping_rows(outline.rows, contents)
        for wrapping, run in groupby(zip(outline.rows, flags, strict=True), key=itemgetter(1)):
            rows = [row for row, _ in run]
            if wrapping:
                for cell in (cell for row in rows for cell in row.cells):
                    yield from self.blocks(cell, depth, frames + 1)
            else:
                yield from self._grid(rows, contents)
                for inner in (inner for row in rows for cell in row.cells for inner in contents[cell].tables):
                    yield from self._table(inner, depth + 1, frames)

    def _grid(self, rows: Sequence[Row], contents: Mapping[etree._Element, Contents]) -> Iterator[Block]:
        filled = [held for row in rows for cell in row.cells if (held := contents[cell]).is_filled]
        if all(held.is_menu for held in filled) and not self.keeps_menus:
            self.sight.unread.menus.append(" ".join(held.text for held in filled))
            return
        self.numbers.tables += 1
        cells = []
        for number, slots in enumerate(spread(self.place.file, rows), 1):
            location = self.numbers.next(self.place, row=number)
            cells.append(tuple(self._cell(slot, contents, location) for slot in slots))
        yield from sheet_blocks(cells) if self.spreadsheet else table_blocks(cells)

    def _cell(self, slot: Slot, contents: Mapping[etree._Element, Contents], location: Location) -> Cell:
        if slot.cell is None:
            return Cell("", location)
        held = contents[slot.cell]
        if not slot.covered:
            if held.before is not None:
                self._changed(location, tracked=held.tracked)
            if not held.is_filled:
                self.sight.unread.look_for_picture(slot.cell, location)
        return Cell(held.text, location, held.stored, held.number_format, slot.covered, held.before)

    def _around(self, outline: Outline) -> Iterator[Block]:
        """Yield what browsers show above a table: text between its cells, its captions."""
        for text in map(set_text, outline.stray):
            yield Paragraph(text, self.numbers.next_paragraph(self.place))
        for caption in outline.captions:
            yield from self.blocks(caption, _DEEPEST_NESTING)
