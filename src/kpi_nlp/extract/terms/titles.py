"""Titles of columns: what a header text means, and the unit and kind of money that it names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kpi_nlp import lexicon
from kpi_nlp.extract.terms.figures import known_unit
from kpi_nlp.text import fold, han_only, join_lines, squeeze

EXACT, _CONTAINED = 3, 1
_MOST_DEBRIS = 8  # characters of garbled print beside the words of a header
_LONGEST_CELL = 40
_LONGEST_GROUP = 14
_DEBRIS = re.compile(
    r"[^\x20-\x7e\u2010-\u206f\u2460-\u24ff\u3000-\u303f\u3400-\u9fff\uf900-\uffef]+"
)  # letters of other scripts
_DASHED = re.compile(r"^[-—](?=\s*级)")
_UNIT = re.compile(r"[(]\s*(?:单位[::])?\s*([^()]{1,6})\s*[)]")
_UNTIL = re.compile(
    r"^(?:20\d\d年度?)?(?:截[至止]到?)?(?:(?:\d{1,2}月?(?:份|底|末)?[-—~至到]+)?\d{1,2}月(?:份|底|末)?|上半年|前?[一二三四]季度|监控期)(?:末|内|累计)?"
)

Fit = tuple[str, int, str]
"""Role, how well the text fits the lexicon, and the legible text."""


def role_of(lines: Sequence[str]) -> Fit | None:
    """Return the role of a column by its lines taken together, else by the last ones, under titles of groups."""
    found = _role("".join(lines))
    if len(lines) < 2 or (found is not None and found[1] == EXACT):  # noqa: PLR2004 - a group and what it holds
        return found
    for start in range(1, len(lines)):
        own = _role("".join(lines[start:]))
        if own is not None and own[1] == EXACT and all(map(_is_group, lines[:start])):
            return own
    if found is not None and found[2] in lexicon.header_key("".join(lines[:-1])):
        return None  # a word of the rows above, over a line that says something else
    return found


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Return whether a text holds a word of the lexicon of headers."""
    return _role(join_lines(text)) is not None


def unit_of(text: str) -> str | None:
    """Return the unit in the brackets of a title: 「金额(万元)」; the (A) of 「全年预算数(A)」 is none."""
    return next((unit for match in _UNIT.finditer(fold(text)) if (unit := known_unit(match[1]))), None)


def scope_of(text: str) -> str | None:
    """Return whose money a title names at its end: 「总额」, 「财政拨款」."""
    squeezed = squeeze(text)
    return next((word for word in lexicon.headers().scopes if squeezed.endswith(word)), None)


def _is_group(text: str) -> bool:
    """「绩效指标」 above 「一级指标」, 「评分」 above 「分值」: words, no figures but those of a year or of points."""
    plain = lexicon.header_key(text)
    return len(plain) <= _LONGEST_GROUP and len(han_only(plain)) > 1 and not any(map(str.isdigit, plain))


@lru_cache(maxsize=8192)
def _role(text: str) -> Fit | None:
    """Return role, fit and legible label of a header text; None where it holds no word of the lexicon."""
    if not text or len(text) > _LONGEST_CELL:
        return None
    printed = _DASHED.sub("一", text.strip())
    known = lexicon.headers().roles
    key, whole = lexicon.header_key(printed), lexicon.header_key(printed, brackets=True)
    words = lexicon.headers().titles
    if not words.search(key) and (whole == key or not words.search(whole)):
        return None
    later = lexicon.header_key(_UNTIL.sub("", squeeze(printed), count=1))
    if role := known.get(whole) or known.get(key) or known.get(later):
        return role, EXACT, _DEBRIS.sub("", text).strip(" -—")
    for scope in lexicon.headers().scopes:
        if key.endswith(scope) and key.removesuffix(scope).removesuffix("其中") in known:
            return known[key.removesuffix(scope).removesuffix("其中")], EXACT, text
    inside = [word for word in known if len(word) > EXACT and word in key and len(key) - len(word) <= _MOST_DEBRIS]
    if not inside:
        return None
    word = max(inside, key=len)
    return known[word], _CONTAINED, word


def legible(lines: Sequence[str]) -> str:
    """Return the lines of a title as one."""
    return join_lines("".join(lines))
