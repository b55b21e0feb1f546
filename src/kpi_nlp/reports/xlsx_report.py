"""An Excel workbook: one sheet a table, with filters, fixed headers and the colour of each severity."""

import math
from collections.abc import Sequence
from typing import Any, BinaryIO

from kpi_nlp.model import CREATOR, Result
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.tables import Sheet, sheets
from kpi_nlp.text import printed_width

_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True}
_SEVERITY_COLOURS = {"错误": "#F8D7DA", "疑点": "#FFF3CD", "提示": "#E2EFDA"}
_LINE, _TALLEST = 15, 409  # points; Excel shows no taller row
_A3 = 8
_LONGEST_CELL = 32_767  # what Excel accepts


def write(result: Result, stream: BinaryIO, view: View) -> None:
    """Write the tables of a view; every cell is text, so that nothing turns into a formula or a date."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"author": CREATOR})
        body = workbook.add_format(_FONT | {"border": 1, "border_color": "#D9D9D9"})
        header = workbook.add_format(
            _FONT | {"bold": True, "bg_color": "#305496", "font_color": "#FFFFFF", "border": 1, "valign": "vcenter"}
        )
        shades = {
            title: workbook.add_format(_FONT | {"border": 1, "bg_color": colour, "bold": True})
            for title, colour in _SEVERITY_COLOURS.items()
        }
        for table in sheets(result, view):
            _write_sheet(workbook, table, body, header, shades)


def _write_sheet(workbook: Any, table: Sheet, body: Any, header: Any, shades: dict[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    sheet = workbook.add_worksheet(table.title)
    sheet.set_row(0, 24)
    for column, (title, width) in enumerate(zip(table.columns, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, header)
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, _height(row, table.widths))
        for column, cell in enumerate(row):
            sheet.write_string(
                number,
                column,
                cell[:_LONGEST_CELL],
                shades.get(cell, body) if table.columns[column] == "严重程度" else body,
            )
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    if table.printed:
        sheet.print_area(0, 0, len(table.rows), table.printed - 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Return the height in points that shows a row's longest cell: WPS and LibreOffice do not grow rows by themselves."""
    lines = (
        sum(max(1, math.ceil(printed_width(line) / (width - 1))) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(_LINE * max(lines, default=1), _TALLEST)
