"""Columns of lines that are drawn with blanks: by place, never by counting gaps, for an empty cell has no gap.

The gutters between columns are the places on which hardly any line prints. Where a rule of dashes has gaps, these
are the gutters.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from kpi_nlp.readers.drawn.lines import Measure, ends

_WORDS = re.compile(r"[^\s\u3000]+(?:[ \u00a0][^\s\u3000]+)*")
_DASHES = re.compile(r"\s*[-─—_=]{3,}(?:\s+[-─—_=]{3,})*\s*")
FEWEST = 3
_MANY = 0.6  # of the tokens of the fullest lines: a line with so many tells where the columns are
_TOLERATED = 0.12  # of the lines may print across a gutter: titles, notes
_BESIDE = 6  # how far from the values of its column a title may stand


@dataclass(frozen=True, slots=True)
class Token:
    """Text between two gaps of a line, and the columns of the picture that it takes."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture of some lines: how wide its characters are, and the edges of its columns: where each one begins.

    A column reaches up to the next; the first begins at 0.
    """

    measure: Measure
    starts: tuple[int, ...]

    def tokens(self, line: str) -> list[Token]:
        """Return the words of a line with their places in this picture."""
        return _tokens(line, self.measure)

    def column(self, place: int) -> int:
        """Return the column that a place lies in."""
        return sum(start <= place for start in self.starts) - 1

    def spans(self, token: Token) -> range:
        """Return the columns that a token prints on."""
        return range(self.column(token.start), self.column(token.stop - 1) + 1)

    def cells(self, line: str) -> list[str]:
        """Return the cells of a line; a token across several columns stands in the first of them."""
        cells = [""] * len(self.starts)
        for token in self.tokens(line):
            column = self.column(token.start)
            cells[column] = f"{cells[column]} {token.text}".strip()
        return cells

    def fits(self, line: str) -> bool:
        """Return whether no token of a line prints across a gutter, and no two stand in one column."""
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


def columns_of(lines: Sequence[str]) -> Columns | None:
    """Return the columns that most of these lines stand in, None where there are none; of several pictures the clearest."""
    pictures = [found for measure in Measure if (found := _picture(lines, measure)) is not None]
    if not pictures:
        return None
    best = max(pictures, key=lambda columns: (len(columns.starts), sum(map(columns.fits, lines))))
    fitting = sum(map(best.fits, lines))
    return best if len(best.starts) >= FEWEST and fitting >= (1 - 2 * _TOLERATED) * len(lines) else None


def _picture(lines: Sequence[str], measure: Measure) -> Columns | None:
    dashed = next((_tokens(line, measure) for line in lines if is_dashes(line) and len(words(line)) > 1), None)
    if dashed is not None:
        return Columns(measure, (0, *(token.start for token in dashed[1:])))
    read = [_tokens(line, measure) for line in lines if not is_dashes(line)]
    fullest = sorted(map(len, read))[-2:]
    if not fullest:
        return None
    full = [tokens for tokens in read if len(tokens) >= max(FEWEST, _MANY * fullest[0])]
    blocks = _merged(list(_blocks(full)), read)
    return Columns(measure, (0, *((left[1] + right[0] + 1) // 2 for left, right in pairwise(blocks))))


def _blocks(lines: Sequence[Sequence[Token]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where the lines print, between the places on which hardly any does."""
    changes: Counter[int] = Counter()
    for tokens in lines:
        for token in tokens:
            changes[token.start] += 1
            changes[token.stop] -= 1
    places = sorted(changes)
    printed = accumulate(changes[place] for place in places)
    few = int(_TOLERATED * len(lines))
    for dense, run in groupby(zip(places, [*places[1:], places[-1] if places else 0], printed, strict=True), key=lambda part: part[2] > few):
        if dense:
            stretch = list(run)
            yield stretch[0][0], stretch[-1][1]


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
    return [
        at for at, tokens in enumerate(lines) if any(t.start < block[1] and block[0] < t.stop for t in tokens)
    ]


def _follows(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether all lines of one stand above those of the other, or all below."""
    return bool(one and other) and (one[-1] < other[0] or other[-1] < one[0])
