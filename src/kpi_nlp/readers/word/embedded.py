"""Documents inside a document: read as if they stood there, or told where they cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpi_nlp.model import Block, Document, Heading, Location, Table
from kpi_nlp.readers.errors import ReadError
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.word.markup import ALT_CHUNK, Element, whole
from kpi_nlp.readers.word.noticed import Noticed
from kpi_nlp.readers.word.parts import R_ID, Parts
from kpi_nlp.readers.word.places import Places

_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORKBOOK = "xl/workbook.xml"
_KINDS = {"Excel.Chart": "图表", "Excel": " Excel 工作表", "ET": " WPS 表格", "Word": " Word 文档", "WPS": " WPS 文档", "Equation": "公式", "PowerPoint": "演示文稿", "Package": "附件", "MSGraph": "图表"}  # fmt: skip
_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
_BINARY = (_ZIP, _COMPOUND)
_PRINTED_AS_IS = ("Excel.Sheet", "ET.", "Word.", "WPS.")

Open = Callable[[Source], Document]
"""Reads what stands inside a document; raises ReadError where it cannot."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """Opens what stands inside the document whose `parts` these are."""

    parts: Parts
    places: Places
    noticed: Noticed
    open: Open
    opened: set[str] = field(default_factory=set)

    def blocks(self, element: Element, location: Location) -> Iterator[Block]:
        """Yield the blocks of an embedded document, with places in the document around it."""
        what, identifier = _asked_for(element)
        source = self._source(identifier)
        document = self._opened(source, element) if source else None
        if source is None or document is None:
            hint = "请用 Word 打开并另存一份后重试" if element.tag == ALT_CHUNK else "请对照原文件核对"
            self.noticed.add("EmbeddedDocument", f"嵌入了{what}，其内容未读取；{hint}", location)
            return
        self.noticed.add("EmbeddedDocument", f"嵌入了{what}，已按打印出来的部分读取", location)
        self.noticed.warnings += (replace(warning, location=location) for warning in document.warnings)
        yield from map(self._placed, document.blocks)

    def _source(self, identifier: str | None) -> Source | None:
        """Return what is embedded, None where there is no such part, it stood here before, or there were too many."""
        whole = self.parts.package.source
        part = self.parts.target(identifier)
        if not part or part in self.opened or not whole.budget.documents:
            return None
        self.opened.add(part)
        whole.budget.documents -= 1
        return Source(whole.name, self.parts.package.read(part), whole.budget)

    def _opened(self, source: Source, element: Element) -> Document | None:
        """Return the document, None where it cannot be read; only a chunk may be plain text."""
        if element.tag != ALT_CHUNK and not source.data.startswith(_BINARY):
            return None
        try:
            document = self.open(source)
            return replace(document, blocks=tuple(_on_paper(document, source)))
        except ReadError:
            return None

    def _placed(self, block: Block) -> Block:
        """Return a block with a place in the document around it."""
        if not isinstance(block, Table):
            return replace(block, location=self.places.beside())
        name = self.places.table()
        rows = []
        for number, row in enumerate(block.rows, 1):
            location = self.places.row(name, number)
            rows.append(tuple(replace(cell, location=location) for cell in row))
        self.places.count_cells(sum(map(len, rows)))
        return replace(block, rows=tuple(rows), location=rows[0][0].location)


def _asked_for(element: Element) -> tuple[str, str | None]:
    """Return in words what is embedded, and the relation to its part, None where it prints otherwise than it reads."""
    if element.tag == ALT_CHUNK:
        return "另一份文档", element.get(R_ID)
    object_ = next(element.iter(_OLE), None)
    program = object_.get("ProgID", "") if object_ is not None else ""
    what = next((name for start, name in _KINDS.items() if program.startswith(start)), "对象")
    if object_ is None or object_.get("DrawAspect") == "Icon" or not program.startswith(_PRINTED_AS_IS):
        return what, None
    return what, object_.get(R_ID)


def _on_paper(document: Document, source: Source) -> Sequence[Block]:
    """Return what is printed of an embedded document: of a workbook the sheet that it was left at, without its name."""
    if not source.data.startswith(_ZIP) or all(block.location.sheet is None for block in document.blocks):
        return document.blocks
    book = Package(source).xml(_WORKBOOK)
    view = next(book.iter(f"{_SHEET}workbookView"), None)
    names = [sheet.get("name") for sheet in book.iter(f"{_SHEET}sheet")]
    active = whole(view.get("activeTab")) if view is not None else 0
    shown = names[active] if 0 <= active < len(names) else None
    return [
        block
        for block in document.blocks
        if block.location.sheet == shown and not (isinstance(block, Heading) and block.text == shown)
    ]
