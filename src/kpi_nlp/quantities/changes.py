"""Changes in words: 「比上年增加6期，增长21.43%」, 「从9个增至27个，增加18个」, 「调整后3980万元，减少359万元，下降8.27%」."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kpi_nlp.model import Quantity
from kpi_nlp.quantities.numerals import rounded
from kpi_nlp.quantities.relation import HUNDRED, Relation, imprecision, printed_numbers, suffix

_UP = r"增长|增加|上升|提高|提升|增幅|扩大|增收|超收|增支|超支|超额|超出|多收|多支|调增|净增|增"
_DOWN = r"下降|减少|降低|降幅|缩减|压减|压缩|减收|短收|减支|少收|少支|节约|结余|调减|净减|减"
_YEAR_BEFORE = r"(?:上年|去年|上一年度?|20\d\d年|同期|年初|上年同期|往年)"
_PLANNED = r"(?:年初|全年|年度|本年度?|调整后)?(?:预算|计划|目标)(?:数|值|任务|安排)?"
_THAN = re.compile(rf"[比较](?:{_YEAR_BEFORE}|{_PLANNED})[^,，。;；]{{0,6}}?$")
_LAST_YEAR_WAS = re.compile(
    rf"^\s*[,，(（]\s*(?:而)?{_YEAR_BEFORE}(?:度|同期)?(?:实际|为|是|完成|举办|开展)*[^,，。;；\d]{{0,6}}$"
)
_THIS_YEAR_IS = re.compile(
    r"^\s*[,，]\s*(?:今年|本年度?|20\d\d年度?)(?:实际|为|是|完成|达到?|增至)*[^,，。;；\d]{0,6}$"
)
_IN_LAST_YEAR = re.compile(rf"{_YEAR_BEFORE}[^,，。;；]{{0,12}}$")
_YEAR = re.compile(r"20\d\d(?=年)")
_BY = re.compile(rf"{_UP}|{_DOWN}|净增|多|少|超|增|降")
_CHANGED = re.compile(
    rf"^\s*[,，]?\s*(?:同比|净|同?[比较]{_YEAR_BEFORE}(?:同期|度)?(?:相比)?[,，]?净?)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|为)?\s*$"
)
_AGAINST = re.compile(r"[比较]")  # 同比, 比上年: against another figure than the one beside it
_BY_SO_MUCH = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|额?为)?\s*$")
_THEN_FROM = re.compile(r"^\s*[,，(（]\s*[从由][^,，。;；]{0,8}$")
_MORE_THAN_BEFORE = re.compile(
    rf"^\s*[,，]?\s*同?[比较]{_YEAR_BEFORE}(?:同期|度)?(?:相比)?[,，]?净?(?:(?P<up>{_UP}|多)|(?P<down>{_DOWN}|少))(?:了|约)?\s*$"
)
_RATE_OF_CHANGE = re.compile(rf"^\s*[,，、]?\s*(?:同比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?(?:了|为|达|约)?\s*$")
_FROM = re.compile(r"[从由](?:[^,，。;；]{0,8})$")
_TO = re.compile(rf"^\s*(?:(?:{_UP}|{_DOWN})(?:到|至|为)|[增升降减][到至]|[减增变]为)\s*$")
_ADJUSTED = re.compile(r"^\s*[,，]\s*(?:年中|中期)?(?:调整(?:后|为)|调[增减](?:后|为|至))[^,，。;；\d]{0,10}$")
_SPENT = re.compile(r"^\s*[,，]\s*(?:全年|当年)?(?:实际|决算|执行)[^,，。;；\d]{0,10}$")
_LEFT = re.compile(
    r"^\s*[,，]\s*(?:节约|结余|短收|超收|超支|减收|少收|增收|减支|少支)"
)  # 「减少」 behind what was spent may be against last year
_OF = re.compile(r"^\s*的\s*$")
_LEAST = 3  # two figures and what they give
_TENTHS = Decimal(3)  # 「四成」 is said of 38 %


def change(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """Return the relation that the last of some amounts closes, if it is a change."""
    if len(amounts) < _LEAST:
        return None
    return (
        _growth(folded, amounts)
        or _difference(folded, amounts)
        or _told_first(folded, amounts)
        or _rate_of_increment(folded, amounts)
        or _of_adjusted(folded, amounts)
        or _of_budget(folded, amounts)
    )


def _between(folded: str, one: Quantity, other: Quantity) -> str:
    return folded[one.end : other.start]


def _growth(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「接待读者1200人次，比上年的1000人次增长20%」; in 「34期，比上年增加6期」 the second figure is no last year's."""
    now, before, last = amounts[-3:]
    between, words = _between(folded, now, before), _between(folded, before, last).removeprefix("）").removeprefix(")")
    if (pair := _of_two_years(folded, between, now, before)) is None:
        return None
    return _changed(words, *pair, last)


