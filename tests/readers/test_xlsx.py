"""Workbooks as people keep them: formats, merges, hidden parts, formulas without a value."""

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_nlp.model import Document, Heading, Paragraph, Table
from kpi_nlp.readers import Source, read
from kpi_nlp.readers.number_format import displayed


def workbook(fill: Callable[[Worksheet], None]) -> Document:
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return read(Source("表.xlsx", stream.getvalue()))


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.975, "0%", "98%"), (0.975, "0.0%", "97.5%"), (0.986, "0.00%", "98.60%"), (1234567.891, "#,##0.00", "1,234,567.89"), (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"), (1e-7, "General", "0.0000001"), (2.5, "0", "3"), (-5, "0;(0)", "(5)"), (95, '0"分"', "95分"), (3, '0.0"万元"', "3.0万元"),
        (1.5, "0.##", "1.5"), (2.0, "0.##", "2"), (None, "General", ""), (True, "General", "TRUE"), ("≥95%", "General", "≥95%"), (1234.5, "_ * #,##0.00_ ", "1,234.50"),
        (dt.datetime(2024, 11, 5, tzinfo=dt.UTC).replace(tzinfo=None), "yyyy-mm-dd", "2024-11-05"), (dt.date(2024, 11, 5), 'yyyy"年"m"月"d"日"', "2024年11月5日"),
        (dt.date(2024, 11, 1), 'yyyy"年"m"月"', "2024年11月"), (dt.time(9, 30), "h:mm", "09:30"), (42, "[Red]0.0", "42.0"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_displayed(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


def test_raw_value_and_format_are_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["执行率", 0.975])
        sheet["B1"].number_format = "0%"

    (block,) = [block for block in workbook(fill).blocks if isinstance(block, Table)]
    cell = block.rows[0][1]
    assert (cell.text, cell.raw, cell.number_format, str(cell.location)) == (
        "98%",
        "0.975",
        "0%",
        "表.xlsx 工作表「Sheet」 B1",
    )


def test_merged_cells_spread() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["一级", "二级", "名称"], ["产出", "数量", "甲"], [None, None, "乙"]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    (table,) = [block for block in workbook(fill).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.covered) for cell in table.rows[2]] == [("产出", "down"), ("数量", "down"), ("乙", "")]


def test_title_lines_and_several_tables() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "自评表"
        for row in (["附件1"], ["项目支出绩效自评表"], [], ["a", "b"], ["c", "d"], [], ["e", "f"]):
            sheet.append(row)

    document = workbook(fill)
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["自评表"]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["附件1", "项目支出绩效自评表"]
    assert tables(document) == [[["a", "b"], ["c", "d"]], [["e", "f"]]]


def test_what_is_hidden_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b"])
        sheet.append(["c", "d"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("底稿")
        other.append(["秘", "密"])
        other.sheet_state = "hidden"

    document = workbook(fill)
    assert tables(document) == [[["a", "b"], ["c", "d"]]]
    assert sorted(warning.kind for warning in document.warnings) == ["HiddenColumn", "HiddenRow", "HiddenSheet"]


def test_a_formula_without_a_stored_value_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["合计", "=1+1"])

    document = workbook(fill)
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("FormulaWithoutCachedValue", "公式没有存值：Sheet!B1")
    ]


def test_a_sparse_sheet_is_read_at_once() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "角"
        sheet["XFD1048576"] = "另一角"

    assert [block.text for block in workbook(fill).blocks if isinstance(block, Paragraph)] == ["角", "另一角"]
