"""The words of the page that explains an extraction: names of roles and rows, amounts, facts in one line."""

from decimal import Decimal

from kpi_nlp.model import Budget, Category, Claim, Indicator, Quantity, Total
from kpi_nlp.quantities import shown

ROLES = {
    "sequence": ("序号", "rest"), "level1": ("一级指标", "level"), "level2": ("二级指标", "level"), "level3": ("三级指标", "name"), "level4": ("四级指标", "name"),
    "name": ("指标名称", "name"), "level_weight": ("上级分值", "rest"), "period_target": ("实施期目标值", "target"), "target": ("目标值", "target"),
    "adjusted_target": ("调整后目标值", "target"), "operator": ("指标性质", "target"), "unit": ("计量单位", "target"), "actual": ("实际完成值", "actual"),
    "forecast": ("全年预计", "actual"), "rate": ("完成率", "rate"), "weight": ("分值", "points"), "score": ("得分", "points"), "grade": ("等级", "points"), "reason": ("偏差原因", "reason"),
    "likelihood": ("完成可能性", "rest"), "note": ("备注说明", "rest"), "last_actual": ("上年实际", "rest"), "rubric": ("评分标准", "rest"),
    "project": ("项目", "label"), "item": ("支出项目", "item"), "task": ("任务内容", "item"), "goal": ("目标", "prose"), "goal_actual": ("目标完成情况", "prose"), "prose": ("叙述", "prose"),
    "budget_initial": ("年初预算", "money"), "budget_full": ("全年预算", "money"), "execution": ("执行数", "money"), "execution_forecast": ("预计执行", "rest"),
    "execution_rate": ("执行率", "rate"), "amount": ("金额", "money"), "total": ("合计", "points"),
    "department": ("部门", "label"), "heading": ("标题", "rest"), "money_unit": ("金额单位", "label"), "unit_in_charge": ("实施单位", "label"), "year": ("年度", "label"),
}  # fmt: skip
"""The Chinese name of each role, and the class of its colour."""

LEGEND = (
    ("title", "表头"), ("level", "上级指标"), ("name", "指标名称"), ("target", "目标值"), ("actual", "实际完成值"), ("rate", "完成率、执行率"), ("points", "分值、得分"),
    ("reason", "偏差原因"), ("money", "预算金额"), ("item", "支出项目"), ("prose", "目标与叙述"), ("label", "单位、项目、年度"), ("rest", "已识别，不参与核对"),
    ("unknown", "未识别"),
)  # fmt: skip
KINDS = {
    "heading": "标题", "titles": "表头", "indicator": "指标", "category": "空类别", "total": "合计", "budget": "预算", "prose": "叙述", "closing": "落款", "note": "说明，不核对", "label": "标签",
    "joined": "并入上行", "blank": "", "unread": "未识别",
}  # fmt: skip


def context(claim: Claim) -> str:
    """Return of which time and of whom a claim speaks, and what it says of the outcome."""
    return " · ".join(part for part in (claim.period, claim.scope, claim.judgement) if part)


def fact_line(fact: Indicator | Category | Total | Budget, printed: set[str]) -> str:
    """Return in one line what a row says; a name that stands in a cell of its own is not repeated."""
    match fact:
        case Indicator():
            return " / ".join((*fact.levels, *([] if fact.name in printed else [fact.name])))
        case Category():
            return " / ".join(fact.levels)
        case Total():
            return f"{fact.label} {fact.figure.text}"
        case Budget():
            unit = " 元" if fact.in_yuan else ""
            amounts = (("年初", fact.initial), ("全年", fact.full), ("执行", fact.execution))
            listed = "，".join(f"{name} {_grouped(figure.amount)}{unit}" for name, figure in amounts if figure)
            scope = f"（{fact.scope}）" if fact.scope else ""
            return f"{fact.item}{scope}：{listed}{'' if fact.in_yuan else '（单位未知）'}"


def interval(amount: Quantity) -> str:
    """Return an amount in signs: 「≥ 3 个」, 「2 至 3 小时」, 「约 12,000 人」."""
    low, high = (None if end is None else _grouped(end) for end in (amount.low, amount.high))
    if low == high:
        number = f"{low}"
    elif high is None:
        number = f"{'＞' if amount.low_open else '≥'} {low}"
    elif low is None:
        number = f"{'＜' if amount.high_open else '≤'} {high}"
    else:
        number = f"{low} 至 {high}"
    about = "约 " if amount.approximate else ""
    unit = "" if amount.unit is None else amount.unit if amount.unit == "%" else f" {amount.unit}"
    return f"{about}{number}{unit}"


def _grouped(number: Decimal) -> str:
    whole, point, rest = shown(number).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else shown(number)
