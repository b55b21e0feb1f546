"""What a paper states of an indicator for another time than its year: its first half, a quarter, the year before."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kpi_nlp.checks.stated_facts import Fact, is_whole
from kpi_nlp.model import Claim, Dossier, Indicator, Mention, Paper, Quantity
from kpi_nlp.quantities.units import class_of
from kpi_nlp.text import fold

_EDGE = re.compile(r"[,，。;；:：()（）]")
_LABEL = re.compile(
    r"(?P<part>[上下]半年|第?[一二三四1-4]季度|前[一二三两]个?季度|1[-—~至](?:[2-9]|1[01])月|截[至止](?:[1-9]|1[01])月[底末份]?)|(?<!\d)(?P<year>20\d\d)年度?|(?P<last>上一?年度?|去年|前一年度?)"
)
_BARE = re.compile(r"(?:全年|同期|[已共仅]|累计|实际|完成|实现|达到?|为|是|有|的|数|值|数量|[:])*")
_OTHER = re.compile(r"^[末底初]|计划|目标|预计|拟|力争|增[加长]|减少|下降|上升|提高|提升|[多少]了?$|平均|每|约$|由|从")

Key = tuple[str, str | None, str, str]


def period_facts(dossier: Dossier) -> Iterator[dict[Key, list[Fact]]]:
    """Yield, paper by paper, the facts of each indicator and time, in reading order."""
    meant: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in dossier.mentions:
        if mention.quantity is not None and _is_named(mention):
            meant[mention.claim.document][id(mention.claim)].append(mention)
    for paper in dossier.papers:
        facts: dict[Key, list[Fact]] = defaultdict(list)
        for key, fact in (*_said(paper, meant[paper.document.path]), *_in_cells(paper)):
            facts[key].append(fact)
        yield facts


def _is_named(mention: Mention) -> bool:
    """Return whether a clause surely speaks of a row: by its name and unit, where the amount says nothing itself."""
    return mention.verdict == "match" or mention.features.get("named") == mention.features.get("unit") == 1


def _said(paper: Paper, meant: dict[int, list[Mention]]) -> Iterator[tuple[Key, Fact]]:
    """Yield what the sentences say that name one row: of the amount that is the row's, and of one that names nothing else."""
    for claim in paper.claims:
        mentions = meant.get(id(claim), [])
        rows = {id(mention.indicator): mention.indicator for mention in mentions}
        for quantity in claim.quantities if len(rows) == 1 else ():
            row = mentions[0].indicator
            own = any(mention.quantity is quantity for mention in mentions)
            yield from _of(row, claim, quantity, paper.document.identity.year, named=own)


def _in_cells(paper: Paper) -> Iterator[tuple[Key, Fact]]:
    for row in paper.valued:
        values = [value for value in (row.actual, row.reason, row.note) if value is not None]
        for value in values if row.actual is not None and len(row.parts) <= 1 else ():
            claim = Claim(value.text, row.document, value.location, value.quantities, scope=row.scope)
            for quantity in value.quantities:
                yield from _of(row, claim, quantity, paper.document.identity.year, named=False)


def _of(
    row: Indicator, claim: Claim, quantity: Quantity, year: int | None, *, named: bool
) -> Iterator[tuple[Key, Fact]]:
    """Yield the fact that an amount states of a row, where its clause says of which other time."""
    folded = fold(claim.text)
    label, words = _label(folded[: quantity.start])
    if label is None or not is_whole(folded, quantity, part=True) or not _is_in_unit_of(row, quantity):
        return
    when, bare = _time(label, year), bool(_BARE.fullmatch(words))
    compared = label.string[: label.start()].endswith(("较", "比"))
    if when and not _OTHER.search(words) and (bare or (named and not compared)):
        name = f"{row.name}（{when}）"
        yield (row.name, row.scope, when, class_of(quantity.unit or "")), Fact.of(name, claim, quantity)


def _label(before: str) -> tuple[re.Match[str] | None, str]:
    """Return the last word of another time in the clause of an amount, or all that the clause before says, and what follows it."""
    *earlier, own = _EDGE.split(before)
    if found := list(_LABEL.finditer(own)):
        return found[-1], own[found[-1].end() :]
    return (_LABEL.fullmatch(earlier[-1]) if earlier else None), own


def _time(label: re.Match[str], year: int | None) -> str | None:
    """Return the time that a label names, None for the year of the paper itself."""
    if label["part"]:
        return label["part"].removeprefix("第")
    other = int(label["year"]) if label["year"] else (year or 0) - 1
    return None if year is None or other == year else f"{other}年"


def _is_in_unit_of(row: Indicator, quantity: Quantity) -> bool:
    own: Iterable[Quantity] = row.actual.quantities if row.actual else ()
    return any(answer.unit == quantity.unit and answer.unit != "%" for answer in own)
