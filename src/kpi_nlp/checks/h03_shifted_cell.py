"""H03: a cell whose kind is not that of its column: a date that answers 正常运行, an amount under 完成率."""

from collections.abc import Iterator

from kpi_nlp.checks.dates import is_date, is_misplaced
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Remark, Row, Value, check
from kpi_nlp.text import clip, words_only

_NO_RATE = frozenset({"count", "money", "area", "length", "duration"})
_THINGS = _NO_RATE - {"duration"}


@check(
    code="H03",
    name="shifted-cell",
    title="串列错位",
    severity="question",
    over="indicators",
    why="表格粘贴或合并单元格时容易错行错列，一格的内容与本栏要填的不是一类，两项指标就都不可信。",
    basis="日期答了数量或「正常运行」一类状态；时效目标是日期而实际只填了数量；完成率栏填了日期或带单位的数；偏差原因栏只有数字。",
    cleared_by="该栏内容确为本项所填，栏名或目标另有含义并已说明。",
    suggestion="更正",
    flags=(
        Row(name="申报系统运行", target="正常运行", actual="2024年12月31日前", levels=("产出指标", "质量指标")),
        Row(name="验收合格率", target="100%", actual="2024年11月20日", levels=("产出指标", "质量指标")),
        Row(name="培训人数", target="200人", actual="210人", rate="210人"),
    ),
    passes=(
        Row(name="项目完成时间", target="及时", actual="2024年11月20日", levels=("产出指标", "时效指标")),
        Row(name="项目完成时间", target="2024年12月31日前", actual="100%", levels=("产出指标", "时效指标")),
        Row(name="培训人数", target="200人", actual="210人", rate="105%", reason="无"),
    ),
    summary="有 {count} 项指标的内容与所在栏目不是一类，请核对是否错行错列：{names}",
)
def shifted_cell(dossier: Dossier) -> Iterator[Answer]:
    """Compare what a cell holds with what its column and its row ask for."""
    for indicator in dossier.evaluated:
        if indicator.target is None and indicator.actual is None:
            continue
        found = _misplaced(indicator)
        yield found or Clear()


def _misplaced(indicator: Indicator) -> Remark | None:
    actual, rate, reason = indicator.actual, indicator.rate, indicator.reason
    if actual and is_misplaced(indicator):
        return _remark(indicator, "actual", actual, "实际完成值填的是日期")
    if actual and is_date(indicator.target) and _is_amount(actual, _THINGS):
        return _remark(indicator, "actual", actual, "目标是期限，实际完成值填的是数量")
    if rate and (is_date(rate) or _is_amount(rate, _NO_RATE)):
        return _remark(indicator, "rate", rate, "完成率栏填的不是比率")
    if reason and (is_date(reason) or _is_figure(reason)):
        return _remark(indicator, "reason", reason, "偏差原因栏填的不是文字说明")
    return None


def _is_amount(value: Value, kinds: frozenset[str]) -> bool:
    """Return whether a cell is one amount of these kinds and nothing else."""
    return len(value.quantities) == 1 and value.quantities[0].kind in kinds and _is_figure(value)


def _is_figure(value: Value) -> bool:
    """Return whether a cell is one amount and nothing else; 0 for 「none」 is no figure."""
    if len(value.quantities) != 1 or not value.quantities[0].number:
        return False
    return words_only(value.quantities[0].text) == words_only(value.text)


def _remark(indicator: Indicator, role: str, cell: Value, fault: str) -> Remark:
    quotes = Evidence.of_row(*indicator.answered) if indicator.answered else ()
    beside = () if role == "actual" and quotes else (Evidence.of(role, cell),)
    target = f"目标 {clip(indicator.target.stated)}，" if indicator.target else ""
    column = {"actual": "实际", "rate": "完成率", "reason": "偏差原因"}[role]
    message = f"「{indicator.name}」{target}{column} {clip(cell.text)}：{fault}，请核对是否错行错列。"
    return Remark(message, (*quotes, *beside), (indicator,))
