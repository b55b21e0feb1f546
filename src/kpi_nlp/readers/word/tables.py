"""Word tables to rows of cells: merged cells spread out, both versions of what was tracked, and what stands inside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi_nlp.model import Cell, Covered, Location
from kpi_nlp.readers.word.grid import Slot, edges_of, slots
from kpi_nlp.readers.word.markup import ALT_CHUNK, DEL, INS, TBL, TC, TEXT_BOX, TR, Element, P, is_on
from kpi_nlp.readers.word.noticed import Noticed
from kpi_nlp.readers.word.places import Places
from kpi_nlp.readers.word.runs import Printed, printed
from kpi_nlp.readers.word.story import CELL_DEL, CELL_INS, HIDDEN_ROW, Story

Rows = tuple[tuple[Cell, ...], ...]


class Inside(NamedTuple):
    """What stands in a paragraph or cell beside its text, with its place; `alone` in a cell that holds no text."""

    element: Element
    location: Location
    alone: bool = False


@dataclass(slots=True)
class TableReading:
    """One table on the way to its rows; `open` are the cells that the next row may go on, by their first column."""

    story: Story
    places: Places
    noticed: Noticed
    name: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    inside: list[Inside] = field(default_factory=list)
    open: dict[int, str] = field(default_factory=dict)

    def read(self, table: Element) -> None:
        """Read the rows of a table; deleted and hidden ones are left out and told."""
        edges = edges_of(table)
        for row in table:
            if row.tag != TR:
                continue
            own = self.story.of(row)
            location = self.places.row(self.name, len(self.rows) + 1)
            if DEL in own or INS in own:
                self.noticed.tracked(location)
            if is_on(own.get(HIDDEN_ROW)):
                self.noticed.add("HiddenRow", "表格有隐藏行，未读取", location)
            elif DEL not in own:
                if self.story.cells_changed and self._is_changed(row):
                    self.noticed.tracked(location)
                self._add(tuple(self._cells(slots(row, self.story, edges), location)))

    def _add(self, cells: tuple[Cell, ...]) -> None:
        self.places.count_cells(len(cells))
        if cells:
            self.rows.append(cells)

    def _is_changed(self, row: Element) -> bool:
        return any(not self.story.of(cell).keys().isdisjoint((CELL_DEL, CELL_INS)) for cell in row)

    def _cells(self, places: list[Slot], location: Location) -> Iterator[Cell]:
        going_on, self.open = self.open, {}
        text, column = Printed(""), 0
        for slot in places:
            down, right = slot.merge == "continue" and column in going_on, slot.right and column > 0
            if slot.cell is None:
                text = Printed("")
            elif down or right:
                text = self._covered(slot.cell, going_on[column] if down else text.text, location)
            else:
                text = self._content(slot.cell, location)
            if slot.merge:
                self.open[column] = text.text
            first: Covered = "inner" if down and right else "down" if down else "right" if right else ""
            rest: Covered = "inner" if down else "" if slot.cell is None else "right"
            yield Cell(text.text, location, covered=first, before=text.before)
            for _ in range(slot.span - 1):
                yield Cell(text.text, location, covered=rest, before=text.before)
            column += slot.span

    def _covered(self, cell: Element, above: str, location: Location) -> Printed:
        """Return the text that a merged cell shows; text of its own is not printed."""
        own = printed([child for child in cell if child.tag == P], self.story).text
        if own and own not in above:
            self.noticed.add("HiddenText", f"被合并单元格遮住的文字「{own}」未读取", location)
        return Printed(above)

    def _content(self, cell: Element, location: Location) -> Printed:
        paragraphs: list[Element] = []
        hung: list[Element] = []
        self._gather(cell, paragraphs, hung)
        text = printed(paragraphs, self.story)
        self.noticed.look_at(text, location)
        for element in hung:
            self.inside.append(Inside(element, location, alone=not text.text))
        return text

    def _gather(self, container: Element, paragraphs: list[Element], hung: list[Element]) -> None:
        """Collect the paragraphs of a cell, with those in its frames and text boxes, and what else stands in it."""
        for element in container:
            if element.tag == P:
                paragraphs.append(element)
                for other in self.story.hanging.get(element, ()):
                    if other.tag == TEXT_BOX:
                        self._gather(other, paragraphs, hung)
                    else:
                        hung.append(other)
            elif element.tag == TBL and (frame := self._only_cell(element)) is not None:
                self._gather(frame, paragraphs, hung)
            elif element.tag in (TBL, ALT_CHUNK):
                hung.append(element)

    def _only_cell(self, table: Element) -> Element | None:
        """Return the cell of a table that is but a frame around text."""
        rows = [row for row in table if row.tag == TR]
        cells = [cell for cell in rows[0] if cell.tag == TC] if len(rows) == 1 else []
        return cells[0] if len(cells) == 1 and DEL not in self.story.of(rows[0]) else None
