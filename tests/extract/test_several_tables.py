"""Several tables on one sheet: below each other or side by side, with a gap between them or none."""

import io

import pytest
import xlsxwriter

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Paper
from kpi_nlp.readers import Source, read

Rows = list[list[str | float | None]]
TITLES: list[str | float | None] = ["三级指标", "年度指标值", "实际完成值", "得分"]
TRAINING: Rows = [TITLES, ["培训期数", "12期", "12期", 10], ["学员人数", "600人", "612人", 9]]
INSPECTION: Rows = [TITLES, ["检查次数", "5次", "6次", 8], ["整改率", "≥95%", "96%", 7], ["报告篇数", "3篇", "3篇", 6]]
BUDGET: Rows = [
    ["预算项目", "年初预算数", "全年预算数", "执行数"],
    ["基本支出", 100, 110, 108],
    ["项目支出", 50, 50, 49],
]
ALL = [
    ("培训期数", "12期", "10"), ("学员人数", "600人", "9"), ("检查次数", "5次", "8"), ("整改率", "≥95%", "7"), ("报告篇数", "3篇", "6"),
]  # fmt: skip


def sheet(*tables: tuple[str, Rows]) -> Document:
    """Read a sheet with tables at some places."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet()
    for corner, rows in tables:
        column, row = ord(corner[0]) - ord("A"), int(corner[1:]) - 1
        for number, cells in enumerate(rows):
            page.write_row(row + number, column, cells)
    book.close()
    return read(Source("表.xlsx", stream.getvalue()))


def rows(paper: Paper) -> list[tuple[str, str | None, str | None]]:
    return [(row.name, row.target and row.target.text, row.score and row.score.text) for row in paper.indicators]


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param((("A1", TRAINING), ("A5", INSPECTION)), id="below, a blank row between"),
        pytest.param((("A1", TRAINING), ("A4", INSPECTION)), id="below, no blank row between"),
        pytest.param((("A1", TRAINING), ("A4", [["第二部分"]]), ("A5", INSPECTION)), id="below, a title between"),
        pytest.param((("A1", TRAINING), ("F1", INSPECTION)), id="beside, a blank column between"),
        pytest.param((("A1", TRAINING), ("H1", INSPECTION)), id="beside, three blank columns between"),
        pytest.param((("A1", TRAINING), ("F3", INSPECTION)), id="beside and lower, a blank column between"),
        pytest.param((("A2", TRAINING), ("F2", INSPECTION), ("A1", [["表一"]]), ("F1", [["表二"]])), id="beside, each with a title"),
        pytest.param((("A1", TRAINING), ("E1", INSPECTION)), id="beside, no blank column between"),
        pytest.param((("A1", TRAINING), ("E3", INSPECTION)), id="beside and lower, no blank column between"),
        pytest.param((("A1", TRAINING), ("A4", [["注：数据截至年底"]]), ("F1", INSPECTION)), id="beside, a note below one"),
    ],
)  # fmt: skip
def test_every_row_of_both_is_read(tables: tuple[tuple[str, Rows], ...]) -> None:
    paper = extract(sheet(*tables))
    assert rows(paper) == ALL
    assert paper.document.warnings == ()


def test_three_beside_each_other() -> None:
    paper = extract(sheet(("A1", TRAINING), ("F1", INSPECTION), ("K1", BUDGET)))
    assert rows(paper) == ALL
    assert len(paper.budgets) == 2


def test_four_in_a_square() -> None:
    paper = extract(sheet(("A1", TRAINING), ("F1", BUDGET), ("A6", BUDGET), ("F6", INSPECTION)))
    assert rows(paper) == ALL
    assert len(paper.budgets) == 4


@pytest.mark.parametrize("gap", [2, 3])
def test_a_form_may_leave_a_column_empty(gap: int) -> None:
    left: Rows = [row[:1] for row in TRAINING]
    right: Rows = [row[1:] for row in TRAINING]
    assert rows(extract(sheet(("A1", left), (f"{'ABCDE'[gap]}1", right)))) == ALL[:2]


def test_remarks_beside_a_form_are_no_table() -> None:
    paper = extract(sheet(("A1", TRAINING), ("G1", [["核对情况"], ["数据截至年底"]])))
    assert rows(paper) == ALL[:2]
    assert [warning.message for warning in paper.document.warnings] == ["栏目「核对情况」未识别，未读取"]


def _scored(name: str) -> Rows:
    head: Rows = [["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]]
    return [*head, ["产出指标", name, "12期", "12期", 100, 99], ["合计", None, None, None, 100, 99]]


@pytest.mark.parametrize(
    "tables",
    [
        (("A1", _scored("甲期数")), ("A4", _scored("乙期数"))),
        (("A1", _scored("甲期数")), ("A5", _scored("乙期数"))),
        (("A1", _scored("甲期数")), ("A4", [["填表人：甲"]]), ("A6", _scored("乙期数"))),
        (("A1", _scored("甲期数")), ("H1", _scored("乙期数"))),
        (("A1", _scored("甲期数")), ("G1", _scored("乙期数"))),
    ],
)
def test_a_total_closes_its_own_table(tables: tuple[tuple[str, Rows], ...]) -> None:
    paper = extract(sheet(*tables))
    assert [(row.table, row.name) for row in paper.indicators] == [("第1个表", "甲期数"), ("第2个表", "乙期数")]
    assert [(total.table, str(total.figure.amount)) for total in paper.totals] == [("第1个表", "99"), ("第2个表", "99")]


def test_a_row_that_was_struck_out_is_no_indicator_and_no_empty_category() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet()
    struck = book.add_format({"font_strikeout": True})
    page.write_row("A1", ["二级指标", *TITLES])
    page.merge_range("A2:A3", "数量指标")
    page.write_row("B2", TRAINING[1])
    page.write_row("B3", TRAINING[2], struck)
    book.close()
    paper = extract(read(Source("表.xlsx", stream.getvalue())))
    assert (rows(paper), paper.categories) == (ALL[:1], ())
    assert [warning.kind for warning in paper.document.warnings] == ["StruckOutText"] * 4
