"""Sentences to rows: which indicator a claim of the narrative speaks of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kpi_nlp import lexicon
from kpi_nlp.align.names import analyse
from kpi_nlp.model import WHOLE, Assertion, Claim, Indicator, Mention, Quantity, Value, Verdict
from kpi_nlp.quantities import units
from kpi_nlp.text import fold, words_only

_CLAUSE_EDGE = re.compile(r"[,，。;；:：!！?？()（）]")
_RESULT_ONLY = re.compile(
    r"(?:该(?:项)?(?:指标)?|到|至|年[底末]|实际|(?:开展|举办|召开|举行|组织|实施)了?|只|仅|全年|最终|共|总|实现|完成|达到?|为|是|的|数量|数值|数|值|指标|情况|方面|由|从|提[高升]|增[加长]|上升|扩大|降低?|下降|压减|减少)+"
)  # words that tell of an outcome and name nothing: 「实际完成值」, 「提高到」
_NUMBER = re.compile(r"\d[\d.,]*")
_UNIT = re.compile(r"^[%个人次名场期项万亿元家户]+")
_PLAN = re.compile(r"目标|计划|指标值")
_NOT_ITS_OWN = re.compile(
    r"目标|计划|指标值|上年|去年|年初|原定|(?<![理自事缘])由(?!于)|从(?![业事严优快速重属政众教军])"
)
_DONE_TO_IT = re.compile(r"(?<=[一-鿿]{4})(?:召开|举办|开展|组织|实施|举行|长度|面积|里程|体积|幅度|发生)$")
_DOING = re.compile(
    r"(?<=[一-鿿]{4})(?:全年|年内|实际|累计|先后|总共|合计|共计?|只|仅|已|计划|应)*(?:(?:开展|举办|召开|举行|组织|实施|完成|建成|办|做)了?)?$"
)  # 「学术讲座共举办」 10场
_OF_ITS_OWN = re.compile(
    r"^(?:由于|鉴于|针对|因为?|我(?:单位|部门|中心|[局会委办校院馆站])|本(?:单位|部门|年度?|[局会委办校院馆站])|全年|年内|今年|[共已]|实际|累计|平均|每个?月|每个?季度|上半年)+(?=[一-鿿]{2})"
)
_SHORTEST_CORE, _SHORTEST_UNCOUNTED = 2, 4
_WEIGHTS = {"named": 0.45, "counted": 0.35, "unit": 0.2}
_UNCOUNTED = 0.75  # what a name alone is worth, in a sentence without a figure
_IN_CLAUSE, _IN_SENTENCE, _BY_WORDS = 1.0, 0.6, 0.8
_WORTH_KEEPING, _CERTAIN = 0.5, 0.72
_PER_AMOUNT = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that can be spoken of: its name, its core, and the words of its name that are not common to all rows.

    `subject` is the core without a word of doing or measure behind it: 「联席会议」 of 「联席会议召开」.
    """

    indicator: Indicator
    name: str
    core: str
    subject: str
    words: tuple[str, ...]


def mentions(indicators: Iterable[Indicator], claims: Sequence[Claim]) -> Iterator[Mention]:
    """Yield the rows that each claim names, amount by amount, the best first.

    A sentence about plans, or about another project, mentions no row; names of common words alone (「开展工作数」)
    cannot be recognised in prose and are never linked.
    """
    rows = [row for indicator in indicators if (row := _row(indicator)) is not None]
    for claim in claims:
        if claim.period == "计划":
            continue
        found = [mention for row in rows if _in_scope(claim, row.indicator) and (mention := _mention(claim, row))]
        for quantity in (*claim.quantities, None):
            meant = [mention for mention in found if mention.quantity is quantity]
            yield from sorted(meant, key=lambda mention: -mention.probability)[:_PER_AMOUNT]
        if claim.quantities:
            yield from _judgements(claim, rows)


def _row(indicator: Indicator) -> _Row | None:
    name = analyse(indicator.name)
    words = tuple(word for word in name.words if len(word) > 1 and word not in lexicon.names().leading)
    if not indicator.has_values or not words or len(name.core) < _SHORTEST_CORE:
        return None
    return _Row(indicator, name.text, name.core, _DONE_TO_IT.sub("", name.core), words)


def _in_scope(claim: Claim, indicator: Indicator) -> bool:
    return claim.scope == indicator.scope or WHOLE in (claim.scope, indicator.scope)


def _mention(claim: Claim, row: _Row) -> Mention | None:
    sentence = _canonical(claim.text)
    if row.core not in sentence and not any(word in sentence for word in row.words):
        return None
    mention = max(_readings(claim, sentence, row), key=lambda reading: reading.probability)
    return mention if mention.probability >= _WORTH_KEEPING else None


def _readings(claim: Claim, sentence: str, row: _Row) -> Iterator[Mention]:
    """Yield the row as meant by each amount of a sentence, or by its name where there is no amount."""
    for quantity in sorted(claim.quantities, key=lambda amount: _is_planned(claim.text, amount.start)):
        clause = _clause(claim.text, quantity.start, quantity.end)
        unit = _unit(quantity, row.indicator)
        named, counted = _named(clause, sentence, row), _counted(quantity, row)
        if _is_led_by(row, _lead(claim.text, quantity.start)):
            named = counted = _IN_CLAUSE
        features = {"named": named, "counted": counted, "unit": unit}
        possible = unit and not lexicon.opposed(row.name, clause)
        probability = sum(_WEIGHTS[name] * value for name, value in features.items()) if possible else 0.0
        yield Mention(row.indicator, claim, quantity, probability, _verdict(probability), features)
    if not claim.quantities:
        called = _called(row)
        named = 1.0 if called is not None and called in sentence else 0.0
        yield _by_name(claim, row, named, _assertion(claim, row) if named else None)


