"""Paragraphs to words: what blanks and line breaks part, with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.model import Block, Location, Paragraph
from kpi_nlp.text import without_markup


@dataclass(frozen=True, slots=True)
class Word:
    """Text between blanks: `block` is its paragraph; `above` counts the blank lines above it where it opens a line."""

    text: str
    location: Location
    block: int
    opens_line: bool
    above: int = 0


def words_of(blocks: Sequence[Block], start: int, stop: int) -> Iterator[Word]:
    """Yield the words of paragraphs in order."""
    last = None
    for at in range(start, stop):
        block = blocks[at]
        line = block.location.line
        above = line - last - 1 if line is not None and last is not None else 0
        for number, text in enumerate(without_markup(block.text).split() if isinstance(block, Paragraph) else ()):
            yield Word(text, block.location, at, opens_line=number == 0, above=max(above, 0) if number == 0 else 0)
        last = line
