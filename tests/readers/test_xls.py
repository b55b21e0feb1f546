"""Workbooks of before 2007: what stands in them, whichever of five editions wrote it, and what is told of the rest."""

import struct
from collections import Counter
from pathlib import Path
from shutil import which
from subprocess import run

import biff
import pytest
import xlsxwriter
from biff import Look, Tab, compound, formula, number, old_stream, old_text, record, stream, text
from parts import mutants, outcome

from kpi_nlp.model import Document, Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, EncryptedFile, LimitExceeded, ReadError, Source, UnsupportedFormat, read

HEADER = ["三级指标", "年度指标值", "完成率"]


def workbook(*records: bytes, looks: tuple[Look, ...] = (), date1904: bool = False) -> Document:
    return read(Source("表.xls", compound({"Workbook": stream([Tab("Sheet1", records)], looks, date1904=date1904)})))


def line(row: int, *texts: str) -> bytes:
    return b"".join(text(row, column, value) for column, value in enumerate(texts))


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def told(document: Document) -> list[tuple[str, str]]:
    return [(warning.kind, warning.message) for warning in document.warnings]


def test_cells_are_read_as_displayed_with_what_is_stored() -> None:
    document = workbook(
        line(0, *HEADER), text(1, 0, "培训期数"), text(1, 1, "≥12期"), number(1, 2, 0.975, 1),
        looks=(Look("0%"),),
    )  # fmt: skip
    assert tables(document) == [[HEADER, ["培训期数", "≥12期", "98%"]]]
    assert document.format == "xls"
    (block,) = document.blocks
    assert isinstance(block, Table)
    cell = block.rows[1][2]
    assert (cell.raw, cell.number_format, str(cell.location)) == ("0.975", "0%", "表.xls 工作表「Sheet1」 C2")


@pytest.mark.parametrize(
    ("value", "look", "date1904", "shown"),
    [
        (45601, Look(14), False, "2024/11/5"), (45601, Look(57), False, "2024年11月"), (45601, Look('yyyy"年"m"月"d"日"'), False, "2024年11月5日"), (44139, Look(14), True, "2024/11/5"),
        (12345.678, Look(4), False, "12,345.68"), (0.5, Look("[$-804]h:mm"), False, "12:00"), (7, Look("000"), False, "007"), (-5, Look(37), False, "-5"), (95, Look('"≥"0"%"'), False, "≥95%"),
        (12, Look(), False, "12"), (0.1 + 0.2, Look(), False, "0.3"), (3, Look(177), False, "3"),
    ],
)  # fmt: skip
def test_numbers_and_dates(value: float, look: Look, date1904: bool, shown: str) -> None:  # noqa: FBT001 - a parameter
    document = workbook(number(0, 0, value, 1), text(0, 1, "甲"), looks=(look,), date1904=date1904)
    assert tables(document) == [[[shown, "甲"]]]


def test_truths_errors_and_formulas() -> None:
    document = workbook(
        biff.truth(0, 0, 1), biff.truth(0, 1, 7, error=True), formula(0, 2, 12.5), formula(0, 3, "合计"), formula(0, 4, None), formula(0, 5, 0.0)
    )  # fmt: skip
    assert tables(document) == [[["TRUE", "#DIV/0!", "12.5", "合计", "", "0"]]]
    assert told(document) == [("ErrorValue", "单元格是错误值 #DIV/0!：Sheet1!B1")]


def test_formulas_that_a_program_wrote_without_computing_are_not_zero() -> None:
    document = workbook(text(0, 0, "合计"), number(0, 1, 5), formula(0, 2, None), formula(0, 3, 0.0))
    assert tables(document) == [[["合计", "5"]]]
    assert told(document) == [
        ("FormulaWithoutCachedValue", "公式没有存值：Sheet1!C1"),
        ("FormulaWithoutCachedValue", "公式没有存值：Sheet1!D1"),
    ]


