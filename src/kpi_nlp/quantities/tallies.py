"""How many of so many were done: 「41个项目，33个支出进度达到90%，7个未达到90%」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.model import Quantity
from kpi_nlp.text import fold, han_only

_TOTAL_BEFORE = re.compile(
    r"(?:共|总|合计|设置|设定|设立|设|申报|下达|安排|确定|涉及|列入|计划|应|年初|上述|全部)[^,，;；]{0,8}$"
)
_STATE = r"(?:完成|达标|达到|实现|达成|开展|落实|办结|整改|通过|合格|达)"
_NOT = r"(?:未能?|没有|尚未|仍未|均未|不)"
_UNDONE_BEHIND = re.compile(
    rf"^(?P<of>[^,，;；。、]*?){_NOT}(?:全部|按期|按时|如期|完全)?(?P<what>{_STATE}[^,，;；。、]*)"
)
_DONE_BEHIND = re.compile(
    rf"^(?P<of>[^,，;；。、未没不]*?)(?:均|已|已经|全部|按期|按时|如期|超额|都)*(?P<what>{_STATE}[^,，;；。、]*)"
)
_UNDONE_BEFORE = re.compile(rf"{_NOT}(?P<what>{_STATE})的?(?:指标|项目|任务|目标)?(?:有|为|共|数)?[:：]?$")
_DONE_BEFORE = re.compile(
    rf"(?<!计划)(?<!应)(?<!需)(?<!拟)(?<!未)(?<!未能)(?<!没有)(?P<what>{_STATE})了?的?(?:指标|项目|任务|目标)?(?:有|为|共|数)?[:：]?$"
)
_THIRD = re.compile(r"取消|调整|调减|调增|核减|追加|延期|推迟|在建|正在|推进|部分|基本|其他|其余|终止|撤销|暂停|另")
_EDGE = re.compile(r"[,，;；。、:：]")
TALLIED = frozenset({"个", "项", "家", "户", "件", "人", "名", "处", "座", "所", "条", "批"})
_THINGS = re.compile(r"^(?:年度|重点|预算|绩效|支出|建设|的)*")

_NAMED_BEFORE = re.compile(r"[共为有数总计合]+$")
_SHORT_NAME = 2  # 指标, 项目, 任务


@dataclass(frozen=True, slots=True)
class Tally:
    """A whole and how many of it were, or were not, in some state; `things` are what is counted, `state` is without 未.

    `open` where the sentence names a third state, or another count, beside: then done and undone need not make up the whole.
    """

    total: Quantity
    things: str
    state: str
    done: Quantity | None = None
    undone: Quantity | None = None
    open: bool = False


def tallies(text: str, quantities: Sequence[Quantity]) -> Iterator[Tally]:
    """Yield the tallies of a sentence, one for each state."""
    counts = [one for one in quantities if one.exact is not None and one.unit in TALLIED and one.kind == "count"]
    if len(counts) < len(("total", "done")):
        return
    folded = fold(text)
    total = counts[0]
    things = _things(folded, total, counts[1].start)
    if not things or _is_counted_state(folded, total, counts):
        return
    found: dict[str, dict[str, Quantity]] = {}
    third = bool(_THIRD.search(folded, total.end))
    for count in counts[1:]:
        reading = _reading(folded, count, counts) if count.unit == total.unit else None
        if reading is not None:
            found.setdefault(reading[0], {}).setdefault(reading[1], count)
        elif count.unit == total.unit:
            third = True
    for state, sides in found.items():
        yield Tally(total, things, state, sides.get("done"), sides.get("undone"), third)


def _is_counted_state(folded: str, total: Quantity, counts: Sequence[Quantity]) -> bool:
    return _reading(folded, total, counts) is not None and not _TOTAL_BEFORE.search(folded[: total.start])


def _things(folded: str, total: Quantity, until: int) -> str:
    """Return what the whole counts, without words that only qualify: 「项目」 of 「预算支出项目」."""
    edge = _EDGE.search(folded, total.end, until)
    named = han_only(folded[total.end : edge.start() if edge else until])
    behind = _THINGS.sub("", re.split(r"中|有|已|均", named)[0])
    return behind or _NAMED_BEFORE.sub("", han_only(_EDGE.split(folded[: total.start])[-1]))[-_SHORT_NAME:]


def _reading(folded: str, count: Quantity, counts: Sequence[Quantity]) -> tuple[str, str] | None:
    """Return the state in which a count of things is said to be, and whether it is done or undone."""
    following = min((one.start for one in counts if one.start > count.start), default=len(folded))
    edge = _EDGE.search(folded, count.end, following)
    behind = folded[count.end : edge.start() if edge else following]
    before = _EDGE.split(folded[: count.start])[-1]
    for pattern, text, kind in (
        (_UNDONE_BEHIND, behind, "undone"),
        (_DONE_BEHIND, behind, "done"),
        (_UNDONE_BEFORE, before, "undone"),
        (_DONE_BEFORE, before, "done"),
    ):
        if match := pattern.search(text):
            return _state(match), kind
    return None


def _state(match: re.Match[str]) -> str:
    """Return the state in words to compare: what was reached, and of what (支出进度达到90%)."""
    of = match.groupdict().get("of") or ""
    return re.sub(r"\s|年度|目标|任务|指标|预算|项目|了|的|值|有|数|为|共|[:：]", "", of + match["what"])
