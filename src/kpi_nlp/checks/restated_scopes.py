"""What a row is said to count in the later of two papers: whose amount its target is, and of which whole its name tells a part."""

import re

from kpi_nlp import lexicon
from kpi_nlp.checks.wordings import stretches, tell_apart
from kpi_nlp.model import Indicator, Value
from kpi_nlp.text import han_only, without_brackets, words_only

_AND = re.compile(r"[及和与含]|以及|包括")
_PART = re.compile(r"^[(（]?其中[)）]?[:：]?")


def part_of(earlier: str, later: str) -> str | None:
    """Say of which of two names one is a part of the other: 「困难群众救助人次」 and 「其中：临时救助人次」."""
    one, other = _PART.sub("", earlier), _PART.sub("", later)
    if (one == earlier) == (other == later) or words_only(one) == words_only(other):
        return None
    whole, part = (earlier, later) if one == earlier else (later, earlier)
    return f"「{part}」只是「{whole}」的一部分"


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
