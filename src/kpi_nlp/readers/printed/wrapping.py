"""Whether a printed line was broken because it was full, and what stands between it and the next then.

A line that is broken for want of room runs on: 「培训学员600」 「人次」 is 「培训学员600人次」. Where the first word of
the next line would have fitted, the writer ended the line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kpi_nlp.readers.printed.lines import Line

_LATIN, _CLOSING = r"[A-Za-z0-9.,%‰+~/≥≤<>=-]+", r"[，。、；：！？,;:!?”’）)》〉」』】〕]"
_WORD = re.compile(rf"[“‘（(《〈「『【〔]*(?:{_LATIN}(?:{_CLOSING}+{_LATIN})*|.)(?:/.)*{_CLOSING}*")
_NUMBERING = re.compile(
    r"\d{1,2}[.、．)）](?!\d)|[一二三四五六七八九十]{1,3}、|[（(][\d一二三四五六七八九十]|[①-⑳•●■◆▪-]"
)
_DIGITS, _NUMBER = re.compile(r"[\d.,]+$"), re.compile(r"[\d.,]+%?")
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_NARROW = re.compile(r"[\x00-\x7f]")
_SLACK = 0.4  # heights of a letter: Word and WPS set a gap between Chinese and Latin letters
_NARROWEST, _WIDEST = 0.4, 0.75


def joined(lines: Sequence[Line], width: float) -> str:
    """Return the text of lines in a column of that width: full lines run on, others end with a line break."""
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        text += joint(before, line, width - (before.right - before.left)) + line.text
    return text


def joint(before: Line, line: Line, room: float) -> str:
    """Return what stands between a line that left some room and the next: nothing, a blank or a line break."""
    if not leaves_no_room(line, room) or _NUMBERING.match(line.text):
        return "\n"
    end, start = before.text[-1:], line.text[:1]
    if end.isascii() and start.isascii() and end.isalpha() and start.isalpha():
        return " "
    if (head := _DIGITS.search(before.text)) and (rest := _NUMBER.match(line.text)):
        return "" if _is_cut(head[0], rest[0]) and room < _width(line, line.text[:1]) else "\n"
    return ""


def leaves_no_room(line: Line, room: float) -> bool:
    """Return whether the first word of a line would not have fitted into the room that was left."""
    word = _WORD.match(line.text)
    return room < _width(line, word[0] if word else line.text) + _SLACK * line.height


def _is_cut(head: str, rest: str) -> bool:
    """Return whether two pieces are one number that was too long for its column, not two below each other."""
    return (len(rest) < len(head) or rest.startswith(".")) and _PLAIN.fullmatch(head + rest) is not None


def _width(line: Line, word: str) -> float:
    """Return how wide the first word of a line is: Chinese characters are as wide as tall, others share the rest."""
    first = line.glyphs[0]
    narrow, em = len(_NARROW.findall(first.text)), first.bottom - first.top
    share = (first.right - first.left - (len(first.text) - narrow) * em) / max(narrow, 1)
    letter = min(max(share, _NARROWEST * em), _WIDEST * em) if narrow else em / 2
    few = len(_NARROW.findall(word))
    return few * letter + (len(word) - few) * em
