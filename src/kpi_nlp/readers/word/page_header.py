"""The page header of a form: where the body has no title of its own, it may stand there."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp.model import Block, Heading, Location, Paragraph, Table
from kpi_nlp.readers.word.markup import Element, W, is_on
from kpi_nlp.readers.word.parts import R_ID, Parts

_SECTION, _REFERENCE = f"{W}sectPr", f"{W}headerReference"
_TITLE_BLOCKS, _LONGEST_TITLE = 7, 70
_CHAPTER = re.compile(
    r"[一二三四五六七八九十]+\s*[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部]|1\s*[、.．]"
)
_TITLE = re.compile(rf"(?=.{{0,{_LONGEST_TITLE}}}$)(?=(?:.*?[\u4e00-\u9fff]){{6}})[^。；：:;]*[^。；：，、:;,\s]")


def title_stands_in(blocks: Sequence[Block]) -> bool:
    """Return whether a line above the first table or chapter, and not far down, looks like a title."""
    for block in blocks[:_TITLE_BLOCKS]:
        if isinstance(block, Table) or _CHAPTER.match(block.text):
            return False
        if isinstance(block, Heading) or is_title(block.text):
            return True
    return False


def is_title(text: str) -> bool:
    """Return whether a line looks like a title: some Chinese characters, no sentence, no label."""
    return bool(_TITLE.fullmatch(text.strip()))


def header_parts(body: Element, parts: Parts) -> Iterator[str]:
    """Yield the parts of the page headers of the first pages."""
    section = next(body.iter(_SECTION), None)
    if section is None:
        return
    kinds = ("first", "default") if is_on(section.find(f"{W}titlePg")) else ("default",)
    headers = {header.get(f"{W}type", "default"): header.get(R_ID) for header in section.iterchildren(_REFERENCE)}
    yield from (part for kind in kinds if (part := parts.target(headers.get(kind))))


def titles(lines: Iterable[str], file: str) -> Iterator[Paragraph]:
    """Yield the lines of page headers that look like a title, once each."""
    place = Location(file, table="页眉")
    yield from (Paragraph(line, place) for line in dict.fromkeys(lines) if is_title(line))