def test_merged_cells_spread_and_a_title_over_them_is_a_paragraph() -> None:
    document = workbook(
        text(0, 0, "项目支出绩效自评表"), biff.merged((0, 0, 0, 2), (2, 3, 0, 0)),
        line(1, "二级指标", *HEADER[:2]), line(2, "数量指标", "甲", "1期"), text(3, 1, "乙"), text(3, 2, "2期"),
    )  # fmt: skip
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["项目支出绩效自评表"]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [(cell.text, cell.covered) for cell in table.rows[2]] == [("数量指标", "down"), ("乙", ""), ("2期", "")]


def test_what_is_hidden_is_told() -> None:
    tabs = [
        Tab("自评表", [line(0, *HEADER), line(1, "甲", "1期", "98%"), biff.hidden_row(1), biff.hidden_row(7), biff.hidden_columns(1, 9)]),
        Tab("底稿", [line(0, "秘", "密")], state=1),
        Tab("参数", [line(0, "秘", "密")], state=2),
        Tab("图", [], kind=2),
        Tab("附表", [line(0, "a", "b")]),
    ]  # fmt: skip
    document = read(Source("表.xls", compound({"Workbook": stream(tabs)})))
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["自评表", "附表"]
    assert tables(document) == [[HEADER, ["甲", "1期", "98%"]], [["a", "b"]]]
    assert told(document) == [
        ("HiddenRow", "工作表「自评表」有隐藏行（2），已一并读取"),
        ("HiddenColumn", "工作表「自评表」有隐藏列（B-C），已一并读取"),
        ("HiddenSheet", "隐藏工作表「底稿」未读取"),
        ("HiddenSheet", "深度隐藏的工作表「参数」未读取"),
    ]


def test_struck_out_text_is_not_the_value() -> None:
    document = workbook(
        biff.rich(0, 0, "≥10期12期", [(0, 1), (4, 0)]), biff.rich(0, 1, "全部", [(1, 2)]), text(0, 2, "600人", 1), number(0, 3, 5, 1), text(0, 4, "甲"),
        looks=(Look(struck=True),),
    )  # fmt: skip
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [(cell.text, cell.before) for cell in block.rows[0]] == [
        ("12期", "≥10期12期"), ("全部", None), ("", "600人"), ("", "5"), ("甲", None)
    ]  # fmt: skip
    assert [message for _, message in told(document)] == [
        f"含删除线，按删去后的文字读取，原文字已保留：Sheet1!{place}" for place in ("A1", "C1", "D1")
    ]


def test_text_boxes_are_paragraphs_and_remarks_and_pictures_are_told() -> None:
    document = workbook(
        line(0, *HEADER), line(1, "甲", "1期", "98%"),
        biff.box(4, 1, "填表说明\n全年完成12期。", identity=1), biff.box(0, 1, "审核人:\n应为15期", kind=0x19, identity=2),
        biff.box(9, 0, "", kind=8, identity=3), biff.note(1, 1, 2),
    )  # fmt: skip
    assert [(block.text, str(block.location)) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("填表说明", "表.xls 工作表「Sheet1」 B5"),
        ("全年完成12期。", "表.xls 工作表「Sheet1」 B5"),
    ]
    assert told(document) == [
        ("CommentNotRead", "批注不是正文，未读取：Sheet1!B2「审核人: 应为15期」"),
        ("PictureNotRead", "工作表「Sheet1」有 1 张图片，未读取"),
    ]


@pytest.mark.parametrize("codepage", [936, None])
@pytest.mark.parametrize("wrapped", [True, False])
def test_excel_95_writes_in_a_codepage(codepage: int | None, wrapped: bool) -> None:  # noqa: FBT001 - a parameter
    words = [old_text(0, column, word.encode("gb18030")) for column, word in enumerate(HEADER)]
    data = old_stream([Tab("自评表", [*words, number(1, 2, 0.975, 1)])], codepage=codepage)
    document = read(Source("表.xls", compound({"Book": data}) if wrapped else data))
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["自评表"]
    assert tables(document) == [[HEADER, ["", "", "98%"]]]


