"""Why a row fell short or went far beyond: what its cell of reasons says, and whether the prose tells of it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kpi_nlp.checks.idle_clauses import without_idle
from kpi_nlp.lexicon import judgements
from kpi_nlp.model import Claim, Dossier, Indicator, Mention, Paper, StatedScore, Table, Value
from kpi_nlp.text import fold, han_only, squeeze, words_only

Given = Literal["given", "idle", "generic", "none"]  # idle: it tells of other things than why

_BY_WORTH: tuple[Given, ...] = ("given", "idle", "generic")
_CAUSE = re.compile(
    r"因(?![此素])|由于|受.{1,14}影响|原因|导致|所致(?!富)|致使|以致|造成(?![本型品])|缘于|(?<!来)源于|鉴于|囿于|(?<!不)限于|(?<![\u4e00-\u9fff])系(?![统列数])|[主要均确即]系(?![统列数])"
    r"|推迟|延期|延后|顺延|取消|不足|未能|暂缓|滞后|调整|扣"
)
# of more than was planned; 「新增床位120张」 only says what was done
_MORE = re.compile(
    r"追加|加开|加办|扩面|扩围|扩容|超出预期|好于预期|扩大|提前|(?:年中|期中|中途|临时|另|另外)新?增"
    r"|新增(?:了|的)?[^\d,，;；。]{0,8}(?:任务|工作|要求|需求|项目|政策|名额|活动|内容|事项|业务|职能)|需求(?:大幅|明显|快速|持续)?(?:增加|增长|旺盛|上升)"
)
_SHORT = re.compile(r"未完成|未达|未能|未实现|延期|推迟|延后|取消|低于|不足|滞后|扣")
_FELL_SHORT = re.compile(rf"{_SHORT.pattern}|偏差")
_OUTCOME = re.compile(r"完成|达到|达标|实现|未达|指标")
_IN_ANSWER = re.compile(r"(?:因(?![此素])|由于|受)\S{4,}")
_GAP = "\0"
_FIGURES = re.compile(rf"[得扣计占差比约仅只少多低高≥≤<>=]*(?:{_GAP}|\d+(?:\.\d+)?\s*(?:[年月日号%分万亿]|个月)?)")
_AGREED = re.compile(
    r"(?:已|业)?[经报呈向][^,。;、\d]{0,12}(?:(?:研究|讨论|审议|审批|审核|批准|同意|决定|确认|核实|汇报|请示|备案|知悉)(?:并|后|[,，])?)+(?:通过|无误|属实|认可|签字|按此)*"
)
_COUNTS = re.compile(r"(?:数量|人数|次数|面积|长度|比例|情况|[数率量额])$")
_ELSEWHERE = re.compile(r"[见同如]|参[照阅见]|正文|报告|[前上]述|文中")
_REPORT = 200  # letters; a set with fewer brings no text in which a reason could stand
_STOP = "。"
_REACH = 150  # letters behind the name of a row in which a cause is looked for
_NAME = 4  # a shorter name stands in other words
_ALIKE = 0.6  # share of a name's pairs of letters that a sentence about it holds
_LEFT = 2  # so many letters beyond generic words say something


def reason_given(indicator: Indicator, *, of_more: bool = False) -> Given:
    """Return whether a row gives a reason: in its own cell, in its note, or beside the actual (「因台风取消」).

    What was organised tells why more was done than planned, and not why less.
    """
    if indicator.actual and _IN_ANSWER.search(indicator.actual.text):
        return "given"
    kinds = {_kind(value, indicator.name, of_more=of_more) for value in (indicator.reason, indicator.note) if value}
    return next((kind for kind in _BY_WORTH if kind in kinds), "none")


def _kind(value: Value, name: str, *, of_more: bool) -> Given:
    words = judgements()
    if not (said := han_only(value.text)) or said in words.no_reason:
        return "none"
    if _points_elsewhere(value):
        return "generic"
    readings: tuple[tuple[Given, bool], ...] = (("given", of_more), ("idle", True))
    for kind, more in readings:
        if len(words.generic_reason.sub("", _of_substance(value, name, of_more=more))) >= _LEFT:
            return kind
    return "generic"


def _of_substance(value: Value, name: str, *, of_more: bool) -> str:
    """Return the letters of a text without its figures, the name of its row, and who agreed: none of these says why."""
    text = fold(value.text)
    for amount in reversed(value.quantities):
        text = text[: amount.start] + _GAP + text[amount.end :]
    text = squeeze(text.replace("\n", _STOP))
    for known in (squeeze(name), _COUNTS.sub("", squeeze(name))):
        text = text.replace(known, "") if len(known) >= _NAME else text
    text = _AGREED.sub("", _FIGURES.sub("", text if of_more else without_idle(text)))
    return han_only(text)


def _points_elsewhere(value: Value) -> bool:
    """「具体原因见自评报告正文」; what 「详见附件2」 holds nobody here has read."""
    return bool(_ELSEWHERE.search(value.text)) and not judgements().pointers.sub("", han_only(value.text))


def has_column(indicator: Indicator) -> bool:
    """Return whether the table of a row shows a column of reasons, filled in or not."""
    return indicator.reason is not None or "reason" in indicator.blank


def _gives_cause(text: str, name: str = "", *, of_more: bool = False) -> bool:
    """Return whether a text says why; a word of the row's own name (新增床位数) gives no cause."""
    patterns = (_CAUSE, _MORE) if of_more else (_CAUSE,)
    return any(found[0] not in name for pattern in patterns for found in pattern.finditer(text))


