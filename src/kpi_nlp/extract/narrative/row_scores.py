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
_OWN_IN_RULES = re.compile(
    r"自评|实扣|我[单局委]|因此|共扣|合计扣"
)  # 「实际值落在6%至10%之间得10分」, 「该项得0分」 are rules
_STOP = re.compile(r"[。;!?]|(?<=[^\d])\d{1,2}[、.](?!\d)")
_IN_ALL = re.compile(r"共|合计|总计|累计")


def scores_in_rows(rows: Iterable[Indicator]) -> Iterator[StatedScore]:
    """Yield the points that a reason, a note or a rubric says were given or taken off; a rubric only where it says so of itself.

    A cell that stands beside several rows speaks of them all.
    """
    scored = [row for row in rows if row.weight is not None and row.score is not None]
    shared = Counter(value.text for row in scored for value in (row.reason, row.note) if value)
    for row in scored:
        for value, own in ((row.reason, None), (row.note, _OWN), (row.rubric, _OWN_IN_RULES)):
            if value is not None and "分" in value.text and (value is row.rubric or shared[value.text] == 1):
                yield from _stated(row, value, own)


def _stated(row: Indicator, value: Value, own: re.Pattern[str] | None) -> Iterator[StatedScore]:
    told = [clause for sentence in _STOP.split(fold(value.text)) for clause in _told(sentence, own)]
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


def _told(sentence: str, own: re.Pattern[str] | None) -> Iterator[str]:
    """Yield the clauses that tell of points; where rules may stand those with words of their `own`, and none behind a condition."""
    for clause in _CLAUSE.findall(sentence):
        if _RULE.search(clause):
            if own:
                return
        elif own is None or own.search(clause):
            yield clause


def _in_all(off: list[tuple[str, Decimal]], row: Indicator) -> Decimal | None:
    """Return what was taken off: what is said to be all of it, or what the points confirm, else the sum."""
    if not off or row.weight is None or row.score is None:
        return None
    lost = row.weight.amount - row.score.amount
    summed = next((amount for clause, amount in off if _IN_ALL.search(clause)), sum(amount for _, amount in off))
    return lost if any(amount == lost for _, amount in off) else Decimal(summed)
