"""Whether a page break cut a row: what the cells on both sides of it say.

A row that a page cuts goes on in some of its cells, each where its line was full, while others were done. Whole rows
look like that by chance, and in narrow columns often: what rows on one page show as well proves nothing. A row left
in two pieces is told; two rows taken for one would be a false value.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpi_nlp.readers.printed.tables import Content
from kpi_nlp.readers.printed.wrapping import joint

_GOING_ON = 0.75  # of the cells of a cut row: as many as go on at most
_MANY = 3  # cells, all of which were full
_WIDOW, _SPARE = 2, 0.6  # lines that are never parted, and heights of a letter for the borders of a cell
_USUAL_PITCH = 1.3  # heights of a letter
_BOUND, _NUMBER = re.compile(r"[≥≤<>=]"), re.compile(r"[\d.,\s]+%?")
_NEVER_FIRST = re.compile(r"[%‰.,，。；、：:）)】》”]")
_DIGIT, _WORD = re.compile(r"\d[.,]?$"), re.compile(r"\w[.,]?$")  # a number goes on with a number, a word with either


class Face(NamedTuple):
    """A cell at the end of a page and the one below it on the next; `tall` where one of them spans several rows."""

    head: Content
    rest: Content
    tall: bool


def is_cut(faces: Sequence[Face], room: float) -> bool:
    """Return whether cells are two parts of one row; `room` is what the page had left below."""
    if not leaves_no_line(faces, room) or any(face.tall and contradicts(face) for face in faces):
        return False
    cells = [face for face in faces if not face.tall]
    rests = [face for face in cells if face.rest.lines]
    if not rests or not all(face.head.lines and not _is_next_value(face) for face in rests):
        return False
    full = sum(runs_on(face.head, face.rest) for face in rests)
    by_hand, done = len(rests) - full, sum(bool(face.head.lines) for face in cells) - len(rests)
    if by_hand > full or (by_hand and done < len(rests)):
        return full >= by_hand and _is_any_torn(rests)
    few = len(rests) <= _GOING_ON * (done + len(rests))
    return few or full >= _MANY or _is_any_torn(rests)


def _is_any_torn(rests: Iterable[Face]) -> bool:
    """Return whether one of some texts begins as none does."""
    return any(_NEVER_FIRST.match(face.rest.text) for face in rests)


def may_be_cut(faces: Iterable[Face], room: float) -> bool:
    """Return whether it cannot be ruled out that cells are two parts of one row."""
    faces = list(faces)
    rests = [face for face in faces if face.rest.lines and not face.tall]
    going_on = bool(rests) and all(face.head.lines and runs_on(face.head, face.rest) for face in rests)
    return _is_any_torn(rests) or (going_on and leaves_no_line(faces, room))


def leaves_no_line(faces: Sequence[Face], room: float) -> bool:
    """Return whether no further line had room on the page; two lines of a cell are not parted from each other."""
    lines = [face.head.lines for face in faces if face.head.lines]
    height = max((line.height for cell in lines for line in cell), default=0.0)
    pitches = [below.top - line.top for cell in lines for line, below in pairwise(cell)]
    return room <= _WIDOW * max([_USUAL_PITCH * height, *pitches]) + _SPARE * height


def contradicts(face: Face) -> bool:
    """Return whether the second of two texts is no part of the first."""
    return bool(face.head.lines and face.rest.lines) and not (
        runs_on(face.head, face.rest) or (is_upright(face.head) and is_upright(face.rest))
    )


def is_upright(content: Content) -> bool:
    """Return whether a text is printed letter below letter."""
    return all(len(line.text) == 1 for line in content.lines)


def runs_on(head: Content, rest: Content) -> bool:
    """Return whether the text of a cell can go on with another: a value does not go on with the next value."""
    last, first = head.lines[-1], rest.lines[0]
    if _is_next_value(Face(head, rest, tall=False)):
        return False
    return joint(last, first, head.width - (last.right - last.left)) != "\n"


def _is_next_value(face: Face) -> bool:
    """Return whether the second of two texts is another value, not a part of the first."""
    last, first = face.head.lines[-1], face.rest.lines[0]
    if _BOUND.match(first.text):
        return True
    number = _NUMBER.fullmatch(face.rest.text) is not None
    return first.text[:1].isdigit() and not (_DIGIT if number else _WORD).search(last.text)
