"""Rows of a form that count one thing in other words: 「开展普法宣传场次」 and 「普法宣传举办场次」, or a part of a row of several amounts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kpi_nlp import lexicon
from kpi_nlp.model import Indicator, Paper, Quantity
from kpi_nlp.quantities.units import compatible
from kpi_nlp.text import fold, han_only, words_only

Key = tuple[str | None, str | None, str, Decimal]

_OF_THE_YEAR = re.compile(r"^(?:全年|本年度?|年度|当年|20\d\d年度?)(?=.{4})")
_UNIT = re.compile(r"[(](?:(?:计量)?单位[:：]?)?(?:%|％|‰|万元|元|亩|[人件]?次|[个项次场人名户家件篇套处座所台])[)]$")
_COUNT = re.compile(r"^(?!满意|及时|合规).*[数量次率]$|^比例$|^占比$|^比率$")
_EDGE = re.compile(r"[,，、;；。:：]")
_LAST = re.compile(r"(?:活动|工作)$")
_SHORTEST = 4


def bare(name: str) -> str:
    """Return the letters of a name without what every row could say: 「全年…」, 「…（%）」."""
    return words_only(_UNIT.sub("", _OF_THE_YEAR.sub("", fold(name).strip())))


def counted_twice(paper: Paper) -> Iterator[list[Indicator]]:
    """Yield rows of one number whose names are made of the same letters when padding and the measure are gone."""
    groups: dict[Key, list[tuple[Indicator, Quantity, bool]]] = defaultdict(list)
    for row in paper.valued:
        for words, quantity, alone in _amounts(row):
            if quantity.number is not None:
                for letters in {_core(bare(words)), _core(lexicon.canonical(bare(words)))}:
                    groups[row.scope, row.table, letters, quantity.number].append((row, quantity, alone))
    told: set[frozenset[int]] = set()
    for (_, _, letters, _), counted in groups.items():
        first = next((each for each in counted if each[2]), None)
        if first is not None and len(letters) >= _SHORTEST:
            alike = {id(row): row for row, quantity, _ in counted if compatible(first[1].unit, quantity.unit)}
            if len(alike) > 1 and frozenset(alike) not in told:
                told.add(frozenset(alike))
                yield list(alike.values())


def _amounts(row: Indicator) -> Iterator[tuple[str, Quantity, bool]]:
    """Yield what a row counts, in which words, and whether it counts nothing else."""
    if row.target is None:
        return
    if len(row.target.quantities) == 1:
        yield row.name, row.target.quantities[0], True
        return
    text = row.target.text
    for quantity in row.target.quantities:
        yield _EDGE.split(text[: quantity.start])[-1], quantity, False


def _core(name: str) -> str:
    """Return the Chinese characters of what is counted, in order of the alphabet."""
    return "".join(sorted(han_only(_LAST.sub("", _padding().sub("", _measures().sub("", name))))))


@cache
def _measures() -> re.Pattern[str]:
    heads, _, _ = lexicon.padding()
    return re.compile(f"{lexicon.either(filter(_COUNT.match, heads))}$")


@cache
def _padding() -> re.Pattern[str]:
    _, words, _ = lexicon.padding()
    return re.compile(lexicon.either(word for word in words if len(word) > 1 or word == "的"))
