"""Whether an amount in a sentence is said of the unit's whole year: not of a plan, a part, another time, an increase."""

import re
from dataclasses import replace

from kpi_nlp.model import Claim, Indicator, Part, Quantity
from kpi_nlp.quantities import agree, distances, equals, overlaps
from kpi_nlp.text import fold

_OTHER_FACT = re.compile(
    r"目标|计划|原定|原拟|规划|远期|指标值|上年|去年|同期|预计|预期|平均执行|季度|其中|(?<!全年)(?<!年内)(?<!全年共)累计|历年|年来|保有|存量|每[月季周天]|人均|余额|满分|得分|扣分|的,得"
)
_PART_OF = re.compile(
    r"其中|上半年|下半年|首批|第[一二三四\d]批|[一二三四1-4]季度|截至?\s*(?:[1-9]|1[01])月|前\s*\d{1,2}\s*个月|第[一二三四\d]期|年来|历年"
)
_WITH_OTHERS = re.compile(r"联合|会同|协办|协同|配合")  # what was done together is rarely all of it
_GOAL_BEHIND = re.compile(r"^的[^,，。;；\d]{0,6}(?:规划|目标|计划|任务|要求|上限)")  # 「1200人次的远期规划」
_TIME = re.compile(
    r"(20\d\d)\s*年|[“\"]?十[一二三四五]五[”\"]?|上年|去年|年初(?!目标|设|计划|确定|预[定期]|申报|下达|批复|既定|制定|绩效|指标)|同期|往年|历史"
)
_FROM = r"(?:(?<![理自事缘])由(?!于)|从(?![业事严优快速重属政众教军]))"  # 从业人员, 由于 begin no change
_OLD_VALUE = re.compile(rf"{_FROM}(?:[^,，;；]{{0,10}})$")
_ONE_DAY = re.compile(r"(?<![-~至到])(?<!\d)\d{1,2}月(?:\d{1,2}日)?(?!底|末|\d|[-~至到])")
_IN_THE_YEAR = re.compile(r"(?:全年|年内|当年|今年|本年度?)[^,，。;；\d]{0,16}?累计")
_RESULT = re.compile(r"全年|实际|已|了|共")
_VAGUE = re.compile(r"以上|超|余|多|几|不少|不低")
_SOME = re.compile(
    r"(?:第?[一二三四1-4]|前[一二三两]个?)季度|[上下]半年|(?<!\d)\d{1,2}月?(?:[-—~至到]\d{1,2})?月(?:份|\d{1,2}日)?(?!底|末|初|\d)|(?<!全市)(?<!全省)其中"
)
_ADDS_UP = frozenset({"count", "area", "length", "money"})
_EDGE = re.compile(r"[,，。;；:：()（）]")
_RISEN = re.compile(rf"{_FROM}[^,，。;；]*?(?:提[高升]|上升|增[加长]?|扩大|降低?|下降|减少|压减|缩短)(?:了)?[到至为]$")
_PLANNED = re.compile(
    r"^(?!.*(?:上年|去年|同期|往年))[^;；。]*(?:计划|目标|指标值)[^;；。]*[,，)）](?=(?:[到至]|截[至止])?(?:年[底末]|全年|最终)?实际)"
)


def clause_to(claim: Claim, quantity: Quantity) -> str:
    """Return the clause of an amount, up to its end, in half width."""
    folded = fold(claim.text)
    start = max((edge.end() for edge in _EDGE.finditer(folded, 0, quantity.start)), default=0)
    return f"{_RISEN.sub('', folded[start : quantity.start])}{folded[quantity.start : quantity.end]}"


def of_another_fact(claim: Claim, quantity: Quantity, *, name: str = "") -> bool:
    """Return whether the words before an amount say that it is a plan, a part, of another time, of one day, or the way to a goal.

    What the row's own `name` says (联合执法次数) is no such word.
    """
    before = _now(fold(claim.text)[: quantity.start])
    if any(distance.amount is quantity for distance in distances(claim.text, claim.quantities)):
        return True
    if _GOAL_BEHIND.match(fold(claim.text)[quantity.end :]):
        return True
    said_of_it = _OTHER_FACT.search(_IN_THE_YEAR.sub("", clause_to(claim, quantity))) or _OLD_VALUE.search(before)
    shared = _WITH_OTHERS.search(before) and not _WITH_OTHERS.search(name)
    return bool(said_of_it or shared or of_another_time(before, claim))


def excludes(claim: Claim, quantity: Quantity, part: Part, row: Indicator) -> bool:
    """Return whether an amount that is said of the whole year and the actual of a part exclude each other."""
    if part.actual is None or part.actual.unit != quantity.unit:
        return False
    apart = claim.period == "部分" or of_another_fact(claim, quantity, name=row.name)
    if apart and not beyond(claim, quantity, part.actual, name=row.name):
        return False
    said = _reached(quantity)
    if overlaps(said, part.actual) is not False or agree(said, part.actual):
        return False
    return not equals(quantity, part.target) or bool(_RESULT.search(fold(claim.text)[: quantity.end]))


def _reached(quantity: Quantity) -> Quantity:
    """「达到33场」 tells what came about: in prose it is the amount itself, no floor."""
    plain = quantity.text.startswith("达") and quantity.high is None and not _VAGUE.search(quantity.text)
    return replace(quantity, high=quantity.low, low_open=False) if plain else quantity


def beyond(claim: Claim, quantity: Quantity, whole: Quantity, *, name: str = "") -> bool:
    """Return whether an amount of some months, or of some of it, is more than the whole year gave."""
    more = quantity.low is not None and whole.high is not None and quantity.low > whole.high
    return more and quantity.kind in _ADDS_UP and not of_another_fact(without(claim, _SOME), quantity, name=name)


def without(claim: Claim, words: re.Pattern[str]) -> Claim:
    """Return a claim with some words blanked out, so that its amounts stay where they are."""
    return replace(claim, text=words.sub(lambda found: "□" * len(found[0]), claim.text))


def _now(before: str) -> str:
    """Return the words before an amount without what was planned (「年初计划12场，」) or was so before (「由上年的88%提高到」)."""
    return _RISEN.sub("", _PLANNED.sub("", before))


def of_another_time(before: str, claim: Claim) -> bool:
    """Return whether words in half width say that what follows is not of the whole year of the claim."""
    times = _TIME.findall(before)
    return bool(_PART_OF.search(before) or _ONE_DAY.search(before) or (times and times[-1] != claim.period))
