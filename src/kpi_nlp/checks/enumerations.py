"""Lists that say how many items they have: 「三方面工作：一是…；二是…」, 「“产出”“效益”两个一级指标」, 「3项：甲、乙、丙」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from kpi_nlp.checks.counted_behind import counted_behind
from kpi_nlp.checks.listed import FIRST, NUMBERED, RUNNING, TITLE, clauses, items_in
from kpi_nlp.model import Block, Location, Paper, Paragraph, Table
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, join_lines

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_MEASURE = r"(?:个|项|条|点|类|种|大|方|件|份|张|批|层|组(?!织)|部分|阶段|方面|环节|举措|[家所处](?![一-鿿]{0,3}(?:次|均))|(?P<events>[次场期轮](?!数)))"
_NAMING = r",?(?:分别[为是指有]|依次[为是]|具体[为是])|,即"
_ANNOUNCED = re.compile(
    rf"{_N}\s*{_MEASURE}(?P<what>[^：:。；;，,()]{{0,14}}?)(?:[：:]|(?P<named>{_NAMING}):?|[。;,]?{FIRST})\s*"
)
_BRACKETED = re.compile(
    rf"{_N}\s*[个家所种类项份](?P<noun>[^：:。；;，,()\d]{{0,8}})[(](?:即|分别[为是])?:?(?P<list>[^()。;；]{{2,120}})[)]"
)
_HOW_MANY = re.compile(rf"(?<![具拥还没只])(?:有|为|是)(?P<n>[一二两三四五六七八九十])[:,。]{FIRST}\s*")
_EVENTS = re.compile(
    rf"{_N}\s*[次场期轮](?:[,(]|(?=分别))[^,，。;；:：\d()]{{0,6}}?(?:分别[为是在于]|即|为|在|于)?[:]?"
    r"(?P<list>\d{1,2}(?:月|[、,](?=[\d、,]{1,20}月))[^。;；:等()]*)(?=[。;；)]|$)"
)
_BETWEEN = re.compile(r"、|,|和(?=\d)|及(?=\d)|以及|与(?=\d)")
_MONTH = re.compile(r"\d{1,2}(?:月|$)")
_RESPECTS = re.compile(
    rf"(?:从|围绕|按照?|通过|聚焦|紧扣|针对|涵盖|包括|分为?|设)(?P<list>(?:[一-鿿]{{2,8}}、){{1,9}}[一-鿿]{{2,9}}?)(?P<open>等)?{_N}"
    r"(?:大|个|项|类)*(?:方面|维度|环节|层面|阶段|类别|板块|领域|步骤|角度|方向|一级指标|二级指标|指标)"
)
_QUOTED = re.compile(
    rf"(?P<list>(?:[“\"《][^”\"》]{{1,30}}[”\"》][、和及与]?\s*){{2,}})(?P<open>等)?\s*{_N}\s*(?:个|项|条|大|类|种|部|份)"
)
_JOINS = re.compile(r"[和及与]")
_ORDINAL = re.compile(r"(?:[第近约前余几数多每逐统唯单]|(?<![以如])[下上]|[.\d])$")
_PARTIAL = re.compile(r"等|如|其中|含|见|详|以|…|\d")
_FEWEST = 2
_FURTHER = 20  # paragraphs over which a list may run
_BACK = 8
_ENDS = ("。", "；", ";", "：", ":", "，", "、")
_SHORTEST = 8  # letters of a cell that lists something
_TELLS = frozenset(":,。分即阶步类(")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list with the number that announces it and the number of its items."""

    quote: str
    location: Location
    announced: int
    items: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph with those above and below it, or what a cell says, which ends where the cell does."""

    text: str
    location: Location
    below: Sequence[Block] = ()
    above: Sequence[Block] = ()
    end: str = ""

    def found(self, match: re.Match[str], announced: int, items: int) -> Enumeration:
        return Enumeration(self.text[match.start() : match.end()], self.location, announced, items)


def enumerations(paper: Paper) -> Iterator[Enumeration]:
    """Yield the lists of a paper, in prose and in cells, whose items can be counted for certain."""
    for source in _texts(paper):
        text = fold(source.text) + source.end
        if not _TELLS.isdisjoint(text):
            yield from _announced(source, text)
            yield from _bracketed(source, text)
        yield from (*_dated(source, text), *_respects(source, text))
        above = _joined(source.above[::-1], down=False) if "以上" in text or "述" in text else ""
        for behind in counted_behind(text, above):
            yield Enumeration(source.text[behind.start : behind.end], source.location, behind.announced, behind.items)
        if "”" in text or "》" in text or '"' in text:
            yield from _quoted(source, text)


def _texts(paper: Paper) -> Iterator[_Text]:
    blocks = paper.document.blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            around = blocks[at + 1 : at + 1 + _FURTHER], blocks[max(0, at - _BACK) : at]
            yield _Text(join_lines(block.text), block.location, *around)
    yield from (_Text(passage.text, passage.location) for passage in paper.passages)
    for row in paper.indicators:
        for value in (row.actual, row.reason, row.forecast, row.note):
            if value is not None and len(value.text) >= _SHORTEST:
                said = join_lines(value.text)
                yield _Text(said, value.location, end="" if said.endswith(_ENDS) else "。")


def _announced(source: _Text, text: str) -> Iterator[Enumeration]:
    """「三方面工作：一是…」 and 「3项任务：甲、乙、丙。」."""
    for match in chain(_ANNOUNCED.finditer(text), _HOW_MANY.finditer(text)):
        if _ORDINAL.search(text[: match.start()]):
            continue
        announced, listed = int(number_of(match["n"])), text[match.end() :]
        if announced < _FEWEST:
            continue
        named = bool(match.groupdict().get("named"))
        if match.groupdict().get("events") and not listed.startswith("第一"):
            continue  # several may be held at one place
        items = items_in(listed, announced, (*RUNNING, *NUMBERED), named=named)
        if items is None or items < announced:
            items = _going_on(items, f"{listed}\n{_joined(source.below)}", announced, named=named)
        if items is None and text[match.end() - 1 : match.end()] == ":":
            items = clauses(listed)
        if items is not None:
            yield source.found(match, announced, items)


def _joined(blocks: Sequence[Block], *, down: bool = True) -> str:
    """Return the paragraphs over which a list may go on, or has come from, up to the next table."""
    prose = takewhile(lambda block: not isinstance(block, Table), blocks)
    texts = [fold(join_lines(block.text)) for block in prose if not isinstance(block, Table)]
    return "\n".join(texts if down else texts[::-1])


def _going_on(items: int | None, text: str, announced: int, *, named: bool) -> int | None:
    """Return how many items a list has that may go on in the paragraphs below; what is numbered on there may be another list."""
    running = items_in(text, announced, RUNNING, named=named)
    if running is not None:
        return running
    numbered = items_in(text, announced, NUMBERED, named=named)
    return None if numbered != items else items


def _bracketed(source: _Text, text: str) -> Iterator[Enumeration]:
    """「3个科室（办公室、业务科）」: names in brackets whose ends are in what is counted."""
    for match in _BRACKETED.finditer(text):
        names, number = match["list"].split("、"), int(number_of(match["n"]))
        if len(names) == number or _ORDINAL.search(text[: match.start()]) or _PARTIAL.search(match["list"]):
            continue
        ends = match["noun"] or names[0][-1:]
        if len(names) > 1 and all(name and name[-1] in ends for name in names):
            yield source.found(match, number, len(names))


def _dated(source: _Text, text: str) -> Iterator[Enumeration]:
    """「开展督导4次，分别为3月动员督导、6月中期督导和11月年终督导」: each item begins with its own month."""
    for match in _EVENTS.finditer(text):
        items = _BETWEEN.split(match["list"])
        if all(map(_MONTH.match, items)) and not _ORDINAL.search(text[: match.start()]):
            yield source.found(match, int(number_of(match["n"])), len(items))


def _respects(source: _Text, text: str) -> Iterator[Enumeration]:
    """「从投入、产出、效益三个方面」: 和 may join two, or stand inside a name."""
    for match in _RESPECTS.finditer(text):
        least, number = match["list"].count("、") + 1, int(number_of(match["n"]))
        most = least + len(_JOINS.findall(match["list"]))
        if least > number or (most < number and not match["open"]):
            yield source.found(match, number, least if least > number else most)


def _quoted(source: _Text, text: str) -> Iterator[Enumeration]:
    """「“产出”、“效益”、“满意度”三个一级指标」; 等 names no more than there are."""
    for match in _QUOTED.finditer(text):
        items, number = len(TITLE.findall(match["list"])), int(number_of(match["n"]))
        if not match["open"] or items > number:
            yield source.found(match, number, items)
