"""The contract of all readers: one report, written in each format, is read to the same rows and prose."""

import csv
import io
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path

import biff
import docx
import openpyxl
import pytest
from ofd_files import Title, ofd_bytes
from press import Press

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Heading, Paper, Paragraph, Table
from kpi_nlp.readers import Source, libreoffice, read

TITLE = "澜川市示例局2024年部门整体绩效自评报告"
PROSE = "全年举办培训班12期，培训学员600人次。"
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS = [
    ["产出指标", "数量指标", "举办培训班期数", "12期", "12期", "10", "10"],
    ["产出指标", "数量指标", "培训学员人次", "≥600人次", "612人次", "10", "9.5"],
    ["效益指标", "社会效益指标", "学员满意度", "≥90%", "93.5%", "10", "10"],
]


def _txt() -> bytes:
    return "\n".join([TITLE, "", PROSE, "", *("\t".join(row) for row in (HEADER, *ROWS))]).encode("gb18030")


def _md() -> bytes:
    lines = [f"# {TITLE}", "", PROSE, "", *(f"| {' | '.join(row)} |" for row in (HEADER, ["---"] * len(HEADER), *ROWS))]
    return "\n".join(lines).encode()


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(PROSE)
    table = document.add_table(0, len(HEADER))
    for row in (HEADER, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()  # Word ends no document with a table, and LibreOffice loses one that stands last
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for text in (TITLE, PROSE):
        sheet.append([text])
    for row in (HEADER, *ROWS):
        sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _html() -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in (HEADER, *ROWS))
    page = f"<html><meta charset=gb2312><body><h1>{TITLE}</h1><p>{PROSE}</p><table>{lines}</table></body></html>"
    return page.encode("gb18030")


def _pdf() -> bytes:
    press = Press()
    press.text(150, 50, TITLE, size=14)
    press.text(50, 80, PROSE)
    press.form(40, 110, (70, 75, 95, 75, 75, 50, 50), (HEADER, *ROWS))
    return press.pdf()


def _mht() -> bytes:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content(_html().decode("gb18030"), subtype="html", charset="gb18030", cte="base64")
    message.make_related()
    return message.as_bytes()


def _xls() -> bytes:
    lines = [[TITLE], [PROSE], HEADER, *ROWS]
    cells = [biff.text(row, column, text) for row, line in enumerate(lines) for column, text in enumerate(line)]
    return biff.compound({"Workbook": biff.stream([biff.Tab("Sheet1", cells)])})


def _csv(delimiter: str, encoding: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([[TITLE], [PROSE], HEADER, *ROWS])
    return stream.getvalue().encode(encoding)


def _ofd() -> bytes:
    return ofd_bytes([Title(TITLE), PROSE, [HEADER, *ROWS]])


@cache
def _older(format_: str) -> bytes:
    """Return the Word document as LibreOffice writes it in an older format."""
    office = libreoffice.program()
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    return libreoffice.converted(Source("报告.docx", _docx()), office, suffix=".docx", filter_=None, target=format_)


FORMATS = {
    "txt": _txt,
    "md": _md,
    "docx": _docx,
    "xlsx": _xlsx,
    "xls": _xls,
    "csv": partial(_csv, ",", "gb18030"),
    "tsv": partial(_csv, "\t", "utf-16"),
    "html": _html,
    "mht": _mht,
    "ofd": _ofd,
    "pdf": _pdf,
    "doc": partial(_older, "doc"),
    "rtf": partial(_older, "rtf"),
}


@pytest.fixture(params=FORMATS, scope="module")
def document(request: pytest.FixtureRequest) -> Document:
    return read(Source(f"自评/报告.{request.param}", FORMATS[request.param]()))


def test_blocks_stand_in_reading_order(document: Document) -> None:
    texts = [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]
    assert texts == [TITLE, PROSE]
    assert [type(block) for block in document.blocks][-1] is Table
    orders = [block.location.order for block in document.blocks]
    assert orders == sorted(orders)


def test_every_cell_is_read(document: Document) -> None:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [HEADER, *ROWS]


def test_identity_of_the_file(document: Document) -> None:
    assert document.path == f"自评/报告.{document.format}"
    assert document.name == f"报告.{document.format}"
    assert len(document.sha256) == 64


def test_locations_name_the_file_and_a_place(document: Document) -> None:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    places = {str(cell.location) for row in table.rows for cell in row}
    assert all(place.startswith(document.path) for place in places)
    assert len(places) >= len(table.rows)


def test_the_same_facts_come_out(document: Document) -> None:
    paper: Paper = extract(document)
    rows = [
        [
            *row.levels,
            row.name,
            row.target and row.target.text,
            row.actual and row.actual.text,
            row.weight and row.weight.text,
            row.score and row.score.text,
        ]
        for row in paper.indicators
    ]
    assert rows == ROWS
    assert [claim.text for claim in paper.claims] == [PROSE]
    identity = paper.document.identity
    assert (identity.department, identity.year, identity.stage) == ("澜川市示例局", 2024, "self_evaluation")


@pytest.mark.parametrize("name", FORMATS)
def test_reading_changes_no_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告.{name}"
    path.write_bytes(FORMATS[name]())
    before = path.read_bytes()
    read(Source(path.name, before))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["| 指标   | 目标   | 实际   | 得分 |\n" * 4, "一、概况    全年举办培训班12期。\n" * 4]
)
def test_wide_blanks_alone_make_no_table_that_is_told_as_unread(text: str) -> None:
    assert read(Source("报告.txt", text.encode())).warnings == ()


def test_a_table_written_as_html_among_lines_of_text_is_read_where_it_stands() -> None:
    text = (
        "# 自评报告\n\n<table>\n<tr><td rowspan='2'>产出指标</td><td>12期</td></tr>\n<tr><td>600人次</td></tr>\n"
        "</table>\n一、概况\n"
    )
    document = read(Source("报告.md", text.encode()))
    heading, table, below = document.blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["产出指标", "12期"], ["产出指标", "600人次"]]
    assert [row[0].location.line for row in table.rows] == [4, 5]
    assert (heading.location.line, below.location.line, document.warnings) == (1, 7, ())
