"""Tables to forms: headers of two lines, tables side by side, tables of another kind below, several projects."""

import io
from decimal import Decimal

import openpyxl
import pytest

from kpi_nlp.extract import extract
from kpi_nlp.model import Paper
from kpi_nlp.readers import Source, read

LINES = list[list[object]]
TITLE = "澜川市示例局2024年部门整体支出绩效自评表"
HEADER: list[object] = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分"]
ROADS: list[object] = ["产出指标", "数量指标", "治理河道长度", "≥30公里", "32公里", "100%", 10, 10]
PATROLS: list[object] = ["产出指标", "数量指标", "巡查次数", "≥300次", "321次", "100%", 10, 10]


def sheet(*lines: list[object], merges: tuple[str, ...] = (), title: str = TITLE) -> Paper:
    """Return what is extracted from a workbook of one sheet: a title line, then these lines."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for line in ([title], *lines):
        page.append(line)
    for merge in merges:
        page.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return extract(read(Source("自评.xlsx", stream.getvalue())))


def rows(paper: Paper) -> list[tuple[str, ...]]:
    """Return levels, name, target, actual and points of each row."""
    return [
        (
            "/".join(row.levels),
            row.name,
            row.target.text if row.target else "",
            row.actual.text if row.actual else "",
            row.weight.text if row.weight else "",
        )
        for row in paper.indicators
    ]


ROADS_ROW = ("产出指标/数量指标", "治理河道长度", "≥30公里", "32公里", "10")
PATROLS_ROW = ("产出指标/数量指标", "巡查次数", "≥300次", "321次", "10")


def test_a_header_of_two_lines() -> None:
    upper: list[object] = ["一级指标", "二级指标", "三级指标", "指标值", None, "完成率", "分值", "得分"]
    lower: list[object] = [None, None, None, "目标值", "实际完成值", None, None, None]
    merges = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3", "H2:H3")
    assert rows(sheet(upper, lower, ROADS, merges=merges)) == [ROADS_ROW]


def test_a_title_over_the_columns_of_levels() -> None:
    upper: list[object] = ["绩效指标", None, None, "年度指标值", "实际完成值", "完成率", "分值", "得分"]
    lower: list[object] = ["一级指标", "二级指标", "三级指标", None, None, None, None, None]
    merges = ("A2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3")
    assert rows(sheet(upper, lower, ROADS, merges=merges)) == [ROADS_ROW]


@pytest.mark.parametrize("gap", [[[None]], []])
def test_another_table_below_is_left_out_and_told(gap: LINES) -> None:
    staff: LINES = [["类别", "编制数", "年初实有", "年末编制", "年末实有", "空编"], ["行政人员", 30, 28, 30, 25, 5]]
    paper = sheet(HEADER, ROADS, *gap, *staff)
    assert rows(paper) == [ROADS_ROW]
    assert [(warning.kind, str(warning.location)) for warning in paper.document.warnings] == [
        ("HeaderNotRecognised", f"自评.xlsx 工作表「Sheet」 A{4 + len(gap)}")
    ]


def test_a_row_of_words_is_no_other_table() -> None:
    words: list[object] = ["效益指标", "社会效益指标", "档案管理规范性", "健全", "已健全", "按期", None, None]
    paper = sheet(HEADER, ROADS, words, PATROLS)
    assert [row[1] for row in rows(paper)] == ["治理河道长度", "档案管理规范性", "巡查次数"]


def test_a_column_without_a_known_title_is_told() -> None:
    paper = sheet([*HEADER, "社会反响"], [*ROADS, "好"])
    assert [warning.message for warning in paper.document.warnings] == ["栏目「社会反响」未识别，未读取"]
    assert sheet([*HEADER, "社会反响"], ROADS).document.warnings == ()


@pytest.mark.parametrize("gap", [[None], []])
def test_the_same_columns_side_by_side(gap: list[object]) -> None:
    paper = sheet([*HEADER, *gap, *HEADER], [*ROADS, *gap, *PATROLS])
    assert rows(paper) == [ROADS_ROW, PATROLS_ROW]


def test_other_columns_side_by_side() -> None:
    left, right = ["三级指标", "年度指标值", "实际完成值", "分值"], ["三级指标", "年度指标值", "实际完成值"]
    paper = sheet([*left, *right], ["治理河道长度", "≥30公里", "32公里", 10, "巡查次数", "≥300次", "321次"])
    assert [row[1:] for row in rows(paper)] == [ROADS_ROW[1:], (*PATROLS_ROW[1:4], "")]


def test_a_budget_beside_the_indicators() -> None:
    header: list[object] = ["三级指标", "年度指标值", "实际完成值", "分值", "科目", "年初预算", "决算"]
    paper = sheet(header, ["治理河道长度", "≥30公里", "32公里", 10, "基本支出", 100, 98])
    assert [row[1:] for row in rows(paper)] == [ROADS_ROW[1:]]
    assert [
        (budget.item, budget.initial and budget.initial.text, budget.execution and budget.execution.text)
        for budget in paper.budgets
    ] == [("基本支出", "100", "98")]


def test_a_paper_of_several_projects_names_none() -> None:
    paper = sheet(
        ["项目名称：河道治理项目"],
        HEADER,
        ROADS,
        ["项目名称：巡查项目"],
        HEADER,
        PATROLS,
        title="澜川市示例局2024年项目支出绩效自评表",
    )
    assert [row.scope for row in paper.indicators] == ["河道治理项目", "巡查项目"]
    assert paper.document.identity.project is None


@pytest.mark.parametrize(
    ("above", "header", "initial"),
    [
        ([], ["预算项目", "年初预算数（万元）", "全年执行数（万元）"], 1_205_000),
        ([["单位：万元"]], ["预算项目", "年初预算数", "全年执行数"], 1_205_000),
        ([], ["年度资金总额（万元）", "年初预算数", "全年执行数"], 1_205_000),
        ([], ["预算项目", "年初预算数", "全年执行数"], None),
    ],
    ids=["column", "caption", "first title", "nowhere"],
)
def test_money_is_in_yuan_wherever_its_unit_stands(above: LINES, header: list[object], initial: int | None) -> None:
    (budget,) = sheet(*above, [*header, "执行率"], ["基本支出", 120.5, 98, "81.33%"]).budgets
    assert budget.in_yuan == (initial is not None)
    assert budget.initial
    assert budget.initial.amount == (initial or Decimal("120.5"))


def test_a_plain_sum_that_was_not_all_spent_is_neither_met_nor_missed() -> None:
    header: list[object] = ["三级指标", "年度指标值", "实际完成值", "分值"]
    paper = sheet(
        header,
        ["运营支出", "2200万元", "2178万元", 10],
        ["门票收入", "2200万元", "2178万元", 10],
        ["办公经费", "≤10万元", "12万元", 5],
    )
    assert [row.missed for row in paper.indicators] == [False, True, True]


def test_a_plain_price_under_the_costs_is_neither_met_nor_missed() -> None:
    header: list[object] = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]
    paper = sheet(header, ["成本指标", "经济成本指标", "设备采购价格", "8万元", "78500元", 10])
    assert [row.missed for row in paper.indicators] == [False]
