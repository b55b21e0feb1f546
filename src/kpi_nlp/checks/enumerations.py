"""Lists that say how many items they have: 「三方面工作：一是…；二是…」, 「“产出”“效益”两个一级指标」, 「3项：甲、乙、丙」."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kpi_nlp.model import Block, Location, Paper, Paragraph, Table
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, join_lines

Style = Sequence[re.Pattern[str]]
"""The marks of the items of a list, from the first on."""

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_HAN = "一二三四五六七八九十"
_RUNNING, _NUMBERED = (
    tuple([re.compile(form.format(number)) for number in numbers] for form, numbers in styles)
    for styles in (
        (
            (r"(?<![统唯单同]){}是(?!否)", _HAN),
            (r"第{}(?=[，,、])", _HAN),
            (r"其{}(?=[，,、是])", _HAN),
            ("{}", "①②③④⑤⑥⑦⑧⑨⑩"),
        ),
        ((r"[(]{}[)]", _HAN), (r"[(]{}[)]", range(1, 11)), (r"(?<![\d.]){}[.、](?!\d)", range(1, 11))),
    )
)  # 「一是」 runs on through the prose; 「1.」 may as well number the chapters around a list
_FIRST = r"(?=\s*(?:一是|首先|第一[，,、]|其一|①))"
_ANNOUNCED = re.compile(
    rf"{_N}\s*(?:个|项|条|点|类|种|大|方|件)(?P<what>[^：:。；;，,]{{0,14}})(?:[：:]|,(?:分别为|分别是|即):?|[。;,]{_FIRST})\s*"
)
_HOW_MANY = re.compile(rf"(?<![具拥还没只])(?:有|为|是)(?P<n>[一二两三四五六七八九十])[:,。]{_FIRST}\s*")
_IN_ORDER = [re.compile(form) for form in ("首先", "其次", "再次", "最后")]
_EVENTS = re.compile(rf"{_N}[次场期],?(?:分别为|分别是|即)[:]?(?P<list>\d{{1,2}}月[^,，。;；:等]*)(?=[。;；])")
_BETWEEN = re.compile(r"、|和(?=\d)|及(?=\d)|以及")
_MONTH = re.compile(r"\d{1,2}月")
_PLACES = re.compile(
    rf"(?P<list>(?:[一-鿿]{{1,8}}、){{1,9}}[一-鿿]{{1,8}}?)(?P<open>等)?{_N}[个家所](?P<noun>[一-鿿]{{1,4}})(?=[,。;]|$)"
)
_QUOTED = re.compile(
    rf"(?P<list>(?:[“\"《][^”\"》]{{1,30}}[”\"》][、和及与]?\s*){{2,}})\s*{_N}\s*(?:个|项|条|大|类|种)"
)
_ITEM = re.compile(r"[“\"《][^”\"》]{1,30}[”\"》]")
_ORDINAL = re.compile(r"(?:第|近|约|前|余|几|数|多|每|[.\d])$")
_INSIDE = re.compile(r"[，,；;]")
_OPEN = re.compile(r"等|如|例如|…")
_FURTHER = 20  # paragraphs over which a list may run


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list with the number that announces it and the number of its items."""

    quote: str
    location: Location
    announced: int
    items: int


def enumerations(paper: Paper) -> Iterator[Enumeration]:
    """Yield the lists of the prose of a paper whose items can be counted for certain."""
    blocks = paper.document.blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            text = fold(join_lines(block.text))
            if ":" in text or "," in text or "。" in text:
                yield from _announced(block, text, blocks[at + 1 : at + 1 + _FURTHER])
            yield from (*_places(block, text), *_dated(block, text))
            if "”" in text or "》" in text or '"' in text:
                yield from _quoted(block, text)


