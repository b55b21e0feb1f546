"""Cards of checks as text: for `explain`, and as Markdown for docs/checks.md."""

from collections.abc import Iterable, Iterator

from kpi_nlp.model import SEVERITY_TITLES, Check, Example, Page, Row

_STAGES = {
    "declaration": "申报",
    "adjustment": "调整",
    "monitoring": "监控",
    "self_evaluation": "自评",
    "other": "文件",
}


def card(check: Check) -> str:
    """Return a card as plain text."""
    lines = [
        f"{check.code} {check.title}（{check.name}，{SEVERITY_TITLES[check.severity]}）",
        "",
        f"为什么：{check.why}",
        f"依据：{check.basis}",
        f"可排除情形：{check.cleared_by}",
        f"建议：{check.suggestion}",
        "会报：",
        *(f"  · {example}" for example in map(shown_example, check.flags)),
        "不报：",
        *(f"  · {example}" for example in map(shown_example, check.passes)),
    ]
    return "\n".join(lines)


def markdown(checks: Iterable[Check]) -> str:
    """Return all cards as one Markdown page."""
    lines = ["# 规则说明", "", "由规则卡片自动生成（`make docs`），请勿手改。", ""]
    for check in checks:
        lines += [f"## {check.code} {check.title}", "", f"`{check.name}` · {SEVERITY_TITLES[check.severity]}", ""]
        lines += [f"**为什么** {check.why}", "", f"**依据** {check.basis}", ""]
        lines += [f"**可排除情形** {check.cleared_by}", "", f"**建议** {check.suggestion}", ""]
        lines += ["会报：", "", *(f"- {shown_example(example)}" for example in check.flags), ""]
        lines += ["不报：", "", *(f"- {shown_example(example)}" for example in check.passes), ""]
    return "\n".join(lines)


def shown_example(example: Example) -> str:
    """Return an example in one line."""
    match example:
        case Row():
            return _row(example)
        case Page():
            return _page(example)
        case pages:
            return "；".join(f"{page.year or '年度不明'}年{_STAGES[page.stage]}：{_page(page)}" for page in pages)


def _page(page: Page) -> str:
    rows = [_row(row) for row in page.rows[:3]]
    if len(page.rows) > len(rows):
        rows.append(f"……共 {len(page.rows)} 行")
    total = (f"合计 {page.total} 分",) if page.total else ()
    tables = ("表「" + "／".join("｜".join(row) for row in table) + "」" for table in page.tables)
    return "；".join((*(f"正文「{sentence}」" for sentence in page.sentences), *rows, *total, *tables))


def _row(row: Row) -> str:
    return f"「{row.name}」" + "，".join(_values(row))


def _values(row: Row) -> Iterator[str]:
    labels = {
        "target": "目标", "actual": "实际", "rate": "完成率", "weight": "分值", "score": "得分", "reason": "原因",
        "rubric": "评分标准", "note": "备注", "period_target": "实施周期指标值", "forecast": "全年预计", "likelihood": "完成可能性",
    }  # fmt: skip
    for field, label in labels.items():
        if (text := getattr(row, field)) is not None:
            yield f"{label} {text}"
