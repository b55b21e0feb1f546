"""What a template of a 复核意见 may use: every field with its name in the template and what it holds.

The names are Chinese: who writes a template writes it in Word, for a finance bureau.
"""

from dataclasses import dataclass, field
from typing import Any


def _named(name: str, told: str, of: type | None = None) -> Any:  # noqa: ANN401 - as `dataclasses.field` itself
    """Declare a field of templates; `of` is the shape of its entries where it is a list."""
    return field(metadata={"name": name, "told": told, "of": of})


@dataclass(frozen=True, slots=True)
class Material:
    """A paper that was checked."""

    number: int = _named("序号", "从 1 起，依据的「出处」用它指明是哪份材料")
    year: str = _named("年度", "如「2024」；没有识别的写「年度未识别」")
    stage: str = _named("阶段", "申报、调整、监控、自评")
    project: str = _named("项目", "项目名称；整体材料为空")
    name: str = _named("名称", "文件名")


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim quote of a paper, and where it stands."""

    role: str = _named("角色", "目标、实际、完成率、正文等")
    quote: str = _named("引文", "报告原文")
    source: str = _named("出处", "如「材料3（2024年自评）第1个表 第7行 实际完成值」")
    location: str = _named("位置", "带文件名的完整位置")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a finding that speaks of several."""

    name: str = _named("名称", "指标名称")
    target: str = _named("目标", "目标值，可能为空")
    actual: str = _named("实际", "实际完成值，可能为空")
    quote: str = _named("说明", "这一行的问题，可能为空")
    source: str = _named("出处", "这一行在哪份材料的哪里")
    location: str = _named("位置", "带文件名的完整位置")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding on which a reviewer decided."""

    number: int = _named("序号", "在所属列表中从 1 起；分级问题连续编号")
    id: str = _named("编号", "疑点编号，如「YD-7F3K2M9Z」")
    code: str = _named("规则", "规则代号，如「R02」")
    title: str = _named("类型", "问题类型，如「目标值变更」")
    severity: str = _named("级别", "错误、疑点、提示")
    indicator: str = _named("指标", "指标名称；不涉及指标时为空")
    project: str = _named("项目", "所属项目；整体指标为空")
    year: str = _named("年度", "涉及的年度，如「2023、2024」")
    message: str = _named("说明", "程序写的问题说明")
    stated: str = _named("经核", "「经核，……，需核实。」整句")
    evidence: tuple[Quote, ...] = _named("依据", "双方原文；「涉及」中已列出的不重复，所以可能为空", Quote)
    rows: tuple[Line, ...] = _named("涉及", "涉及多行的问题逐行列出，其他问题为空", Line)
    arithmetic: str = _named("复算", "算式、结果和原填数值；没有算式时为空")
    basis: str = _named("规定", "规则的依据")
    cleared_by: str = _named("可排除情形", "什么情形下不构成问题")
    suggestion: str = _named("建议", "补充说明、更正、调减分值")
    request: str = _named("要求", "按建议写的一句话，如「请核实后更正。」")
    comment: str = _named("意见", "现行的复核意见：有复审的取复审，否则取初审；可能为空")
    first_comment: str = _named("初审意见", "可能为空")
    first_reviewer: str = _named("初审人", "可能为空")
    second_comment: str = _named("复审意见", "可能为空")
    second_reviewer: str = _named("复审人", "可能为空")


@dataclass(frozen=True, slots=True)
class Kind:
    """The confirmed findings of one check."""

    code: str = _named("规则", "规则代号")
    title: str = _named("类型", "问题类型")
    basis: str = _named("规定", "规则的依据")
    cleared_by: str = _named("可排除情形", "什么情形下不构成问题")
    count: int = _named("数量", "这一类的项数")
    items: tuple[Item, ...] = _named("问题", "这一类的问题", Item)


@dataclass(frozen=True, slots=True)
class Grade:
    """The confirmed findings of one severity."""

    severity: str = _named("级别", "错误、疑点、提示")
    told: str = _named("含义", "这一级别的含义")
    count: int = _named("数量", "这一级别的项数")
    kinds: tuple[Kind, ...] = _named("类型", "这一级别的各类问题", Kind)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each state; those that were dismissed are told nobody outside."""

    confirmed: int = _named("确认", "确认问题的项数")
    errors: int = _named("错误", "其中错误")
    questions: int = _named("疑点", "其中疑点")
    notes: int = _named("提示", "其中提示")
    needs_material: int = _named("补充", "需补充材料的项数")
    rectified: int = _named("整改", "已整改的项数")
    pending: int = _named("未复核", "还没有复核的项数，包括依据有变化、需重新复核的")
    changed: int = _named("需重新复核", "其中复核之后依据有变化的")


@dataclass(frozen=True, slots=True)
class Opinion:
    """The 复核意见 on the papers of one department."""

    department: str = _named("部门", "部门名称")
    years: str = _named("年度", "材料涉及的年度，如「2023、2024」；都没有识别时为空")
    date: str = _named("日期", "写出意见的日期，如「2026年3月5日」")
    run: int = _named("核对编号", "复核库中第几次核对")
    checked: str = _named("核对日期", "这次核对的日期")
    materials: tuple[Material, ...] = _named("材料", "核对过的材料", Material)
    counts: Counts = _named("数量", "各种状态的项数，写作 {{ 数量.确认 }}", Counts)  # noqa: RUF009 - it only declares
    grades: tuple[Grade, ...] = _named("分级问题", "确认的问题，按级别和类型分组", Grade)
    confirmed: tuple[Item, ...] = _named("确认问题", "确认的问题，不分组", Item)
    needs_material: tuple[Item, ...] = _named("需补充材料", "需补充材料的问题", Item)
    rectified: tuple[Item, ...] = _named("已整改", "已整改的问题", Item)
    first_reviewers: str = _named("初审人", "全部初审人，以顿号分隔；可能为空")
    second_reviewers: str = _named("复审人", "全部复审人，以顿号分隔；可能为空")
