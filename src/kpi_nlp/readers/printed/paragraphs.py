"""Printed lines to paragraphs: a full line runs on, an indented line begins anew, as Chinese prose is set."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kpi_nlp.readers.printed.lines import Line

_INDENT, _ROOM, _FAR, _OTHER_SIZE = 1.2, 2.0, 1.8, 1.2  # in heights of a letter


def paragraphs_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of one column of prose."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    paragraph = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, left, right):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _begins(before: Line, line: Line, left: float, right: float) -> bool:
    """Return whether a paragraph begins with a line: indented, after a short line, far below, or of another size."""
    height = line.height
    return (
        line.left - left > _INDENT * height
        or right - before.right > _ROOM * before.height
        or line.top - before.bottom > _FAR * height
        or not 1 / _OTHER_SIZE < height / before.height < _OTHER_SIZE
    )


def joined(lines: Iterable[Line]) -> str:
    """Return the text of a paragraph: no blank between lines but where a word of Latin letters ends and one begins."""
    text = ""
    for line in lines:
        words = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += f" {line.text}" if words else line.text
    return text
