"""Reports as workbooks: one sheet, forms below each other, numbers and shares stored as such."""

import io

import openpyxl
from boxes import number_format, placed, typed
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from papers.report import Grid, Line, Report

_THIN = Side(style="thin")


def excel(report: Report) -> bytes:
    """Return a workbook."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    row = 1
    for block in report.blocks:
        if isinstance(block, Line):
            sheet.cell(row, 1, block.text)
            row += 1
        else:
            _form(sheet, block, row)
            row += len(block.rows) + 1
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _form(sheet: Worksheet, grid: Grid, top: int) -> None:
    for column, width in enumerate(grid.widths, 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(width, sheet.column_dimensions[letter].width)
    for down, right, box in placed(grid.rows):
        row, column = top + down, right + 1
        cell = sheet.cell(row, column, typed(box.text) if box.text else None)
        cell.number_format = number_format(box.text)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        for place in ((row + at, column + beside) for at in range(box.rows) for beside in range(box.columns)):
            sheet.cell(*place).border = Border(_THIN, _THIN, _THIN, _THIN)
        if box.rows > 1 or box.columns > 1:
            sheet.merge_cells(None, row, column, row + box.rows - 1, column + box.columns - 1)
