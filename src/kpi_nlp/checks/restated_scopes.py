"""What a row says itself of being counted otherwise than before: in its reason, or in the words around its amount."""

import re

from kpi_nlp import lexicon
from kpi_nlp.checks.wordings import stretches, tell_apart
from kpi_nlp.model import Indicator, Value
from kpi_nlp.text import clip, han_only, without_brackets

_OTHERWISE = re.compile(
    r"口径(?:已|有|有所|发生|作了|进行了?)*(?:不同|不一致|不一样|变化|变更|调整|改变|差异|出入)|"
    r"(?:改|改为|调整为|变更为)(?:按|以)[^，。；;]{2,24}(?:统计|计算|计量|口径|填报)"
)
_SETTLED = re.compile(
    r"财政|批复|同意|批准|换算|(?:没有|无|未|不存在)[^，。；;]{0,6}(?:不同|不一致|变化|变更|调整|改变|差异)|口径未|上年|去年|往年"
)
_AND = re.compile(r"[及和与含]|以及|包括")


def told(row: Indicator) -> str | None:
    """Return what a row tells of being counted otherwise, None where it tells that somebody agreed or how to convert."""
    for value in (row.reason, row.note):
        if value is not None and _OTHERWISE.search(value.text) and not _SETTLED.search(value.text):
            return f"自述统计口径有变（「{clip(value.text, 30)}」）"
    return None


def other_scope(earlier: Indicator, later: Indicator) -> str | None:
    """Say whose amounts two targets are where both say it, and say it otherwise: 公办机构 and 公办及民办机构."""
    if earlier.target is None or later.target is None:
        return None
    one, other = _whose(earlier.target), _whose(later.target)
    if not one or not other or one == other:
        return None
    wider = _AND.search(one) is None and _AND.search(other) is not None and set(one) < set(other)
    narrower = _AND.search(other) is None and _AND.search(one) is not None and set(other) < set(one)
    words = stretches(f"{one}的数量", f"{other}的数量")
    told_apart = words is not None and tell_apart(*words)
    return f"目标值的统计范围不同：{one}与{other}" if wider or narrower or told_apart else None


def _whose(value: Value) -> str:
    """Return the words in front of the one amount of a target, without bounds."""
    if len(value.quantities) != 1:
        return ""
    before = without_brackets(value.text[: value.quantities[0].start])
    return lexicon.goals().deeds.sub("", han_only(before))
