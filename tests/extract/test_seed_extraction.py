"""The five real reports, against what was counted and read by hand."""

import json
from pathlib import Path

import pytest
from pictures import picture

from kpi_nlp.model import Paper, Result

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = ("000", "001", "002", "003", "004")


def paper(result: Result, number: str) -> Paper:
    return next(paper for paper in result.papers if paper.document.name.startswith(number))


@pytest.mark.parametrize(
    ("number", "rows", "sheet_rows", "categories"),
    [("000", 56, 28, 0), ("001", 0, 0, 0), ("002", 31, 0, 5), ("003", 181, 21, 3), ("004", 0, 0, 0)],
)
def test_rows_counted_by_hand(seed_result: Result, number: str, rows: int, sheet_rows: int, categories: int) -> None:
    read = paper(seed_result, number)
    valued = sum(indicator.has_values for indicator in read.indicators)
    assert (valued, len(read.indicators) - valued, len(read.categories)) == (rows, sheet_rows, categories)


def test_rows_of_the_tables_of_one_report(seed_result: Result) -> None:
    scopes = [indicator.scope for indicator in paper(seed_result, "000").indicators if indicator.has_values]
    assert {scope: scopes.count(scope) for scope in scopes} == {
        "整体": 36,
        "广聚英才计划-专家工作站项目": 10,
        "科普经费项目": 10,
    }


@pytest.mark.parametrize(
    ("number", "department", "year", "stage"),
    [
        ("000", "广州市科学技术协会", 2022, "self_evaluation"),
        ("001", "广州市天河区科学技术协会", 2023, "self_evaluation"),
        ("002", "广州市科学技术协会", None, "declaration"),
        ("003", "深圳市科学技术协会(本级)", 2020, "self_evaluation"),
        ("004", "广东省江门市科学技术协会", 2022, "self_evaluation"),
    ],
)
def test_identity(seed_result: Result, number: str, department: str, year: int | None, stage: str) -> None:
    identity = paper(seed_result, number).document.identity
    assert (identity.department, identity.year, identity.stage) == (department, year, stage)


@pytest.mark.parametrize(
    ("number", "figures"),
    [
        ("001", {"约12000人", "48场", "10万多人", "100%", "458.62万元"}),
        ("004", {"80多场次", "30名", "2100余篇", "879.34万元", "超92万人次"}),
    ],
)
def test_prose_gives_claims_with_their_figures(seed_result: Result, number: str, figures: set[str]) -> None:
    said = {
        quantity.text.replace(" ", "") for claim in paper(seed_result, number).claims for quantity in claim.quantities
    }
    assert figures <= said


def test_levels_of_a_score_sheet_printed_in_the_middle_of_their_rows(seed_result: Result) -> None:
    sheet = [row for row in paper(seed_result, "000").indicators if not row.has_values]
    groups = {
        level: sum(float(row.weight.amount) for row in sheet if row.levels[0] == level and row.weight)
        for level in ("履职效能", "管理效率")
    }
    assert groups == {"履职效能": 50.0, "管理效率": 50.0}


def test_totals_scores_and_budgets(seed_result: Result) -> None:
    read = paper(seed_result, "003")
    assert [(total.label, str(total.figure.amount)) for total in read.totals] == [("综合评分", "96.51")]
    deducted = {score.subject: str(score.deducted) for score in read.scores if score.deducted is not None}
    assert deducted == {"政府采购执行率": "0.11", "编外人员控制率": "1", "预算执行率": "1.36", "项目完成及时性": "1.05"}
    first = read.budgets[0]
    assert (first.item, str(first.full and first.full.amount), str(first.execution and first.execution.amount)) == (
        "基本支出事项",
        "9670343.73",
        "8578843.10",
    )


@pytest.mark.parametrize("number", NAMES)
def test_golden_extraction(seed_result: Result, number: str) -> None:
    """Written by tools/write_golden.py, then read by eye against the report."""
    path = GOLDEN / f"{number}.json"
    assert picture(paper(seed_result, number)) == json.loads(path.read_text(encoding="utf-8"))
