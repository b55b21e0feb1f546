"""Workbooks as people keep them: formats, merges, hidden parts, formulas without a value."""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from parts import Change, mutants, mutants_inside, outcome, swap, with_parts

from kpi_nlp.model import Document, Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, LimitExceeded, ReadError, Source, UnsupportedFormat, read
from kpi_nlp.readers.sheets.sheet import column_name


def workbook(fill: Callable[[Worksheet], None]) -> Document:
    return read(Source("表.xlsx", saved(fill)))


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


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


def test_error_values_and_hidden_groups_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["三级指标", "年度指标值", "完成率", "分值", "得分"])
        sheet.append(["检查次数", "10次", "#DIV/0!", 5, 5])
        sheet.column_dimensions.group("D", "E", hidden=True)

    messages = [warning.message for warning in workbook(fill).warnings]
    assert messages == ["工作表「Sheet」有隐藏列（D-E），已一并读取", "单元格是错误值 #DIV/0!：Sheet!C2"]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def saved(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def small(sheet: Worksheet) -> None:
    sheet.append(["三级指标", "年度指标值"])
    sheet.append(["培训期数", "12期"])


def shared() -> bytes:
    """Return a small workbook that holds its strings in a part of their own, as Excel and WPS do."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Sheet")
    sheet.write_row(0, 0, ["三级指标", "年度指标值"])
    sheet.write_row(1, 0, ["培训期数", "12期"])
    book.close()
    return stream.getvalue()


def with_cells(cells: str, *, strings: str = "", styles: str | None = None, behind: str = "") -> Document:
    """Read a workbook whose sheet has these cells, written out as XML, with strings of its own."""
    changes: dict[str, Change] = {
        SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{behind}</worksheet>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'.encode(),
    }
    if styles is not None:
        changes["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'.encode()
    return read(Source("表.xlsx", with_parts(shared(), changes)))


def told(document: Document) -> list[tuple[str, str]]:
    return [(warning.kind, warning.message) for warning in document.warnings]


@pytest.mark.parametrize(("part", "root"), [(SHEET, "<worksheet "), ("xl/styles.xml", "<styleSheet "), ("xl/workbook.xml", "<workbook "), ("xl/sharedStrings.xml", "<sst ")])  # fmt: skip
def test_a_document_type_is_refused(part: str, root: str) -> None:
    data = with_parts(shared(), {part: swap(root, f"<!DOCTYPE a>{root}")})
    with pytest.raises(CorruptFile, match="不允许的声明"):
        read(Source("表.xlsx", data))


def test_a_strict_workbook_is_read_as_any_other() -> None:
    def strict(data: bytes) -> bytes:
        return re.sub(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", data)

    whole = shared()
    names = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml", "xl/sharedStrings.xml")
    dated = swap("</sheetData>", '<row r="3"><c r="A3" t="d"><v>2024-11-05T00:00:00</v></c></row></sheetData>')
    data = with_parts(whole, dict.fromkeys(names, strict))
    document = read(Source("表.xlsx", with_parts(data, {SHEET: dated})))
    assert tables(document) == [[["三级指标", "年度指标值"], ["培训期数", "12期"], ["2024/11/5", ""]]]
    assert document.warnings == ()


STRINGS = (
    "<si><t>三级指标</t></si>"
    "<si><r><rPr><strike/></rPr><t>≥10</t></r><r><rPr><b/></rPr><t>≥12期</t></r></si>"
    "<si><t>学员</t><rPh sb='0' eb='2'><t>xueyuan</t></rPh><phoneticPr fontId='1'/></si>"
    "<si><r><t>30m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></si>"
    "<si><t>第一行_x000D_\n第二行</t></si>"
    "<si><r><t>全</t></r><r><rPr><strike val='0'/></rPr><t>部</t></r></si>"
)


def test_struck_out_and_raised_letters_and_pronunciations() -> None:
    row = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCDEF"))
    document = with_cells(f'<row r="1">{row}</row>', strings=STRINGS)
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.before) for cell in block.rows[0]] == [
        ("三级指标", None), ("≥12期", "≥10≥12期"), ("学员", None), ("30m²", None), ("第一行\n第二行", None), ("全部", None)
    ]  # fmt: skip
    assert told(document) == [("StruckOutText", "含删除线，按删去后的文字读取，原文字已保留：Sheet!B1")]


def test_a_cell_struck_out_as_a_whole_says_nothing_but_keeps_what_it_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["三级指标", "年度指标值", "得分"])
        sheet.append(["培训期数", "12期", 10])
        for place in ("B2", "C2"):
            sheet[place].font = Font(strike=True)

    document = workbook(fill)
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.before) for cell in block.rows[1]] == [("培训期数", None), ("", "12期"), ("", "10")]
    assert [kind for kind, _ in told(document)] == ["StruckOutText", "StruckOutText"]


def test_text_boxes_are_paragraphs_and_remarks_and_pictures_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        small(sheet)
        sheet["B2"].comment = Comment("应为15期，请核实", "审核人")

    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<d:twoCellAnchor><d:from><d:col>3</d:col><d:row>0</d:row></d:from><d:sp><d:txBody><a:p><a:r><a:t>填表</a:t></a:r><a:r><a:t>说明</a:t></a:r></a:p><a:p/>"
        '<a:p><a:r><a:rPr strike="sngStrike"/><a:t>旧</a:t></a:r><a:r><a:t>新</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor>'
        "<d:twoCellAnchor><d:from><d:col>0</d:col><d:row>8</d:row></d:from><m:AlternateContent><m:Choice><d:sp><d:txBody><a:p><a:r><a:t>全年完成12期。</a:t></a:r></a:p></d:txBody></d:sp></m:Choice>"
        "<m:Fallback><d:sp><d:txBody><a:p><a:r><a:t>全年完成12期。</a:t></a:r></a:p></d:txBody></d:sp></m:Fallback></m:AlternateContent></d:twoCellAnchor>"
        "<d:oneCellAnchor><d:pic/></d:oneCellAnchor></d:wsDr>"
    )
    relation = f'<Relationship Id="rBox" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    data = with_parts(
        saved(fill),
        {
            "xl/drawings/drawing1.xml": drawing.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": swap("</Relationships>", relation),
        },
    )
    document = read(Source("表.xlsx", data))
    assert [(type(block), getattr(block, "text", None), str(block.location)) for block in document.blocks] == [
        (Table, None, "表.xlsx 工作表「Sheet」 A1"),
        (Paragraph, "填表说明", "表.xlsx 工作表「Sheet」 D1"),
        (Paragraph, "新", "表.xlsx 工作表「Sheet」 D1"),
        (Paragraph, "全年完成12期。", "表.xlsx 工作表「Sheet」 A9"),
    ]
    assert told(document) == [
        ("StruckOutText", "含删除线，按删去后的文字读取，原文字已保留：Sheet!D1 处的文本框"),
        ("CommentNotRead", "批注不是正文，未读取：Sheet!B2「应为15期，请核实」"),
        ("PictureNotRead", "工作表「Sheet」有 1 张图片，未读取"),
    ]


def test_of_a_remark_that_was_answered_the_words_themselves_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        small(sheet)
        text = "[线程批注]\n\n你的 Excel 版本允许你读取此线程批注; 了解详细信息: https://example.org\n\n注释:\n    请核实目标值"
        sheet["B2"].comment = Comment(text, "审核人")

    assert told(workbook(fill)) == [("CommentNotRead", "批注不是正文，未读取：Sheet!B2「请核实目标值」")]


def test_hidden_sheets_are_told_and_columns_hidden_beyond_the_form_are_not() -> None:
    def fill(sheet: Worksheet) -> None:
        small(sheet)
        sheet.column_dimensions.group("K", "XFD", hidden=True)
        sheet.row_dimensions[9].hidden = True
        for title, state in (("底稿", "hidden"), ("参数", "veryHidden")):
            other = sheet.parent.create_sheet(title)
            other.append(["x"])
            other.sheet_state = state

    assert told(workbook(fill)) == [
        ("HiddenSheet", "隐藏工作表「底稿」未读取"),
        ("HiddenSheet", "深度隐藏的工作表「参数」未读取"),
    ]


def test_formulas_show_the_value_that_is_stored() -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>合计</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>0</f><v>0</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>""</f><v></v></c><c r="B2"><f>3</f></c><c r="C2"><f>4</f><v/></c></row>'
    )
    document = with_cells(cells)
    assert tables(document) == [[["合计", "2", "0"]]]
    assert told(document) == [
        ("FormulaWithoutCachedValue", "公式没有存值：Sheet!B2"),
        ("FormulaWithoutCachedValue", "公式没有存值：Sheet!C2"),
    ]


def test_formulas_that_a_program_wrote_without_computing_are_not_zero() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["得分", 10, 9])
    sheet.write_formula(1, 1, "=SUM(B1:C1)")
    sheet.write(1, 0, "合计")
    book.close()
    document = read(Source("表.xlsx", stream.getvalue()))
    assert tables(document) == [[["得分", "10", "9"], ["合计", "", ""]]]
    assert told(document) == [("FormulaWithoutCachedValue", "公式没有存值：Sheet1!B2")]


def test_values_that_a_format_or_a_merged_cell_hides_are_told() -> None:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" s="1"><v>95</v></c><c r="C1" s="1"><v>0</v></c><c r="D1"><v>7</v></c><c r="E1"><v>8</v></c></row>'
    styles = '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    document = with_cells(cells, styles=styles, behind='<mergeCells><mergeCell ref="D1:E1"/></mergeCells>')
    assert tables(document) == [[["甲", "", "7", "7"]]]
    assert told(document) == [
        ("HiddenText", "单元格格式使内容不显示，未读取：Sheet!B1"),
        ("HiddenText", "合并单元格盖住了内容，未读取：Sheet!E1"),
    ]


def test_numbers_as_text_and_dates_and_formats_of_the_chinese_edition() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>012</t></is></c><c r="B1" s="1"><v>45601</v></c><c r="C1" s="2"><v>0.97499999999999998</v></c><c r="D1" s="3"><v>5</v></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c><c r="G1" s="99"><v>1E3</v></c></row>'
    )
    styles = '<numFmts><numFmt numFmtId="176" formatCode="0.0&quot;万元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="9"/><xf numFmtId="176"/></cellXfs>'
    document = with_cells(cells, styles=styles)
    assert tables(document) == [[["012", "2024年11月", "98%", "5.0万元", "TRUE", "#N/A", "1000"]]]
    assert told(document) == [("ErrorValue", "单元格是错误值 #N/A：Sheet!F1")]


def test_days_since_1904() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet.append(["时间", dt.date(2024, 11, 5)])
        sheet["B1"].number_format = "yyyy-mm-dd"

    assert tables(workbook(fill)) == [[["时间", "2024-11-05"]]]


def test_rows_and_cells_that_do_not_say_where_they_stand() -> None:
    row = "<row><c/><c><v>1</v></c><c><v>2</v></c></row>"
    document = with_cells(f'<row r="3"><c r="B3"><v>0</v></c><c><v>5</v></c></row>{row}')
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [[(cell.text, cell.location.cell) for cell in row] for row in block.rows] == [
        [("0", "B3"), ("5", "C3")],
        [("1", "B4"), ("2", "C4")],
    ]


def test_a_picture_in_a_cell_is_no_text() -> None:
    cell = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    document = with_cells(f'<row r="1">{cell}<c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row>')
    assert tables(document) == [[["1", "2"]]]
    assert told(document) == [("PictureNotRead", "工作表「Sheet」有 1 张图片，未读取")]


@pytest.mark.parametrize(
    "changes",
    [
        {"[Content_Types].xml": b"broken"}, {"[Content_Types].xml": None}, {"xl/vbaProject.bin": b"\0macro"}, {"xl/styles.xml": None}, {"xl/theme/theme1.xml": b"<"},
        {"docProps/app.xml": None}, {"xl/externalLinks/externalLink1.xml": b"<a/>"}, {SHEET: swap("<sheetData", '<sheetProtection sheet="1" password="CC1A"/><sheetData')},
        {"xl/workbook.xml": swap("Sheet!$A$1", "#REF!")},
        {SHEET: swap("</worksheet>", '<dataValidations count="1"><dataValidation type="list" sqref="A1"/></dataValidations></worksheet>')},
        {SHEET: swap("<sheetData>", '<sheetData><!-- 注 --><row r="0"><c r="?"/></row>')},
    ],
)  # fmt: skip
def test_what_is_not_needed_may_be_odd(changes: dict[str, Change]) -> None:
    def fill(sheet: Worksheet) -> None:
        small(sheet)
        sheet.parent.defined_names["甲"] = DefinedName("甲", attr_text="Sheet!$A$1")

    document = read(Source("表.xlsm", with_parts(saved(fill), changes)))
    assert tables(document) == [[["三级指标", "年度指标值"], ["培训期数", "12期"]]]
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("changes", "error", "reason"),
    [
        ({"xl/sharedStrings.xml": None}, CorruptFile, "缺少单元格的文字"),
        ({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>'.encode()}, CorruptFile, "缺少单元格的文字"),
        ({SHEET: None}, CorruptFile, "缺少工作表"),
        ({SHEET: b"<worksheet"}, CorruptFile, "损坏"),
        ({"xl/_rels/workbook.xml.rels": None}, CorruptFile, "缺少工作表"),
        ({"xl/workbook.xml": None, "xl/workbook.bin": b"\x83\x01"}, UnsupportedFormat, "二进制工作簿"),
    ],
)
def test_what_is_needed_and_missing_is_told(changes: dict[str, Change], error: type[ReadError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read(Source("表.xlsx", with_parts(shared(), changes)))


def test_a_sheet_of_charts_is_told() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("自评").write_row(0, 0, ["甲", "乙"])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=自评!$A$1:$B$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    document = read(Source("表.xlsx", stream.getvalue()))
    assert tables(document) == [[["甲", "乙"]]]
    assert told(document) == [("SheetNotRead", "「图」是图表或宏，不是表格，未读取")]


def test_names_of_parts_in_other_spelling() -> None:
    stream, whole = io.BytesIO(), shared()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("/", "\\").replace("sharedStrings", "SharedStrings"), source.read(name))
    assert tables(read(Source("表.xlsx", stream.getvalue()))) == [[["三级指标", "年度指标值"], ["培训期数", "12期"]]]


@pytest.mark.parametrize("title", ["Sheet1", "sheet 2", "工作表1", "Sheet1 (2)"])
def test_a_title_that_nobody_gave_is_no_heading(title: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = title
        small(sheet)

    assert [type(block) for block in workbook(fill).blocks] == [Table]


def _many(rows: range, columns: int, cell: str) -> str:
    row = "".join(cell.format(column_name(column)) for column in range(1, columns + 1))
    return "".join(
        f'<row r="{number}" ht="14" customHeight="1">{row.replace("*", str(number))}</row>' for number in rows
    )


def test_a_sheet_formatted_far_down_is_as_small_as_what_it_says() -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    document = with_cells(first + _many(range(2, 60_000), 3, '<c r="{}*" s="0"/>'))
    assert tables(document) == [[["1", "2"]]]


@pytest.mark.parametrize(("rows", "columns"), [(20_001, 1), (1, 257), (800, 251)])
def test_a_sheet_beyond_the_limits_is_refused(rows: int, columns: int) -> None:
    with pytest.raises(LimitExceeded, match="20000 行、256 列或 200000 个单元格"):
        with_cells(_many(range(1, rows + 1), columns, '<c r="{}*"><v>1</v></c>'))


def test_a_sheet_within_the_limits_is_read() -> None:
    wide = "".join(f'<c r="{column_name(column)}1"><v>1</v></c>' for column in range(1, 257))
    document = with_cells(f'<row r="1">{wide}</row>' + _many(range(2, 20_001), 1, '<c r="{}*"><v>1</v></c>'))
    (table,) = tables(document)
    assert (len(table), {len(row) for row in table}) == (20_000, {256})


def test_a_range_merged_over_the_whole_sheet_reaches_as_far_as_the_form() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="C2"><v>3</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A5:XFD1048576"/><mergeCell ref="x"/></mergeCells>'
    document = with_cells(cells, behind=merged)
    assert [getattr(block, "text", None) for block in document.blocks] == ["1", None]
    assert tables(document) == [[["2", "", "3"]]]


def test_damage_never_breaks_the_reader() -> None:
    def fill(sheet: Worksheet) -> None:
        small(sheet)
        sheet.append(["完成率", 0.975, dt.date(2024, 11, 5), "=1+1", True])
        sheet["B3"].number_format = "0%"
        sheet["A3"].comment = Comment("甲", "乙")
        sheet.merge_cells("A5:B6")

    whole = saved(fill)
    outcomes = Counter(outcome(data) for damaged in (mutants, mutants_inside) for data in damaged(whole, 300, seed=11))
    assert set(outcomes) <= {"read", "CorruptFile", "UnsupportedFormat", "EncryptedFile", "LimitExceeded"}
    assert outcomes["read"] > 20
    assert outcomes["CorruptFile"] > 100
