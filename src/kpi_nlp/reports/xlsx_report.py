"""An Excel workbook: one sheet a table, with filters, fixed headers and the colour of each severity."""

from typing import Any, BinaryIO

from kpi_nlp.model import CREATOR, Result
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.tables import Sheet, sheets

_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True}
_SEVERITY_COLOURS = {"错误": "#F8D7DA", "疑点": "#FFF3CD", "提示": "#E2EFDA"}
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
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
