"""Facts of a paper that are told again in another form: quarter by quarter, as a change, in a cell, as 「上述23个」."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.checks.named_again import EDGE, THOSE, act_nouns
from kpi_nlp.checks.particulars import bare
from kpi_nlp.checks.stated_facts import Fact, is_whole
from kpi_nlp.model import Claim, Paper, Quantity
from kpi_nlp.quantities import shown
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import fold, han_only

Known = Mapping[str, Sequence[Fact]]

_NO_FACT = re.compile(r"计划|目标|预计|拟|将|其中|平均|每|截[至止]|累计|约|上年|去年")
_PARTS = (("一季度", "二季度", "三季度", "四季度"), ("上半年", "下半年"))
_CHANGED = re.compile(r"(?:由|从)(?:原来?的?)?$")
_TO = re.compile(r"^(?:调整|增加|减少|变更|变|增|减|扩充|精简|压缩|整合|优化)+(?:为|到|至)$")
_YEAR = re.compile(r"20\d\d(?=年)")
_THOSE_IN = re.compile(r"上述|前述|以上|这\d")
_HEAD = re.compile(r"的|均|都|已|全|中|共|分别|合同")
_KIND = 2  # letters at the end of a noun that say what is counted: 项目, 专家


def told_otherwise(paper: Paper, facts: Known) -> Iterator[Fact]:
    """Yield what a paper tells again of facts that are known, in another form."""
    own = han_only(paper.document.identity.department or "")
    nouns = act_nouns(facts)
    for claim in paper.claims:
        if nouns and ("四季度" in claim.text or "下半年" in claim.text):
            yield from _summed(claim, nouns)
        if "由" in claim.text or "从" in claim.text:
            yield from _changed(claim, own, facts, paper.document.identity.year)
    if paper.document.identity.stage == "self_evaluation":
        yield from _in_cells(paper, own, facts)


def _summed(claim: Claim, nouns: Mapping[str, str]) -> Iterator[Fact]:
    """「一季度召开3次，二季度召开4次，三季度召开3次，四季度召开4次」 is 14 times in the year."""
    folded, amounts = fold(claim.text), [quantity for quantity in claim.quantities if quantity.kind == "count"]
    for parts in _PARTS:
        places = [folded.find(part) for part in parts]
        if len(amounts) != len(parts) or -1 in places or _NO_FACT.search(folded):
            continue
        ends = (*places[1:], len(folded))
        own = (
            all(start < amount.start < end for start, amount, end in zip(places, amounts, ends, strict=True))
            and len({amount.unit for amount in amounts}) == 1
        )
        name = next((name for noun, name in nouns.items() if noun in folded), None)
        numbers = [amount.exact for amount in amounts if amount.exact is not None]
        if own and name and len(numbers) == len(parts):
            told = f"{'+'.join(map(shown, numbers))}{amounts[0].unit or ''}"
            unit = class_of(amounts[0].unit) if amounts[0].unit else None
            yield Fact(name, unit, sum(numbers, Decimal(0)), Decimal(1), told, claim, None)


def _changed(claim: Claim, own: str, facts: Known, year: int | None) -> Iterator[Fact]:
    """「内设科室由8个调整为15个」: what is neither the number before nor the one behind is another fact."""
    folded = fold(claim.text)
    for before, behind in zip(claim.quantities, claim.quantities[1:], strict=False):
        clause = EDGE.split(folded[: before.start])[-1]
        changed = _CHANGED.search(clause)
        if not changed or not _TO.match(folded[before.end : behind.start].strip()) or _NO_FACT.search(clause):
            continue
        name = lexicon.particulars().unit.get(bare(clause[: changed.start()], own) + lexicon.GAP)
        others = set(_YEAR.findall(folded[: before.start])) - {str(year)}
        known = facts.get(name, ()) if name else ()
        if name and not others and any(fact.value not in (before.exact, behind.exact) for fact in known):
            yield Fact.of(name, claim, behind, counted=False)


def _in_cells(paper: Paper, own: str, facts: Known) -> Iterator[Fact]:
    """Yield the acts of the year that a cell tells besides its own outcome, in the words of a sentence."""
    for row in paper.indicators:
        value = row.actual
        if value is None or not facts or len(value.quantities) <= max(1, len(row.parts)):
            continue
        claim = Claim(value.text, row.document, value.location, value.quantities, scope=row.scope)
        measured = {part.actual.text for part in row.parts if part.actual is not None and part.sure}
        folded = fold(value.text)
        for quantity in value.quantities:
            name = bare(EDGE.split(folded[: quantity.start])[-1], own)
            if name in facts and quantity.text not in measured and is_whole(folded, quantity):
                yield Fact.of(name, claim, quantity)


def taken_up(paper: Paper) -> Iterator[tuple[Fact, Fact]]:
    """Yield the number of a sentence and the other by which the next takes it up: 「抽取32个项目。上述23个抽查项目…」."""
    for previous, claim in zip(paper.claims, paper.claims[1:], strict=False):
        if len(previous.quantities) == 1 and previous.location == claim.location and _THOSE_IN.search(claim.text):
            yield from _taken_up(paper, previous, claim)


def _taken_up(paper: Paper, previous: Claim, claim: Claim) -> Iterator[tuple[Fact, Fact]]:
    first, (before, folded) = previous.quantities[0], (fold(previous.text), fold(claim.text))
    for quantity in claim.quantities:
        kind = han_only(_HEAD.split(_noun(folded, quantity), maxsplit=1)[0])[-_KIND:]
        counted = (
            first.unit is not None and quantity.unit is not None and class_of(first.unit) == class_of(quantity.unit)
        )
        those = THOSE.search(EDGE.split(folded[: quantity.start])[-1])
        if not (counted and those and len(kind) == _KIND) or kind not in _noun(before, first):
            continue
        if not (is_whole(folded, quantity) and is_whole(before, first)) or _NO_FACT.search(before):
            continue
        if not any(_is_told(other, quantity) for other in paper.claims if other is not claim):
            yield Fact.of(kind, previous, first), Fact.of(kind, claim, quantity)
        return


def _noun(folded: str, quantity: Quantity) -> str:
    return EDGE.split(folded[quantity.end :], maxsplit=1)[0]


def _is_told(claim: Claim, quantity: Quantity) -> bool:
    """Return whether a claim tells the same number, so that it may be the one that is taken up."""
    return any(amount.exact == quantity.exact for amount in claim.quantities)
