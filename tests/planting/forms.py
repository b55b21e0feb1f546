"""The forms of declaration, monitoring and self-evaluation, printed place by place."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN
from itertools import groupby

from boxes import Box
from papers.report import Grid, Line

from planting.figures import grade, points, total
from planting.filings import Filing
from planting.press import Press
from planting.rows import Row, actual, expected, halfway, plain, rate, reason, score, target

_REASONS = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
_CHANCES = ("确定能", "有可能", "完全不可能")
_WIDTHS = {
    "name": 24,
    "target": 24,
    "actual": 26,
    "weight": 7,
    "score": 7,
    "rate": 9,
    "rubric": 26,
    "reason": 24,
    "period": 22,
}
_TITLES = {
    "weight": "分值",
    "target": "年度指标值",
    "actual": "实际完成值",
    "rate": "完成率",
    "score": "得分",
    "rubric": "评分标准",
    "reason": "偏差原因分析及改进措施",
}
_AMOUNT = re.compile(r"(?P<sign>[≥≤]?)(?P<number>[\d.]+)(?P<unit>[^\d，、；-]*)")
_RUBRIC = "达到目标值得满分，未达到的按完成比例计分。"


def declaration(filing: Filing, press: Press) -> Iterator[Line | Grid]:
    """Yield the form of goals and the tasks with their money."""
    yield Line(press("title", f"{filing.department}{filing.year}年部门整体绩效目标申报表"), heading=True)
    yield Line(press("subtitle", f"（{filing.year}年度）"))
    wanted = ["指标性质", "年度指标值", "计量单位"] if filing.layout.split else ["年度指标值"]
    titles = ["一级指标", "二级指标", "三级指标", *(["实施周期指标值"] if filing.layout.period else []), *wanted]
    width = len(titles)
    above = [
        [Box("部门名称"), Box(filing.department, columns=width - 1)],
        [Box("年初预算数（万元）"), Box(press("budget.initial", f"{filing.money.initial}"), columns=width - 1)],
        [Box("年度总体目标"), Box(press("goal", goal(filing)), columns=width - 1)],
    ]
    body = []
    for opening, row in _leveled(filing.of("declaration")):
        cells = [press(f"{row.key}.name", row.name)]
        cells += [press(f"{row.key}.period", _period(row, filing.year))] if filing.layout.period else []
        whole = press(f"{row.key}.target", target(row, filing.year))
        cells += _apart(whole) if filing.layout.split else [whole]
        body.append([*opening, *map(Box, cells)])
    yield _grid([*above, [Box(text) for text in titles], *body], (12, 16, 30, *([22] * (width - 3))), len(above))
    yield Line("部门主要任务预算表（单位：万元）")
    yield _grid([[Box(text) for text in row] for row in _tasks(filing, press)], (40, 20), 0)


def _apart(whole: str) -> list[str]:
    """Print sign, number and unit of a target apart, as the integrated budget system does; words are 定性."""
    found = _AMOUNT.fullmatch(whole)
    return [found["sign"] or "＝", found["number"], found["unit"]] if found else ["定性", whole, ""]


def goal(filing: Filing) -> str:
    """Return the goal of the year: what the rows count, in words."""
    aims = [row.parts[0] for row in filing.of("declaration") if row.kind in {"count", "people", "few", "composite"}]
    return f"按照市委、市政府部署，{'、'.join(aims) or '认真履行部门职责'}，不断提高服务水平。"


def _period(row: Row, year: int) -> str:
    from dataclasses import replace

    if row.kind == "composite":
        return target(replace(row, goal=row.period, second=row.second * (1 if row.period == row.goal else 3)), year)
    if row.kind == "date":
        return f"{year + 2}年12月底前"
    return target(row, year) if row.kind in {"words", "range"} else target(replace(row, goal=row.period), year)


def _tasks(filing: Filing, press: Press) -> Iterator[tuple[str, str]]:
    aims = [row.parts[0] for row in filing.of("declaration") if row.kind in {"count", "people", "few", "composite"}]
    first, second, third = filing.money.tasks
    yield "任务名称", "预算金额"
    names = (aims[0] if aims else "重点工作", aims[1] if len(aims) > 1 else "日常工作", "机关及所属单位运转保障")
    for place, name, amount in zip(("first", "second", "third"), names, (first, second, third), strict=True):
        yield press(f"tasks.{place}.name", name), press(f"tasks.{place}", f"{amount}")
    yield "合计", press("tasks.total", f"{first + second + third}")


def monitoring(filing: Filing, press: Press) -> Iterator[Line | Grid]:
    """Yield the form of July."""
    spent = press("budget.execution", f"{(filing.money.full * 52 / 100).quantize(filing.money.full)}")
    yield Line(press("title", f"{filing.department}{filing.year}年部门整体绩效运行监控表"), heading=True)
    yield Line(press("subtitle", f"（{filing.year}年度）"))
    above = [
        [Box("部门名称"), Box(filing.department, columns=14)],
        [Box("部门资金（万元）"), Box("全年预算数", columns=5), Box("1-7月执行数", columns=5), Box("执行率", columns=4)],
        [Box("年度资金总额"), Box(press("budget.full", f"{filing.money.full}"), columns=5), Box(spent, columns=5), Box(press("budget.rate", "52.00%"), columns=4)],
    ]  # fmt: skip
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况")
    titles = [
        [*(Box(text, rows=2) for text in heads), Box("偏差原因分析", columns=5), Box("完成目标可能性", columns=3), Box("备注", rows=2)],
        [Box(text) for text in (*_REASONS, *_CHANCES)],
    ]  # fmt: skip
    body = []
    for opening, row in _leveled(filing.of("monitoring")):
        cells = {
            "name": row.name, "target": target(row, filing.year), "mid": halfway(row), "forecast": expected(row, filing.year),
        }  # fmt: skip
        texts = [press(f"{row.key}.{kind}", text) for kind, text in cells.items()]
        causes = [*([""] * (len(_REASONS) - 1)), press(f"{row.key}.cause", "")]
        marks = ["√" if chance == row.likelihood else "" for chance in _CHANCES]
        body.append([*opening, *map(Box, (*texts, *causes, *marks, press(f"{row.key}.remark", "")))])
    yield _grid([*above, *titles, *body], (9, 11, 20, 18, 16, 16, 6, 6, 6, 7, 6, 6, 6, 7, 8), len(above), 2)


def evaluation(filing: Filing, press: Press) -> Iterator[Line | Grid]:
    """Yield the score sheet and what the money was spent on."""
    look = filing.layout
    values = ["target", "actual", *(["rate"] if look.rated else [])]
    kinds = [*values, "weight"] if look.late else ["weight", *values]
    kinds += ["score", *(["rubric"] if look.rubric else []), *([] if look.bare else ["reason"])]
    width = 3 + len(kinds)
    above = [*_budget(filing, press, width), [Box("年度总体目标"), Box(press("goal", goal(filing)), columns=width - 1)]]
    titles = [Box(text) for text in ("一级指标", "二级指标", "三级指标", *(_TITLES[kind] for kind in kinds))]
    body = []
    for opening, row in _leveled(filing.of("evaluation")):
        shown = _shown(row, filing)
        body.append(
            [
                *_pointed(opening, row, filing, press),
                *(Box(press(f"{row.key}.{kind}", shown[kind])) for kind in ("name", *kinds)),
            ]
        )
    below = [[Box("总分", columns=3), *(Box(_sum(kind, filing, press)) for kind in kinds)]]
    below += (
        [[Box("自评等级", columns=3), Box(press("grade", grade(filing)), columns=width - 3)]] if look.graded else []
    )
    yield Line("部门整体支出绩效自评表", heading=True)
    yield Line(press("subtitle", f"（{filing.year}年度）"))
    yield _grid([*above, titles, *body, *below], (10, 13, 24, *(_WIDTHS[kind] for kind in kinds)), len(above))
    yield Line("附：支出构成情况表（单位：万元）")
    yield _grid([[Box(text) for text in row] for row in _costs(filing, press)], (30, 20, 20, 14), 0)


def _shown(row: Row, filing: Filing) -> dict[str, str]:
    return {
        "name": row.name, "weight": plain(row.weight), "target": target(row, filing.year), "actual": actual(row, filing.year),
        "rate": f"{rate(row, capped=filing.layout.capped)}%", "score": plain(score(row)), "rubric": _RUBRIC, "reason": reason(row),
    }  # fmt: skip


def _sum(kind: str, filing: Filing, press: Press) -> str:
    match kind:
        case "weight":
            return press("total.weight", "100")
        case "score":
            return press("total.score", plain(total(filing)))
    return ""


def _pointed(opening: Sequence[Box], row: Row, filing: Filing, press: Press) -> list[Box]:
    """Print the points of a first level beside its name where the form does so."""
    level = row.levels[0]
    if not filing.layout.points:
        return list(opening)
    text = f"{level}（{plain(points(filing, level))}分）"
    return [Box(press(f"points.{level}", text), rows=box.rows) if box.text == level else box for box in opening]


def _budget(filing: Filing, press: Press, width: int) -> Iterator[list[Box]]:
    budget = filing.money
    yield [Box("部门名称"), Box(filing.department, columns=width - 1)]
    yield [
        *map(Box, ("部门资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率")),
        Box("得分", columns=width - 6),
    ]
    cells = {
        "initial": f"{budget.initial}",
        "full": f"{budget.full}",
        "execution": f"{budget.execution}",
        "weight": "10",
        "rate": f"{budget.rate}%",
        "score": plain(budget.score),
    }
    texts = [press(f"budget.{kind}", text) for kind, text in cells.items()]
    yield [Box("年度资金总额"), *map(Box, texts[:-1]), Box(texts[-1], columns=width - 6)]


def _costs(filing: Filing, press: Press) -> Iterator[list[str]]:
    budget = filing.money
    parts = {
        "basic": ("基本支出", budget.basic_full, budget.basic_execution), "project": ("项目支出", budget.project_full, budget.project_execution),
        "total": ("合计", budget.full, budget.execution),
    }  # fmt: skip
    yield ["支出类别", "全年预算数", "全年执行数", "执行率"]
    for key, (name, full, execution) in parts.items():
        share = f"{(execution / full * 100).quantize(full, ROUND_DOWN)}%"
        cells = {"full": f"{full}", "execution": f"{execution}", "rate": share}
        yield [name, *(press(f"costs.{key}.{kind}", text) for kind, text in cells.items())]


def _leveled(rows: Sequence[Row]) -> Iterator[tuple[list[Box], Row]]:
    """Yield each row with the boxes of levels that begin in it."""
    for first, group in groupby(rows, key=lambda row: row.levels[0]):
        members = list(group)
        opening = [Box(first, rows=len(members))]
        for second, inner in groupby(members, key=lambda row: row.levels[1]):
            children = list(inner)
            for place, row in enumerate(children):
                yield [*opening, *([Box(second, rows=len(children))] if place == 0 else [])], row
                opening = []


def _grid(rows: Sequence[Sequence[Box]], widths: tuple[int, ...], above: int, head: int = 1) -> Grid:
    return Grid(tuple(map(tuple, rows)), widths, head=range(above, above + head))
