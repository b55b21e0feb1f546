"""Excel workbooks: values as displayed and raw, merged cells, one table per block of rows."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kpi_nlp.model import Block, Cell, Covered, Document, Heading, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.errors import CorruptFile, LimitExceeded, UnsupportedFormat
from kpi_nlp.readers.number_format import displayed
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source

Place = tuple[int, int]

_MAX_ROWS, _MAX_COLUMNS, _MAX_CELLS = 20_000, 256, 200_000
_MAX_MERGED = 1_000_000
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_WORKBOOK_PART = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+(?::[A-Z]+\d+)?)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DEFAULT_TITLES = ("Sheet", "工作表")


def read_xlsx(source: Source) -> Document:
    """Return the visible sheets of a workbook; each run of rows is a table, lone cells above it are paragraphs."""
    package = Package(source)
    _refuse_traps(package)
    workbook = _open(source, values=True)
    blocks: list[Block] = []
    warnings: list[ReadWarning] = []
    unvalued = _formulas_without_value(source, package, workbook)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(ReadWarning("HiddenSheet", f"隐藏工作表「{sheet.title}」未读取"))
            continue
        warnings += [*_hidden_lines(sheet), *_error_values(source, sheet)]
        blocks += _sheet_blocks(source, sheet, order=len(blocks) * _MAX_ROWS)
    warnings += [ReadWarning("FormulaWithoutCachedValue", f"公式没有存值：{place}", None) for place in unvalued]
    return Document(source.name, source.sha256, "xlsx", tuple(blocks), tuple(warnings))


def _sheet_parts(package: Package) -> list[str]:
    return sorted(name for name in package.names if _SHEET_PART.fullmatch(name))


def _refuse_traps(package: Package) -> None:
    """Refuse what the library below would stumble over: document types, merges over whole sheets, strict namespaces."""
    name, merged = package.source.name, 0
    for part in sorted(part for part in package.names if part.endswith(".xml")):
        data = package.read(part)
        if b"<!DOCTYPE" in data:
            raise CorruptFile(name, f"内部文件 {part} 含有不允许的声明", "文件可能被改动过，请向提供者索取原件")
        if part == _WORKBOOK_PART and _STRICT in data:
            raise UnsupportedFormat(
                name, "这是「Strict Open XML」工作簿", "请用 Excel 另存为普通的「Excel 工作簿（.xlsx）」"
            )
        if _SHEET_PART.fullmatch(part):
            merged += sum(_area(found.decode()) for found in _MERGE.findall(data))
    if merged > _MAX_MERGED:
        raise LimitExceeded(name, f"合并单元格超过 {_MAX_MERGED} 格", "请取消整行、整列或整表的合并后重试")


def _area(reference: str) -> int:
    left, first, right, last = (edge or 0 for edge in range_boundaries(reference))
    return (right - left + 1) * (last - first + 1)


def _open(source: Source, *, values: bool) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(source.data), data_only=values)
    except Exception as error:  # openpyxl lets through whatever a broken part makes it stumble over
        raise CorruptFile(source.name, "工作簿已损坏或不完整", "请用 Excel 或 WPS 打开并另存一份后重试") from error


def _formulas_without_value(source: Source, package: Package, workbook: openpyxl.Workbook) -> list[str]:
    """Return the places of formulas that no program has computed yet: their value would be lost in silence."""
    if not any(_FORMULA.search(package.read(part)) for part in _sheet_parts(package)):
        return []
    formulas = _open(source, values=False)
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in formulas.worksheets
        for cell in _existing(sheet)
        if cell.data_type == "f" and workbook[sheet.title][cell.coordinate].value is None
    ]


def _existing(sheet: Worksheet) -> list[SheetCell]:
    """Return the cells that the file holds, never the empty stretch that a far corner would span."""
    cells = sheet._cells  # noqa: SLF001 - iter_rows would walk 17 billion cells of a sheet with two corners
    return [cell for key in sorted(cells) if isinstance(cell := cells[key], SheetCell)]


def _error_values(source: Source, sheet: Worksheet) -> Iterator[ReadWarning]:
    for cell in _existing(sheet):
        if cell.data_type == "e":
            place = Location(source.name, sheet=sheet.title, row=cell.row, cell=cell.coordinate)
            yield ReadWarning("ErrorValue", f"单元格是错误值 {cell.value}：{sheet.title}!{cell.coordinate}", place)


def _hidden_lines(sheet: Worksheet) -> Iterator[ReadWarning]:
    rows = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden)
    spans = sorted((column.min or 0, column.max or 0) for column in sheet.column_dimensions.values() if column.hidden)
    columns = ["-".join(dict.fromkeys(map(get_column_letter, span))) for span in spans if min(span)]
    for kind, what, places in (("HiddenRow", "行", rows), ("HiddenColumn", "列", columns)):
        if places:
            listed = "、".join(map(str, places[:10]))
            yield ReadWarning(kind, f"工作表「{sheet.title}」有隐藏{what}（{listed}），已一并读取")


def _sheet_blocks(source: Source, sheet: Worksheet, *, order: int) -> Iterator[Block]:
    if not sheet.title.startswith(_DEFAULT_TITLES):
        yield Heading(sheet.title, 1, Location(source.name, sheet=sheet.title, order=order))
    rows = list(_grid(source, sheet, order).rows())
    for _, run in groupby(enumerate(rows), key=lambda pair: (pair[1][0].location.row or 0) - pair[0]):
        lines = [row for _, row in run]
        while lines and _lone(lines[0]):
            first = next(cell for cell in lines[0] if cell.text)
            yield Paragraph(first.text, first.location)
            lines = lines[1:]
        if lines:
            yield Table(tuple(lines), lines[0][0].location)


def _lone(row: tuple[Cell, ...]) -> bool:
    """A title line: one text, however many cells it was merged over."""
    return (
        len({cell.text for cell in row if cell.text}) == 1
        and sum(1 for cell in row if cell.text and not cell.covered) == 1
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet as places: cells with a value, and for each covered place the anchor of its merged range."""

    source: Source
    sheet: Worksheet
    order: int
    places: dict[Place, SheetCell]
    spread: dict[Place, tuple[Place, Covered]]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows that hold anything, each as wide as all columns that hold anything."""
        occupied = set(self.places) | {place for place, (anchor, _) in self.spread.items() if anchor in self.places}
        rows, columns = sorted({row for row, _ in occupied}), sorted({column for _, column in occupied})
        if len(occupied) > _MAX_CELLS or len(rows) > _MAX_ROWS or len(columns) > _MAX_COLUMNS:
            limit = f"超过 {_MAX_ROWS} 行、{_MAX_COLUMNS} 列或 {_MAX_CELLS} 个单元格"
            raise LimitExceeded(self.source.name, f"工作表「{self.sheet.title}」{limit}", "请只保留绩效表格后重试")
        for row in rows:
            yield tuple(self._cell((row, column)) for column in columns)

    def _cell(self, place: Place) -> Cell:
        anchor, covered = self.spread.get(place, (place, ""))
        row, column = place
        name = f"{get_column_letter(column)}{row}"
        location = Location(self.source.name, sheet=self.sheet.title, row=row, cell=name, order=self.order + row)
        cell = self.places.get(anchor)
        if cell is None:
            return Cell("", location)
        text = displayed(cell.value, cell.number_format)
        return Cell(text.strip(), location, raw=str(cell.value), number_format=cell.number_format, covered=covered)


def _grid(source: Source, sheet: Worksheet, order: int) -> _Grid:
    places = {(cell.row, cell.column): cell for cell in _existing(sheet) if cell.value is not None}
    return _Grid(source, sheet, order, places, _merged(sheet))


def _merged(sheet: Worksheet) -> dict[Place, tuple[Place, Covered]]:
    """Map each covered place to the anchor of its merged range."""
    spread: dict[Place, tuple[Place, Covered]] = {}
    for merged in sheet.merged_cells.ranges:
        anchor = (merged.min_row, merged.min_col)
        if merged.size["rows"] * merged.size["columns"] > _MAX_CELLS:
            continue
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                if (row, column) != anchor:
                    down, right = row > merged.min_row, column > merged.min_col
                    spread[row, column] = (anchor, "inner" if down and right else "down" if down else "right")
    return spread
