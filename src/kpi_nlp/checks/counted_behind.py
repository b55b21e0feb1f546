"""Lists that are counted behind their last item: 「一是…三是…。以上三个问题」, 「办公室、财务科共两个科室」, 「3月5日、5月21日…共2次」."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kpi_nlp.checks.listed import RUNNING, items_in
from kpi_nlp.quantities.numerals import number_of

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_NAME = r"[一-鿿]{1,8}?"
_PLACES = re.compile(
    rf"(?P<list>(?:{_NAME}、){{1,9}}{_NAME})(?P<open>等)?(?:共计|合计|总计|一共|总共|共|这)?{_N}[个家所种类项座支](?P<noun>[一-鿿]{{1,4}}?)"
    r"(?=[,，。;；)]|$|组成|构成|参加|参与|负责|配合|联合|共同|开展|进行|分别|均|各|已|全部|完成|为|的)"
)
_JOINS = re.compile(r"[和及与]|以及")
_OF_TWO_KINDS = frozenset(
    (
        "县区",
        "区县",
        "县市",
        "市县",
        "县市区",
        "乡镇",
        "镇乡",
        "镇街",
        "街镇",
        "科室",
        "处室",
        "股室",
        "站所",
        "村社",
        "村居",
        "部门",
    )
)  # 「李家村3个村民小组」 counts no villages
_DAY = r"\d{1,2}月\d{1,2}日"
_DAYS = re.compile(
    rf"(?P<list>{_DAY}(?:(?:[、,]|以?及|和)(?:{_DAY}|\d{{1,2}}日)){{1,15}})(?P<what>[^。;；:()\d等各每]{{0,40}}?)(?:先后|共|累计|共计|合计|总计|总共|一共)?(?P<verb>[^,，。;；:()\d等各每]{{0,6}}){_N}[次场期轮回](?!数)"
)
_IN_ALL = re.compile(r"^(?:全年|年内|当年|一年|先后|总|共|累计|合计|一共|计)")
_SHORT = 12  # letters between days and their number
_TOGETHER = re.compile(
    rf"(?:以上|上述|前述)(?:所列|所述|提到的|列出的)?(?:这)?{_N}(?:个|项|条|点|类|种|大|方面|个方面|方面的)*(?:的)?"
    r"(?:问题|不足|短板|方面|原因|因素|措施|举措|做法|建议|困难|情形|情况|环节|经验|点|条)"
)
_SENTENCES = re.compile(r"[。；;\n]")
_FEWEST = 2
_LEADS_IN = 4  # letters: 「针对」, 「对于」


class Counted(NamedTuple):
    """Where a list and its number stand in a text, the number and how many items there are."""

    start: int
    end: int
    announced: int
    items: int


def counted_behind(text: str, above: str = "") -> Iterator[Counted]:
    """Yield the lists of a text that are not as long as the number behind them says; `above` is the prose in front of it."""
    if "、" in text:
        yield from _places(text)
    if "日" in text:
        yield from _days(text)
    if "以上" in text or "述" in text:
        yield from _together(text, above)


def _places(text: str) -> Iterator[Counted]:
    """「东林县、西江区等3个县区」, 「综合组、督导组两个组」: 等 may leave some out, but names no more than there are."""
    for match in _PLACES.finditer(text):
        names, number = match["list"].split("、"), int(number_of(match["n"]))
        last, noun = {name[-1] for name in names}, match["noun"]
        ends = last <= set(noun) and (noun[-1] in last or noun in _OF_TWO_KINDS)
        most = len(names) + sum(len(_joined(name, match["noun"])) for name in names)
        wrong = len(names) > number or (most < number and not match["open"])
        if ends and wrong:
            yield Counted(match.start(), match.end(), number, len(names) if len(names) > number else most)


def _joined(name: str, noun: str) -> list[str]:
    """Return the words that may join two names in one: 「财务科和法规科」."""
    return [join[0] for join in _JOINS.finditer(name) if name[: join.start()][-1:] in noun]


def _days(text: str) -> Iterator[Counted]:
    """「于3月5日、5月21日专题听取汇报，全年共计2次」: each day stands for one."""
    for match in _DAYS.finditer(text):
        between = text[match.end("list") : match.start("n")]
        items, number = match["list"].count("日"), int(number_of(match["n"]))
        _, comma, told = between.rpartition(",")
        counts = _IN_ALL.match(told) if comma else len(told) <= _SHORT
        if counts and items != number and "第" not in between:
            yield Counted(match.start(), match.end(), number, items)


def _together(text: str, above: str) -> Iterator[Counted]:
    """「一是…，二是…，三是…。以上五个问题」: the list that ends just in front of the number, here or in the paragraphs above."""
    for match in _TOGETHER.finditer(text):
        number = int(number_of(match["n"]))
        before = text[: match.start()] or above
        items = _of_last(before, number)
        if number >= _FEWEST and items not in (None, number):
            start = match.start() if not text[: match.start()] else 0
            yield Counted(start, match.end(), number, items)


def _of_last(before: str, number: int) -> int | None:
    """Return the number of items of the running list that the last sentence belongs to."""
    sentences = [one for one in _SENTENCES.split(before) if len(one.strip()) > _LEADS_IN]
    for style in RUNNING if sentences else ():
        marks = [style[0].search(before), *(mark.search(sentences[-1]) for mark in style)]
        if marks[0] is None or not any(marks[1:]):
            continue
        start = max(found.start() for found in style[0].finditer(before))
        return items_in(before[start:], number, (style,))
    return None
