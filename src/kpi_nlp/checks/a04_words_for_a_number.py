"""A04: a target in numbers that the actual answers in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.checks.dates import dates_of, is_date
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Quantity, Remark, Row, Undecided, Value, check
from kpi_nlp.text import clip, words_only

_ALL = re.compile(r"全部|全覆盖|全面|均|全额|全数|所有|悉数|足额|百分百|无一|逐一|应.{1,4}尽")
_STANDARD = re.compile(
    r"全部(?:达标|达到目标|达到要求|达到标准)"
)  # says how many are all only where 达标 is what is asked
_PLANNED = re.compile(
    r"年初(?=[\u4e00-\u9fff]{0,4}(?:计划|预算|目标|安排|任务|要求|部署|方案))"
)  # no date of an answer
_ALWAYS = re.compile(r"全天|全年|全程|昼夜")
_NONE = re.compile(r"无|未(?!超)|没有|零|不存在|杜绝")
_LISTED = re.compile(r"[、；;\n]|》(?!$)|[(（]\d{1,2}[)）]|[①-⑳]")
_THINGS = frozenset({"count", "other"})
_TICKS = frozenset("√是有对")
_FULL = 100
_TALLIED = frozenset({"count", "area", "length", "money"})
_UNDER_WAY = re.compile(r"推进|进展|序时|按计划|按期|按时|正常|有序|顺利|良好|稳步|扎实|积极|基本|已完成|过半|落实")
_TO_COME = re.compile(
    r"未|尚|不|将|拟|待|下半年|下一步|年底|年末|[四三34]季度|(?:[89]|1[0-2])月|计划(?=[^,，]*(?:开展|实施|启动|完成|组织))|暂|筹备|准备|前期"
)
_SINGLE_DAY = 1
_SIZES = frozenset({"money", "area", "length"})  # no count says how large


@check(
    code="A04",
    name="words-for-a-number",
    title="定量目标定性作答",
    severity="question",
    over="indicators",
    why="目标是数量，实际只写「完成」「良好」，无法核对完成了多少。",
    basis="目标的分项都有数量，实际完成值没有同类数量。中文数字（两百余条）、逐一列举、「全部」答 100%、「未发生」答零或上限、写明未开展的不计。监控表中逐月累加的数量只写进展的，为提示。",
    cleared_by="实际数量写在同一表的备注或正文中。",
    suggestion="补充说明",
    flags=(
        Row(name="活动成本", target="≤30万元", actual="完成", levels=("成本指标", "经济成本指标")),
        Row(name="培训人数", target="≥200人", actual="已按计划完成培训"),
        Row(name="满意度", target="≥90%", actual="满意", levels=("满意度指标", "服务对象满意度指标")),
    ),
    passes=(
        Row(name="信息采编数量", target="≥200条", actual="两百余条"),
        Row(name="政策覆盖率", target="100%", actual="实现全覆盖"),
        Row(name="安全事故发生次数", target="0次", actual="未发生"),
        Row(name="建设产业学院", target="建设1个以上的产业学院", actual="建成科学城光宝产业学院"),
    ),
    summary="有 {count} 项指标的目标是数量，实际完成值没有数量：{names}",
)
def words_for_a_number(dossier: Dossier) -> Iterator[Answer]:
    """Flag rows none of whose amounts is answered by an amount of its kind."""
    prompts = {(prompt.location, prompt.text) for paper in dossier.papers for prompt in paper.prompts}
    for indicator in dossier.indicators:
        said = indicator.answered
        half_way = dossier.identity(indicator).stage == "monitoring"
        if half_way and not _is_progress(indicator):
            continue
        if said is None or not indicator.parts or indicator.state == "unmet" or is_date(said[1]):
            continue
        if (said[1].location, said[1].text) in prompts:  # what the template says is H01's
            continue
        target, actual = said
        amounts = [part.target for part in indicator.parts]
        if any(part.actual for part in indicator.parts) or _is_empty(actual) or _in_words(amounts, indicator, actual):
            yield Clear()
        elif _unclear(amounts, target, actual):
            yield Undecided(f"「{indicator.name}」的实际完成值是列举或另一种数量，不能断定没有作答", indicator.location)
        else:
            message = f"「{indicator.name}」目标「{clip(target.stated)}」是数量，实际完成值「{clip(actual.text)}」没有填报该项数量。"
            yield Remark(message, Evidence.of_row(target, actual), (indicator,), severity="note" if half_way else None)


def _is_progress(indicator: Indicator) -> bool:
    """In a monitoring form only what is counted from month to month must be told in numbers, once it is under way."""
    said = indicator.actual.text if indicator.actual else ""
    tallied = all(part.target.kind in _TALLIED and (part.target.number or 0) > 1 for part in indicator.parts)
    return tallied and bool(_UNDER_WAY.search(said)) and not _TO_COME.search(said)


def _is_empty(actual: Value) -> bool:
    """A dash or 「无」 is an empty cell: H02's. A tick and 「是」 are words."""
    text = actual.text.strip()
    return text not in _TICKS and len(words_only(text)) <= 1


def _in_words(amounts: Sequence[Quantity], indicator: Indicator, actual: Value) -> bool:
    """Return whether the words are as good as the numbers, or the numbers stand in the note of the row."""
    noted = indicator.note.quantities if indicator.note else ()
    return any(other.kind == amount.kind for other in noted for amount in amounts) or all(
        _is_said(amount, _words(indicator, amount, actual)) for amount in amounts
    )


def _words(indicator: Indicator, amount: Quantity, actual: Value) -> str:
    """「全部达标」 beside 「准确率≥95%」 says that the target was reached, not that all were."""
    reached = amount.number != _FULL and "达标" not in indicator.name
    return _STANDARD.sub("", actual.text) if reached else actual.text


def _is_said(amount: Quantity, words: str) -> bool:
    """「全部」 is 100 %, 「未发生」 is none; of one thing it is enough to say that it was done."""
    if (amount.kind == "percent" and _ALL.search(words)) or (amount.kind == "duration" and _ALWAYS.search(words)):
        return True
    if (amount.low is None or amount.number == 0) and _NONE.search(words):
        return True
    return amount.kind in _THINGS and amount.number == 1


def _unclear(amounts: Sequence[Quantity], target: Value, actual: Value) -> bool:
    """Return whether the actual may be counted, or gives other numbers, or the target's number bounds no result."""
    told = [quantity for quantity in actual.quantities if quantity.kind != "ordinal"]
    days = dates_of(replace(actual, text=_PLANNED.sub("", actual.text)))
    counted = all(amount.kind in _SIZES | {"count"} and (amount.number or 0) > 1 for amount in amounts)
    if days and (told or len(days) > _SINGLE_DAY or not counted or _LISTED.search(actual.text)):
        return True
    if any(other.number == amount.number for other in told for amount in amounts):
        return True
    if told:
        return not all(
            amount.kind in _SIZES and amount.kind not in {other.kind for other in told} for amount in amounts
        )
    items = len(_LISTED.findall(actual.text)) + 1
    if items > 1 and any(amount.kind == "count" and items * 2 >= (amount.number or 0) for amount in amounts):
        return True
    return all(amount.kind == "duration" and words_only(amount.text) != words_only(target.text) for amount in amounts)
