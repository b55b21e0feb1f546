"""Columns of lines that are drawn with blanks: by place, never by counting gaps, for an empty cell has no gap.

The gutters between columns are the places on which hardly any line prints. Where a rule of dashes has gaps, these
are the gutters.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_nlp.readers.drawn.lines import Measure, ends

_WORDS = re.compile(r"[^\s\u3000]+(?:[ \u00a0][^\s\u3000]+)*")
_DASHES = re.compile(r"\s*[-─—_=]{3,}(?:\s+[-─—_=]{3,})*\s*")
FEWEST = 3
_COMPARED = 20  # lines with the most words, which tell whether another stands across their gutters
_CROSSED = 2  # of them, or the fullest
_FITTING = 0.75  # of the lines must stand in the columns
_OVER = 2  # places that a word may stand over the edge of its column
_BESIDE = 6  # how far from the values of its column a title may stand


@dataclass(frozen=True, slots=True)
class Token:
    """Text between two gaps of a line, and the columns of the picture that it takes."""

    start: int
    stop: int
    text: str

    def overlaps(self, other: "Token") -> bool:
        """Return whether two words of different lines print on one place."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture of some lines: how wide its characters are, and where each of its columns begins.

    A column reaches up to the next; the first begins at 0. Words may stand a little over the edge, unless the columns
    are `ruled`.
    """

    measure: Measure
    starts: tuple[int, ...]
    ruled: bool = False

    def tokens(self, line: str) -> list[Token]:
        """Return the words of a line with their places in this picture; two cells that run together are two words."""
        if self.ruled:
            return list(self._cut(line))
        return [part for token in _tokens(line, self.measure) for part in self._apart(token)]

    def _cut(self, line: str) -> Iterator[Token]:
        """Cut a line where columns begin."""
        places = [0, *ends(line, self.measure)]
        for first, last in pairwise((*self._edges(line), len(line))):
            if text := line[first:last].strip():
                yield Token(places[first], places[last], text)

    def _edges(self, line: str) -> list[int]:
        """Return the characters of a line with which its columns begin."""
        places = [0, *ends(line, self.measure)]
        return [min(bisect_left(places, start), len(line)) for start in self.starts]

    def _apart(self, token: Token) -> Iterator[Token]:
        """Cut a word at a blank beside the edge of a column that it stands across."""
        places = [token.start + place for place in (0, *ends(token.text, self.measure))]
        blanks = [at for at, letter in enumerate(token.text) if letter in " \u00a0"]
        start = 0
        for edge in self.starts:
            near = [at for at in blanks if at >= start and abs(places[at] - edge) <= _OVER]
            if near and token.start < edge < token.stop:
                stop = min(near, key=lambda at: abs(places[at] - edge))
                yield Token(places[start], places[stop], token.text[start:stop])
                start = stop + 1
        yield Token(places[start], token.stop, token.text[start:])

    def column(self, place: int) -> int:
        """Return the column that a place lies in."""
        return bisect_right(self.starts, place) - 1

    def spans(self, token: Token) -> range:
        """Return the columns that a word prints on; what stands a little over an edge stands before or behind it."""
        first, last = self.column(token.start), self.column(token.stop - 1)
        while first < last and self.starts[first + 1] - token.start <= _OVER:
            first += 1
        while first < last and token.stop - self.starts[last] <= _OVER:
            last -= 1
        return range(first, last + 1)

    def cells(self, line: str) -> list[str]:
        """Return the cells of a line; a word across several columns stands in the first of them."""
        cells = [""] * len(self.starts)
        for token in self.tokens(line):
            column = self.spans(token).start
            cells[column] = f"{cells[column]} {token.text}".strip()
        return cells

    def fits(self, line: str) -> bool:
        """Return whether no word of a line prints on two columns, and no two stand in one."""
        if self.ruled:
            return all(not edge or line[edge - 1].isspace() for edge in self._edges(line) if edge < len(line))
        taken = [self.spans(token) for token in self.tokens(line)]
        return all(len(span) == 1 for span in taken) and len({span.start for span in taken}) == len(taken)


def _tokens(line: str, measure: Measure) -> list[Token]:
    places = [0, *ends(line, measure)]
    return [Token(places[match.start()], places[match.end()], match[0]) for match in _WORDS.finditer(line)]


def words(line: str) -> list[str]:
    """Return the words of a line that gaps part, of two blanks or a wide one."""
    return _WORDS.findall(line)


def is_dashes(line: str) -> bool:
    """Return whether a line is nothing but dashes, in one stretch or several."""
    return bool(_DASHES.fullmatch(line))


def stretches(line: str) -> int:
    """Return how many stretches of dashes a rule has, 0 for other lines."""
    return len(line.split()) if is_dashes(line) else 0


def columns_of(lines: Sequence[str]) -> Columns | None:
    """Return the columns that most of these lines stand in, None where there are none; of several pictures the clearest."""
    pictures = [found for measure in Measure if (found := _picture(lines, measure)) is not None]
    if not pictures:
        return None
    best = max(pictures, key=lambda columns: sum(len(columns.tokens(line)) - 1 for line in lines if columns.fits(line)))
    fitting = sum(map(best.fits, lines))
    return best if len(best.starts) >= FEWEST and fitting >= _FITTING * len(lines) else None


def _picture(lines: Sequence[str], measure: Measure) -> Columns | None:
    dashed = next((line for line in lines if stretches(line) > 1), None)
    if dashed is not None:
        places = [0, *ends(dashed, measure)]
        starts = [places[match.start()] for match in re.finditer(r"\S+", dashed)]
        return Columns(measure, (0, *starts[1:]), ruled=True)
    read = [_tokens(line, measure) for line in lines if not is_dashes(line)]
    fullest = sorted(read, key=len, reverse=True)[:_COMPARED]
    voting = [tokens for tokens in read if not _crosses(tokens, fullest)]
    blocks = _merged(list(_blocks(voting)), voting)
    return (
        Columns(measure, (0, *((left[1] + right[0] + 1) // 2 for left, right in pairwise(blocks)))) if blocks else None
    )


def _crosses(line: Sequence[Token], fullest: Sequence[Sequence[Token]]) -> bool:
    """Return whether a word stands over two words of another line: a title, a note, two cells that run together."""
    crossed = [any(sum(token.overlaps(other) for other in tokens) > 1 for token in line) for tokens in fullest]
    return sum(crossed) >= _CROSSED or crossed[0]


def _blocks(lines: Sequence[Sequence[Token]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where the lines print, between the places on which none does."""
    tokens = sorted((token for found in lines for token in found), key=lambda token: token.start)
    if not tokens:
        return
    start, stop = tokens[0].start, tokens[0].stop
    for token in tokens:
        if token.start > stop:
            yield start, stop
            start = token.start
        stop = max(stop, token.stop)
    yield start, stop


def _merged(blocks: list[tuple[int, int]], lines: Sequence[Sequence[Token]]) -> list[tuple[int, int]]:
    """Join a title with the values that stand a little beside it, as a centred title does over numbers on the right."""
    merged: list[tuple[int, int]] = []
    for block in blocks:
        if merged and block[0] - merged[-1][1] <= _BESIDE and _follows(_on(merged[-1], lines), _on(block, lines)):
            merged[-1] = (merged[-1][0], block[1])
        else:
            merged.append(block)
    return merged


def _on(block: tuple[int, int], lines: Sequence[Sequence[Token]]) -> list[int]:
    """Return the lines that print on a stretch of columns."""
    return [at for at, tokens in enumerate(lines) if any(t.start < block[1] and block[0] < t.stop for t in tokens)]


def _follows(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether all lines of one stand above those of the other, or all below."""
    return bool(one and other) and (one[-1] < other[0] or other[-1] < one[0])
