"""Whole reports by chance: title, prose, one to four forms with the names of their projects."""

from random import Random

from papers.forms import form, layout
from papers.report import Block, Line, Printed, Report

_WHOLE = "整体"
_PROJECTS = ("科普活动经费项目", "农村公路养护工程", "“林长制”专项经费", "公共文化服务专项资金", "老旧小区改造项目")
_PROSE = (
    "全年共举办科普讲座{a}场，培训群众{b}人次，群众满意度达到{c}%。", "预算执行率为{c}%，资金使用合规，管理制度健全。", "按照部门职责和年度工作计划，认真组织实施各项工作。", "累计维修农村公路{a}公里，投入资金{b}万元。",
)  # fmt: skip


def random_report(seed: int) -> Report:
    """Return the report of a seed; the same seed gives the same report."""
    chance = Random(seed)
    year = chance.randint(2021, 2024)
    blocks: list[Block] = [Line(f"澜川市示例局{year}年度部门整体支出绩效自评报告", heading=True), Line("一、基本情况")]
    blocks += [Line(_sentence(chance)) for _ in range(chance.randint(1, 4))]
    blocks.append(Line("二、绩效目标完成情况"))
    rows: list[Printed] = []
    totals: list[str] = []
    scopes = [_WHOLE, *chance.sample(_PROJECTS, chance.randint(0, 3))]
    for number, scope in enumerate(scopes, 1):
        head = _opening(chance, blocks, number, scope)
        grid, printed, total = form(chance, layout(chance), scope, head)
        blocks.append(grid)
        rows += printed
        totals += [total] if total else []
    blocks += [Line("三、存在的问题和改进措施"), Line("下一步将进一步加强预算绩效管理。")]
    return Report(tuple(blocks), tuple(rows), tuple(totals))


def _opening(chance: Random, blocks: list[Block], number: int, scope: str) -> list[tuple[str, str]]:
    """Print the caption of a form, and name its project above it or in its first row."""
    if scope == _WHOLE:
        blocks.append(Line(f"表{number} 部门整体支出绩效自评表"))
        return [("部门名称", "澜川市示例局")] if chance.random() < 0.3 else []
    if chance.random() < 0.5:
        blocks.append(Line(f"表{number} 项目支出绩效自评表"))
        return [("项目名称", scope)]
    blocks += [Line(f"项目名称：{scope}"), Line(f"表{number} 项目支出绩效自评表")]
    return []


def _sentence(chance: Random) -> str:
    return chance.choice(_PROSE).format(
        a=chance.randint(3, 80), b=chance.randint(100, 9000), c=round(chance.uniform(80, 100), 1)
    )
