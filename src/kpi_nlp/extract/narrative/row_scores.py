"""What the cells of a row say of its own points: 「受降雨影响，本项扣1.15分」, 「（自评扣1分）」."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kpi_nlp.extract.narrative.scores import NUMBER
from kpi_nlp.model import Indicator, StatedScore, Value
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold

_CLAUSE = re.compile(r"[^,;。()!?]+")
_OFF = re.compile(rf"(?<![不未可应])(?:扣减|扣除|扣分|扣了|扣掉|扣去|扣|失分|丢分|少得)(?:为|共|:)?\s*({NUMBER})\s*分")
_GOT = re.compile(rf"(?<![不未可应的])(?:自评得分|自评得|自评|实际得分|实得|得分|计分?|得)(?:为|:)?\s*({NUMBER})\s*分")
_RULE = re.compile(
    r"每|以[上下]|[≥≤<>]|的[,，]?(?:得|扣|计)|酌情|最[多高]|扣完|[如若]|否则|不得|上年|去年|上一年|20\d\d年|满分|标准|不足|以内|调查|问卷|测评"
)
_OWN = re.compile(r"自评|实际|实扣|本[项次]|该项|此项|我[单局委]|本[单局]|因此|共扣|合计扣")
_STOP = re.compile(r"[。;!?]|(?<=[^\d])\d{1,2}[、.](?!\d)")
_IN_ALL = re.compile(r"共|合计|总计|累计")


def scores_in_rows(rows: Iterable[Indicator]) -> Iterator[StatedScore]:
    """Yield the points that a reason, a note or a rubric says were given or taken off; a rubric only where it says so of itself.

    A cell that stands beside several rows speaks of them all.
    """
    scored = [row for row in rows if row.weight is not None and row.score is not None]
    shared = Counter(value.text for row in scored for value in (row.reason, row.note) if value)
    for row in scored:
        for value, rule in ((row.reason, False), (row.note, False), (row.rubric, True)):
            if value is not None and "分" in value.text and (rule or shared[value.text] == 1):
                yield from _stated(row, value, rule=rule or value is row.note)


def _stated(row: Indicator, value: Value, *, rule: bool) -> Iterator[StatedScore]:
    told = [clause for sentence in _STOP.split(fold(value.text)) for clause in _told(sentence, rule=rule)]
    off = [
        (clause, amount)
        for clause in told
        for found in _OFF.finditer(clause)
        if (amount := number_of(found[1])) is not None
    ]
    got = [amount for clause in told for found in _GOT.finditer(clause) if (amount := number_of(found[1])) is not None]
    deducted = _in_all(off, row)
    if deducted is not None or got:
        yield StatedScore(
            row.name, value.text, row.document, value.location, score=got[-1] if got else None, deducted=deducted, scope=row.scope
        )  # fmt: skip


def _told(sentence: str, *, rule: bool) -> Iterator[str]:
    """Yield the clauses that tell of points; in a cell of rules, what stands behind a condition is one, too."""
    for clause in _CLAUSE.findall(sentence):
        if _RULE.search(clause):
            if rule:
                return
        elif not rule or _OWN.search(clause):
            yield clause


def _in_all(off: list[tuple[str, Decimal]], row: Indicator) -> Decimal | None:
    """Return what was taken off: what is said to be all of it, or what the points confirm, else the sum."""
    if not off or row.weight is None or row.score is None:
        return None
    lost = row.weight.amount - row.score.amount
    summed = next((amount for clause, amount in off if _IN_ALL.search(clause)), sum(amount for _, amount in off))
    return lost if any(amount == lost for _, amount in off) else Decimal(summed)