def _before_1993(code: int, version: int) -> bytes:
    """Return a sheet of Excel 2, 3 or 4, as some web systems still write it."""
    begin = record(code, struct.pack("<HHH", version, 0x10, 0))
    if code == 0x0009:
        cells = [
            record(0x04, struct.pack("<HH3sB", 0, at, b"\0\0\0", len(word)), word)
            for at, word in enumerate(word.encode("gb18030") for word in HEADER)
        ]
        cells.append(record(0x03, struct.pack("<HH3sd", 1, 1, b"\0\0\0", 12.5)))
    else:
        cells = [old_text(0, at, word.encode("gb18030")) for at, word in enumerate(HEADER)]
        cells.append(number(1, 1, 12.5))
    return begin + b"".join(cells) + record(0x0A)


@pytest.mark.parametrize(("code", "version"), [(0x0009, 2), (0x0209, 0x0300), (0x0409, 0x0400), (0x0809, 0)])
def test_sheets_of_before_1993(code: int, version: int) -> None:
    assert tables(read(Source("导出.xls", _before_1993(code, version)))) == [[HEADER, ["", "12.5", ""]]]


def test_the_directory_decides_and_not_what_is_embedded() -> None:
    workbook_stream = stream([Tab("Sheet1", [line(0, "甲", "乙")])]).ljust(5000, b"\0")
    with_word_object = compound({"Workbook": workbook_stream}, {"WordDocument": b"x" * 5000})
    assert tables(read(Source("表.et", with_word_object))) == [[["甲", "乙"]]]
    with_workbook_object = compound({"WordDocument": b"x" * 5000}, {"Workbook": workbook_stream})
    with pytest.raises(ReadError) as raised:
        read(Source("报告.xls", with_workbook_object))
    assert "Word" in raised.value.reason or "Word" in raised.value.hint


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"}), EncryptedFile, "打开密码"),
        (compound({"Workbook": stream([Tab("甲", [])], extra=record(0x2F, b"\1\0\1\0\1\0" + bytes(48)))}), EncryptedFile, "密码"),
        (compound({"Workbook": b"x" * 5000}), CorruptFile, "损坏"),
        (compound({"Workbook": b""}), CorruptFile, "损坏"),
        (compound({"PowerPoint Document": b"x" * 5000}), UnsupportedFormat, "演示"),
        (compound({"Contents": b"x" * 5000}), UnsupportedFormat, "旧版 Office"),
        (stream([Tab("甲", [line(0, "甲", "乙")])])[:-40], CorruptFile, "损坏"),
        (compound({"Workbook": stream([Tab("甲", [text(0, 0, "甲" * 3000)])])})[:3000], CorruptFile, "损坏"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(data: bytes, error: type[ReadError], reason: str) -> None:
    with pytest.raises(error) as raised:
        read(Source("表.xls", data))
    assert reason in raised.value.reason


@pytest.mark.parametrize("newer", [False, True])
def test_a_protected_workbook_is_read_and_one_with_a_password_is_not(newer: bool) -> None:  # noqa: FBT001 - a parameter
    tabs = [
        Tab("自评表", [text(row, column, f"第{row}行") for row in range(200) for column in (0, 1)]),
        Tab("附表", []),
    ]
    document = read(Source("表.xls", compound({"Workbook": biff.locked(tabs, "VelvetSweatshop", newer=newer)})))
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["自评表", "附表"]
    assert tables(document) == [[[f"第{row}行"] * 2 for row in range(200)]]
    with pytest.raises(EncryptedFile, match="打开密码"):
        read(Source("表.xls", compound({"Workbook": biff.locked(tabs, "123456", newer=newer)})))


def test_short_and_long_streams_of_many_sectors() -> None:
    for length in (2, 900):
        cells = [text(row, column, f"第{row}行第{column}列") for row in range(length) for column in range(2)]
        document = read(Source("表.xls", compound({"A": b"x" * 70, "Workbook": stream([Tab("Sheet1", cells)])})))
        (table,) = tables(document)
        assert table == [[f"第{row}行第{column}列" for column in range(2)] for row in range(length)]


def test_limits_hold_and_formatted_empty_cells_cost_nothing() -> None:
    blanks = [record(0xBE, struct.pack("<HH", row, 0), bytes(2 * 256), struct.pack("<H", 255)) for row in range(20_000)]
    assert tables(workbook(line(0, "甲", "乙"), *blanks)) == [[["甲", "乙"]]]
    assert tables(workbook(text(0, 0, "甲"), text(0, 1, "乙"), text(65535, 255, "角"))) == [[["甲", "乙", "", ""]]]
    with pytest.raises(LimitExceeded):
        workbook(*(number(row, 0, 1) for row in range(20_001)))


def test_records_that_nobody_needs_may_be_odd() -> None:
    odd = [
        record(code, b"\xff\xff\xff")
        for code in (0x18, 0x17, 0x1AE, 0x293, 0x92, 0x8C, 0x5C, 0x1B0, 0x1B1, 0x1B8, 0x5D, 0x1C, 0x1B6, 0x23E)
    ]
    data = stream([Tab("Sheet1", [line(0, "甲", "乙"), *odd])], extra=b"".join(odd))
    assert tables(read(Source("表.xls", compound({"Workbook": data})))) == [[["甲", "乙"]]]


def test_damage_never_breaks_the_reader_nor_prints(capsys: pytest.CaptureFixture[str]) -> None:
    records = [
        line(0, *HEADER), biff.rich(1, 0, "≥10期12期", [(0, 1), (4, 0)]), number(1, 1, 0.975, 1), formula(1, 2, "合计"), biff.truth(2, 0, 7, error=True),
        biff.merged((3, 4, 0, 1)), biff.hidden_row(1), biff.hidden_columns(1, 2), biff.box(4, 1, "说明"), biff.note(1, 1, 1),
    ]  # fmt: skip
    wholes = [compound({"Workbook": stream([Tab("自评表", records), Tab("底稿", [], state=1)], [Look("0%")])})]
    wholes += [stream([Tab("自评表", records)], [Look("0%")]), _before_1993(0x0209, 0x0300)]
    wholes += [old_stream([Tab("甲", [old_text(0, 0, "乙".encode("gb18030"))])])]
    outcomes = Counter(
        outcome(data, "表.xls") for seed, whole in enumerate(wholes) for data in mutants(whole, 300, seed=seed)
    )
    assert set(outcomes) <= {"read", "CorruptFile", "UnsupportedFormat", "EncryptedFile", "LimitExceeded"}
    assert outcomes["read"] > 100
    assert outcomes["CorruptFile"] > 200
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not here")
def test_what_libreoffice_writes_is_read_as_what_it_was_made_from(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("自评表")
    sheet.merge_range(0, 0, 0, 3, "项目支出绩效自评表")
    sheet.write_row(1, 0, ["二级指标", *HEADER])
    sheet.merge_range(2, 0, 3, 0, "数量指标")
    sheet.write_row(2, 1, ["培训期数", "≥12期"])
    sheet.write(2, 3, 0.975, book.add_format({"num_format": "0%"}))
    sheet.write(3, 1, "完成时间")
    sheet.write(3, 2, 45601, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    sheet.write(3, 3, "删去", book.add_format({"font_strikeout": True}))
    sheet.write_formula(4, 3, "=SUM(D3:D3)", None, 0.975)
    sheet.write_comment(2, 1, "请核实")
    sheet.insert_textbox(8, 0, "填表说明：全年完成12期。")
    book.add_worksheet("底稿").hide()
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(path)]
    run(command, check=True, capture_output=True, timeout=120)
    documents = [read(Source(file.name, file.read_bytes())) for file in (path, path.with_suffix(".xls"))]
    pictures = [
        [[[(cell.text, cell.covered, cell.before) for cell in row] for row in block.rows] if isinstance(block, Table) else (block.text, block.location.cell) for block in document.blocks]
        for document in documents
    ]  # fmt: skip
    assert pictures[0] == pictures[1]
    kinds = [sorted(warning.kind for warning in document.warnings) for document in documents]
    assert kinds == [["CommentNotRead", "HiddenSheet", "StruckOutText"]] * 2
