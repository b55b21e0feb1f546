"""What stands beside the form of the whole: projects, money by source, city-wide figures; and the form of an adjustment."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal

from boxes import Box
from papers.report import Grid, Line

from planting.filings import Filing
from planting.press import Press
from planting.rows import Row, amounts, target

_COUNTED = ("count", "people", "few")


def adjustment(filing: Filing, press: Press) -> Iterator[Line | Grid]:
    """Yield the form that asks for other targets: what was wanted in the declaration, what is wanted now, and why."""
    yield Line(press("title", f"{filing.department}{filing.year}年部门整体绩效目标调整表"), heading=True)
    yield Line(press("subtitle", f"（{filing.year}年度）"))
    declared = {row.key: target(row, filing.year) for row in filing.of("declaration")}
    rows = [["一级指标", "二级指标", "三级指标", "调整前指标值", "调整后指标值", "调整原因"]]
    for row in filing.of("evaluation"):
        now = target(row, filing.year)
        if declared[row.key] != now:
            rows.append([*row.levels, row.name, declared[row.key], now, "因年中压减项目预算，经市财政局批复同意调整。"])
    yield _grid(rows, (10, 13, 24, 20, 20, 30))


def project(filing: Filing) -> Iterator[Line | Grid]:
    """Yield the form of one project: rows of the same names, of which it has a part."""
    yield Line("项目支出绩效自评表")
    yield Line(f"项目名称：{filing.department.removeprefix('澜川市')}重点工作专项经费")
    rows = [["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]]
    for row in filing.of("evaluation"):
        if row.kind in _COUNTED:
            goal, done = (max((number / 4).quantize(number, ROUND_DOWN), Decimal(1)) for number in (row.goal, row.done))
            rows.append([*row.levels, row.name, f"{row.bound}{goal}{row.unit}", f"{max(goal, done)}{row.unit}"])
    yield _grid(rows, (10, 13, 24, 20, 20))


def sources(filing: Filing) -> Iterator[Line | Grid]:
    """Yield the money by source, with 「其中」 rows below a row that they do not sum to."""
    budget = filing.money
    granted, spent = ((number * Decimal("0.92")).quantize(number) for number in (budget.full, budget.execution))
    part, used = ((number * Decimal("0.3")).quantize(number) for number in (granted, spent))
    yield Line("附：资金来源情况表（单位：万元）")
    yield _grid(
        [
            ["资金来源", "全年预算数", "全年执行数"],
            ["财政拨款", f"{granted}", f"{spent}"],
            ["其中：上级转移支付", f"{part}", f"{used}"],
            ["其他资金", f"{budget.full - granted}", f"{budget.execution - spent}"],
            ["合计", f"{budget.full}", f"{budget.execution}"],
        ],
        (30, 20, 20),
    )


def subtotals(filing: Filing) -> Iterator[Line | Grid]:
    """Yield the spending with sub-totals and their parts."""
    budget = filing.money
    wages = (budget.basic_execution * Decimal("0.8")).quantize(budget.full)
    building = (budget.project_execution * Decimal("0.6")).quantize(budget.full)
    yield Line("附：支出明细表（单位：万元）")
    yield _grid(
        [
            ["支出项目", "全年执行数"],
            ["一、基本支出", f"{budget.basic_execution}"],
            ["（一）人员经费", f"{wages}"],
            ["（二）公用经费", f"{budget.basic_execution - wages}"],
            ["二、项目支出", f"{budget.project_execution}"],
            ["（一）工程类项目", f"{building}"],
            ["（二）服务类项目", f"{budget.project_execution - building}"],
            ["合计", f"{budget.execution}"],
        ],
        (40, 20),
    )


def districts(filing: Filing) -> Iterator[Line | Grid]:
    """Yield what the districts did, none of which is an indicator of the department."""
    row = next(row for row in filing.of("evaluation") if row.kind in _COUNTED)
    first, second = ((row.done * share).quantize(row.done, ROUND_DOWN) for share in (Decimal("0.9"), Decimal("1.3")))
    yield Line(f"附：各县（市、区）{row.parts[0]}情况（单位：{row.unit}）")
    yield _grid(
        [["地区", "完成数"], ["东林县", f"{first}"], ["西江区", f"{second}"], ["合计", f"{first + second}"]], (30, 20)
    )


def inner_part(filing: Filing) -> Iterator[Line | Grid]:
    """Yield a table in which a row is part of the one above it: 「其中」."""
    rows = [["序号", "重点任务", "完成情况"]]
    counted: list[Row] = [row for row in filing.of("evaluation") if row.kind in {"count", "people"}]
    for number, row in enumerate(counted, 1):
        part = (row.done / 3).quantize(row.done, ROUND_DOWN)
        rows += [[f"{number}", row.name, f"{row.done}{row.unit}"], ["", "其中：由所属单位承担", f"{part}{row.unit}"]]
    yield Line("附：重点任务完成情况表")
    yield _grid(rows, (8, 40, 20))


def composites(filing: Filing) -> Iterator[Line | Grid]:
    """Yield one line that says a composite's parts in another order."""
    for row in filing.of("evaluation"):
        if row.kind == "composite":
            first, second = amounts(row, row.done, row.second_done).split("，")
            yield Line(f"其中，{second}，{first}。")


BESIDE: Mapping[str, Callable[[Filing], Iterator[Line | Grid]]] = {
    "project": project,
    "sources": sources,
    "subtotals": subtotals,
    "districts": districts,
    "inner_part": inner_part,
    "composites": composites,
}
"""What may stand below a self-evaluation, by name."""


def _grid(rows: list[list[str]], widths: tuple[int, ...]) -> Grid:
    return Grid(tuple(tuple(map(Box, row)) for row in rows), widths, head=range(1))
