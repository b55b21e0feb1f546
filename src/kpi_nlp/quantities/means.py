"""So much for each, in words: 「共4次、到场480人，平均每次120人」, 「12期，每期50人，共600人」, 「860万元的5%，即43万元」."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded, shown
from kpi_nlp.quantities.relation import HUNDRED, Relation, imprecision

_MEASURE = "人次|个月|[个次场期班户家人名件项处所校村镇户亩公里套台辆座篇批周月天日年份]"
_NAMED = r"[^,，。;；:：()（）\d=+*/%、每均]{0,8}"
_BY_HEAD = rf"(?P<by>[人户次场期班校村件亩])均{_NAMED}$"
_EACH = re.compile(rf"(?:平均|均)[每到]一?(?P<each>{_MEASURE}){_NAMED}$|{_BY_HEAD}")
_PER = re.compile(rf"每一?(?P<each>{_MEASURE}){_NAMED}$|{_BY_HEAD}")
_PER_PER = re.compile(r"每[^,，。;；]{0,6}每|每[^,，。;；\d]{0,4}(?:至少|不少于|不超过|最多)")
_IN_ALL = re.compile(rf"(?:^|[,，、;；]|\s)\s*(?:全年|年内|本年|累计)*(?:共计|合计|总计|共|总共|累计){_NAMED}$")
_OPEN = re.compile(r"其中|另|以上|以下|左右|不等|上年|去年|同期|标准|计划|预算|目标")
_UNEQUAL = re.compile(r"其中|另|不等|左右|以上")
_PARTED = re.compile(r"[。;；]")
_SHARE_OF = re.compile(r"^\s*的\s*$")
_THAT_IS = re.compile(rf"^\s*[,，(（]?\s*(?:即|计|折合|合计|合){_NAMED}$")
_ALIKE = (
    {"人", "名", "位", "人次"},
    {"个", "家", "所", "处"},
    {"月", "个月"},
    {"天", "日"},
    {"次", "场", "期"},
    {"户", "家"},
)
_BY_TIME = re.compile(r"(?:月均|(?:每个?月)平均|平均每个?月|季均|(?:每个?季度?)平均|平均每个?季度?)[^,，。;；\d]{0,8}$")
_WHOLE_YEAR = re.compile(r"全年|年内|本年|当年|一年|20\d\d年(?![末底初])|年度")
_NO_WHOLE_YEAR = re.compile(
    r"(?<!12)个月|\d月|[月季]度?起|以来|上线|启用|开通|运行后|成立|暑|寒|学期|上半年|下半年|除|其中|计划|目标|预算|上年|去年|比"
)
_CLAUSES = re.compile(r"[,，、。;；:：(（]")
_FEWEST, _PAIR, _QUARTERS, _TWENTIETH = 3, 2, 4, 20
_NUMERIC = ("count", "money", "area", "length", "duration", "other")


def mean(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """Return the relation that the last of some amounts closes: a mean, a product of so many of so much, a share as an amount."""
    if (by_month := _of_a_year(folded, amounts)) is not None:
        return by_month
    if len(amounts) < _FEWEST or any(amount.exact is None for amount in amounts[-_FEWEST:]):
        return None
    return _mean(folded, amounts) or _product(folded, amounts) or _share_in_figures(folded, amounts)


def _of_a_year(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「全年接听来电14400个，月均1200个」, 「月均1200个，全年接听14400个」: a year has so many months and quarters."""
    if len(amounts) < _PAIR or "均" not in folded or _NO_WHOLE_YEAR.search(folded):
        return None
    one, other = amounts[-_PAIR:]
    leads = _clause(folded, amounts, one), _clause(folded, amounts, other)
    for whole, printed, (lead, each) in ((one, other, leads), (other, one, leads[::-1])):
        if (by := _BY_TIME.search(each)) and _WHOLE_YEAR.search(lead) and not _BY_TIME.search(lead):
            return _of_months(whole, printed, 4 if "季" in by[0] else 12)
    return None


def _clause(folded: str, amounts: Sequence[Quantity], amount: Quantity) -> str:
    """Return the clause in front of an amount, up to the amount before."""
    start = max((before.end for before in amounts if before.end <= amount.start), default=0)
    return _CLAUSES.split(folded[start : amount.start])[-1]


def _of_months(whole: Quantity, printed: Quantity, times: int) -> Relation | None:
    if not _same(whole, printed) or whole.exact is None or printed.exact is None:
        return None
    value = whole.exact / times
    said = f"「{whole.text}」分到 {times} 个{'月' if times > _QUARTERS else '季度'}，平均 {rounded(value)}{printed.unit or ''}，写作 {printed.text}"
    operands = {"被除数": shown(whole.exact), "除数": str(times)}
    formula = f"{shown(whole.exact)}/{times}"
    slack = imprecision(whole) / times + _roundness(printed)
    return Relation(formula, operands, value, printed, said, slack, certain=False)


