"""What differs between two names of which one may stand in the other's place: one stretch of words, or a remark in brackets."""

import re
from functools import cache
from itertools import pairwise, takewhile

from kpi_nlp import lexicon
from kpi_nlp.text import without_brackets, words_only

_LEAST_COMMON = 3  # letters that two names share at their ends
ENOUGH = 0.5  # their share of the shorter name, where no word tells that something else is meant
_SERVING = ("免费", "公益", "为", "向", "给", "面向", "提供", "依法", "持续", "常态化")
_ANYBODY = ("群众", "服务对象", "社会公众", "受众", "使用者", "对象")
_REMARK = re.compile(r"[(（]((?:不含|不包括|含|包括|按|以|仅|限|除|剔除)[^()（）]{1,20})[)）]")


def stretches(one: str, other: str, least: float = ENOUGH) -> tuple[str, str] | None:
    """Return the one stretch in which two names differ, in each; None where they share too little, or one leaves out what the other says."""
    first, second = words_only(one), words_only(other)
    head = _alike(first, second)
    tail = _alike(first[head:][::-1], second[head:][::-1])
    mine, theirs = first[head : len(first) - tail], second[head : len(second) - tail]
    if head + tail < _LEAST_COMMON or _abbreviates(mine, theirs) or _loose(first) == _loose(second):
        return None
    if mine in _ANYBODY or theirs in _ANYBODY:
        return None
    enough = head + tail >= least * min(len(first), len(second))
    return (mine, theirs) if enough or _says_otherwise("who", _loose(mine), _loose(theirs)) else None


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _loose(text: str) -> str:
    return lexicon.loosely(lexicon.canonical(text))


def _abbreviates(one: str, other: str) -> bool:
    """Return whether the letters of one stretch stand in the other in their order, or both hold a word: 低保 in 最低生活保障."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short) or any(map(long.__contains__, map("".join, pairwise(short))))


@cache
def _padding() -> re.Pattern[str]:
    _, words, nouns = lexicon.padding()
    return re.compile(f"(?:{'|'.join(sorted((*words, *nouns, *_SERVING), key=len, reverse=True))})*")


def tell_apart(one: str, other: str) -> bool:
    """Return whether each of two stretches says whom or where, and says it otherwise: 学生, 教师. The steps of a work have too many names."""
    return any(_says_otherwise(slot, _loose(one), _loose(other)) for slot in ("who", "scope"))


def _says_otherwise(slot: str, one: str, other: str) -> bool:
    mine, theirs = (lexicon.said_in(slot, side) - set(map(_loose, _ANYBODY)) for side in (one, other))
    return bool(mine - theirs and theirs - mine)


def alike_but_for_padding(one: str, other: str) -> bool:
    """Return whether one name is the other with words that change nothing put in: 「免费为居民开展体检」 and 「居民体检」."""
    short, long = sorted((words_only(one), words_only(other)), key=len)
    left, at = [], 0
    for letter in short:
        found = long.find(letter, at)
        if found < 0:
            return False
        left.append(long[at:found])
        at = found + 1
    left.append(long[at:])
    return all(_padding().fullmatch(words) for words in left)


def other_remark(one: str, other: str) -> tuple[str, str] | None:
    """Return what brackets say of how two names of the same words are counted, where it is not the same: 按批次, 按企业."""
    mine, theirs = _REMARK.search(one), _REMARK.search(other)
    said = mine[1] if mine else "", theirs[1] if theirs else ""
    same_words = words_only(without_brackets(one)) == words_only(without_brackets(other))
    return said if same_words and words_only(said[0]) != words_only(said[1]) else None
