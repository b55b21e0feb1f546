"""Arithmetic in words: 「A为B的p%」, 「占B的p%」, 「比B增长p%」, 「从A增至B，增加C」, 「a元×b人＝c元」."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded, shown
from kpi_nlp.quantities.precision import precision
from kpi_nlp.text import fold

_HUNDRED = Decimal(100)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UP, _DOWN = r"增长|增加|上升|提高|提升|增幅|扩大", r"下降|减少|降低|降幅|缩减|压减|压缩"
_IS_OF = re.compile(r"[为占是]")
_OF = re.compile(r"^\s*的\s*$")
_PART_OF_NAMED = re.compile(r"[,，]\s*占(?P<base>[^,，。;；]{2,14}?)的(?:比例|比重)?为?$")
_THAN = re.compile(r"[比较](?:上年|去年|上一年度?|20\d\d年|同期|年初|上年同期)[^,，。;；]{0,6}?$")
_BY = re.compile(rf"{_UP}|{_DOWN}|净增|多|少|超|增|减|降")
_CHANGED = re.compile(rf"^\s*[,，]?\s*(?:同比|净)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约)?\s*$")
_FROM = re.compile(r"[从由](?:[^,，。;；]{0,8})$")
_TO = re.compile(rf"^\s*(?:(?:{_UP}|{_DOWN})(?:到|至)|[增升降减][到至])\s*$")
_TIMES, _GIVES = re.compile(r"^\s*\*\s*$"), re.compile(r"\s*=\s*\d")
_LEAST = 3  # two figures and what they give
_OPERATORS = frozenset("+-*/(=")


@dataclass(frozen=True, slots=True)
class Relation:
    """What the figures of a sentence give, and what is printed for it.

    `formula` and `operands` use the numbers as printed where both stand in one scale; `value` and `printed.exact`
    are of one unit. `said` is the relation in words, for a message.
    """

    formula: str
    operands: Mapping[str, str]
    value: Decimal
    printed: Quantity
    said: str

    @property
    def holds(self) -> bool:
        """Whether the printed figure is the value, rounded or truncated."""
        apart = abs(self.value - (self.printed.exact or Decimal(0)))
        return apart == 0 or apart < precision(self.printed)


def relations(text: str, quantities: Sequence[Quantity]) -> Iterator[Relation]:
    """Yield each relation that a sentence states between its exact figures."""
    folded = fold(text)
    for at in range(len(quantities)):
        found = (
            _share(folded, quantities[: at + 1])
            or _share_of_named(folded, quantities[: at + 1])
            or _growth(folded, quantities[: at + 1])
            or _difference(folded, quantities[: at + 1])
            or _product(folded, quantities[: at + 1])
        )
        if found is not None:
            yield found


def _share(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「支出671.51万元，为年初预算879.34万元的76.37%」."""
    if len(amounts) < _LEAST or amounts[-1].unit != "%":
        return None
    part, whole, share = amounts[-3:]
    if not _OF.match(folded[whole.end : share.start]) or not _IS_OF.search(folded[part.end : whole.start]):
        return None
    return _ratio(part, whole, share)


