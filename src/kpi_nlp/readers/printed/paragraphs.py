"""Printed lines to paragraphs: a full line runs on, an indented line begins anew, as Chinese prose is set."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from kpi_nlp.readers.printed.lines import Line
from kpi_nlp.readers.printed.wrapping import joint, leaves_no_room

_ENDS = re.compile(r"[。！？；：!?;:.”」》]$")
_NUMBERING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳]|第[\d一二三四五六七八九十]+[章节条]"
)
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])[^，。；：,;:]{2,24}")
_CONTENTS = re.compile(r"[.．…·]{3,}\s*\d{1,3}$")  # a line of the table of contents
_INDENT, _FAR, _OTHER_SIZE = 1.2, 4.0, 1.35  # in heights of a letter
_HANGING = 0.6  # heights of a letter: a stop may stand beyond the margin, which then seems farther out
_SHARED, _LONG, _MANY = 2, 0.85, 5
_AFTER_STOP, _ALWAYS = 1.15, 1.5  # in usual distances between lines


@dataclass(frozen=True, slots=True)
class Column:
    """A column of prose: its margins, and how far its lines stand apart."""

    left: float
    right: float
    pitch: float


def column_of(lines: Sequence[Line], page_width: float = 0.0) -> Column:
    """Return the margins that the lines of a column show; on a page the right one may be as wide as the left."""
    height = median_low(line.height for line in lines)
    pitches = [below.top - line.top for line, below in pairwise(lines) if 0 < below.top - line.top < 3 * height]
    left = min(line.left for line in lines)
    width = _width([line.right - left for line in lines], height, page_width - 2 * left)
    return Column(left, left + width, median_low(pitches) if pitches else height * 2)


def _width(places: Sequence[float], height: float, room: float) -> float:
    """Return how far full lines reach: as far as two of the longest do, or as many do, else as far as there is room."""
    ordered = sorted(places, reverse=True)
    for fewest, least in ((_SHARED, _LONG * max(ordered[0], room)), (_MANY, 0.0)):
        for place, other in zip(ordered, ordered[fewest - 1 :], strict=False):
            if place - other < height / 2 and place >= least:
                return place
    return max(ordered[0], room)


def paragraphs_of(lines: Sequence[Line], column: Column) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of one column of prose."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and begins(paragraph[-1], line, column):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def begins(before: Line, line: Line, column: Column, *, paged: bool = False) -> bool:
    """Return whether a paragraph begins with a line; at a page break (`paged`) it does after the end of a sentence."""
    ended = _ENDS.search(before.text) is not None
    if _HEADING.fullmatch(line.text) or _CONTENTS.search(before.text):
        return True
    room = column.right - before.right - _HANGING * line.height
    if not leaves_no_room(line, room) or _stands_alone(before, line, column):
        return True
    if not 1 / _OTHER_SIZE < line.height / before.height < _OTHER_SIZE:
        return True
    if ended and (paged or line.left - column.left > _INDENT * line.height or _NUMBERING.match(line.text)):
        return True
    return not paged and line.top - before.top > (_AFTER_STOP if ended else _ALWAYS) * column.pitch


def _stands_alone(before: Line, line: Line, column: Column) -> bool:
    """Return whether the line before is a title or a remark: it begins far from the margin, and the next elsewhere."""
    far = before.left - column.left > _FAR * before.height
    return far and abs(line.left - before.left) > _INDENT * line.height


def text_of(lines: Sequence[Line]) -> str:
    """Return the text of a paragraph."""
    text = lines[0].text
    for before, line in pairwise(lines):
        text += joint(before, line, 0).rstrip("\n") + line.text
    return text
