"""Text objects to runs: letters at the places that their steps lead to (GB/T 33190, 11.2 and 11.3)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from kpi_nlp.readers.ofd.parts import children, number
from kpi_nlp.readers.printed import touching
from kpi_nlp.readers.printed.page import UNREAD, Glyph, Rule
from kpi_nlp.readers.printed.places import Matrix, moved
from kpi_nlp.readers.printed.shown import Manner, Run
from kpi_nlp.readers.symbols import character

Place = tuple[float, float]

_ASCENT, _DESCENT = 0.86, 0.14  # of the size, as in the fonts of office suites
_NARROW, _LAST_NARROW = 0.5, 0xFF  # how wide a Latin letter is, of the size
_SMALLEST = 0.5  # points
_PRIVATE = range(0xE000, 0xF900)
_TYPED = " \xa0"
_UNSEEN = frozenset("\u200b\ufeff\xad")
_ALONG: dict[float, Place] = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}  # ReadDirection, clockwise
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
TURNS: dict[float, Matrix] = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}
"""How letters are turned about their beginnings, by CharDirection."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the letters of one text object are set: their size, turn and manner, the matrix to the page in points.

    `walls` are the vertical lines of the page from the left: a typed blank in which one stands parts two columns.
    """

    size: float
    stretch: float
    turn: Matrix
    matrix: Matrix
    manner: Manner
    walls: Sequence[Rule]

    def has_wall(self, place: Place, after: Place) -> bool:
        """Return whether a vertical line stands between two places of a line."""
        (left, base), (right, _) = moved(*place, self.matrix), moved(*after, self.matrix)
        first = bisect_left(self.walls, left, key=attrgetter("left"))
        near = takewhile(lambda wall: wall.left <= right, islice(self.walls, first, None))
        return any(wall.top < base < wall.bottom for wall in near)

    def width(self, letter: str) -> float:
        """Return how wide a letter is where no step says so."""
        return self.size * self.stretch * (1 if ord(letter) > _LAST_NARROW else _NARROW)

    def box(self, first: Place, last: Place, letter: str) -> tuple[float, float, float, float]:
        """Return the box of letters on the page, from the beginning of the first to the end of the last one."""
        rise, fall, width = -_ASCENT * self.size, _DESCENT * self.size, self.width(letter)
        corners = [
            moved(x + across, y + down, self.matrix)
            for (x, y), edges in ((first, (0.0, rise, 0.0, fall)), (last, (width, rise, width, fall)))
            for across, down in (moved(*edges[:2], self.turn), moved(*edges[2:], self.turn))
        ]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


class TextObject(NamedTuple):
    """A text object as it stands on a page: the matrix that turns its places to points, how it shows, its font."""

    element: etree._Element
    matrix: Matrix
    manner: Manner
    font: str


def runs_of(text_object: TextObject, walls: Sequence[Rule]) -> Iterator[Run]:
    """Yield the runs of a text object; a typed blank in which one of the `walls` stands ends a run."""
    element, matrix, manner, font = text_object
    turn = TURNS.get(number(element.get("CharDirection")), UPRIGHT)
    setting = Setting(number(element.get("Size")), number(element.get("HScale")) or 1, turn, matrix, manner, walls)
    along = _ALONG.get(number(element.get("ReadDirection")), (1, 0))
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)  # what is left out is that of the code before
        text = _text(code.text or "", font)
        if text:
            places = list(accumulate(_steps(code, text, setting, along), _stepped, initial=(x, y)))
            yield from _runs(text, places, setting)


def _text(written: str, font: str) -> str:
    """Return the letters of a code; line breaks are those of a program that indents XML."""
    if "\n" in written:
        written = "".join(map(str.strip, written.splitlines()))
    if any(ord(letter) in _PRIVATE for letter in written):
        shown = (character(font, ord(letter)) if ord(letter) in _PRIVATE else letter for letter in written)
        return "".join(letter or UNREAD for letter in shown)
    return written


def _steps(code: etree._Element, text: str, setting: Setting, along: Place) -> Sequence[Place]:
    """Return the step from each letter to the next; where none is given, letters stand side by side."""
    count = len(text) - 1
    across, down = (_deltas(code.get(name), count) for name in ("DeltaX", "DeltaY"))
    if not any(across) and not any(down):
        return [(setting.width(letter) * along[0], setting.size * along[1]) for letter in text[:-1]]
    return list(zip(across or [0.0] * count, down or [0.0] * count, strict=True))


def _deltas(written: str | None, count: int) -> list[float]:
    """Return steps, of which 「g 3 2.5」 means three of 2.5; the last one goes on where there are too few."""
    tokens = iter((written or "").replace(",", " ").split())
    steps: list[float] = []
    for token in tokens:
        if token.lower() == "g":
            times, step = number(next(tokens, None)), number(next(tokens, None))
            steps += [step] * max(0, min(int(times), count - len(steps)))
        else:
            steps.append(number(token))
    steps = steps[:count]
    return steps + steps[-1:] * (count - len(steps))


def _stepped(place: Place, step: Place) -> Place:
    return place[0] + step[0], place[1] + step[1]


def _runs(text: str, places: Sequence[Place], setting: Setting) -> Iterator[Run]:
    """Yield stretches of letters that touch each other, with single typed spaces; wider blanks are the gaps they leave."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _touch(text[at - 1 : at + 1], places[at - 1], places[at], setting):
            continue
        letters = text[start:at]
        first, last = at - len(letters.lstrip(_TYPED)), start + len(letters.rstrip(_TYPED)) - 1
        if first <= last and not _is_blank(text[last]):
            yield _run(text[first : last + 1], setting.box(places[first], places[last], text[last]), setting.manner)
        start = at


def _run(letters: str, box: tuple[float, float, float, float], manner: Manner) -> Run:
    """Return a run; letters too small for anybody to see are as good as invisible."""
    left, top, right, bottom = box
    if min(right - left, bottom - top) >= _SMALLEST:
        return Run(Glyph(letters, *box), manner)
    seen = Glyph(letters, left, top, max(right, left + _SMALLEST), max(bottom, top + _SMALLEST))
    return Run(seen, replace(manner, invisible=True))


def _touch(letters: str, place: Place, after: Place, setting: Setting) -> bool:
    step, sunk = after[0] - place[0], after[1] - place[1]
    if (
        letters.isspace()
        or any(map(_is_blank, letters))
        or setting.turn != UPRIGHT
        or abs(sunk) > touching.OFF_LINE * setting.size
    ):
        return False
    if letters[0] in _TYPED and setting.has_wall(place, after):
        return False
    gap = 0 if step <= setting.size else step - setting.width(letters[0])
    return step > 0 and gap <= touching.GAP * setting.size


def _is_blank(letter: str) -> bool:
    return letter not in _TYPED and (letter.isspace() or letter in _UNSEEN or not letter.isprintable())