def _share_of_named(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「全年支出500万元，其中项目支出200万元，占全年支出的40%」: the whole is named again, without its figure."""
    share = amounts[-1]
    if (
        len(amounts) < _LEAST
        or share.unit != "%"
        or not (named := _PART_OF_NAMED.search(folded, amounts[-2].end, share.start))
    ):
        return None
    wholes = [
        amount
        for amount in amounts[:-2]
        if folded[: amount.start].rstrip().endswith((named["base"], f"{named['base']}为"))
    ]
    return _ratio(amounts[-2], wholes[0], share) if len(wholes) == 1 else None


def _ratio(part: Quantity, whole: Quantity, share: Quantity) -> Relation | None:
    if part.exact is None or not whole.exact or share.exact is None or part.unit != whole.unit:
        return None
    value = part.exact / whole.exact * _HUNDRED
    numbers = _numbers(part, whole)
    inverse = whole.exact / part.exact * _HUNDRED if part.exact else Decimal(0)
    hint = "（写的是倒数）" if abs(inverse - share.exact) <= precision(share) else ""
    said = f"「{part.text}」为「{whole.text}」的 {rounded(value)}%，写作 {share.text}{hint}"
    return Relation(
        f"{numbers[0]}/{numbers[1]}*100", dict(zip(("部分", "整体"), numbers, strict=True)), value, share, said
    )


def _growth(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「接待读者1200人次，比上年的1000人次增长20%」; in 「34期，比上年增加6期」 the second figure is no last year's."""
    between = folded[amounts[-3].end : amounts[-2].start] if len(amounts) >= _LEAST else ""
    if not _THAN.search(between) or _BY.search(between):
        return None
    now, before, change = amounts[-3:]
    return _change(folded[before.end : change.start], before, now, change)


def _difference(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「成员单位从9个增至27个，增加18个」."""
    if len(amounts) < _LEAST or not _TO.match(folded[amounts[-3].end : amounts[-2].start]):
        return None
    before, now, change = amounts[-3:]
    return (
        _change(folded[now.end : change.start], before, now, change) if _FROM.search(folded[: before.start]) else None
    )


def _change(words: str, before: Quantity, now: Quantity, change: Quantity) -> Relation | None:
    """What came between two figures of one unit: a share of the first, or their difference."""
    verb = _CHANGED.match(words)
    if verb is None or now.exact is None or not before.exact or change.exact is None or now.unit != before.unit:
        return None
    first, last = (before, now) if verb["up"] else (now, before)
    grown = (last.exact or Decimal(0)) - (first.exact or Decimal(0))
    more, less = _numbers(last, first)
    operands = {"本期": _numbers(now, before)[0], "上期": _numbers(now, before)[1]}
    if change.unit == "%" and before.unit != "%":
        value, formula = grown / before.exact * _HUNDRED, f"({more}-{less})/{operands['上期']}*100"
    elif change.unit == before.unit or (before.unit, change.unit) == ("%", "百分点"):
        value, formula = grown, f"{shown(last.exact or Decimal(0))}-{shown(first.exact or Decimal(0))}"
    else:
        return None
    said = f"从「{before.text}」到「{now.text}」，应{verb['up'] or verb['down']} {rounded(value)}{change.unit or ''}，写作 {change.text}"
    return Relation(formula, operands, value, change, said)


def _product(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「500元×120人＝6万元」: factors joined by signs alone."""
    result = amounts[-1]
    if len(amounts) < _LEAST or result.exact is None or not _GIVES.match(folded, amounts[-2].end, result.end):
        return None
    first = len(amounts) - 2
    while first and _TIMES.match(folded[amounts[first - 1].end : amounts[first].start]):
        first -= 1
    factors = amounts[first:-1]
    before = folded[: factors[0].start].rstrip()[-1:]
    behind = folded[result.end :].lstrip()[:1]
    if (
        len(factors) < _LEAST - 1
        or before in _OPERATORS
        or behind in _OPERATORS
        or not any(factor.unit for factor in factors)
    ):
        return None
    value = Decimal(1)
    for factor in factors:
        if factor.exact is None:
            return None
        value *= factor.exact / (_HUNDRED if factor.kind == "percent" else 1)
    formula = "*".join(
        shown(factor.exact or Decimal(0)) + ("/100" if factor.kind == "percent" else "") for factor in factors
    )
    printed = folded[factors[0].start : result.end]
    said = f"算式「{printed}」不成立：左边等于 {rounded(value)}{result.unit or ''}"
    return Relation(
        formula, {f"数{number}": factor.text for number, factor in enumerate(factors, 1)}, value, result, said
    )


def _numbers(one: Quantity, other: Quantity) -> tuple[str, str]:
    """Return the figures as printed where both stand in one scale, else multiplied out."""
    first, second = _NUMBER.search(one.text), _NUMBER.search(other.text)
    if first is None or second is None or one.text[first.end() :] != other.text[second.end() :]:
        return shown(one.exact or Decimal(0)), shown(other.exact or Decimal(0))
    return first[0].replace(",", ""), second[0].replace(",", "")
