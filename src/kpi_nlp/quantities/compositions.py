"""Wholes and their parts in words: 「基本支出A＋项目支出B＝C」, 「分为A、B」, 「共N个，其中线上A个、线下B个」."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from kpi_nlp import lexicon
from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded
from kpi_nlp.quantities.relation import Relation, imprecision, printed_numbers, suffix

_PLUS = re.compile(r"^\s*(?:[(（][^()（）]*[)）])?\s*\+\s*[^\d=+\-*/,，。;；]*$")
_GIVES = re.compile(r"^\s*(?:[(（][^()（）]*[)）])?\s*=\s*[^\d=+\-*/,，。;；]*$")
_ALL = re.compile(r"分为|分别(?=为|是)|由(?=[^,，。;；]*(?:组成|构成))")
_AMONG = re.compile(r"其中")
_CHANGE = re.compile(r"增|减|升|降|超|比|同比|完成率|平均|人均|每")
_OPPOSITE = (
    ("基本支出", "项目支出"), ("在职", "离退休"), ("在编", "编外"), ("人员经费", "公用经费"), ("线上", "线下"), ("未完成", "完成"), ("不满意", "满意"), ("有效", "无效"), ("不合格", "合格"), ("男", "女"),
)  # fmt: skip
_AND_MORE = re.compile(r"[^,，。;；]{0,6}等")
_IN_ALL = re.compile(r"^\s*[,，、;；]\s*(?:两项|三项|四项|以上|上述)?(?P<word>合计|共计|总计)[为达]?\s*$")
_NO_LIST = re.compile(r"其中|等|增|减|升|降|预算|计划|目标|比上年|同比|每|平均|人均|累计|执行|调整")
_FEWEST = 2


def sum_of_terms(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「基本支出262.52万元+项目支出196.10万元=458.62万元」."""
    total, first = amounts[-1], len(amounts) - 2
    if first < 1 or not _GIVES.match(_lead(folded, amounts, len(amounts) - 1)):
        return None
    while first and _PLUS.match(_lead(folded, amounts, first)):
        first -= 1
    terms = amounts[first:-1]
    if len(terms) < _FEWEST or folded[: terms[0].start].rstrip()[-1:] in tuple("+-*/(="):
        return None
    return _sum(terms, total, said="各项相加", certain=True)


def sum_of_list(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「基本支出300万元、项目支出250万元，合计550万元」: all that stands in front of 合计 in its unit."""
    total = amounts[-1]
    lead = _IN_ALL.match(folded[amounts[-2].end : total.start]) if len(amounts) > _FEWEST else None
    if lead is None or _NO_LIST.search(folded[: total.start]):
        return None
    parts = [amount for amount in amounts[:-1] if (amount.unit, amount.kind) == (total.unit, total.kind)]
    if len(parts) < _FEWEST or parts[-1] is not amounts[-2] or total.kind not in ("count", "money"):
        return None
    return _sum(parts, total, said="相加", certain=lead["word"] == "合计")


def _lead(folded: str, amounts: Sequence[Quantity], at: int) -> str:
    """Return the words between an amount and the one before it; a sign that was read into the amount belongs to them."""
    start = amounts[at].start
    while start < amounts[at].end and not folded[start].isdigit():
        start += 1
    return folded[amounts[at - 1].end : start]


def composition(folded: str, amounts: Sequence[Quantity]) -> Iterator[Relation]:
    """Yield the sum of a list that covers its whole, and each part 「其中」 that is more than its whole."""
    for word in (_ALL, _AMONG):
        if (match := word.search(folded)) is None:
            continue
        before = [amount for amount in amounts if amount.end <= match.start()]
        if not before or before[-1].exact is None or before[-1].kind not in ("count", "money"):
            continue
        parts = _listed(folded, [amount for amount in amounts if amount.start >= match.end()], before[-1], match.end())
        if len(parts) >= _FEWEST and (word is _ALL or _covers(folded, parts, match.end())):
            yield from filter(None, [_sum(parts, before[-1], said="分项相加", certain=match[0] in ("分为", "由"))])
        elif word is _AMONG:
            yield from _too_large(parts, before[-1])


def _listed(folded: str, amounts: Sequence[Quantity], whole: Quantity, start: int) -> list[Quantity]:
    """Return the amounts of a list behind a whole; none where one is of another unit or inexact, or counts kinds."""
    parts: list[Quantity] = []
    for amount in amounts:
        if amount.unit == "%" and whole.unit != "%":
            continue  # its share
        if (amount.unit, amount.kind) != (whole.unit, whole.kind) or _CHANGE.search(folded[start : amount.start]):
            return []
        start = amount.end
        parts.append(amount)
    counts_kinds = whole.exact == len(parts) or "级指标" in folded or _AND_MORE.match(folded, start)
    return parts if not counts_kinds and all(part.exact is not None for part in parts) else []


def _covers(folded: str, parts: Sequence[Quantity], start: int) -> bool:
    """Two parts that are each other's opposite (线上, 线下) leave nothing out."""
    edges = [start, *(part.end for part in parts)]
    names = [folded[edge : part.end] for edge, part in zip(edges, parts, strict=False)]
    if len(parts) != _FEWEST:
        return False
    return any(_opposite(one, other) for one, other in combinations(names, 2))


def _opposite(one: str, other: str) -> bool:
    told = any((left in one and right in other) or (left in other and right in one) for left, right in _OPPOSITE)
    return told or lexicon.opposed(one, other) is not None


def _too_large(parts: Sequence[Quantity], whole: Quantity) -> Iterator[Relation]:
    """Yield each part that is more than the whole it is counted among."""
    for part in parts:
        if part.exact is not None and whole.exact is not None and part.exact > whole.exact + imprecision(whole):
            upper, lower = printed_numbers(part, whole)
            result = rounded(Decimal(upper) - Decimal(lower))
            said = f"「其中」的「{part.text}」大于总数「{whole.text}」"
            numbers = {"其中": upper, "总数": lower}
            yield Relation(f"{upper}-{lower}", numbers, part.exact, whole, said, certain=False, result=result)


def _sum(parts: Sequence[Quantity], total: Quantity, *, said: str, certain: bool) -> Relation | None:
    """Return the sum of parts of one unit beside the printed total."""
    if total.exact is None or any(part.exact is None or part.unit != total.unit for part in parts):
        return None
    value = sum((part.exact or Decimal(0) for part in parts), Decimal(0))
    numbers = printed_numbers(*parts, total)
    result = sum(map(Decimal, numbers[:-1]), Decimal(0))
    unit = suffix(total) if Decimal(numbers[-1]) != total.exact else total.unit or ""
    told = "、".join(f"「{part.text}」" for part in parts)
    words = f"{told}{said}为 {rounded(result)}{unit}，总数写作 {total.text}"
    operands = {f"分项{number}": text for number, text in enumerate(numbers[:-1], 1)}
    slack = sum(map(imprecision, parts), Decimal(0))
    return Relation("+".join(numbers[:-1]), operands, value, total, words, slack, certain, rounded(result))