def _tells_after(said: str, name: str) -> bool:
    """Return whether a sentence that says a row fell short goes on to tell of more: 「…未达标，承接单位6月退出」."""
    tail = said[said.find(name) + len(name) :].partition(_STOP)[0]
    if (short := _FELL_SHORT.search(tail)) is None:
        return False
    rest = ",".join(clause for clause in tail[short.end() :].split(",") if not _OUTCOME.search(clause))
    return len(judgements().generic_reason.sub("", han_only(_FIGURES.sub("", without_idle(rest))))) >= _NAME


@dataclass(frozen=True, slots=True)
class Prose:
    """What the papers of a dossier tell of their rows: sentences by year, rows that a sentence gives a cause for, points said to be lost.

    `causes` are rows for which a sentence gives a cause, with their claims, by identity, `enlarged` are rows for which one says why more was done;
    `shortfalls` are the pairs of letters of each sentence that gives the cause of one.
    """

    texts: Mapping[int | None, str]
    causes: frozenset[tuple[int, int]]
    caused: frozenset[int]
    enlarged: frozenset[int]
    deducted: Mapping[str, tuple[StatedScore, ...]]
    shortfalls: Mapping[int | None, tuple[frozenset[str], ...]]

    def explains_excess(self, indicator: Indicator, year: int | None) -> bool:
        """Return whether a sentence that speaks of a row, or the next one, says why more was done than planned."""
        return id(indicator) in self.enlarged or self._beside_name(indicator, year, of_more=True)

    def explains_shortfall(self, indicator: Indicator, year: int | None) -> bool:
        """Return whether the prose gives a cause for a row, says what was deducted, or tells of it in other words."""
        if id(indicator) in self.caused or self._beside_name(indicator, year) or self._as_deduction(indicator):
            return True
        return self._in_other_words(indicator, year)

    def may_tell(self, indicator: Indicator, year: int | None) -> bool:
        """Return whether what a reason points to (「见正文」) may stand there: no text was read, or it tells causes of what is not named."""
        if not any(value and _points_elsewhere(value) for value in (indicator.reason, indicator.note)):
            return False
        return len(self.texts.get(year, "")) < _REPORT or bool(self.shortfalls.get(year))

    def is_free(self, claim: Claim, rows: Sequence[Indicator]) -> bool:
        """Return whether a sentence gives a cause and is not known to speak of any of these rows."""
        return _gives_cause(claim.text) and not any((id(row), id(claim)) in self.causes for row in rows)

    def _beside_name(self, indicator: Indicator, year: int | None, *, of_more: bool = False) -> bool:
        name, text = squeeze(indicator.name), self.texts.get(year, "")
        at = text.find(name) if len(han_only(name)) >= _NAME else -1
        while at >= 0:
            end = text.find(_STOP, text.find(_STOP, at) + 1)
            said = text[text.rfind(_STOP, 0, at) + 1 : min(end, at + _REACH) if end >= 0 else at + _REACH]
            if _gives_cause(said, name, of_more=of_more) or (not of_more and _tells_after(said, name)):
                return True
            at = text.find(name, at + len(name))
        return False

    def _in_other_words(self, indicator: Indicator, year: int | None) -> bool:
        """「城市燃气管道更新未完成年度目标，主要原因是…」 speaks of 更新城市燃气管道长度."""
        pairs = _pairs(words_only(indicator.name))
        return any(len(pairs & known) >= max(1, _ALIKE * len(pairs)) for known in self.shortfalls.get(year, ()))

    def _as_deduction(self, indicator: Indicator) -> bool:
        """「政府采购执行率（扣0.11分）」 explains 1.89 of 2 for 政府采购执行情况."""
        if indicator.weight is None or indicator.score is None:
            return False
        lost, begins = indicator.weight.amount - indicator.score.amount, han_only(indicator.name)[:_NAME]
        said = self.deducted.get(indicator.document, ())
        return any(stated.deducted == lost and begins in han_only(stated.subject) for stated in said)


