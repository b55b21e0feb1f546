"""The forms of the report sets as grids of cells with spans: declaration, monitoring, self-evaluation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from boxes import Box

_VALUE = re.compile(r"^(?P<operator>[≥≤＝]?)(?P<number>[\d.]+)(?P<unit>[^\d，、]*)$")
_MID_YEAR = Decimal("0.52")
STAGE_TITLES = {
    "declaration": "绩效目标申报表",
    "monitoring": "绩效运行监控表",
    "self_evaluation": "部门整体绩效自评报告",
}


@dataclass(frozen=True)
class Form:
    """A titled table; each row holds the boxes that begin in it, from the left."""

    title: str
    subtitle: str
    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]


def form(department: dict[str, Any], year: dict[str, Any], stage: str) -> Form:
    """Return the form that a department fills in at a stage."""
    match stage:
        case "declaration":
            rows, widths = _declaration(department, year)
        case "monitoring":
            rows, widths = _monitoring(department, year)
        case _:
            rows, widths = _evaluation(department, year)
    title = "部门整体绩效自评表" if stage == "self_evaluation" else f"部门整体{STAGE_TITLES[stage]}"
    return Form(title, f"（{year['year']}年度）", tuple(tuple(row) for row in rows), widths)


def said(indicator: dict[str, Any], field: str, stage: str) -> str:
    """Return a field of an indicator as it is worded at a stage."""
    if field == "name":
        return str(indicator.get("names", {}).get(stage, indicator["name"]))
    return str(indicator.get(f"{field}@{stage}", indicator.get(field, "")))


def _head(*texts: str) -> list[Box]:
    return [Box(text, bold=True) for text in texts]


def _leveled(indicators: Sequence[dict[str, Any]]) -> Iterator[tuple[list[Box], dict[str, Any]]]:
    """Yield each indicator with the level boxes that begin in its row."""
    for first, group in groupby(indicators, key=lambda indicator: indicator["levels"][0]):
        members = list(group)
        opening = [Box(first, rows=len(members))]
        for second, inner in groupby(members, key=lambda indicator: indicator["levels"][1]):
            children = list(inner)
            for number, indicator in enumerate(children):
                yield opening + ([Box(second, rows=len(children))] if number == 0 else []), indicator
                opening = []


def _declaration(department: dict[str, Any], year: dict[str, Any]) -> tuple[list[list[Box]], tuple[int, ...]]:
    budget = year["budget"]
    split = department["layout"] == "operator"
    width = 6 if split else 4
    rows = [
        [*_head("部门名称"), Box(department["name"], columns=width - 1)],
        [*_head("预算整体情况", "部门预算支出"), Box("预算金额（万元）", columns=width - 2, bold=True)],
        [Box(""), Box("年初预算"), Box(budget["initial"], columns=width - 2)],
        [*_head("总体绩效目标"), Box(year["goal"], columns=width - 1)],
    ]
    if split:
        rows.append(_head("一级指标", "二级指标", "三级指标", "指标性质", "年度指标值", "度量单位"))
    else:
        rows.append(_head("一级指标", "二级指标", "三级指标", "年度指标值"))
    for opening, indicator in _leveled(year["indicator"]):
        name, target = said(indicator, "name", "declaration"), said(indicator, "target", "declaration")
        rows.append([*opening, Box(name), *(_operator_cells(target) if split else [Box(target)])])
    return rows, (12, 14, 30, 10, 26, 10) if split else (14, 18, 34, 30)


def _operator_cells(target: str) -> list[Box]:
    """Split a target into operator, number and unit, as the integrated budget system prints it; prose is 定性."""
    match = _VALUE.match(target)
    if match is None:
        return [Box("定性"), Box(target), Box("")]
    return [Box(match["operator"] or "＝"), Box(match["number"]), Box(match["unit"])]


def _monitoring(department: dict[str, Any], year: dict[str, Any]) -> tuple[list[list[Box]], tuple[int, ...]]:
    full = Decimal(year["budget"]["full"])
    spent = (full * _MID_YEAR).quantize(Decimal("0.01"))
    reasons = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
    chances = ("确定能", "有可能", "完全不可能")
    rows = [
        [*_head("部门名称"), Box(department["name"], columns=14)],
        [
            *_head("项目资金（万元）"),
            Box("全年预算数", columns=5, bold=True),
            Box("1-7月执行数", columns=5, bold=True),
            Box("执行率", columns=4, bold=True),
        ],
        [Box("年度资金总额"), Box(f"{full}", columns=5), Box(f"{spent}", columns=5), Box("52.00%", columns=4)],
        [
            *(
                Box(text, rows=2, bold=True)
                for text in ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况")
            ),
            Box("偏差原因分析", columns=5, bold=True),
            Box("完成目标可能性", columns=3, bold=True),
            Box("备注", rows=2, bold=True),
        ],
        _head(*reasons, *chances),
    ]
    for opening, indicator in _leveled(year["indicator"]):
        texts = [said(indicator, field, "monitoring") for field in ("name", "target", "mid", "forecast")]
        rows.append([*opening, *map(Box, texts), *(Box("") for _ in reasons), Box("√"), Box(""), Box(""), Box("")])
    return rows, (9, 11, 20, 18, 16, 16, 6, 6, 6, 7, 6, 6, 6, 7, 8)


def _evaluation(department: dict[str, Any], year: dict[str, Any]) -> tuple[list[list[Box]], tuple[int, ...]]:
    budget = year["budget"]
    rated = department["layout"] == "rate"
    width = 9 if rated else 8
    rows = [
        [*_head("部门名称"), Box(department["name"], columns=width - 1)],
        [
            *_head("部门资金（万元）", "资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
            *([Box("", bold=True)] if rated else []),
        ],
        [
            *map(
                Box,
                (
                    "",
                    "年度资金总额",
                    budget["initial"],
                    budget["full"],
                    budget["execution"],
                    "10",
                    budget["rate"],
                    budget["score"],
                ),
            ),
            *([Box("")] if rated else []),
        ],
        [*_head("年度总体目标"), Box(year["goal"], columns=width - 1)],
        _head(
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            "年度指标值",
            "实际完成值",
            *(("完成率",) if rated else ()),
            "得分",
            "偏差原因分析及改进措施",
        ),
    ]
    fields = ("name", "weight", "target", "actual", *(("rate",) if rated else ()), "score", "reason")
    for opening, indicator in _leveled(year["indicator"]):
        rows.append([*opening, *(Box(said(indicator, field, "self_evaluation")) for field in fields)])
    blanks = [Box("")] * (3 if rated else 2)
    rows.append([Box("总分", columns=3, bold=True), Box("100"), *blanks, Box(year["total"]), Box("")])
    return rows, (10, 12, 24, 7, 24, 28, *((9,) if rated else ()), 7, 24)
