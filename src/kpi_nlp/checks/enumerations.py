"""Lists that say how many items they have: 「三方面工作：一是…；二是…」, 「“产出”“效益”两个一级指标」, 「3项：甲、乙、丙」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.model import Heading, Location, Paper, Paragraph
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, join_lines

_N = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_HAN = "一二三四五六七八九十"
_STYLES = tuple(
    [form.format(number) for number in numbers]
    for form, numbers in (
        (r"(?<![统唯单同]){}是(?!否)", _HAN), (r"第{}(?=[，,、])", _HAN), (r"[(]{}[)]", _HAN), (r"[(]{}[)]", range(1, 11)),
        (r"(?<![\d.]){}[.、](?!\d)", range(1, 11)), ("{}", "①②③④⑤⑥⑦⑧⑨⑩"),
    )
)  # fmt: skip
_ANNOUNCED = re.compile(
    rf"{_N}\s*(?:个|项|条|点|类|种|大|方)(?P<what>[^：:。；;，,]{{0,14}})[：:]\s*(?P<list>.*)", re.DOTALL
)
_QUOTED = re.compile(
    rf"(?P<list>(?:[“\"《][^”\"》]{{1,30}}[”\"》][、和及与]?\s*){{2,}})\s*{_N}\s*(?:个|项|条|大|类|种)"
)
_ITEM = re.compile(r"[“\"《][^”\"》]{1,30}[”\"》]")
_ORDINAL = re.compile(r"(?:第|近|约|前|余|几|数|多|每|[.\d])$")
_INSIDE = re.compile(r"[，,；;]")
_OPEN = re.compile(r"等|如|例如|…")
_LONGEST, _FURTHER = 4000, 20  # letters and paragraphs over which a list may run


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list with the number that announces it and the number of its items; `sure` is false where it may be read in two ways."""

    quote: str
    location: Location
    announced: int
    items: int


def enumerations(paper: Paper) -> Iterator[Enumeration]:
    """Yield the lists of the prose of a paper whose items can be counted for certain."""
    blocks = paper.document.blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and ("：" in block.text or ":" in block.text or "个" in block.text):
            text = fold(join_lines(block.text))
            further = _further(blocks[at + 1 : at + 1 + _FURTHER])
            yield from (
                found for found in (*_announced(block, text, further), *_quoted(block, text)) if found is not None
            )


def _further(blocks: Sequence[object]) -> str:
    lines: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph | Heading):
            break
        lines.append(fold(join_lines(block.text)))
    return "\n".join(lines)[:_LONGEST]


def _announced(block: Paragraph, text: str, further: str) -> Iterator[Enumeration]:
    """「三方面工作：一是…」 and 「3项任务：甲、乙、丙。」."""
    for match in _ANNOUNCED.finditer(text):
        if _ORDINAL.search(text[: match.start()]):
            continue
        announced = int(number_of(match["n"]))
        style = next((style for style in _STYLES if re.match(style[0], match["list"])), None)
        items = _marked(style, f"{match['list']}\n{further}") if style else _listed(match["list"], announced)
        if items is not None:
            yield Enumeration(
                join_lines(block.text)[match.start() : match.start("list")], block.location, announced, items
            )


def _marked(style: Sequence[str], text: str) -> int | None:
    """Return how many items a list has, each with its number; a first item again opens another list. None for a single one."""
    again = re.search(style[0], text[1:])
    text = text[: again.start() + 1] if again else text
    at = count = 0
    for mark in style:
        found = re.compile(mark).search(text, at)
        if found is None:
            break
        at, count = found.end(), count + 1
    return count if count > 1 else None


def _listed(text: str, announced: int) -> int | None:
    """Return how many items stand between 「、」, None where the list may have as many as announced."""
    listed = text.partition("。")[0]
    marks = listed.count("、")
    if not marks or _OPEN.search(listed) or _INSIDE.search(listed):
        return None
    most = marks + 1 + len(re.findall(r"[和及与以并]", listed))
    return most if most < announced else None


def _quoted(block: Paragraph, text: str) -> Iterator[Enumeration]:
    """「“产出”、“效益”、“满意度”三个一级指标」."""
    for match in _QUOTED.finditer(text):
        items = len(_ITEM.findall(match["list"]))
        yield Enumeration(
            join_lines(block.text)[match.start() : match.end()], block.location, int(number_of(match["n"])), items
        )
