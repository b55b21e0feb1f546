"""Word documents, read straight from their XML: both versions of a tracked change, content controls, merged cells.

python-docx drops inserted text and content controls in silence; here an actual would turn empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.model import Block, Cell, Covered, Document, Heading, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.runs import W, children, is_deleted_row, text_boxes, text_of
from kpi_nlp.readers.source import Source

_DEEPEST_NESTING = 4
_MAX_COLUMNS = 256
_HEADING_NAMES = ("heading ", "标题 ", "title", "标题")


def read_docx(source: Source) -> Document:
    """Return the body of a Word document: headings by style, paragraphs, tables with merged cells spread out."""
    package = Package(source)
    body = package.xml("word/document.xml").find(f"{W}body")
    if body is None:
        raise CorruptFile(source.name, "文档没有正文", "请用 Word 打开并另存一份后重试")
    reading = _Reading(source.name, _heading_styles(package))
    blocks = tuple(reading.blocks(body))
    return Document(source.name, source.sha256, "docx", blocks, tuple(reading.warnings))


def _heading_styles(package: Package) -> dict[str, int]:
    """Return the level of each paragraph style that marks a heading, 1 for the highest."""
    if "word/styles.xml" not in package.names:
        return {}
    levels = {}
    for style in package.xml("word/styles.xml").iter(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        printed = (name.get(f"{W}val", "") if name is not None else "").lower()
        if outline is not None and (outline.get(f"{W}val") or "9") < "9":
            levels[identifier] = int(outline.get(f"{W}val") or 0) + 1
        elif printed.startswith(_HEADING_NAMES):
            levels[identifier] = int(printed[-1]) if printed[-1:].isdigit() else 1
    return levels


@dataclass
class _Reading:
    """The state of one pass through a document: what has been numbered and what was noticed."""

    name: str
    heading_styles: dict[str, int]
    paragraphs: int = 0
    tables: int = 0
    order: int = 0
    warnings: list[ReadWarning] = field(default_factory=list)

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks below an element in reading order."""
        for element in children(parent):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl" and depth < _DEEPEST_NESTING:
                yield from self._table(element, depth)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.paragraphs += 1
        self.order += 1
        location = Location(self.name, paragraph=self.paragraphs, order=self.order)
        text, before = text_of(element)
        if before is not None:
            self._tracked(location)
        level = self._heading_level(element)
        if text.strip() or before:
            yield Heading(text.strip(), level, location) if level else Paragraph(text.strip(), location, before)
        for box in text_boxes(element):
            yield from self.blocks(box, _DEEPEST_NESTING - 1)

    def _heading_level(self, element: etree._Element) -> int | None:
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "9") < "9":
            return int(outline.get(f"{W}val") or 0) + 1
        style = element.find(f"{W}pPr/{W}pStyle")
        return self.heading_styles.get(style.get(f"{W}val", "")) if style is not None else None

    def _table(self, element: etree._Element, depth: int) -> Iterator[Block]:
        self.tables += 1
        table = f"第{self.tables}个表"
        rows: list[tuple[Cell, ...]] = []
        nested: list[etree._Element] = []
        for row in children(element):
            if row.tag != f"{W}tr":
                continue
            self.order += 1
            location = Location(self.name, table=table, row=len(rows) + 1, order=self.order)
            if is_deleted_row(row):
                self._tracked(location)
                continue
            rows.append(tuple(self._cells(row, location, rows[-1] if rows else ())))
            nested += [inner for cell in row.iter(f"{W}tc") for inner in children(cell) if inner.tag == f"{W}tbl"]
        if rows:
            yield Table(tuple(rows), rows[0][0].location if rows[0] else Location(self.name, table=table))
        for inner in nested:
            if depth + 1 < _DEEPEST_NESTING:
                yield from self._table(inner, depth + 1)

    def _cells(self, row: etree._Element, location: Location, above: tuple[Cell, ...]) -> Iterator[Cell]:
        column = _grid_before(row)
        yield from (Cell("", location) for _ in range(column))
        for element in children(row):
            if element.tag != f"{W}tc":
                continue
            span, merge = _spans(element)
            text, before = _cell_text(element)
            if before is not None:
                self._tracked(location)
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


def _grid_before(row: etree._Element) -> int:
    element = row.find(f"{W}trPr/{W}gridBefore")
    return min(int(element.get(f"{W}val") or 0), _MAX_COLUMNS) if element is not None else 0


def _spans(element: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell spans, and restart, continue or None for its vertical merge."""
    span = element.find(f"{W}tcPr/{W}gridSpan")
    merge = element.find(f"{W}tcPr/{W}vMerge")
    width = min(int(span.get(f"{W}val") or 1), _MAX_COLUMNS) if span is not None else 1
    return width, None if merge is None else merge.get(f"{W}val", "continue")


def _cell_text(element: etree._Element) -> tuple[str, str | None]:
    texts = [text_of(paragraph) for paragraph in children(element) if paragraph.tag == f"{W}p"]
    text = "\n".join(after for after, _ in texts).strip()
    if all(before is None for _, before in texts):
        return text, None
    return text, "\n".join(after if before is None else before for after, before in texts).strip()
