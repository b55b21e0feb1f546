"""Word documents, read straight from their XML: both versions of a tracked change, content controls, merged cells.

python-docx drops inserted text and content controls in silence; here an actual would turn empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kpi_nlp.model import Block, Cell, Covered, Document, Heading, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.runs import W, children, is_set, text_boxes, text_of
from kpi_nlp.readers.source import Source

_DEEPEST_NESTING = 4
_MAX_COLUMNS = 256
_BODY_LEVEL = 9  # an outline level that marks no heading
_HEADING_NAMES = ("heading ", "标题 ", "title", "标题")


def read_docx(source: Source) -> Document:
    """Return the body of a Word document: headings by style, paragraphs, tables with merged cells spread out."""
    package = Package(source)
    body = package.xml(package.word_part or "").find(f"{W}body")
    if body is None:
        raise CorruptFile(source.name, "文档没有正文", "请用 Word 打开并另存一份后重试")
    reading = _Reading(source.name, _heading_styles(package), list(_unread(body)))
    blocks = tuple(reading.blocks(body))
    return Document(source.name, source.sha256, "docx", blocks, tuple(reading.warnings))


def _unread(body: etree._Element) -> Iterator[ReadWarning]:
    """Say what stands in the file and is not read."""
    if any(is_set(run, f"{W}rPr/{W}vanish") and run.find(f"{W}t") is not None for run in body.iter(f"{W}r")):
        yield ReadWarning("HiddenText", "含隐藏文字，未读取")
    if next(body.iter(f"{W}altChunk"), None) is not None:
        yield ReadWarning("EmbeddedDocument", "嵌入了另一份文档，其内容未读取；请用 Word 打开并另存一份后重试")


def _heading_styles(package: Package) -> dict[str, int]:
    """Return the level of each paragraph style that marks a heading, 1 for the highest."""
    if "word/styles.xml" not in package.names:
        return {}
    levels = {}
    for style in package.xml("word/styles.xml").iter(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        outline = _number(style, f"{W}pPr/{W}outlineLvl", default=_BODY_LEVEL)
        printed = (name.get(f"{W}val", "") if name is not None else "").lower()
        if 0 <= outline < _BODY_LEVEL:
            levels[identifier] = outline + 1
        elif printed.startswith(_HEADING_NAMES):
            levels[identifier] = int(printed[-1]) if printed[-1:].isdigit() else 1
    return levels


def _number(parent: etree._Element, path: str, *, default: int) -> int:
    """Return a whole number of a property, the default where it is missing or no number."""
    element = parent.find(path)
    try:
        return int((element.get(f"{W}val") if element is not None else None) or default)
    except ValueError:
        return default


@dataclass
class _Reading:
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
        level = self._heading_level(element)
        if text.strip() or before:
            yield Heading(text.strip(), level, location) if level else Paragraph(text.strip(), location, before)
        for box in text_boxes(element):
            yield from self.blocks(box, _DEEPEST_NESTING - 1)

    def _heading_level(self, element: etree._Element) -> int | None:
        outline = _number(element, f"{W}pPr/{W}outlineLvl", default=_BODY_LEVEL)
        if 0 <= outline < _BODY_LEVEL:
            return outline + 1
        style = element.find(f"{W}pPr/{W}pStyle")
        return self.heading_styles.get(style.get(f"{W}val", "")) if style is not None else None

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
                nested += [inner for cell in children(row) if cell.tag == f"{W}tc" for inner in _inner_tables(cell)]
        if rows:
            yield Table(tuple(rows), rows[0][0].location if rows[0] else Location(self.name, table=table))
        for inner in nested:
            yield from self._table(inner, depth + 1)

    def _cells(self, row: etree._Element, location: Location, above: tuple[Cell, ...]) -> Iterator[Cell]:
        column = _grid_before(row)
        yield from (Cell("", location) for _ in range(column))
        for element in children(row):
            if element.tag != f"{W}tc":
                continue
            span, merge = _spans(element)
            text, before = _cell_text(element)
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


def _grid_before(row: etree._Element) -> int:
    return max(0, min(_number(row, f"{W}trPr/{W}gridBefore", default=0), _MAX_COLUMNS))


def _spans(element: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell spans, and restart, continue or None for its vertical merge."""
    width = max(1, min(_number(element, f"{W}tcPr/{W}gridSpan", default=1), _MAX_COLUMNS))
    merge = element.find(f"{W}tcPr/{W}vMerge")
    return width, None if merge is None else merge.get(f"{W}val", "continue")


def _inner_tables(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables in a cell that are forms of their own; one of a single cell is but a frame around text."""
    return (inner for inner in children(cell) if inner.tag == f"{W}tbl" and not _is_frame(inner))


def _is_frame(table: etree._Element) -> bool:
    return len(list(table.iter(f"{W}tc"))) == 1


def _printed_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, with those in its frames and text boxes."""
    for element in children(cell):
        if element.tag == f"{W}p":
            yield element
            for box in text_boxes(element):
                yield from _printed_paragraphs(box)
        elif element.tag == f"{W}tbl" and _is_frame(element):
            yield from element.iter(f"{W}p")


def _cell_text(element: etree._Element) -> tuple[str, str | None]:
    after = before = ""
    changed = False
    for paragraph in _printed_paragraphs(element):
        text, earlier = text_of(paragraph)
        merged = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None  # the mark at its end was deleted
        changed = changed or earlier is not None or merged
        after += text + ("" if merged else "\n")
        before += (text if earlier is None else earlier) + "\n"
    return after.strip(), before.strip() if changed else None
