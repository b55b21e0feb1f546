"""H03: a cell whose kind is not that of its column: a date that answers 正常运行, an amount under 完成率."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kpi_nlp.checks.dates import dates_of, is_date, is_misplaced
from kpi_nlp.checks.shifted_columns import (
    amounts_for_dates,
    crossed_names,
    crossed_rates,
    crossed_rows,
    shifted_points,
    shifted_shares,
)
from kpi_nlp.lexicon import levels
from kpi_nlp.model import Answer, Clear, Dossier, Evidence, Indicator, Remark, Row, Value, check
from kpi_nlp.text import clip, han_only, squeeze, words_only

_NO_RATE = frozenset({"count", "money", "area", "length", "duration"})
_THINGS = _NO_RATE - {"duration"}
_NO_POINTS = _THINGS | {"percent"}
_COLUMNS = {"actual": "实际", "rate": "完成率", "forecast": "预计全年", "reason": "偏差原因", "points": "分值或得分"}
_OTHERS = 2  # so many rows with points in place show that the columns are read as they are meant
_BARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?$")
_SHORTEST_NAME = 4
_RULE = re.compile(
    r"得满分|[得扣计]\d+(?:\.\d+)?分|(?:按|酌情|比例)[^,，。;；]{0,8}[计得扣]分|扣完为止|不得分|满分值?[,，;；]"
)
_ACCOUNT = re.compile(
    r"(?:的)?(?:达标|完成|落实|执行|开展|实施)?(?:情况)?(?:的)?(?:说明|情况|报告|统计表?|汇总表?|明细表?|一览表)"
)
_TOLD = re.compile(r"[已将]|完成|按时|如期")  # 「已于次年1月完成」 is a sentence
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分$")


@check(
    code="H03",
    name="shifted-cell",
    title="串列错位",
    severity="question",
    over="indicators",
    why="表格粘贴或合并单元格时容易错行错列，一格的内容与本栏要填的不是一类，两项指标就都不可信。",
    basis="日期答了数量或「正常运行」一类状态；时效目标是日期而实际只填了数量；完成率栏填了日期或带单位的数；偏差原因栏只有数字；分值、得分栏填了数量或日期；得分空着而实际填了分值，或实际填了本行的分值「10分」；名称填了数而分值栏填了名称；目标填了「数量指标」一类栏名；实际照写指标名称或评分标准；名称与目标、实际与完成率、相邻两行的实际互换；分值、预算金额栏填了比率；问时间的指标目标填了比率。",
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
    rows = [row for row in dossier.evaluated if row.target or row.actual]
    scored = Counter((row.document, row.table) for row in rows if row.score and row.weight)
    for indicator in rows:
        beside = scored[indicator.document, indicator.table] >= _OTHERS
        yield (_of_points(indicator) if beside else None) or _misplaced(indicator) or Clear()
    yield from crossed_rows(rows)
    yield from shifted_points(rows)
    yield from amounts_for_dates(dossier)
    for paper in dossier.papers:
        yield from shifted_shares(paper)
        if paper.document.identity.stage == "monitoring":
            yield from (remark for row in paper.indicators if (remark := _half_way(row)))


def _half_way(indicator: Indicator) -> Remark | None:
    """Look at a row of a monitoring form, where only a day in an answer of amounts and an amount for a reason are certain."""
    for role in ("actual", "forecast"):
        cell: Value | None = getattr(indicator, role)
        asked = indicator.target.quantities if indicator.target else ()
        if asked and cell and _is_day(cell) and is_misplaced(replace(indicator, actual=cell)):
            return _remark(indicator, role, cell, "填的是日期")
    reason = indicator.reason
    if reason and _is_figure(reason) and reason.quantities[0].unit:
        return _remark(indicator, "reason", reason, "偏差原因栏填的不是文字说明")
    return crossed_names(indicator)


def _is_day(cell: Value) -> bool:
    """Return whether a cell is one day, and nothing of what is planned."""
    days = dates_of(cell)
    return len(days) == 1 and days[0].start == days[0].end and words_only(days[0].text) == words_only(cell.text)


def _of_points(indicator: Indicator) -> Remark | None:
    """Look at the columns of points, where the rows around have theirs in place."""
    actual, target, weight = indicator.actual, indicator.target, indicator.weight
    cell = next((cell for cell in indicator.astray if is_date(cell) or _is_amount(cell, _NO_POINTS)), None)
    if cell:
        return _remark(indicator, "points", cell, "分值、得分栏填的不是分数")
    if _BARE.match(indicator.name) and (name := next((cell for cell in indicator.astray if _is_name(cell)), None)):
        return _remark(indicator, "points", name, "指标名称与分值、得分疑似互换")
    if actual and target and weight and _is_weight(actual, target, weight.amount):
        return _remark(indicator, "actual", actual, f"与分值 {weight.text} 相同，实际完成值填的是分数")
    if actual and target and weight and "score" in indicator.blank and _is_score(actual, target, weight.amount):
        return _remark(indicator, "actual", actual, f"与分值 {weight.text} 相同，得分栏空着，实际完成值填的疑为得分")
    return None


def _is_score(actual: Value, target: Value, weight: Decimal) -> bool:
    """Return whether an actual is the bare number of the points, far from a target that has a unit."""
    if not _BARE.match(actual.text) or len(target.quantities) != 1 or (goal := target.quantities[0].number) is None:
        return False
    return target.quantities[0].unit is not None and Decimal(actual.text) == weight and goal > weight * 2


def _is_weight(actual: Value, target: Value, weight: Decimal) -> bool:
    """Return whether an actual is the points of the row, 「10分」, where the target asks for a share or an amount of things."""
    asked = target.quantities[0].kind in _NO_POINTS if len(target.quantities) == 1 else False
    return asked and bool(_POINTS.match(actual.text)) and Decimal(actual.text.removesuffix("分")) == weight


def _is_name(cell: Value) -> bool:
    return not cell.quantities and len(han_only(cell.text)) >= _SHORTEST_NAME


def _misplaced(indicator: Indicator) -> Remark | None:
    rate, reason = indicator.rate, indicator.reason
    if found := _of_values(indicator) or crossed_names(indicator) or crossed_rates(indicator):
        return found
    for role, cell in (("rate", rate), ("reason", reason)):
        if cell and len(han_only(cell.text)) >= _SHORTEST_NAME and words_only(cell.text) == words_only(indicator.name):
            return _remark(indicator, role, cell, f"{_COLUMNS[role]}栏填的是指标名称")
    if rate and (is_date(rate) or _is_amount(rate, _NO_RATE)):
        return _remark(indicator, "rate", rate, "完成率栏填的不是比率")
    if reason and ((is_date(reason) and not _TOLD.search(reason.text)) or _is_figure(reason)):
        return _remark(indicator, "reason", reason, "偏差原因栏填的不是文字说明")
    return None


def _of_values(indicator: Indicator) -> Remark | None:
    actual = indicator.actual
    if actual and is_misplaced(indicator):
        return _remark(indicator, "actual", actual, "实际完成值填的是日期")
    if actual and is_date(indicator.target) and (_is_amount(actual, _THINGS) or _POINTS.match(actual.text)):
        return _remark(indicator, "actual", actual, "目标是期限，实际完成值填的是数量")
    if actual and _is_rule(actual, indicator.rubric) and _asks_for_figure(indicator):
        return _remark(indicator, "actual", actual, "实际完成值填的是评分标准")
    if actual and _asks_for_figure(indicator) and _is_title(actual, indicator.name):
        return _remark(indicator, "actual", actual, "实际完成值填的是指标名称")
    for role, title, cell in (("target", "目标值", indicator.target), ("actual", "实际完成值", actual)):
        if cell and squeeze(cell.text) in _labels():
            return _remark(indicator, role, cell, f"{title}填的是指标级别")
    return None


def _is_rule(actual: Value, rubric: Value | None) -> bool:
    """Return whether an actual is how points are given, and tells of no result."""
    copied = rubric is not None and words_only(rubric.text) == words_only(actual.text)
    return bool(_RULE.search(actual.text)) and (
        copied or not actual.quantities or actual.text.startswith(("每", "未达", "低于"))
    )


def _is_title(actual: Value, name: str) -> bool:
    """Return whether an actual is the name of its row, or that of an account of it: 「合格率达标情况说明」."""
    said, own = words_only(actual.text), words_only(name)
    return said == own or (said.startswith(own) and bool(_ACCOUNT.fullmatch(said[len(own) :])))


def _asks_for_figure(indicator: Indicator) -> bool:
    """「当年完成」 may be name, target and answer in one."""
    target = indicator.target
    if target is None or words_only(target.text) == words_only(indicator.name):
        return False
    return bool(target.quantities) or is_date(target)


@cache
def _labels() -> frozenset[str]:
    """Names of levels that are nothing else: 数量指标, not 质量."""
    names = levels()
    return frozenset(word for part in (names.first, names.second, names.either) for word in part if "指标" in word)


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
    beside = () if role in ("actual", "target") and quotes else (Evidence.of(role, cell),)
    said = [f"目标 {clip(indicator.target.stated)}"] if indicator.target else []
    said += [] if role == "target" else [f"{_COLUMNS[role]} {clip(cell.text)}"]
    message = f"「{indicator.name}」{'，'.join(said)}：{fault}，请核对是否错行错列。"
    return Remark(message, (*quotes, *beside), (indicator,))
