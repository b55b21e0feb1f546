"""Tables for people: the columns that offices use in their lists of problems (问题清单), in Chinese."""

from collections.abc import Iterator, Sequence

from kpi_nlp import lexicon
from kpi_nlp.checks import ALL
from kpi_nlp.model import SEVERITY_TITLES, Finding, Indicator, Result, Value
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.map_tables import map_sheets
from kpi_nlp.reports.rules import rules_sheet
from kpi_nlp.reports.sheet import Sheet

_LEVELS = 2


def sheets(result: Result, view: View) -> Sequence[Sheet]:
    """Return the tables of a view, the main one first."""
    match view:
        case "extract":
            return (_indicators(result), documents_sheet(result))
        case "align":
            return (*map_sheets(result), documents_sheet(result))
        case "check":
            return (_findings(result), documents_sheet(result), rules_sheet(result), outcomes_sheet(result))


def _text(value: Value | None) -> str:
    return value.text if value else ""


def _findings(result: Result) -> Sheet:
    columns = (
        "序号", "疑点编号", "严重程度", "规则", "问题类型", "部门", "年度", "文件", "位置", "项目或子表", "一级指标", "二级指标", "三级指标",
        "目标值", "实际完成值", "填报完成率", "复算", "问题说明", "整改建议", "可排除情形", "依据一", "位置一", "依据二", "位置二",
    )  # fmt: skip
    widths = (6, 14, 9, 7, 18, 20, 7, 24, 30, 14, 12, 14, 22, 24, 24, 11, 26, 60, 10, 36, 36, 30, 36, 30)
    rows = tuple(_finding_row(number, finding, result) for number, finding in enumerate(result.findings, 1))
    tones = {(at, columns.index("严重程度")): finding.severity for at, finding in enumerate(result.findings)}
    return Sheet("疑点清单", columns, rows, widths, printed=columns.index("依据一"), tones=tones)


def _finding_row(number: int, finding: Finding, result: Result) -> tuple[str, ...]:
    row = finding.indicators[-1] if finding.indicators else None
    where = finding.evidence[-1].location if row is None else row.location
    year = result.paper(where.file).document.identity.year
    arithmetic = finding.computation
    quotes = [text for quote in finding.evidence[:2] for text in (quote.quote, str(quote.location))]
    return (
        str(number), finding.id, SEVERITY_TITLES[finding.severity], finding.code, finding.title, finding.department or "", str(year or ""),
        where.file, str(where), *_row_cells(row), f"{arithmetic.formula}＝{arithmetic.result}" if arithmetic else "", finding.message,
        finding.suggestion, finding.cleared_by, *(quotes + [""] * 4)[:4],
    )  # fmt: skip


def _row_cells(row: Indicator | None) -> tuple[str, ...]:
    if row is None:
        return ("",) * 7
    levels = (*row.levels, "", "")[:_LEVELS]
    return (row.scope or "", *levels, row.name, _text(row.target), _text(row.actual), _text(row.rate))


def _indicators(result: Result) -> Sheet:
    columns = (
        "文件",
        "部门",
        "年度",
        "阶段",
        "表",
        "范围",
        "一级指标",
        "二级指标",
        "三级指标",
        "目标值",
        "实际完成值",
        "完成率",
        "分值",
        "得分",
        "偏差原因",
        "位置",
        "修复",
    )
    widths = (28, 20, 7, 7, 10, 16, 12, 14, 26, 30, 30, 10, 7, 7, 30, 34, 24)
    return Sheet("指标", columns, tuple(_indicator_rows(result)), widths)


def _indicator_rows(result: Result) -> Iterator[tuple[str, ...]]:
    titles = lexicon.stages().titles
    for paper in result.papers:
        identity = paper.document.identity
        for row in paper.indicators:
            scope, first, second, name, target, actual, rate = _row_cells(row)
            yield (
                paper.document.path, identity.department or "", str(identity.year or ""), titles[identity.stage], row.table or "", scope, first, second, name,
                target, actual, rate, row.weight.text if row.weight else "", row.score.text if row.score else "", _text(row.reason), str(row.location),
                "、".join(row.repairs),
            )  # fmt: skip


def documents_sheet(result: Result) -> Sheet:
    """Return the sheet of the files: whose they are, and what was read of them."""
    titles = lexicon.stages().titles
    rows = [
        (
            paper.document.path,
            paper.document.identity.department or "未识别",
            str(paper.document.identity.year or "未识别"),
            titles[paper.document.identity.stage],
            paper.document.identity.project or "",
            str(len(paper.indicators)),
            str(len(paper.claims)),
            "；".join(f"{name_of(field)}：{source}" for field, source in paper.document.identity.sources),
            "；".join(dict.fromkeys(warning.message for warning in paper.document.warnings)),
        )
        for paper in result.papers
    ]
    rows += [
        (problem.path, "", "", "", "", "", "", "", f"{problem.reason}。{problem.hint}") for problem in result.problems
    ]
    columns = ("文件", "部门", "年度", "阶段", "项目", "指标数", "叙述数", "识别依据", "提醒")
    return Sheet("文件清单", columns, tuple(rows), (34, 24, 8, 8, 18, 8, 8, 30, 60))


def name_of(field: str) -> str:
    """Return the Chinese name of a field of identity."""
    return {"department": "部门", "year": "年度", "stage": "阶段"}[field]


def outcomes_sheet(result: Result, title: str = "规则统计") -> Sheet:
    """Return how each check fared."""
    rows = tuple(
        (
            check.code,
            check.title,
            SEVERITY_TITLES[check.severity],
            str(outcome.hit),
            str(outcome.clear),
            str(outcome.not_applicable),
            str(outcome.undecided),
        )
        for check in ALL
        if (outcome := result.outcomes.get(check.code)) is not None
    )
    return Sheet(title, ("规则", "名称", "等级", "命中", "未命中", "不适用", "无法判断"), rows, (8, 26, 8, 8, 8, 8, 10))
