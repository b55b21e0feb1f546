"""Wholes and their parts in words: 「基本支出A＋项目支出B＝C」, 「分为A、B」, 「共N个，其中线上A个、线下B个」."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.lexicon import apart, complete
from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded
from kpi_nlp.quantities.relation import Relation, imprecision, printed_numbers, suffix
from kpi_nlp.text import han_only

_PLUS = re.compile(r"^\s*(?:[(（][^()（）]*[)）])?\s*\+\s*[^\d=+\-*/,，。;；]*$")
_GIVES = re.compile(r"^\s*(?:[(（][^()（）]*[)）])?\s*=\s*[^\d=+\-*/,，。;；]*$")
_ALL = re.compile(r"分为|分别(?=为|是)|由(?=[^,，。;；]*(?:组成|构成))")
_AMONG = re.compile(r"其中")
_OPENED = re.compile(r"(?<=[元人名个项家户件次场期份])[(:]")  # 「全年支出500万元（基本支出300万元、项目支出200万元）」
_CHANGE = re.compile(r"增|减|升|降|超|比|同比|完成率|平均|人均|每")
_AND_MORE = re.compile(r"[^,，。;；]{0,6}等")
_IN_ALL = re.compile(
    r"^\s*[,，、;；]\s*(?:[两二三四五六七\d][项者类个]+|以上|上述|各项|几项)*(?:相加|加总|加起来)?(?P<word>合计|共计|总计|之和)[为达是]?\s*$"
)
_ALL_YEAR = re.compile(r"^\s*[,，、;；]\s*(?:全年|年度|本年)(?:累计|合计|共计|总计|共)?[^,，。;；\d]{0,8}$")
_TIMES = ("上半年", "下半年", "一季度", "二季度", "三季度", "四季度")
_OTHER_YEAR = re.compile(r"上年|去年|同期|计划|预算|目标|累计|比")
_SHARES = re.compile(r"分别[占为]")
_NO_LIST = re.compile(r"其中|等|增|减|升|降|预算|计划|目标|比上年|同比|每|平均|人均|累计|执行|调整")
_EDGE = re.compile(r"[,，、。;；)）]")
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
    if len(amounts) <= _FEWEST:
        return None
    told = folded[amounts[-2].end : total.start]
    lead = _IN_ALL.match(told)
    parts = [amount for amount in amounts[:-1] if (amount.unit, amount.kind) == (total.unit, total.kind)]
    if len(parts) < _FEWEST or parts[-1] is not amounts[-2] or total.kind not in ("count", "money", "percent"):
        return None
    if lead is None:
        return _sum_of_times(folded, amounts) if _ALL_YEAR.match(told) else None
    before = folded[: total.start]
    if _NO_LIST.search(before) and not (total.kind == "percent" and _SHARES.search(before)):
        return None
    if total.kind == "percent" and not _SHARES.search(before):
        return None
    return _sum(parts, total, said="相加", certain=lead["word"] == "合计")


def _sum_of_times(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「上半年支出200万元，下半年支出300万元，全年支出500万元」."""
    parts, total = amounts[:-1], amounts[-1]
    edges = [0, *(part.end for part in parts)]
    names = [folded[edge : part.start] for edge, part in zip(edges, parts, strict=False)]
    timed = all(any(word in name for word in _TIMES) for name in names)
    if not timed or not complete(names) or any(_OTHER_YEAR.search(name) for name in names):
        return None
    return _sum(parts, total, said="相加", certain=False) if total.kind in ("count", "money") else None


def _lead(folded: str, amounts: Sequence[Quantity], at: int) -> str:
    """Return the words between an amount and the one before it; a sign that was read into the amount belongs to them."""
    start = amounts[at].start
    while start < amounts[at].end and not folded[start].isdigit():
        start += 1
    return folded[amounts[at - 1].end : start]


def composition(folded: str, amounts: Sequence[Quantity]) -> Iterator[Relation]:
    """Yield the sum of a list that covers its whole, and each part 「其中」 that is more than its whole."""
    for word in (_ALL, _AMONG if _AMONG.search(folded) else _OPENED):
        if (match := word.search(folded)) is None:
            continue
        before = [amount for amount in amounts if amount.end <= match.start()]
        if not before or before[-1].exact is None or before[-1].kind not in ("count", "money"):
            continue
        parts = _listed(folded, [amount for amount in amounts if amount.start >= match.end()], before[-1], match.end())
        if len(parts) >= _FEWEST and (word is _ALL or _covers(_names(folded, parts, match.end()), parts, before[-1])):
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


def _covers(names: Sequence[str], parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Parts of every kind that there is (线上, 线下) leave nothing out; of some kinds they are no more than the whole."""
    if complete(names):
        return True
    return apart(names) and sum(part.exact or Decimal(0) for part in parts) > (whole.exact or Decimal(0))


def _names(folded: str, parts: Sequence[Quantity], start: int) -> list[str]:
    """Return the words of each part: those in front of it, or behind where none stand in front of the first (「3个优、8个良」)."""
    edges = [start, *(part.end for part in parts), len(folded)]
    leads = [folded[edge : part.start] for edge, part in zip(edges, parts, strict=False)]
    if han_only(leads[0]).strip("有为是"):
        return leads
    starts = [*(part.start for part in parts[1:]), len(folded)]
    return [_EDGE.split(folded[part.end : to])[0] for part, to in zip(parts, starts, strict=True)]


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