def _of_two_years(folded: str, between: str, one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return what an amount was and what it became, where the words between two tell which is which."""
    if _THAN.search(between) and not _BY.search(between):
        return other, one
    if (later := _years(folded[: one.start], between)) is None:
        return None
    if not later and _LAST_YEAR_WAS.match(between):
        return other, one
    if _THIS_YEAR_IS.match(between) and (later or _IN_LAST_YEAR.search(folded[: one.start])):
        return one, other
    return None


def before_and_after(folded: str, one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return what an amount was and what it became: 「从9个增至27个」, 「512件，比上年的320件」, 「上年320件，今年512件」."""
    between = _between(folded, one, other)
    if _TO.match(between) and _FROM.search(folded[: one.start]):
        return one, other
    return _of_two_years(folded, between, one, other)


def _years(before: str, between: str) -> bool | None:
    """Return whether the second of two amounts is of a later year than the first by its number; None for one alone."""
    first, second = _YEAR.findall(before), _YEAR.findall(between)
    if not second:
        return False
    return second[-1] > first[-1] if first and second[-1] != first[-1] else None


def _difference(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「成员单位从9个增至27个，增加18个」."""
    before, now, last = amounts[-3:]
    if not _TO.match(_between(folded, before, now)) or not (start := _FROM.search(folded[: before.start])):
        return None
    words = _between(folded, now, last)
    if _AGAINST.search(words) and not re.search(_YEAR_BEFORE, start[0]):
        return None
    return _changed(words, before, now, last)


def _told_first(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「预算增加1254.18万元，由20409.75万元增加到21663.93万元」: what lies between two figures stands in front of them."""
    last, before, now = amounts[-3:]
    verb = _BY_SO_MUCH.search(folded, 0, last.start)
    if (
        verb is None
        or not _THEN_FROM.match(_between(folded, last, before))
        or not _TO.match(_between(folded, before, now))
    ):
        return None
    if now.unit != before.unit or last.unit != now.unit or None in (now.exact, before.exact, last.exact):
        return None
    ranked = (now, before) if verb["up"] else (before, now)
    return _apart(verb["up"] or verb["down"], ranked, (before, now), last)


def _of_adjusted(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「年初预算4339.30万元，调整后3980.53万元，减少358.77万元，下降8.27%」."""
    before, now, last = amounts[-3:]
    if before.unit == now.unit and _is_pair(folded, before, now, last):
        return _changed(_between(folded, now, last), before, now, last)
    if len(amounts) == _LEAST or last.unit != "%":
        return None
    first, second, difference = amounts[-4:-1]
    if not _is_pair(folded, first, second, difference) or not _CHANGED.match(_between(folded, second, difference)):
        return None
    return _changed(_between(folded, difference, last), first, second, last)


def _is_pair(folded: str, before: Quantity, now: Quantity, last: Quantity) -> bool:
    """Return whether the second amount came of the first, and a third is what lies between them."""
    words, behind = _between(folded, before, now), _between(folded, now, last)
    if _AGAINST.search(behind):
        return False
    return bool(_ADJUSTED.match(words) or (_SPENT.match(words) and _LEFT.match(behind)))


def _of_budget(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「收入673.79万元，为预算879.34万元的76.62%，减收205.55万元，减23.38%」."""
    for behind in (1, 2):
        if len(amounts) < _LEAST + behind:
            return None
        now, before, share = amounts[-3 - behind : -behind]
        if share.unit != "%" or not _OF.match(_between(folded, before, share)) or now.unit != before.unit:
            continue
        leads = [_between(folded, one, other) for one, other in pairwise(amounts[-1 - behind :])]
        if _LEFT.match(leads[0]) and all(_CHANGED.match(lead) and not _AGAINST.search(lead) for lead in leads):
            return _changed(leads[-1], before, now, amounts[-1])
    return None


def _rate_of_increment(folded: str, amounts: Sequence[Quantity]) -> Relation | None:
    """「举办培训班34期，比上年增加6期，增长21.43%」."""
    now, more, rate = amounts[-3:]
    verb = _MORE_THAN_BEFORE.match(_between(folded, now, more))
    again = _RATE_OF_CHANGE.match(_between(folded, more, rate))
    if verb is None or again is None or rate.unit != "%" or now.unit != more.unit or now.unit == "%":
        return None
    if now.exact is None or more.exact is None or rate.exact is None or (verb["up"] and again["down"]):
        return None
    before = now.exact - more.exact if verb["up"] else now.exact + more.exact
    if before <= 0:
        return None
    value = more.exact / before * HUNDRED
    whole, part = printed_numbers(now, more)
    slack = (imprecision(more) + value / HUNDRED * (imprecision(now) + imprecision(more))) / before * HUNDRED
    formula = f"{part}/({whole}{'-' if verb['up'] else '+'}{part})*100"
    said = (
        f"「{now.text}」比上年{verb['up'] or verb['down']}「{more.text}」，幅度应为 {rounded(value)}%，写作 {rate.text}"
    )
    return Relation(formula, {"本期": whole, "增减": part}, value, rate, said, slack)


def _changed(words: str, before: Quantity, now: Quantity, last: Quantity) -> Relation | None:
    """What came between two figures of one unit: a share of the first, or their difference."""
    verb = _CHANGED.match(words)
    if verb is None or now.exact is None or not before.exact or last.exact is None or now.unit != before.unit:
        return None
    less, more = (before, now) if verb["up"] else (now, before)
    grown = (more.exact or Decimal(0)) - (less.exact or Decimal(0))
    numbers = printed_numbers(now, before)
    upper, lower = (numbers[0], numbers[1]) if verb["up"] else (numbers[1], numbers[0])
    apart = imprecision(now) + imprecision(before)
    if last.unit == "%" and before.unit != "%":
        value, formula = grown / before.exact * HUNDRED, f"({upper}-{lower})/{numbers[1]}*100"
        slack = (apart + abs(grown / before.exact) * imprecision(before)) / before.exact * HUNDRED
    elif last.unit == before.unit or (before.unit, last.unit) == ("%", "百分点"):
        return _apart(verb["up"] or verb["down"], (more, less), (before, now), last)
    else:
        return None
    if "成" in last.text:
        slack += _TENTHS
    said = f"从「{before.text}」到「{now.text}」，应{verb['up'] or verb['down']} {rounded(value)}%，写作 {last.text}"
    return Relation(formula, {"本期": numbers[0], "上期": numbers[1]}, value, last, said, slack)


def _apart(
    verb: str, ranked: tuple[Quantity, Quantity], in_time: tuple[Quantity, Quantity], last: Quantity
) -> Relation:
    """The difference of two amounts, in the scale in which they are printed."""
    more, less = ranked
    value = (more.exact or Decimal(0)) - (less.exact or Decimal(0))
    upper, lower, printed = printed_numbers(more, less, last)
    scaled = Decimal(printed) != last.exact
    result = rounded(Decimal(upper) - Decimal(lower))
    unit = suffix(last) if scaled else last.unit or ""
    said = f"从「{in_time[0].text}」到「{in_time[1].text}」，应{verb} {result}{unit}，写作 {last.text}"
    operands = {"大": upper, "小": lower}
    return Relation(
        f"{upper}-{lower}", operands, value, last, said, imprecision(more) + imprecision(less), result=result
    )
