"""Every title, level, closing word and sign that forms are known to print, each in a small form of its own."""

from decimal import Decimal

import pytest
from drawing import drawn

from kpi_nlp.extract import extract
from kpi_nlp.model import Indicator, Paper, Value

TITLES = {
    "period_target": ["实施周期指标值", "中长期目标值", "实施期目标", "中期目标值"],
    "target": [
        "年度指标值", "年度指标值(A)", "年度目标值", "预期指标值", "指标值", "目标值", "年初目标值", "年初设定指标值", "全年目标值", "计划指标值", "计划完成值", "绩效指标值",
    ],
    "actual": [
        "实际完成值", "实际完成值(B)", "年度实现值", "实际完成指标值", "完成值", "全年完成值", "全年实际值", "实际完成情况", "1-7月执行情况", "1—6月完成值", "截至8月底完成情况", "上半年完成情况",
        "2023年1-7月执行情况", "1月至9月执行情况",
    ],
    "forecast": ["全年预计完成情况", "预计全年完成值"],
    "rate": ["完成率", "指标完成率", "完成比例", "完成率（%）", "完成率(B/A)"],
    "weight": ["分值", "权重", "满分", "分值（分）", "分值（100分）"],
    "score": ["得分", "自评分", "自评得分", "得分/自评分", "分数"],
    "reason": ["偏差原因分析及改进措施", "偏差原因分析", "未完成原因分析", "未完成原因和改进措施", "原因", "扣分原因"],
}  # fmt: skip
FILLED = {
    "period_target": "900次", "target": "300次", "actual": "290次", "forecast": "300次", "rate": "96.67%", "weight": "10", "score": "9.6", "reason": "台风",
}  # fmt: skip


def form(*lines: str) -> Paper:
    return extract(drawn("\n".join(["澜川市示例局2023年绩效自评表", *lines])))


def only(paper: Paper) -> Indicator:
    (indicator,) = paper.indicators
    return indicator


@pytest.mark.parametrize("broken", ["{}", "{0[0]}/ {0[1]}"], ids=["on one line", "broken"])
@pytest.mark.parametrize(("role", "title"), [(role, title) for role, titles in TITLES.items() for title in titles])
def test_a_title_gives_its_column_a_role(role: str, title: str, broken: str) -> None:
    half = len(title) // 2
    printed = broken.format(title) if broken == "{}" else broken.format((title[:half], title[half:]))
    others = [name for name in ("target", "score") if name != role]
    titles, values = [TITLES[name][0] for name in others], [FILLED[name] for name in others]
    paper = form(
        f"| 一级指标 | 三级指标 | {titles[0]} | {printed} | {' | '.join(titles[1:]) or '备注'} |",
        f"| 产出指标 | 巡查次数 | {values[0]} | {FILLED[role]} | {' | '.join(values[1:]) or '略'} |",
    )
    found = getattr(only(paper), role)
    assert found is not None
    assert found.text == FILLED[role]
    assert paper.document.warnings == ()


@pytest.mark.parametrize(
    "title", ["三级指标", "指标名称", "指标内容", "四级指标", "三级/ 指标", "三 级 指 标", "三级指标名称"]
)
def test_a_title_names_the_indicator(title: str) -> None:
    paper = form(f"| 一级指标 | {title} | 年度指标值 | 得分 |", "| 产出指标 | 巡查次数 | 300次 | 10 |")
    assert only(paper).name == "巡查次数"


MONEY = {
    "initial": ["年初预算数", "年初预算"],
    "full": ["全年预算数(A)", "全年预算数", "调整后预算数", "年度预算数", "预算金额(万元)", "全年预算"],
    "execution": ["全年执行数(B)", "预算执行数", "执行数", "决算数", "实际支出数", "1-7月执行数", "全年执行"],
    "rate": ["执行率(B/A)", "执行率", "预算执行率", "1-7月执行率"],
}


@pytest.mark.parametrize(("field", "title"), [(field, title) for field, titles in MONEY.items() for title in titles])
def test_a_title_of_money(field: str, title: str) -> None:
    other = "全年执行数" if field != "execution" else "年初预算数"
    (budget,) = form("单位：万元", f"| 资金来源 | {other} | {title} |", "| 基本支出 | 80 | 12.5 |").budgets
    assert getattr(budget, field).amount == (Decimal("12.5") if field == "rate" else 125000)
    assert budget.item == "基本支出"


