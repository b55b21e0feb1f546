"""Writes the report sets of corpora/reports: the clean one from source.toml, the faulty one with faults.toml applied.

    python tools/write_reports.py [FOLDER]

The files are the same, byte for byte, on every run.
"""

import copy
import io
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from boxes import number_format, placed, typed
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from report_forms import STAGE_TITLES, Form, form

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
_EPOCH = (2025, 1, 1, 0, 0, 0)
_LANDSCAPE = 8  # forms with more columns lie on their side
_NARROWEST = 11  # characters: amounts of money show no ###


def main(folder: Path = REPORTS) -> None:
    """Write both sets below `folder`."""
    source = _toml(REPORTS / "source.toml")
    write_set(source, folder / "clean")
    write_set(with_faults(source, _toml(REPORTS / "faulty" / "faults.toml")), folder / "faulty")


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def with_faults(source: dict[str, Any], faults: dict[str, Any]) -> dict[str, Any]:
    """Return the source with every edit of every fault applied; KeyError where an edit finds nothing to change."""
    changed = copy.deepcopy(source)
    for fault in faults["fault"]:
        for edit in fault["edit"]:
            year = next(
                year
                for department in changed["department"]
                if department["name"] == edit["department"]
                for year in department["year"]
                if year["year"] == edit["year"]
            )
            _apply(year, edit)
    return changed


def _apply(year: dict[str, Any], edit: dict[str, Any]) -> None:
    if "prose" in edit:
        hits = [paragraph for paragraph in year["prose"] if edit["prose"] in paragraph[1]]
        if len(hits) != 1:
            raise KeyError(edit["prose"])
        hits[0][1] = hits[0][1].replace(edit["prose"], edit["to"])
    elif "indicator" in edit:
        indicator = next(indicator for indicator in year["indicator"] if indicator["name"] == edit["indicator"])
        field = f"{edit['field']}@{edit['stage']}" if "stage" in edit else edit["field"]
        indicator[field] = edit["to"]
    else:
        year[edit["field"]] = edit["to"]


def write_set(source: dict[str, Any], folder: Path) -> None:
    """Write the papers of all departments, years and stages."""
    folder.mkdir(parents=True, exist_ok=True)
    for department in source["department"]:
        for year in department["year"]:
            for stage, suffix in department["formats"].items():
                path = folder / f"{department['name']}{year['year']}年{STAGE_TITLES[stage]}.{suffix}"
                prose = year["prose"] if stage == "self_evaluation" else []
                content = (docx if suffix == "docx" else xlsx)(
                    department["name"], year["year"], form(department, year, stage), prose
                )
                path.write_bytes(content)
                print(path.name)


def docx(department: str, year: int, form_: Form, prose: list[list[str]]) -> bytes:
    """Return a Word document: title, prose with headings, and the form with merged cells."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    section = document.sections[0]
    if len(form_.widths) > _LANDSCAPE:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    if prose:
        _centred(document, f"{department}{year}年部门整体绩效自评报告", 18)
    for heading, text in prose:
        document.add_paragraph(heading).runs[0].bold = True
        if text:
            document.add_paragraph(text).paragraph_format.first_line_indent = Pt(24)
    _centred(document, form_.title, 16)
    _centred(document, form_.subtitle, 12)
    _docx_table(document, form_)
    document.core_properties.author = "kpi-nlp"
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


def _centred(document: WordDocument, text: str, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _docx_table(document: WordDocument, form_: Form) -> None:
    table = document.add_table(len(form_.rows), len(form_.widths), style="Table Grid")
    table.autofit = False
    usable = 25.0 if len(form_.widths) > _LANDSCAPE else 16.0
    for column, width in enumerate(form_.widths):
        for cell in table.columns[column].cells:
            cell.width = Cm(usable * width / sum(form_.widths))
    for row, column, box in placed(form_.rows):
        cell = table.cell(row, column)
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(table.cell(row + box.rows - 1, column + box.columns - 1))
        cell.text = box.text
        for run in cell.paragraphs[0].runs:
            run.bold, run.font.size = box.bold, Pt(9)


def xlsx(department: str, year: int, form_: Form, prose: list[list[str]]) -> bytes:
    """Return a workbook: the form on the first sheet, the prose, where there is any, on a second."""
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet("绩效表")
    workbook.remove(workbook.worksheets[0])
    thin = Side(style="thin", color="808080")
    for row, (text, size) in enumerate(((f"{department}{form_.title}", 16), (form_.subtitle, 11)), 1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(form_.widths))
        sheet.cell(row, 1, text).font = Font(name="宋体", size=size, bold=True)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    for row, column, box in placed(form_.rows):
        top, left = row + 3, column + 1
        cell = sheet.cell(top, left, typed(box.text))
        cell.number_format = number_format(box.text)
        for down in range(box.rows):
            for right in range(box.columns):
                sheet.cell(top + down, left + right).border = Border(thin, thin, thin, thin)
        cell.font = Font(name="宋体", size=10, bold=box.bold)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if box.bold else "left")
        if box.rows > 1 or box.columns > 1:
            sheet.merge_cells(
                start_row=top, start_column=left, end_row=top + box.rows - 1, end_column=left + box.columns - 1
            )
    for column, width in enumerate(form_.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = max(width, _NARROWEST)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    if prose:
        _prose_sheet(workbook, f"{department}{year}年部门整体绩效自评情况说明", prose)
    stream = io.BytesIO()
    workbook.save(stream)
    return _steady(stream.getvalue())


def _prose_sheet(workbook: openpyxl.Workbook, title: str, prose: list[list[str]]) -> None:
    sheet = workbook.create_sheet("情况说明")
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate([title, *(part for paragraph in prose for part in paragraph if part)], 1):
        sheet.cell(row, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).font = Font(name="宋体", size=14 if row == 1 else 11, bold=row == 1)


def _steady(content: bytes) -> bytes:
    """Return the same package with fixed times, so that a second run gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _without_times(data)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _without_times(core: bytes) -> bytes:
    import re

    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2025-01-01T00:00:00Z", core)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
