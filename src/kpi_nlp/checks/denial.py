"""Whether a judgement of the prose (未开展, 超额完成) can be true beside the row that it names."""

import re

from kpi_nlp.checks.standing import of_another_time
from kpi_nlp.model import Assertion, Claim, Indicator
from kpi_nlp.quantities import equals
from kpi_nlp.text import fold

_TARGET_DONE = re.compile(
    r"(?:完成|达到|实现)了?(?:年初|年度|全年|预期|既定)?(?:绩效)?(?:目标|任务)|(?:目标|任务)[^,，。;；]{0,12}(?:完成|达到|实现|达成)|全部完成|均[已]?完成|达标(?!率)"
)
_PUT_OFF_TO = re.compile(r"(?:延期|推迟|延后|顺延|延迟)(?:至|到|举|开|召|进|实)(?!(?:次年|下年|明年|下一年|来年))")
_NAMING = re.compile(r"^(?:其中|特别是|尤其是|例如|如)[,，:：]?")
_LESS, _MORE = re.compile(r"低于|少于|不及|差距"), re.compile(r"高于|超|突破")
_RECOVERED = re.compile(
    r"(?:最终|年[底末]|年内|全年|目前|随后|其后|之后|后[,，]|经过?|通过|[7-9]月|1[0-2]月|下半年)[^。;；]{0,24}(?:已|均|全部|如期|按期|实现|[得予]以)(?:全部|完成|达到|达标|补齐|实现|赶上|超额)"
)
_CEILING = r"(?:了)?(?:年初|年度|全年|预期|既定|设定|预算|绩效|计划)*(?:目标|上限|控制数|限额|定额)"
_OVER_CEILING = re.compile(rf"(?<![未不])(?<!没有)(?:超过|高于|超出|突破){_CEILING}")
_UNDER_CEILING = re.compile(rf"(?<![未不])(?:低于|少于|未超过?|未突破){_CEILING}")
_FAILED = frozenset({"未完成", "未开展", "取消", "延期"})


def in_scope(claim: Claim, row: Indicator) -> bool:
    """The scopes are one; what the row's own name says of 全市 is no other scope."""
    return claim.scope in (row.scope, None) or (claim.scope or "") in row.name


def recovers(claim: Claim, assertion: Assertion) -> bool:
    """Return whether a sentence goes on to say that what fell short was made up for: 「…，年底前已全部完成」."""
    return bool(_RECOVERED.search(fold(claim.text), assertion.end))


def denies(claim: Claim, assertion: Assertion, row: Indicator) -> bool:
    """Return whether a judgement of the prose on a row cannot be true beside its actual."""
    stretch = _NAMING.sub("", fold(claim.text)[assertion.start : assertion.end])
    apart = not in_scope(claim, row) or assertion.judgement in row.name or of_another_time(stretch, claim)
    if row.actual is None or apart or _counts_some(claim, assertion, row):
        return False
    if row.lower_is_better and (_LESS.search(stretch) or _MORE.search(stretch)):
        return _denies_a_ceiling(stretch, row)
    if assertion.judgement in _FAILED:
        return _met(row) and not recovers(claim, assertion) and not _PUT_OFF_TO.search(stretch)
    boasts = assertion.judgement == "超额" or (
        assertion.judgement in ("完成", "全部完成") and bool(_TARGET_DONE.search(stretch))
    )
    return boasts and row.missed and not claim.excepted


def _denies_a_ceiling(stretch: str, row: Indicator) -> bool:
    """Less is better there: above the ceiling it is missed, below it met; 超额 alone is no boast."""
    if _OVER_CEILING.search(stretch):
        return _met(row)
    return bool(_UNDER_CEILING.search(stretch)) and row.missed


def _counts_some(claim: Claim, assertion: Assertion, row: Indicator) -> bool:
    """「2场未开展」: an amount of the stretch that is not the row's target or actual speaks of some of it."""
    known = [amount for part in row.parts for amount in (part.target, part.actual) if amount is not None]
    inside = [amount for amount in claim.quantities if assertion.start <= amount.start < assertion.end]
    units = {amount.unit for amount in known}
    return any(amount.unit in units - {"%"} and not any(equals(amount, one) for one in known) for amount in inside)


def _met(row: Indicator) -> bool:
    return all(part.met and part.sure for part in row.parts) if row.parts else row.state == "met"
