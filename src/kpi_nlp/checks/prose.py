"""The prose of a paper that is its own: without duties, institutions, legal bases and short lines, in one string."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.model import Document, Heading, Paragraph
from kpi_nlp.text import squeeze

_NUMBERED = re.compile(r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
_STANDING = re.compile(
    r"职责|职能|机构|编制|人员情况|基本情况|部门概况|单位概况|评价依据|评分标准|指标体系|评价方法|填报说明|名词解释"
)
_STATUTE = re.compile(r"《[^》]+》|〔\d{4}〕|(?:根据|依据|按照)[^。]{0,30}(?:规定|办法|要求|精神|通知)")
_STOPS = re.compile(r"[。；，：、;,:]")
_BREAK = "\n"
_HEADING, _SHORTEST = 30, 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a printed line, that is a paper's own, squeezed."""

    text: str
    paragraph: Paragraph


def own_passages(document: Document) -> Iterator[Passage]:
    """Yield the passages below headings that speak of a year's work, in reading order."""
    standing = False
    for block in document.blocks:
        if not isinstance(block, Heading | Paragraph):
            continue
        text = squeeze(block.text)
        if isinstance(block, Heading) or (
            len(text) <= _HEADING and _NUMBERED.match(text) and not text.endswith(("。", ";"))
        ):
            standing = bool(_STANDING.search(text))
        elif isinstance(block, Paragraph) and not standing and len(text) >= _SHORTEST and not _STATUTE.search(text):
            yield Passage(text, block)


def grams(passages: Sequence[Passage], length: int = 8) -> list[str]:
    """Return every run of letters of a length, over the breaks of printed lines and never over those of paragraphs."""
    text = "".join(passage.text + ("" if passage.paragraph.location.printed else _BREAK) for passage in passages)
    runs = (text[at : at + length] for at in range(len(text) - length + 1))
    return [run for run in runs if _BREAK not in run]


def longest_shared(passages: Sequence[Passage], others: Sequence[Passage]) -> tuple[str, Paragraph, Paragraph] | None:
    """Return the longest phrase between two stops that stands in both, and where it stands in each."""
    phrases = sorted(
        ((phrase, passage.paragraph) for passage in passages for phrase in _STOPS.split(passage.text)),
        key=lambda found: -len(found[0]),
    )
    for phrase, paragraph in phrases:
        if phrase and (other := next((each.paragraph for each in others if phrase in each.text), None)) is not None:
            return phrase, paragraph, other
    return None
