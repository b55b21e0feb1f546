"""Workbooks as people keep them: formats, merges, hidden parts, formulas without a value."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kpi_nlp.model import Document, Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, LimitExceeded, ReadError, Source, UnsupportedFormat, read
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
        (dt.date(2024, 11, 1), 'yyyy"年"m"月"', "2024年11月"), (dt.time(9, 30), "h:mm", "9:30"), (42, "[Red]0.0", "42.0"),
        (12345, '0!.0,"万"', "1.2万"), (12345, '0"."0,"万"', "1.2万"), (1234567, "#,##0,", "1,235"), (123456789, '0.00,,"百万"', "123.46百万"), (99.5, "0.0\\%", "99.5%"),
        (99.5, '0.0"%"', "99.5%"), (0, '0;-0;"无"', "无"), (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), (-1234.5, "#,##0.00_ ;[Red]-#,##0.00", "-1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"), (7, "000", "007"), (0.5, "# ?/?", "1/2"), (1.25, "# ?/?", "1 1/4"), (0.5, ".00", ".50"), (1234567, "0.00E+00", "1.23E+06"),
        (1 / 3, "General", "0.333333333"), (123456789012, "General", "123456789012"), (0, "0;;;", ""), (30, "0;;;", "30"), (5, '[>=10]0"个";0.0"个"', "5.0个"), (1e30, "0", "1" + "0" * 30),
        (0.95, "≥0%", "≥95%"), (30, '"≥"0"公里"', "≥30公里"), (-0.03, "0.0%", "-3.0%"), (-0.001, "0", "0"), (-5, "General", "-5"), (5, '"约"General', "约5"), (5, "@", "5"), (5, "General分", "5分"),
        (dt.date(2024, 12, 31), "yyyy/m/d", "2024/12/31"), (dt.date(2024, 12, 31), 'm"月"d"日"', "12月31日"), (dt.date(2024, 12, 31), "yyyy.mm", "2024.12"), (dt.date(2024, 12, 31), 'yyyy"年"', "2024年"),
        (dt.date(2024, 12, 31), "mm-dd-yy", "2024/12/31"), (dt.date(2024, 12, 31), "[$-F800]dddd, mmmm dd, yyyy", "2024年12月31日"), (dt.timedelta(hours=30), "[h]:mm", "30:00"),
        (dt.datetime(2024, 12, 31, 10, 5, tzinfo=dt.UTC).replace(tzinfo=None), "yyyy-mm-dd hh:mm", "2024-12-31 10:05"), (dt.time(9, 30, 5), "mm:ss", "30:05"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_displayed(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text(alphabet='#0?.,%;"!\\\\[]_*@E+-/万年mdhs', max_size=12)
)
def test_no_format_breaks_the_reader(value: float, number_format: str) -> None:
    assert isinstance(displayed(value, number_format), str)
    assert isinstance(displayed(dt.date(2024, 12, 31), number_format), str)


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


def _replaced(part: str, old: bytes, new: bytes) -> bytes:
    """Return a small workbook with one of its parts changed."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["三级指标", "年度指标值"])
    book.worksheets[0].merge_cells("A3:B3")
    stream, changed = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
        assert part in source.namelist()
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old in data
            target.writestr(name, data.replace(old, new) if name == part else data)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "error", "reason"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE a><worksheet", CorruptFile, "不允许的声明"),
        ("xl/styles.xml", b"<styleSheet", b"<!DOCTYPE a><styleSheet", CorruptFile, "不允许的声明"),
        ("xl/worksheets/sheet1.xml", b'ref="A3:B3"', b'ref="A3:XFD1048576"', LimitExceeded, "合并单元格"),
        ("xl/workbook.xml", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main", UnsupportedFormat, "Strict"),
    ],
)  # fmt: skip
def test_traps_are_refused(part: str, old: bytes, new: bytes, error: type[ReadError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read(Source("表.xlsx", _replaced(part, old, new)))


def test_error_values_and_hidden_groups_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["三级指标", "年度指标值", "完成率", "分值", "得分"])
        sheet.append(["检查次数", "10次", "#DIV/0!", 5, 5])
        sheet.column_dimensions.group("D", "E", hidden=True)

    messages = [warning.message for warning in workbook(fill).warnings]
    assert messages == ["工作表「Sheet」有隐藏列（D-E），已一并读取", "单元格是错误值 #DIV/0!：Sheet!C2"]
