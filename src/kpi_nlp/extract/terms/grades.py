"""Grades (优, 良, 中, 差) in cells: beside their label with the score of the same row, written out or ticked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.lexicon import either, header_key, headers, judgements
from kpi_nlp.model import Figure, Location
from kpi_nlp.text import fold, join_lines, squeeze

_FILLED, _EMPTY = "☑√✓✔■●", "□○☐"
_QUOTES = '“”"「」『』‘’（）()'
_BARE = frozenset({"等级", "等次", "评级"})

Piece = tuple[str, Location]


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade as a row prints it, and the score that stands beside a label of its own."""

    text: str
    letter: str
    location: Location
    score: Figure | None


def grades_of(cells: Iterable[Piece], *, closing: bool) -> Iterator[Graded]:
    """Yield the grades of a row; a bare 「等级」 is their label only in a row that closes a form."""
    pieces = [piece for cell in cells for piece in _labelled(cell)]
    score = next((figure for label, value in pairwise(pieces) if (figure := _score(label, value))), None)
    for label, (text, location) in pairwise(pieces):
        both = graded_points(text) if closing or _is_label(label[0], closing=False) or _is_of_points(label[0]) else None
        if both is not None:
            yield Graded(text, both[0], location, Figure(both[1], text, location))
    for at, (label, (text, location)) in enumerate(pairwise(pieces)):
        letter = letter_of(text) if _is_label(label[0], closing=closing) else None
        listed = letter is not None and at + 2 < len(pieces) and letter_of(pieces[at + 2][0]) is not None
        if letter is not None and not listed:
            yield Graded(text, letter, location, score)


def letter_of(text: str) -> str | None:
    """Return the letter of a cell that holds a grade and nothing else, None for other text.

    「优秀」 and 「“优”」 are 优; of 「☑优 □良 □中」 and 「优√ 良□ 中□」 it is the one that is ticked.
    """
    plain = squeeze(text)
    if any(mark in plain for mark in _FILLED):
        return _ticked(plain)
    return judgements().grades.get(plain.strip(_QUOTES).removesuffix("。"))


def graded_points(text: str) -> tuple[str, Decimal] | None:
    """Return letter and points of a cell that holds both: 「优（97.65分）」, 「97.65分/优」, 「97.65（等级：优）」."""
    match = _both().fullmatch(squeeze(fold(text))) if any(map(str.isdigit, text)) else None
    points = number_of(match["points"] or match["number"]) if match else None
    return None if match is None or points is None else (judgements().grades[match["word"] or match["letter"]], points)


def _labelled(cell: Piece) -> Iterator[Piece]:
    """Yield 「自评等级：优」 as its label and its value, any other cell whole."""
    label, colon, value = join_lines(cell[0]).replace("：", ":").partition(":")
    yield from ((label, cell[1]), (value.strip(), cell[1])) if colon and value.strip() else ((label, cell[1]),)


def _is_label(text: str, *, closing: bool) -> bool:
    key = header_key(text)
    return headers().closing.get(key) == "grade" and (closing or key not in _BARE)


def _is_of_points(text: str) -> bool:
    key = header_key(text)
    return headers().closing.get(key) == "total" or headers().roles.get(key) == "score"


def _score(label: Piece, value: Piece) -> Figure | None:
    if not _is_of_points(label[0]):
        return None
    amount = number_of(value[0])
    return None if amount is None else Figure(amount, value[0], value[1])


def _ticked(text: str) -> str | None:
    """Return the one grade that is ticked; the boxes stand all before or all behind their words."""
    in_front = text[0] in _FILLED + _EMPTY
    ticked = {match["front"] if in_front else match["behind"] for match in _choices().finditer(text)} - {None}
    return judgements().grades[ticked.pop()] if len(ticked) == 1 else None


@cache
def _choices() -> re.Pattern[str]:
    words, marks = either(judgements().grades), re.escape(_FILLED)
    return re.compile(rf"[{marks}](?P<front>{words})|(?P<behind>{words})[(（]?(?=[{marks}])")


@cache
def _both() -> re.Pattern[str]:
    words, number = either(judgements().grades), r"\d{1,3}(?:\.\d+)?"
    opening, closing, between = r"[“\"「『‘(]*", r"[”\"」』’)]*", r"[(,、/:;]*"
    named = r"(?:(?:自评|评价|评定|绩效)?(?:等级|等次|档次|结果)(?:为|是|:)?)?"
    scored = r"(?:(?:自评|评价|综合)?(?:得分|总分|评分)(?:为|是|:)?)?"
    return re.compile(
        rf"{opening}(?P<word>{words}){closing}[等级档次]{{0,2}}{between}{scored}(?P<points>{number})分?[)]?"
        rf"|{scored}(?P<number>{number})分?{between}{named}{opening}(?P<letter>{words}){closing}[等级档次]{{0,2}}[)]?"
    )
