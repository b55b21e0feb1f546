"""Numbers of things that are named again: 「受托参与自评的5家事务所」 after 「委托3家事务所参与自评」, 「全年12次推进会」 beside 「召开推进会9次」."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kpi_nlp import lexicon
from kpi_nlp.checks.stated_facts import Fact, is_whole
from kpi_nlp.model import WHOLE, Claim, Paper, Quantity
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import fold, han_only

EDGE = re.compile(r"[,，。;；:：()（）、]")
_OF_WHICH = re.compile(r"(?P<clause>[一-鿿]{4,24})的(?:这)?$")
THOSE = re.compile(r"(?:上述|前述|以上|这)$")
_OF_THE_YEAR = re.compile(r"(?:全年|年内|本年度?|20\d\d年度?)(?:共|所)?(?:召开|举办|开展|组织|举行)?的?$")
_NO_FACT = re.compile(r"计划|目标|预计|拟|不少于|其中|另外|又|分别|平均|每")
_HEAD, _SHARED, _NOUN = 4, 4, 5
_MANY = 20  # things of one kind that are counted: more of them are no longer named again

Named = tuple[Claim, Quantity, str, str]


def named_again(paper: Paper) -> Iterator[tuple[Fact, Fact]]:
    """Yield each number of things that are told to be those of another sentence, behind the number there."""
    counted: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for claim in paper.claims:
        folded = fold(claim.text)
        for quantity in claim.quantities:
            noun = han_only(EDGE.split(folded[quantity.end :], maxsplit=1)[0])
            if quantity.unit and len(noun) >= _HEAD and claim.scope == WHOLE and is_whole(folded, quantity):
                clause = EDGE.split(folded[: quantity.start])[-1]
                counted[class_of(quantity.unit), noun[:_HEAD]].append((claim, quantity, clause, noun))
    for alike in counted.values():
        values = {quantity.exact for _, quantity, _, _ in alike}
        if len(alike) <= _MANY and len(values) == 2:  # noqa: PLR2004 - of more, some are of other things
            yield from _pairs(alike)


def _pairs(alike: Sequence[Named]) -> Iterator[tuple[Fact, Fact]]:
    for at, (claim, quantity, clause, noun) in enumerate(alike):
        earlier = [other for other in alike[:at] if not _NO_FACT.search(other[2])]
        which, those = _OF_WHICH.search(clause), THOSE.search(clause)
        if _NO_FACT.search(clause) or not (which or those):
            continue
        for other in earlier if those else [each for each in alike if each[0] is not claim]:
            if those or (which and _is_told_of(which["clause"], other)):
                name = _shared(noun, other[3])
                yield Fact.of(name, other[0], other[1]), Fact.of(name, claim, quantity)
                return


def _is_told_of(relative: str, other: Named) -> bool:
    """Return whether what tells the things apart is what the other sentence says of them."""
    _, _, clause, noun = other
    text = f"{clause} {noun}"
    found = SequenceMatcher(None, relative, text, autojunk=False).find_longest_match()
    return found.size >= _SHARED


def _shared(one: str, other: str) -> str:
    size = next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(other))
    return one[:size]


def acts_again(paper: Paper, acts: Mapping[str, Sequence[Fact]]) -> Iterator[Fact]:
    """Yield the facts of acts of the year whose number stands in front: 「全年12次绩效工作推进会上提出的问题」."""
    nouns = act_nouns(acts)
    for claim in paper.claims if nouns else ():
        folded = fold(claim.text)
        for quantity in claim.quantities:
            clause = EDGE.split(folded[: quantity.start])[-1]
            told = _OF_THE_YEAR.search(clause) and not _NO_FACT.search(clause)
            if not told or claim.scope != WHOLE or not is_whole(folded, quantity):
                continue
            behind = folded[quantity.end :]
            name = next((name for noun, name in nouns.items() if behind.startswith(noun)), None)
            if name:
                yield Fact.of(name, claim, quantity)


def act_nouns(acts: Iterable[str]) -> dict[str, str]:
    """Return the acts by what is done: 「绩效工作推进会」 of 「召开绩效工作推进会」."""
    nouns = {_noun(name): name for name in acts}
    return {noun: name for noun, name in nouns.items() if len(noun) >= _NOUN}


def _noun(name: str) -> str:
    """Return what is done, without the verb in front."""
    _, words, _ = lexicon.padding()
    verb = next((word for word in sorted(words, key=len, reverse=True) if len(word) > 1 and name.startswith(word)), "")
    return name.removeprefix(verb)
