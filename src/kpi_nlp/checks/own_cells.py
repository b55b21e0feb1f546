"""What a row says of itself under 偏差原因 or 备注, beside its own target and actual."""

import re
from collections.abc import Iterator

from kpi_nlp.checks.goal_distances import contradicts, difference, gap, outcome_of
from kpi_nlp.model import Computation, Evidence, Indicator, Paper, Quantity, Remark, Value
from kpi_nlp.quantities import agree, distances, overlaps
from kpi_nlp.text import clip, fold

_CLAUSE = re.compile(r"[^,，。;；:：!！?？]+")
_GOAL = r"(?:年初|年度|全年|预期|绩效|既定|设定|当年|本年)*(?:目标|任务|指标|计划)(?:任务|指标)?(?:值|数|要求)?"
_FAILED = re.compile(
    rf"(?:(?:本|该)(?:项)?(?:指标|任务|工作)?|截至年底|年底|年末|全年|目前|最终|导致|致使|造成|尚|仍|故|所以|因此)*未(?:能)?(?:按期|如期|按时|全部|足额)*(?:完成|达到|实现|达){_GOAL}"
)
_ACTUAL = re.compile(
    r"(?:^|[,，。;；:：])(?:全年|年度|本年|当年|最终|年底)*实际(?:共|已)?(?:完成|达到|完成值|值|数|数量)?(?:为|是|达)?[:：]?$"
)
_OTHER_TIME = re.compile(r"上半年|[1-9]月|季度|上年|去年|年初|若|如果|预计|原计划|调整前|部分|个别|其中")


def of_own_cells(paper: Paper) -> Iterator[Remark]:
    """Yield the rows whose reason or note tells another outcome than their actual."""
    for row in paper.indicators:
        for value in (row.reason, row.note):
            if value is not None and row.actual is not None and (told := _contradicted(value, row)):
                said, computation = told
                message = f"「{row.name}」说明写「{clip(said)}」，表中实际完成值为「{row.actual.stated}」"
                target = f"（目标「{row.target.stated}」）" if row.target else ""
                quotes = (Evidence.of("reason", value), *(Evidence.of_row(*row.answered) if row.answered else ()))
                yield Remark(f"{message}{target}。", quotes, (row,), computation, sentence=value.text)


def _contradicted(value: Value, row: Indicator) -> tuple[str, Computation | None] | None:
    """Return the words of a cell that cannot be true beside the row, None where all can."""
    printed = outcome_of(row)
    if printed is None or _OTHER_TIME.search(fold(value.text)):
        return None
    for distance in distances(value.text, value.quantities):
        if contradicts(distance, row):
            return value.text[distance.start : distance.end], difference(distance, row)
    for amount in value.quantities:
        if _ACTUAL.search(fold(value.text)[: amount.start]) and _differs(amount, printed[1]):
            return value.text[max(0, amount.start - len("实际完成")) : amount.end], gap(amount, printed[1], told="说明")
    failed = next((clause for clause in _CLAUSE.findall(fold(value.text)) if _FAILED.fullmatch(clause.strip())), None)
    return (failed, None) if failed and row.parts[0].met else None


def _differs(amount: Quantity, actual: Quantity) -> bool:
    return amount.unit == actual.unit and overlaps(amount, actual) is False and not agree(amount, actual)