def _judgements(claim: Claim, rows: Sequence[_Row]) -> Iterator[Mention]:
    """Yield the rows on which a sentence with amounts passes judgement as well."""
    if not claim.assertions:
        return
    for row in rows:
        if _in_scope(claim, row.indicator) and (assertion := _assertion(claim, row)):
            yield _by_name(claim, row, 1.0, assertion)


def _by_name(claim: Claim, row: _Row, named: float, assertion: Assertion | None) -> Mention:
    probability = named * _UNCOUNTED
    return Mention(row.indicator, claim, None, probability, _verdict(probability), {"named": named}, assertion)


def _assertion(claim: Claim, row: _Row) -> Assertion | None:
    """Return the judgement in whose stretch of the sentence a row is named."""
    called = _called(row)
    if called is None:
        return None
    spoken = (said for said in claim.assertions if called in _canonical(claim.text[said.start : said.end]))
    return next(spoken, None)


def _called(row: _Row) -> str | None:
    """Return the shortest words that name a row where nothing is counted; None where all are too short."""
    return next((name for name in (row.subject, row.name) if len(name) >= _SHORTEST_UNCOUNTED), None)


def _verdict(probability: float) -> Verdict:
    return "match" if probability >= _CERTAIN else "review"


@lru_cache(maxsize=4096)  # each amount is laid beside every row
def _clause(text: str, start: int, end: int) -> str:
    folded = fold(text)
    behind = _CLAUSE_EDGE.search(folded, end)
    start = max((edge.end() for edge in _CLAUSE_EDGE.finditer(folded, 0, start)), default=0)
    return _canonical(folded[start : behind.start() if behind else len(folded)])


@lru_cache(maxsize=4096)  # each amount is laid beside every row
def _lead(text: str, start: int) -> str:
    """Return what a sentence says before an amount that names nothing itself, from the last outcome before it on."""
    before = fold(text)[:start]
    begin = clause = 0
    for number in _NUMBER.finditer(before):
        clause = max((edge.end() for edge in _CLAUSE_EDGE.finditer(before, clause, number.start())), default=clause)
        if not _NOT_ITS_OWN.search(before, clause, number.start()):
            begin = number.end()
    own = _own_words(before)
    return _canonical(before[begin:]) if len(own) > 1 and _RESULT_ONLY.fullmatch(own) else ""


def _own_words(before: str) -> str:
    """Return the words of a clause right in front of an amount: behind the last edge, or the last amount."""
    edge = max((found.end() for found in _CLAUSE_EDGE.finditer(before)), default=0)
    return (
        words_only(before[edge:])
        if edge > _last_number(before)
        else words_only(_UNIT.sub("", before[_last_number(before) :]))
    )


def _last_number(before: str) -> int:
    return max((found.end() for found in _NUMBER.finditer(before)), default=0)


@lru_cache(maxsize=4096)
def _is_planned(text: str, start: int) -> bool:
    """Return whether the words of an amount's clause say that it is a target: another amount tells what came of it."""
    before = fold(text)[:start]
    edge = max((found.end() for found in _CLAUSE_EDGE.finditer(before)), default=0)
    return bool(_PLAN.search(before, edge))


def _is_led_by(row: _Row, lead: str) -> bool:
    """Return whether the words before an amount that names nothing itself name the row."""
    return bool(lead) and len(row.subject) >= _SHORTEST_UNCOUNTED and (row.core in lead or row.subject in lead)


@lru_cache(maxsize=4096)  # each sentence is laid beside every row
def _canonical(text: str) -> str:
    """Return what a sentence says in the words in which names are analysed."""
    return lexicon.canonical(words_only(text))


def _named(clause: str, sentence: str, row: _Row) -> float:
    if row.core in clause or (row.subject in clause and len(row.subject) >= _SHORTEST_UNCOUNTED):
        return _IN_CLAUSE
    if row.core in sentence:
        return _IN_SENTENCE
    if len(row.words) < 2:  # noqa: PLR2004 - one common word names nothing
        return 0.0
    return _BY_WORDS * sum(len(word) for word in row.words if word in clause) / sum(map(len, row.words))


def _unit(quantity: Quantity, indicator: Indicator) -> float:
    """Return 1 for a unit that the row has, half where either does not say, 0 where none fits."""
    own = [answer for value in (indicator.actual, indicator.target) if value for answer in value.quantities]
    if not own:
        return 0.0
    return max(
        0.5 if None in (quantity.unit, answer.unit) else float(units.compatible(quantity.unit, answer.unit))
        for answer in own
    )


def _counted(quantity: Quantity, row: _Row) -> float:
    """Return how alike what the sentence counts is to the row's name, or to a part of its values."""
    if quantity.of is None:
        return 0.0
    counted = analyse(_DOING.sub("", _OF_ITS_OWN.sub("", quantity.of))).core
    named = max(fuzz.ratio(counted, row.core), fuzz.ratio(counted, row.subject)) / 100
    return max(named, _part(quantity.of, row.indicator.actual), _part(quantity.of, row.indicator.target))


def _part(of: str, value: Value | None) -> float:
    return max((fuzz.ratio(of, part.of) / 100 for part in value.quantities if part.of), default=0.0) if value else 0.0
