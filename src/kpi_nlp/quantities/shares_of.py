"""Shares in words: 「A为B的p%」, 「其中A，占p%」, 「应检120家，合格116家，合格率96.67%」."""

import re
from collections.abc import Sequence

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.relation import Relation, ratio

_IS_OF = re.compile(r"[为占是]|完成|达到")
_OF = re.compile(r"^\s*的(?:比例|比重)?[为达是]?\s*$")
_PART_OF_NAMED = re.compile(r"[,，]\s*占(?P<base>[^,，。;；]{2,14}?)的(?:比例|比重)?为?$")
_PART_OF_TOTAL = re.compile(r"^\s*[,，(（]?\s*占比?(?:重|例)?(?:为|达|约)?\s*$")
_RATE = re.compile(r"^[^;；。]{0,16}?(?P<stem>[一-鿿]{2})率(?:为|达|达到|是|:)?\s*$")
_NOT_ALL = re.compile(r"不含|剔除|扣除|不包括|除外|平均|按时|及时|上年|去年|累计|历年")
_STEMS = {
    "执行": ("执行", "支出", "使用", "决算"), "完成": ("完成", "实际", "实现"), "支出": ("支出", "使用"), "使用": ("使用", "支出"), "回收": ("回收", "收回"), "到位": ("到位",), "有效": ("有效",),
    "合格": ("合格",), "办结": ("办结",), "参训": ("参训",), "入库": ("入库",), "验收": ("验收",), "整改": ("整改",), "控制": ("在职", "实有", "在编"),
}  # fmt: skip
_WHOLES = re.compile(r"编制|预算|计划|应|目标|共|总|发放|受理|收到|申报|下达|安排|抽检|检查|检测|年初")
_CLAUSE_EDGE = re.compile(r"[,，;；。:：]")
_LEAST = 3  # two figures and their share


def share(folded: str, amounts: Sequence[Quantity], bases: Sequence[Quantity]) -> Relation | None:
    """Return the share that the last of some amounts is, beside the figures it is taken of."""
    if amounts[-1].unit != "%":
        return None
    return (
        _of_the_next(folded, amounts)
        or _of_the_named(folded, amounts)
        or _of_the_total(folded, amounts, bases)
        or _rate(folded, amounts)
    )


def _of_the_next(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「支出671.51万元，为年初预算879.34万元的76.37%」."""
    if len(amounts) < _LEAST:
        return None
    part, whole, printed = amounts[-3:]
    if not _OF.match(folded[whole.end : printed.start]) or not _IS_OF.search(folded[part.end : whole.start]):
        return None
    return ratio(part, whole, printed, others=amounts[:-1])


def _of_the_named(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「全年支出500万元，其中项目支出200万元，占全年支出的40%」: the whole is named again, without its figure."""
    if len(amounts) < _LEAST or not (named := _PART_OF_NAMED.search(folded, amounts[-2].end, amounts[-1].start)):
        return None
    names = (named["base"], f"{named['base']}为")
    wholes = [amount for amount in amounts[:-2] if folded[: amount.start].rstrip().endswith(names)]
    return ratio(amounts[-2], wholes[0], amounts[-1], others=amounts[:-1]) if len(wholes) == 1 else None


def _of_the_total(folded: str, amounts: Sequence[Quantity], bases: Sequence[Quantity]) -> Relation | None:
    """「全年支出500万元，其中项目支出200万元，占40%」: of the total in front of 其中, in this sentence or the one before."""
    if len(amounts) < _LEAST - 1 or not _PART_OF_TOTAL.match(folded[amounts[-2].end : amounts[-1].start]):
        return None
    part = amounts[-2]
    at = folded.rfind("其中", 0, part.start)
    wholes = [whole for whole in amounts[:-2] if whole.end <= at] if at >= 0 else list(bases)
    possible = [
        whole for whole in wholes if whole.unit == part.unit and whole.exact and whole.exact >= (part.exact or 0)
    ]
    return _best(part, possible, amounts[-1], certain=len(possible) == 1)


def _rate(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「应检120家，合格116家，合格率96.67%」: the rate is named after what the second figure counts.

    Of several wholes in front any may be meant, and 年初 amounts may have been adjusted: then it is a question.
    """
    if len(amounts) < _LEAST:
        return None
    part, printed = amounts[-2:]
    named = _RATE.match(folded[part.end : printed.start])
    lead = folded[amounts[-3].end : part.start]
    if named is None or _NOT_ALL.search(folded[amounts[-3].end : printed.start]):
        return None
    if not any(word in lead for word in _STEMS.get(named["stem"], ())):
        return None
    wholes = [one for one in amounts[:-2] if one.unit == part.unit and one.exact and one.exact >= (part.exact or 0)]
    before = folded[: wholes[-1].start] if wholes else ""
    if not wholes or not _WHOLES.search(_CLAUSE_EDGE.split(before)[-1]):
        return None
    return _best(part, wholes, printed, certain=len(wholes) == 1 and "年初" not in before)


def _best(part: Quantity, wholes: Sequence[Quantity], printed: Quantity, *, certain: bool) -> Relation | None:
    """Return the share of the whole that explains the printed one, else of the nearest."""
    found = [one for whole in reversed(wholes) if (one := ratio(part, whole, printed, certain=certain))]
    return next((relation for relation in found if relation.holds is not False), found[0] if found else None)
