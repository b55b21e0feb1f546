"""Where in a document a block stands: the headings above it, and the project that they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.model import Block, Document, Heading, Paragraph
from kpi_nlp.text import fold, join_lines

_LONGEST_HEADING = 40
_LONGEST_LEAD = 26
_NUMBERINGS = (
    re.compile(r"^[一二三四五六七八九十]+\s*[、.]\s*"),
    re.compile(r"^[(][一二三四五六七八九十]+[)]\s*、?"),
    re.compile(r"^\d{1,2}\s*[.、](?!\d)\s*"),
    re.compile(r"^[(]\d{1,2}[)]\s*|^[①-⑳]"),
)
CHAPTER = 2  # headings of this level and above open another subject
_PROJECT = re.compile(r"^[“\"]?(?P<name>.{2,30}?(?:项目|专项|经费|专项资金|工程))[”\"]?$")
_GENERIC = re.compile(
    r"^(?:(?:重点|主要|其他|各|部门预算|部门|本年度?|年度|财政|一般)*(?:项目|专项|经费)(?:资金)?(?:支出|管理|概况|情况|实施|监管|完成|绩效|名称|单位|背景|资金)?.{0,4})$"
)
_SENTENCE_END = re.compile(r"[。;:,！!?]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, the headings above it from the highest, and the project they speak of."""

    block: Block
    sections: tuple[str, ...]
    project: str | None


def walk(document: Document) -> Iterator[Placed]:
    """Yield the blocks of a document in reading order with their place."""
    sections: dict[int, str] = {}
    project: str | None = None
    for block in document.blocks:
        if (heading := heading_of(block)) is not None:
            level, title = heading
            sections = {above: text for above, text in sections.items() if above < level} | {level: title}
            if level <= CHAPTER:
                project = None
            if named := project_named(title):
                project = named
        yield Placed(block, tuple(sections[level] for level in sorted(sections)), project)


def heading_of(block: Block) -> tuple[int, str] | None:
    """Return level and title where a block is, or begins with, a heading; None for plain prose and tables.

    A numbered lead such as 「2. 编外人员控制率（扣1分）：」 heads the paragraph that it opens.
    """
    match block:
        case Heading():
            return numbered(block.text) or (block.level - len(_NUMBERINGS), join_lines(block.text))
        case Paragraph():
            return numbered(block.text)
        case _:
            return None


def is_numbered(text: str) -> bool:
    """Return whether a line begins with a number of the outline, heading or not."""
    line = fold(join_lines(text))
    return any(numbering.match(line) for numbering in _NUMBERINGS)


def numbered(text: str) -> tuple[int, str] | None:
    """Return level and title of a numbered heading; 一、 is 1, （一） 2, 1. 3, （1） 4."""
    line = fold(join_lines(text))
    for level, numbering in enumerate(_NUMBERINGS, 1):
        if match := numbering.match(line):
            title = line[match.end() :]
            lead = _SENTENCE_END.split(title, maxsplit=1)[0].strip()
            if lead and (len(title) <= _LONGEST_HEADING or len(lead) <= _LONGEST_LEAD):
                return level, lead
            return None
    return None


def project_named(title: str) -> str | None:
    """Return the project that a heading names, or None: 「科普经费项目」, but not 「重点项目支出完成情况分析」."""
    if (match := _PROJECT.match(title.strip())) and not _GENERIC.match(match["name"]):
        return match["name"]
    return None
