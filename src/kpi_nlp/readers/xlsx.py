"""Excel workbooks, read straight from their XML: values as displayed and raw, struck-out text, hidden parts.

openpyxl refuses or alters what other programs write (「Strict Open XML」, styles it does not know), does not tell what
is struck out, and takes minutes for a sheet that is formatted to its last row.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from kpi_nlp.model import Document, ReadWarning
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.sheets import cells
from kpi_nlp.readers.sheets.drawings import boxes_of, notes_of, pictures_of
from kpi_nlp.readers.sheets.markup import LINK, S, is_on, string_of
from kpi_nlp.readers.sheets.sheet import Run, Sheet
from kpi_nlp.readers.sheets.styles import styles_of
from kpi_nlp.readers.sheets.workbook import document_of, hidden_sheet
from kpi_nlp.readers.source import Source

WORKBOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHER_TABS = ("chartsheet", "dialogsheet", "xlMacrosheet")


def read_xlsx(source: Source) -> Document:
    """Return the visible sheets of a workbook; each run of rows is a table, lone cells above it are paragraphs."""
    return document_of(source, "xlsx", _tabs(_Book(Package(source))))


def _tabs(book: "_Book") -> Iterator[Sheet | ReadWarning]:
    read: set[str] = set()
    for number, entry in enumerate(book.entries()):
        if entry.state != "visible":
            yield hidden_sheet(entry.title, very=entry.state == "veryHidden")
        elif entry.kind in _OTHER_TABS:
            yield ReadWarning("SheetNotRead", f"「{entry.title}」是图表或宏，不是表格，未读取")
        elif entry.part in read:
            raise book.corrupt
        else:
            read.add(entry.part)
            yield book.sheet(entry, number)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet in the list of a workbook: `kind` is the last word of its relation."""

    title: str
    state: str
    kind: str
    part: str


@dataclass(frozen=True)  # without slots: what all sheets share is worked out once
class _Book:
    package: Package

    @property
    def _part(self) -> str:
        return self.package.find(WORKBOOK) or WORKBOOK

    @cached_property
    def _root(self) -> etree._Element:
        return self.package.xml(self._part)

    @cached_property
    def _stock(self) -> cells.Stock:
        shared = dict(_related(self.package, self._part).values())
        styles = styles_of(self.package.xml(shared["styles"])) if "styles" in shared else []
        strings: list[str | tuple[Run, ...]] = []
        if part := shared.get("sharedStrings"):
            strings += map(string_of, self.package.elements(part, f"{S}si"))
        return cells.Stock(styles, strings)

    def entries(self) -> Iterator[_Entry]:
        """Yield the sheets in the order of their tabs."""
        listed = self._root.find(f"{S}sheets")
        if listed is None:
            raise self.corrupt
        parts = _related(self.package, self._part)
        for entry in listed.iterfind(f"{S}sheet"):
            title = entry.get("name", "")
            kind, part = parts.get(entry.get(LINK, ""), ("", ""))
            if not part:
                raise self.corrupt
            yield _Entry(title, entry.get("state", "visible"), kind, part)

    def sheet(self, entry: _Entry, number: int) -> Sheet:
        """Return a sheet with its cells, and with what lies over them."""
        properties = self._root.find(f"{S}workbookPr")
        sheet = Sheet(
            self.package.source.name, entry.title, number, date1904=is_on(properties, "date1904", default="0")
        )
        elements = self.package.elements(entry.part, cells.ROW, cells.MERGED, cells.COLUMN)
        cells.fill(sheet, elements, self._stock)
        for kind, part in _related(self.package, entry.part).values():
            if kind == "drawing":
                drawing = self.package.xml(part)
                sheet.boxes += boxes_of(drawing)
                sheet.pictures += pictures_of(drawing)
            elif kind == "comments":
                sheet.notes |= notes_of(self.package.xml(part))
        return sheet

    @property
    def corrupt(self) -> CorruptFile:
        """What is told of a workbook whose list of sheets leads nowhere, or twice to one."""
        return CorruptFile(
            self.package.source.name, "工作簿已损坏，缺少工作表或工作表重复", "请用 Excel 或 WPS 打开并另存一份后重试"
        )


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return kind and name of each part that another refers to, by the name of the relation."""
    folder, name = posixpath.split(part.replace("\\", "/"))
    relations = package.find(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    found = {}
    for relation in package.xml(relations).iter(_RELATION):
        target = package.find(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))))
        if target is not None:
            found[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), target)
    return found