def _announced(block: Paragraph, text: str, below: Sequence[Block]) -> Iterator[Enumeration]:
    """「三方面工作：一是…」 and 「3项任务：甲、乙、丙。」."""
    for match in (*_ANNOUNCED.finditer(text), *_HOW_MANY.finditer(text)):
        if _ORDINAL.search(text[: match.start()]):
            continue
        announced, listed = int(number_of(match["n"])), text[match.end() :]
        items = _items(listed, announced, (*_RUNNING, *_NUMBERED))
        if items is None or items < announced:
            items = _going_on(items, f"{listed}\n{_joined(below)}", announced)
        if items is not None:
            quote = join_lines(block.text)[match.start() : match.end()]
            yield Enumeration(quote, block.location, announced, items)


def _joined(below: Sequence[Block]) -> str:
    """Return the paragraphs over which a list may go on, up to the next table."""
    prose = takewhile(lambda block: not isinstance(block, Table), below)
    return "\n".join(fold(join_lines(block.text)) for block in prose if not isinstance(block, Table))


def _going_on(items: int | None, text: str, announced: int) -> int | None:
    """Return how many items a list has that may go on in the paragraphs below; what is numbered on there may be another list."""
    running = _items(text, announced, _RUNNING)
    if running is not None:
        return running
    numbered = _items(text, announced, _NUMBERED)
    return None if numbered != items else items


def _items(text: str, announced: int, styles: Iterable[Style]) -> int | None:
    """Return how many items a list has, None where that is not certain."""
    text = text.lstrip()
    if _IN_ORDER[0].match(text):
        return sum(1 for mark in _IN_ORDER if mark.search(text)) if "最后" in text else None
    style = next((style for style in styles if style[0].match(text)), None)
    if style is None:
        return _listed(text, announced)
    return _marked(style, text) if announced <= len(style) else None


def _marked(style: Style, text: str) -> int | None:
    """Return how many items a list has, each with its number; a first item again opens another list. None for a single one."""
    again = style[0].search(text, 1)
    text = text[: again.start()] if again else text
    at = count = 0
    for mark in style:
        found = mark.search(text, at)
        if found is None:
            break
        at, count = found.end(), count + 1
    return count if count > 1 else None


def _listed(text: str, announced: int) -> int | None:
    """Return how many items stand between 「、」, None where the list may have as many as announced."""
    listed, stop, _ = text.partition("。")
    marks = listed.count("、")
    if not stop or not marks or _OPEN.search(listed) or _INSIDE.search(listed):
        return None
    most = marks + 1 + len(re.findall(r"[和及与以并]", listed))
    return most if most < announced else None


def _dated(block: Paragraph, text: str) -> Iterator[Enumeration]:
    """「开展督导4次，分别为3月动员督导、6月中期督导和11月年终督导」: each item begins with its own month."""
    for match in _EVENTS.finditer(text):
        items = _BETWEEN.split(match["list"])
        if all(_MONTH.match(item) for item in items):
            quote = join_lines(block.text)[match.start() : match.end()]
            yield Enumeration(quote, block.location, int(number_of(match["n"])), len(items))


def _places(block: Paragraph, text: str) -> Iterator[Enumeration]:
    """「东林县、西江区等3个县区」, 「综合组、督导组两个组」: 等 may leave some out, but names no more than there are."""
    for match in _PLACES.finditer(text):
        names, number = match["list"].split("、"), int(number_of(match["n"]))
        wrong = len(names) > number if match["open"] else len(names) != number
        if wrong and all(name[-1] in match["noun"] for name in names):
            quote = join_lines(block.text)[match.start() : match.end()]
            yield Enumeration(quote, block.location, number, len(names))


def _quoted(block: Paragraph, text: str) -> Iterator[Enumeration]:
    """「“产出”、“效益”、“满意度”三个一级指标」."""
    for match in _QUOTED.finditer(text):
        items = len(_ITEM.findall(match["list"]))
        yield Enumeration(
            join_lines(block.text)[match.start() : match.end()], block.location, int(number_of(match["n"])), items
        )
