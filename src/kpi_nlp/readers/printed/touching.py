"""Letters that touch each other are one stretch of text: what runs over a ruling line is moved as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kpi_nlp.readers.printed.page import Glyph

GAP, BACK, OFF_LINE, OTHER_SIZE = 0.1, -0.5, 0.35, 1.25  # in heights of a letter


def stretches(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield letters in the order in which they were printed, joined where they touch.

    What was recognised comes in stretches of its own, whose boxes are wider than their letters.
    """
    waiting: list[Glyph] = []
    for glyph in glyphs:
        if waiting and not _touches(waiting[-1], glyph):
            yield _joined(waiting)
            waiting = []
        waiting.append(glyph)
    if waiting:
        yield _joined(waiting)


def _touches(before: Glyph, glyph: Glyph) -> bool:
    height = before.bottom - before.top
    return (
        BACK * height < glyph.left - before.right <= GAP * height
        and abs(glyph.bottom - before.bottom) <= OFF_LINE * height
        and 1 / OTHER_SIZE <= (glyph.bottom - glyph.top) / height <= OTHER_SIZE
        and before.struck == glyph.struck
        and before.confidence is None is glyph.confidence
    )


def _joined(letters: Sequence[Glyph]) -> Glyph:
    if len(letters) == 1:
        return letters[0]
    return replace(
        letters[0],
        text="".join(letter.text for letter in letters),
        left=min(letter.left for letter in letters),
        top=min(letter.top for letter in letters),
        right=max(letter.right for letter in letters),
        bottom=max(letter.bottom for letter in letters),
    )