LEVELS = {
    "产出指标": ["产出指标", "产出", "★产出指标", "产出指标(50分)", "产出指标（50）", "一、产出指标", "产/ 出/ 指/ 标", "产 出 指 标", "产出类指标"],
    "效益指标": ["效益指标", "效果指标", "2.效益指标"],
    "满意度指标": ["满意度指标", "满意度"],
    "成本指标": ["成本指标", "成本"],
}  # fmt: skip
SECOND = {
    "数量指标": ["数量指标", "数量", "数量值", "产出数量"],
    "质量指标": ["质量指标", "质量", "质量值"],
    "时效指标": ["时效指标", "时效", "时效值"],
    "经济效益指标": ["经济效益指标", "经济效益", "经济效益值"],
    "社会效益指标": ["社会效益指标", "社会效益"],
    "生态效益指标": ["生态效益指标", "生态效益"],
    "可持续影响指标": ["可持续影响指标", "可持续影响", "可持续发展", "可持续发展指标"],
    "服务对象满意度指标": ["服务对象满意度指标", "服务对象满意度", "社会公众或服务对象满意度指标"],
    "经济成本指标": ["经济成本指标", "经济成本"],
    "社会成本指标": ["社会成本指标", "社会成本"],
    "生态环境成本指标": ["生态环境成本指标", "生态环境成本"],
}  # fmt: skip


@pytest.mark.parametrize(("canonical", "printed"), [(name, word) for name, words in LEVELS.items() for word in words])
def test_a_first_level_as_printed(canonical: str, printed: str) -> None:
    paper = form("| 一级指标 | 三级指标 | 年度指标值 | 得分 |", f"| {printed} | 巡查次数 | 300次 | 10 |")
    assert only(paper).levels == (canonical,)


@pytest.mark.parametrize(("canonical", "printed"), [(name, word) for name, words in SECOND.items() for word in words])
def test_a_second_level_as_printed(canonical: str, printed: str) -> None:
    paper = form("| 二级指标 | 三级指标 | 年度指标值 | 得分 |", f"| {printed} | 巡查次数 | 300次 | 10 |")
    assert only(paper).levels == (canonical,)


@pytest.mark.parametrize("word", ["合计", "总分", "综合评分", "总计", "合 计", "总　分", "自评总分", "得分合计"])
def test_a_total_is_no_indicator(word: str) -> None:
    paper = form(
        "| 三级指标 | 年度指标值 | 分值 | 得分 |", "| 巡查次数 | 300次 | 100 | 96.5 |", f"| {word} | | 100 | 96.5 |"
    )
    assert only(paper).name == "巡查次数"
    assert [total.figure.amount for total in paper.totals] == [Decimal("96.5")]


@pytest.mark.parametrize(
    "closing",
    [
        "评分等级 | 优", "评价等级 | 良 | |", "等级 | 优", "填表人：办公室", "填表人 | 张某 | 审核人 | 李某", "联系电话：0000000", "填报日期：2024年1月5日", "单位负责人（签章）：",
        "备注：本表一式两份", "注：1.定量指标完成的，得满分；未完成的，按比例得分。", "说明 | 无", "填表说明：分值合计100分。",
    ],
)  # fmt: skip
def test_what_closes_a_form_is_no_indicator(closing: str) -> None:
    paper = form("| 三级指标 | 年度指标值 | 分值 | 得分 |", "| 巡查次数 | 300次 | 100 | 96.5 |", f"| {closing} |")
    assert only(paper).name == "巡查次数"
    assert (paper.totals, paper.claims, paper.document.warnings) == ((), (), ())


def shown(value: Value | None) -> list[tuple[Decimal | None, Decimal | None, str | None]]:
    return [(amount.low, amount.high, amount.unit) for amount in value.quantities] if value else []


@pytest.mark.parametrize(
    ("sign", "low", "high"),
    [
        ("≥", 95, None), ("≧", 95, None), (">=", 95, None), ("≤", None, 95), ("≦", None, 95), ("<=", None, 95), ("=", 95, 95), ("＝", 95, 95), ("大于等于", 95, None), ("小于等于", None, 95),
        ("正向", 95, None), ("反向", None, 95), ("不少于", 95, None), ("不低于", 95, None), ("不超过", None, 95), ("不高于", None, 95), ("定性", 95, 95), ("等于", 95, 95),
    ],
)  # fmt: skip
def test_an_operator_and_a_unit_in_columns_of_their_own(sign: str, low: int | None, high: int | None) -> None:
    paper = form("| 三级指标 | 指标性质 | 指标值 | 度量单位 | 得分 |", f"| 合格率 | {sign} | 95 | % | 10 |")
    assert shown(only(paper).target) == [(low, high, "%")]


@pytest.mark.parametrize(
    ("printed", "stated"),
    [
        ("95", "≥95%"),
        ("≥95", "≥95%"),
        ("≥95%", "≥95%"),
        ("95%", "≥95%"),
        ("90-95", "90-95%"),
        ("按期", "按期"),
        ("12月31日前", "≥12月31日前"),
    ],
)
def test_an_operator_and_a_unit_are_added_once(printed: str, stated: str) -> None:
    paper = form("| 三级指标 | 指标性质 | 指标值 | 度量单位 | 得分 |", f"| 合格率 | ≥ | {printed} | % | 10 |")
    target = only(paper).target
    assert target is not None
    assert (target.text, target.stated) == (printed, stated)
