"""The cells of a sheet of an .xlsx, straight from its XML: values, styles, merged ranges, what is hidden."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.sheets.markup import S, is_on, is_whole, number, runs_of, unescaped
from kpi_nlp.readers.sheets.sheet import PLAIN, Area, Place, Run, Sheet, Style, column_number, plain_number

ROW, MERGED, COLUMN = f"{S}row", f"{S}mergeCell", f"{S}col"
_FORMULA, _VALUE, _INLINE = f"{S}f", f"{S}v", f"{S}is"
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_PICTURE = "=DISPIMG("  # what WPS stores for a picture in a cell


@dataclass(frozen=True, slots=True)
class Stock:
    """What the cells of all sheets share, by number: styles, and strings, plain or in stretches with marks."""

    styles: Sequence[Style]
    strings: Sequence[str | Sequence[Run]]


def fill(sheet: Sheet, elements: Iterable[etree._Element], stock: Stock) -> None:
    """Put the rows, columns and merged ranges of a sheet's XML into a sheet."""
    row = 0
    for element in elements:
        if element.tag == ROW:
            row = number(element, "r", row + 1)
            _fill_row(sheet, row, element, stock)
        elif element.tag == MERGED:
            if (area := _area(element.get("ref", ""))) is not None:
                sheet.merged.append(area)
        elif is_on(element, "hidden", default="0"):
            sheet.hidden_columns.append((number(element, "min", 1), number(element, "max", 1)))


def _fill_row(sheet: Sheet, row: int, element: etree._Element, stock: Stock) -> None:
    if is_on(element, "hidden", default="0"):
        sheet.hidden_rows.add(row)
    column = 0
    for cell in element:
        column = column_number(cell.get("r", "").rstrip("0123456789")) or column + 1
        if len(cell):
            _put(sheet, (row, column), cell, stock)


def _put(sheet: Sheet, place: Place, cell: etree._Element, stock: Stock) -> None:
    """Put one cell; a formula without a stored value is only noticed."""
    at, kind = number(cell, "s"), cell.get("t", "n")
    style = stock.styles[at] if at < len(stock.styles) else PLAIN
    text, computed = "", False
    for child in cell:
        if child.tag == _VALUE:
            text = child.text or ""
        elif child.tag == _INLINE:
            sheet.put_runs(place, list(runs_of(child)), style)
        elif child.tag == _FORMULA:
            computed = True
    if text.strip():
        _put_value(sheet, place, (kind, text), style, stock)
    if computed and (text.strip() or kind == "str"):
        sheet.formulas[place] = text.strip() != "0"
    elif computed:
        sheet.unvalued.append(place)


def _put_value(sheet: Sheet, place: Place, stored: tuple[str, str], style: Style, stock: Stock) -> None:
    """Put what is stored, by its kind: a number of a string, an error, a text, or a value to be shown by its format."""
    kind, text = stored
    if kind == "s":
        string = _shared(sheet, text.strip(), stock)
        if isinstance(string, str):
            sheet.put(place, string, style)
        else:
            sheet.put_runs(place, string, style)
    elif kind == "e":
        sheet.put_error(place, text.strip())
    elif kind == "str" and text.startswith(_PICTURE):
        sheet.pictures += 1
    else:
        sheet.put(place, unescaped(text) if kind == "str" else _value(kind, text.strip()), style)


def _shared(sheet: Sheet, text: str, stock: Stock) -> str | Sequence[Run]:
    """Return a string that the workbook holds once for all cells; without it the cell cannot be known."""
    if not (is_whole(text) and int(text) < len(stock.strings)):
        raise CorruptFile(sheet.file, "工作簿缺少单元格的文字", "请用 Excel 或 WPS 打开并另存一份后重试")
    return stock.strings[int(text)]


def _value(kind: str, text: str) -> object:
    """Return a truth, a moment or a number, whole where it is; text that is none of them stands as it is."""
    if kind == "b":
        return text not in ("0", "false")
    try:
        if kind == "d":
            return dt.datetime.fromisoformat(text.removesuffix("Z"))
        return plain_number(float(text))
    except ValueError:
        return text


def _area(reference: str) -> Area | None:
    """Return a range such as A1:C3, None for what is none."""
    corners = [_CORNER.fullmatch(corner) for corner in reference.split(":")]
    if not all(corners) or len(corners) > 2:  # noqa: PLR2004 - the two corners of a range
        return None
    places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
    return (*places[0], *places[-1])
