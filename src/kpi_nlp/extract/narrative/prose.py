"""Paragraphs to sentences; lines that a page break cut in two are joined again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.extract.narrative.outline import Placed, is_numbered
from kpi_nlp.model import Heading, Location, Paragraph
from kpi_nlp.text import join_lines

_ENDS = re.compile(r"[。！？；;!?：:]$")
PAGE_NUMBER = re.compile(
    r"^[-—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共,，]\s*共?\s*\d{1,4}\s*页?)?[-—\s]*$|^[(（]?续表?[)）]?$"
)
_UNIT_LINE = re.compile(r"^[(（]?(?:金额|计量|货币)?单位\s*[:：]\s*\S{1,6}[)）]?$")
_CAPTION = re.compile(r"^表\s*\d+|^附件|^附表")
_NUMBERED = r"[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）](?=[^,，。、；;=+\-*/×÷])"
_SENTENCE = re.compile(rf"(?:{_NUMBERED})?(?:(?!{_NUMBERED})[^。！？；;!?\n])+[。！？；;!?]?")
_OF_IT = re.compile(r"\s*该(?:项)?指标(?!体系|值)")
_TELLS = re.compile(r"\d|完成|达到|达标|实现")  # ... then the sentence has said what it had to say
_INSIDE = re.compile(r"[,，、。；;]")
_STOP = re.compile(r"[。；;]")
_SHORTEST_PROSE = 12  # a value of several amounts is shorter, or has no full stop
_GOAL_NUMBER = re.compile(r"(?:年度)?(?:总体|绩效)?目标\s*\d{1,2}\s*[:：.、]")
_RESULT = re.compile(r"(?:(?:全年|年度|目标|总体|工作|主要|实际|年终|执行)*完成情况|自评情况|实际完成)\s*[:：]")
_LONGEST_SENTENCE = 2000
_STRETCH = re.compile(rf".{{1,{_LONGEST_SENTENCE}}}[,，、]|.{{1,{_LONGEST_SENTENCE}}}", re.DOTALL)
_LONGEST_TITLE = 40
_SHORTEST_CUT = 14  # a shorter line was not cut by the page but ended: a title, a label
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it begins, and the headings above it."""

    text: str
    location: Location
    sections: tuple[str, ...]
    project: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    placed: Placed
    location: Location


def sentences(placed: list[Placed]) -> Iterator[Sentence]:
    """Yield the sentences of the prose in reading order."""
    for pieces in _paragraphs(placed):
        text = "".join(piece.text for piece in pieces)
        for start, sentence in _spans(text):
            if len(sentence.strip()) < _SHORTEST:
                continue
            piece = _piece_at(pieces, start + len(sentence) - len(sentence.lstrip()))
            yield Sentence(sentence.strip(), piece.location, piece.placed.sections, piece.placed.project)


def is_sentence(text: str) -> bool:
    """Return whether the text of a cell reads like prose."""
    return len(text) >= _SHORTEST_PROSE and bool(_STOP.search(text))


def sentences_in(text: str, location: Location, sections: tuple[str, ...], project: str | None) -> Iterator[Sentence]:
    """Yield the sentences of one cell; 「目标2：」 opens one and is no part of it, 「实际完成情况：」 heads what follows."""
    for part in _GOAL_NUMBER.split(join_lines(text)):
        above = sections
        for _, sentence in _spans(part):
            if result := _RESULT.match(sentence.strip()):
                above = (*sections, result[0].rstrip(":： "))
            if len(sentence.strip()) >= _SHORTEST:
                yield Sentence(sentence.strip(), location, above, project)


def tells_result(sentence: Sentence) -> bool:
    """Return whether a sentence stands below a label of its own cell that opens what came about."""
    return bool(sentence.sections) and _RESULT.match(f"{sentence.sections[-1]}:") is not None


def _spans(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each sentence starts, and its text; a text without a full stop is cut at commas.

    「关于甲，我单位高度重视。该指标完成12次。」 is one: only the first sentence says what the second is of.
    """
    held: tuple[int, str] | None = None
    for match in _SENTENCE.finditer(text):
        if len(match[0]) > _LONGEST_SENTENCE:
            yield from [held] if held else []
            held = None
            yield from ((match.start() + cut.start(), cut[0]) for cut in _STRETCH.finditer(match[0]))
        elif held and _OF_IT.match(match[0]) and not _TELLS.search(held[1]):
            held = held[0], text[held[0] : match.end()]
        else:
            yield from [held] if held else []
            held = match.start(), match[0]
    yield from [held] if held else []


def _paragraphs(placed: list[Placed]) -> Iterator[list[_Piece]]:
    """Yield paragraphs as lists of the pieces that page breaks made of them."""
    pieces: list[_Piece] = []
    for place in placed:
        block = place.block
        if not isinstance(block, Paragraph | Heading):
            yield from [pieces] if pieces else []
            pieces = []
            continue
        piece = _Piece(join_lines(block.text), place, block.location)
        if _says_nothing(piece.text):
            continue
        if pieces and (isinstance(pieces[-1].placed.block, Heading) or not _continues(pieces[-1].text, piece)):
            yield pieces
            pieces = []
        pieces.append(piece)
    if pieces:
        yield pieces


def _says_nothing(text: str) -> bool:
    """The number of a page, the title of a table, the unit of its amounts: there are numbers in them, but no claims."""
    titled = bool(_CAPTION.match(text)) and len(text) < _LONGEST_TITLE and not _INSIDE.search(text)
    return titled or bool(PAGE_NUMBER.match(text) or _UNIT_LINE.match(text))


def _continues(before: str, piece: _Piece) -> bool:
    """Only lines of text files are cut by pages; a Word paragraph is whole."""
    if not piece.location.printed or isinstance(piece.placed.block, Heading) or _ENDS.search(before):
        return False
    if (
        (not _INSIDE.search(before) and len(before) < _LONGEST_TITLE)
        or len(before) < _SHORTEST_CUT
        or _CAPTION.match(piece.text)
        or _CAPTION.match(before)
    ):
        return False
    return not is_numbered(piece.text)


def _piece_at(pieces: list[_Piece], offset: int) -> _Piece:
    for piece in pieces:
        if offset < len(piece.text):
            return piece
        offset -= len(piece.text)
    return pieces[-1]
