"""Scopes of two papers: the whole department with the whole, each project with its own, however renamed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from kpi_nlp.assignment import assign
from kpi_nlp.model import WHOLE, Indicator
from kpi_nlp.text import words_only

_ALIKE = 0.75
_PADDING = re.compile(r"(?:项目|专项|经费|资金|工程|补助|支出)+$")

Group = tuple[list[Indicator], list[Indicator]]


def by_scope(lefts: Sequence[Indicator], rights: Sequence[Indicator]) -> Iterator[Group]:
    """Yield the rows of both sides that speak of one scope."""
    left, right = _grouped(lefts), _grouped(rights)
    if left.get(WHOLE) and right.get(WHOLE):
        yield left[WHOLE], right[WHOLE]
    left_names = [name for name in left if name != WHOLE]
    right_names = [name for name in right if name != WHOLE]
    gains = {
        (row, column): likeness - _ALIKE
        for row, one in enumerate(left_names)
        for column, other in enumerate(right_names)
        if (likeness := alike(one, other)) > _ALIKE
    }
    for row, column in assign(gains)[0]:
        yield left[left_names[row]], right[right_names[column]]


def _grouped(indicators: Sequence[Indicator]) -> dict[str, list[Indicator]]:
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        groups[indicator.scope or WHOLE].append(indicator)
    return groups


def alike(one: str, other: str) -> float:
    """Compare names of projects without what is padded on: “两癌”免费筛查项目, 两癌免费筛查."""
    return fuzz.ratio(_bare(one), _bare(other)) / 100


@lru_cache(maxsize=4096)  # each project is laid beside all others
def _bare(name: str) -> str:
    words = words_only(name)
    return _PADDING.sub("", words) or words