def prose_of(dossier: Dossier) -> Prose:
    """Return what the papers tell: a report may lie beside the table that it explains."""
    texts: dict[int | None, list[str]] = defaultdict(list)
    for paper in dossier.papers:
        texts[paper.document.identity.year] += _sentences(paper)
    spoken = [
        (mention, _sentence(mention), squeeze(mention.indicator.name))
        for mention in dossier.mentions
        if mention.verdict == "match"
    ]
    causes = [(id(mention.indicator), id(mention.claim)) for mention, said, name in spoken if _gives_cause(said, name)]
    deducted = {paper.document.path: tuple(_deductions(paper)) for paper in dossier.papers}
    return Prose(
        {year: _STOP.join(["", *said, ""]) for year, said in texts.items()},
        frozenset(causes),
        frozenset(row for row, _ in causes),
        frozenset(id(mention.indicator) for mention, said, name in spoken if _gives_cause(said, name, of_more=True)),
        deducted,
        {
            year: tuple(_pairs(one) for one in said if _SHORT.search(one) and _gives_cause(one))
            for year, said in texts.items()
        },
    )


def _pairs(words: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(words)))


def _deductions(paper: Paper) -> Iterator[StatedScore]:
    """Yield what the text says was taken off; what the cells of a row say of it gives no cause."""
    cells = {value.location for row in paper.indicators for value in (row.reason, row.note, row.rubric) if value}
    return (said for said in paper.scores if said.deducted and said.location not in cells)


def _sentence(mention: Mention) -> str:
    """Return the sentence of a claim that speaks of a row: the notes of task tables are several at once."""
    text = mention.claim.text
    at = mention.quantity.start if mention.quantity else 0
    end = text.find(_STOP, at)
    return text[text.rfind(_STOP, 0, at) + 1 : end if end >= 0 and mention.quantity else None]


def _sentences(paper: Paper) -> Iterator[str]:
    text = "".join(squeeze(block.text) for block in paper.document.blocks if not isinstance(block, Table))
    notes = (squeeze(budget.note.text) for budget in paper.budgets if budget.note)
    return (said for whole in (text, *notes) for said in whole.split(_STOP))
