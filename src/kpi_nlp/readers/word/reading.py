"""One pass through the body of a Word document: blocks in reading order, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.model import Block, Cell, Covered, Heading, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.word.cells import cell_text, grid_before, inner_tables, spans
from kpi_nlp.readers.word.markup import W, children
from kpi_nlp.readers.word.runs import text_boxes, text_of
from kpi_nlp.readers.word.styles import heading_level

_DEEPEST_NESTING = 4


@dataclass
class Reading:
    """The state of one pass through a document: what has been numbered and what was noticed."""

    name: str
    heading_styles: dict[str, int]
    warnings: list[ReadWarning] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    order: int = 0

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks below an element in reading order."""
        for element in children(parent):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element, depth)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.paragraphs += 1
        self.order += 1
        location = Location(self.name, paragraph=self.paragraphs, order=self.order)
        text, before = text_of(element)
        if before is not None:
            self._tracked(location)
        level = heading_level(element, self.heading_styles)
        if text.strip() or before:
            yield Heading(text.strip(), level, location) if level else Paragraph(text.strip(), location, before)
        for box in text_boxes(element):
            yield from self.blocks(box, _DEEPEST_NESTING - 1)

    def _table(self, element: etree._Element, depth: int) -> Iterator[Block]:
        if depth >= _DEEPEST_NESTING:
            self.warnings.append(ReadWarning("NestingTooDeep", f"嵌套超过 {_DEEPEST_NESTING} 层的表格未读取"))
            return
        self.tables += 1
        table = f"第{self.tables}个表"
        rows: list[tuple[Cell, ...]] = []
        nested: list[etree._Element] = []
        for row in children(element):
            if row.tag != f"{W}tr":
                continue
            self.order += 1
            location = Location(self.name, table=table, row=len(rows) + 1, order=self.order)
            deleted = row.find(f"{W}trPr/{W}del") is not None
            if deleted or row.find(f"{W}trPr/{W}ins") is not None:
                self._tracked(location)
            if not deleted:
                rows.append(tuple(self._cells(row, location, rows[-1] if rows else ())))
                nested += [inner for cell in children(row) if cell.tag == f"{W}tc" for inner in inner_tables(cell)]
        if rows:
            yield Table(tuple(rows), rows[0][0].location if rows[0] else Location(self.name, table=table))
        for inner in nested:
            yield from self._table(inner, depth + 1)

    def _cells(self, row: etree._Element, location: Location, above: tuple[Cell, ...]) -> Iterator[Cell]:
        column = grid_before(row)
        yield from (Cell("", location) for _ in range(column))
        for element in children(row):
            if element.tag != f"{W}tc":
                continue
            span, merge = spans(element)
            text, before = cell_text(element)
            deleted, added = (element.find(f"{W}tcPr/{W}{change}") is not None for change in ("cellDel", "cellIns"))
            if before is not None or deleted or added:
                self._tracked(location)
            if deleted:
                continue
            covered: Covered = "down" if merge == "continue" else ""
            if covered and column < len(above):
                text = above[column].text
            for offset in range(span):
                yield Cell(
                    text, location, covered=covered if not offset else ("inner" if covered else "right"), before=before
                )
            column += span

    def _tracked(self, location: Location) -> None:
        self.warnings.append(
            ReadWarning("TrackedChanges", "含修订痕迹，按接受修订后的文字读取，修订前的文字已保留", location)
        )