def _roundness(mean: Quantity) -> Decimal:
    """「月均1200人次」 may stand for 1233: how far the zeros at its end leave it open, in bounds."""
    figure = f"{mean.exact or Decimal(0):f}".partition(".")[0]
    zeros = len(figure) - len(figure.rstrip("0"))
    return min(Decimal(10) ** zeros, abs(mean.exact or Decimal(0)) / _TWENTIETH) if zeros else Decimal(0)


def _mean(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「共4次、到场480人，平均每次120人」: of the two amounts in front, one is counted by what the mean is of."""
    one, other, printed = amounts[-_FEWEST:]
    lead = folded[other.end : printed.start]
    told = _EACH.search(lead)
    if told is None or _PARTED.search(folded[one.end : printed.start]) or _OPEN.search(folded[one.end : printed.start]):
        return None
    each = told["each"] or told["by"]
    ways = [(whole, by) for whole, by in ((one, other), (other, one)) if _is_of(by, each) and _same(whole, printed)]
    if len(ways) != 1:
        return None
    whole, by = ways[0]
    if not by.exact or whole.exact is None or _ambiguous(amounts, whole, by):
        return None
    value = whole.exact / by.exact
    slack = (imprecision(whole) + imprecision(by) * value) / by.exact
    said = f"「{whole.text}」除以「{by.text}」为 {rounded(value)}{printed.unit or ''}，写作 {printed.text}"
    operands = {"被除数": shown(whole.exact), "除数": shown(by.exact)}
    return Relation(f"{shown(whole.exact)}/{shown(by.exact)}", operands, value, printed, said, slack, certain=False)


def _product(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「12期，每期50人，共600人」."""
    one, other, printed = amounts[-_FEWEST:]
    start = amounts[-4].end if len(amounts) > _FEWEST else 0
    between = folded[start : printed.start]
    if _IN_ALL.search(folded[other.end : printed.start]) is None or _PER_PER.search(between) or between.count("每") > 1:
        return None
    if _PARTED.search(folded[one.start : printed.start]) or _UNEQUAL.search(between):
        return None
    for factor, by, edge in ((other, one, one.end), (one, other, start)):
        told = _PER.search(folded[edge : factor.start])
        if told and _is_of(by, told["each"] or told["by"]) and _same(factor, printed):
            return _multiplied(factor, by, printed)
    return None


def _multiplied(factor: Quantity, by: Quantity, printed: Quantity) -> Relation:
    one, other = factor.exact or Decimal(0), by.exact or Decimal(0)
    value = one * other
    slack = (imprecision(factor) * other if "." in factor.text else 0) + imprecision(by) * one
    unit = printed.unit or ""
    said = f"「{factor.text}」乘以「{by.text}」为 {shown(value)}{unit}，写作 {printed.text}"
    operands = {"单量": shown(one), "数量": shown(other)}
    return Relation(f"{shown(one)}*{shown(other)}", operands, value, printed, said, slack, certain=False)


def _share_in_figures(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「860万元的5%，即43万元」."""
    whole, share, printed = amounts[-_FEWEST:]
    told = _SHARE_OF.match(folded[whole.end : share.start]) and _THAT_IS.match(folded[share.end : printed.start])
    if not told or share.unit != "%" or whole.unit != printed.unit or whole.unit == "%" or whole.exact is None:
        return None
    value = whole.exact * (share.exact or Decimal(0)) / HUNDRED
    slack = (whole.exact * imprecision(share) + imprecision(whole) * (share.exact or Decimal(0))) / HUNDRED
    said = f"「{whole.text}」的 {share.text} 为 {rounded(value)}{printed.unit or ''}，写作 {printed.text}"
    operands = {"整体": shown(whole.exact), "比例": shown(share.exact or Decimal(0))}
    formula = f"{shown(whole.exact)}*{shown(share.exact or Decimal(0))}/100"
    return Relation(formula, operands, value, printed, said, slack, certain=False)


def _is_of(amount: Quantity, measure: str) -> bool:
    """Return whether an amount counts what a mean is of: 「4次」 for 「每次」, 「117名」 for 「人均」."""
    unit = amount.unit or ""
    return unit == measure or any(unit in alike and measure in alike for alike in _ALIKE)


def _same(whole: Quantity, printed: Quantity) -> bool:
    units = {(whole.unit or "").partition("/")[0], (printed.unit or "").partition("/")[0]}
    return whole.kind in _NUMERIC and (len(units) == 1 or any(units <= alike for alike in _ALIKE)) and "%" not in units


def _ambiguous(amounts: Sequence[Quantity], whole: Quantity, by: Quantity) -> bool:
    """Another amount of either unit in front might be meant instead."""
    return any(amount.unit in (whole.unit, by.unit) for amount in amounts[:-_FEWEST])
