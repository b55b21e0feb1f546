"""An Excel workbook: one sheet a table, with filters, fixed headers and a colour for what a reviewer should look at."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

from kpi_nlp.model import CREATOR, FINDINGS_SHEET, EntriesOf, Result, Reviewed
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.review_sheets import review_sheets
from kpi_nlp.reports.sheet import Sheet, Tone
from kpi_nlp.reports.tables import sheets
from kpi_nlp.text import printed_width

_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True}
_GRID = {"border": 1, "border_color": "#BFBFBF"}
_COLOURS: Mapping[Tone, str] = {
    "error": "#F8D7DA", "question": "#FFF3CD", "note": "#E2EFDA",
    "match": "#E2EFDA", "review": "#FFF3CD", "part": "#DDEBF7", "changed": "#FCE4D6", "absent": "#EDEDED",
}  # fmt: skip
_BOLD: tuple[Tone, ...] = ("error", "question", "note")
_ENTERED = "#FFF9DB"
_LINE, _TALLEST = 15, 409  # points; Excel shows no taller row
_GLIMPSE = 8  # lines that a cell takes which is not printed: what is longer is read in the bar above the sheet
_PROSE = 2  # columns of a sheet that is read, not searched
_A3 = 8
_SMALLEST = 65  # per cent, at which letters of 10 points are printed with 6.5: smaller ones nobody reads
_ONE = 310  # characters across a page of that paper at that scale, as Excel measures them
_EACH = (
    230  # as they are where another font stands in for its usual one: nothing may run over the edge of several pages
)
_LONGEST_CELL = 32_767  # what Excel accepts


def write(
    result: Result,
    stream: BinaryIO,
    view: View,
    reviewed: Mapping[str, Reviewed] | None = None,
    entries: EntriesOf | None = None,
) -> None:
    """Write the tables of a view; every cell is text, so that nothing turns into a formula or a date.

    Of a check the workbook has room for verdicts; `reviewed` is what the store knows of its findings, by fingerprint, and
    `entries` finds what was entered in 指标对照 before.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"author": CREATOR})
        body = workbook.add_format(_FONT | _GRID)
        header = workbook.add_format(
            _FONT | {"bold": True, "bg_color": "#305496", "font_color": "#FFFFFF", "border": 1, "valign": "vcenter"}
        )
        shades = {
            tone: workbook.add_format(_FONT | _GRID | {"bg_color": colour, "bold": tone in _BOLD})
            for tone, colour in _COLOURS.items()
        }
        entry = workbook.add_format(_FONT | _GRID | {"bg_color": _ENTERED})
        tables = review_sheets(result, reviewed or {}, entries) if view == "check" else sheets(result, view)
        for table in tables:
            _write_sheet(workbook, table, body, header, shades | {"entry": entry})
        if view == "check":
            workbook.get_worksheet_by_name(FINDINGS_SHEET).activate()


def _write_sheet(workbook: Any, table: Sheet, body: Any, header: Any, shades: Mapping[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    from xlsxwriter.utility import xl_rowcol_to_cell

    sheet = workbook.add_worksheet(table.title)
    sheet.set_row(0, _LINE * max(len(title.split("\n")) for title in table.columns) + 9)
    for column, (title, width) in enumerate(zip(table.columns, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, header)
    measured = len(table.columns) - table.clipped
    printed = min(table.printed or measured, measured)
    for number, row in enumerate(table.rows):
        whole = _lines(row[:printed], table.widths[:printed])
        glimpsed = min(_lines(row[printed:measured], table.widths[printed:measured]), _GLIMPSE)
        sheet.set_row(number + 1, min(_LINE * max(whole, glimpsed), _TALLEST))
        for column, cell in enumerate(row):
            tone = "entry" if column in table.entered else table.tones.get((number, column))
            sheet.write_string(number + 1, column, cell[:_LONGEST_CELL], shades[tone] if tone else body)
    _mark_for_entry(sheet, table)
    sheet.freeze_panes(1, table.frozen)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(table.rows), len(table.columns))}"})
    if table.rows and len(table.columns) > _PROSE:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    _lay_out(sheet, table)


def _lay_out(sheet: Any, table: Sheet) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    """Put the sheet on pages: as wide as one where that can be read, else on several that begin with a part of it."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.repeat_rows(0)
    printed = table.printed or len(table.columns)
    if table.printed:
        sheet.print_area(0, 0, len(table.rows), printed - 1)
    if sum(table.widths[:printed]) <= _ONE or not table.parts:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(_SMALLEST)
    sheet.repeat_columns(0, table.frozen - 1)
    sheet.set_v_pagebreaks(_breaks(table.widths[:printed], table.parts, table.frozen))


def _breaks(widths: Sequence[int], parts: Sequence[int], repeated: int) -> list[int]:
    """Return the columns that begin a page: each page takes as many parts as it holds, beside the repeated columns."""
    breaks: list[int] = []
    used = sum(widths[: parts[0]])
    for first, after in pairwise((*parts, len(widths))):
        width = sum(widths[first:after])
        if used + width > _EACH:
            breaks.append(first)
            used = sum(widths[:repeated])
        used += width
    return breaks


def _mark_for_entry(sheet: Any, table: Sheet) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    """Hide what is kept for the way back, and offer the words of a column that has few."""
    for column in table.hidden:
        sheet.set_column(column, column, table.widths[column], None, {"hidden": True})
    for column, choice in table.choices.items():
        title = table.columns[column].rstrip("*")
        told = {"input_title": title, "input_message": choice.message}
        wrong = {"error_title": title, "error_message": "请从下拉列表中选择。", "show_error": not choice.free}
        rule = {"validate": "list", "source": choice.source, **told, **wrong}
        sheet.data_validation(1, column, max(1, len(table.rows)), column, rule)
    if table.unseen:
        hide = sheet.very_hidden if table.title.startswith("_") else sheet.hide
        hide()


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    """Return in how many lines a row's longest cell is whole: WPS and LibreOffice do not grow rows by themselves."""
    lines = (
        sum(max(1, math.ceil(printed_width(line) / (width - 1))) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return max(lines, default=1)
