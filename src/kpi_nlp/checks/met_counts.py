"""How many indicators a sentence says were met and how many were not, where it states no whole: 「12个指标达到目标值，1个未达到」."""

import re

from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[个项条]"
_KIND = r"(?:(?:三级|四级|年度|绩效|考核|自评)*指标)"
_DONE = r"(?:完成|达到(?:年初|年度|预期|既定)*(?:绩效)?(?:目标|指标)?值?|达标|实现(?:目标)?)"
_NOT = r"(?:未能?|没有|尚未|仍未|不)"
_DONE_BEFORE = re.compile(
    rf"(?<![未没有不尚])(?<!未能)(?<!应)(?<!计划){_DONE}(?:了|的)?{_KIND}?(?:有|为|共)?{_N}(?!{_KIND}?的)"
)
_DONE_BEHIND = re.compile(rf"{_N}{_KIND}(?:已|均|都|全部|实际)*{_DONE}(?![率的])")
_UNDONE_BEFORE = re.compile(
    rf"{_NOT}{_DONE}(?:的)?{_KIND}?(?:有|为|共)?(?P<n>\d{{1,3}}|[零一二两三四五六七八九十]{{1,3}})\s*[个项条]"
)
_UNDONE_BEHIND = re.compile(rf"{_N}(?:{_KIND})?{_NOT}{_DONE}")
_WHOLE = re.compile(r"100(?:\.0+)?%|百分之百|全部")


def met_and_missed(text: str) -> tuple[int, int] | None:
    """Return how many indicators were met and missed by a sentence; None where it does not tell both, nor that it tells of all."""
    folded = fold(text)
    if "指标" not in folded:
        return None
    missed, met = _count(folded, _UNDONE_BEFORE, _UNDONE_BEHIND), _count(folded, _DONE_BEFORE, _DONE_BEHIND)
    if met is None or (missed is None and not _WHOLE.search(folded)):
        return None
    return met, missed or 0


def _count(folded: str, *patterns: re.Pattern[str]) -> int | None:
    found = next(filter(None, (pattern.search(folded) for pattern in patterns)), None)
    return int(number_of(found["n"])) if found else None
