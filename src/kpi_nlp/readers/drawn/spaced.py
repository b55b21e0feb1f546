"""Tables drawn with blanks, as `pdftotext -layout` prints them, among prose.

Every printed line is a row of its own; which of them are one row is for extraction to say, except where rules of
dashes part the rows, or blank lines do below such a rule.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kpi_nlp.model import Cell, ReadWarning, Table
from kpi_nlp.readers.drawn.columns import Columns, columns_of, is_dashes, stretches, words
from kpi_nlp.readers.drawn.lines import Measure, TextLine, ends
from kpi_nlp.readers.drawn.rows import tables_in

_STOPS = ("。", "；", "！", "？")
_LEADERS = re.compile(r"[.…·]{3,}|(?:\. ){3,}")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、](?!\d)|#")
_TALLEST_GAP, _TALLEST_MARGIN = 2, 12  # blank lines inside a table, and at the foot of a page
_LONG, _INDENTED = 0.5, 0.15  # of the width of a table: a line of prose begins at the margin and is long
_SPOKEN = 0.4  # of the words end a sentence: prose in columns
_MOST_FRAGMENTS = 8  # lines above the first full line of a table, or below the last
_LONGEST_FRAGMENT = 4  # characters of a line that stands alone at the margin above or below a table
_FEWEST_WORDS, _FEWEST_LINES = 3, 3
_LONG_RULE = 20  # dashes, to be the rule of a table
_NEARLY_ALL = 0.6  # of the columns: a line with so many words may be that of the titles
_CUT = "上一页表格的一格似在这一页继续，未能接上，请核对原件"
_ELSEWHERE = "这一页各栏的位置与上一页不同，按内容对栏，请核对原件"
_MISPLACED = "这一行有文字横跨两栏，或两处文字挤在一栏，可能错列，请核对原件"


@dataclass(frozen=True, slots=True)
class Drawn:
    """From where to where lines look like a table, and what they are: tables, and lines between their pages.

    There are no `parts` where the columns are not told apart.
    """

    start: int
    stop: int
    parts: tuple[Table | TextLine | ReadWarning, ...] = ()


_Seam = Callable[[TextLine], bool]


def spaced_tables(lines: Sequence[TextLine]) -> Iterator[Drawn]:
    """Yield the tables that are drawn with blanks among these lines."""
    behind = 0
    for start, stop in _clusters(lines):
        for drawn in _solved(lines, start, stop, behind, _SEAMS):
            yield drawn
            behind = drawn.stop


def _clusters(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """Yield stretches from one line with gaps to another, with no prose between."""
    full = [at for at, line in enumerate(lines) if _is_full(line.text)]
    start = None
    for here, after in zip(full, [*full[1:], None], strict=False):
        start = here if start is None else start
        if after is None or _is_parted(lines[here : after + 1]):
            yield start, here + 1
            start = None


def _is_full(text: str) -> bool:
    if is_dashes(text):
        return stretches(text) > 1 or len(text.strip()) >= _LONG_RULE
    return len(words(text)) >= _FEWEST_WORDS and not _LEADERS.search(text)


def _is_parted(lines: Sequence[TextLine]) -> bool:
    """Return whether prose, a heading, or too wide a gap stands between two lines of a table."""
    width = max(ends(line.text, Measure.DOUBLE)[-1] for line in (lines[0], lines[-1]))
    tallest = _TALLEST_MARGIN if any(line.opens_page for line in lines[1:]) else _TALLEST_GAP
    blanks = max((len(list(run)) for blank, run in groupby(lines, key=lambda line: line.is_blank) if blank), default=0)
    return blanks > tallest or any(_is_prose(line.text, width) for line in lines[1:-1])


def _is_prose(text: str, width: int) -> bool:
    inner = text.strip()
    if not inner or is_dashes(text):
        return False
    right = ends(text, Measure.DOUBLE)[-1]
    indent = right - ends(text.lstrip(), Measure.DOUBLE)[-1]
    return inner.startswith("#") or (
        indent < _INDENTED * width and len(words(text)) == 1 and right - indent > _LONG * width
    )


def _solved(lines: Sequence[TextLine], start: int, stop: int, behind: int, seams: Sequence[_Seam]) -> Iterator[Drawn]:
    """Yield the tables of a stretch: one if its lines stand in one set of columns, else what its parts are."""
    inside = [line for line in lines[start:stop] if not line.is_blank]
    if not _is_tabular([line.text for line in inside]):
        return
    columns = columns_of([line.text for line in inside if not line.is_page_number])
    if columns is not None:
        first, last = _with_fragments(lines, start, stop, behind, columns)
        rest = next((line for line in lines[last:] if not line.is_blank), None)
        cut = [ReadWarning("TableRepaired", _CUT, rest.location)] if rest is not None and _is_rest(rest) else []
        yield Drawn(first, last, (*_parts(lines[first:last], columns), *cut))
    elif not seams:
        yield Drawn(start, stop)
    else:
        for part in _cut(lines, start, stop, seams[0]):
            for drawn in _solved(lines, *part, behind, seams[1:]):
                yield drawn
                behind = drawn.stop


def _is_tabular(lines: Sequence[str]) -> bool:
    full = [words(line) for line in lines if _is_full(line) and not is_dashes(line)]
    if any(stretches(line) > 1 for line in lines):
        return True
    printed = [word for found in full for word in found]
    spoken = sum(word.endswith(_STOPS) for word in printed)
    enough = len(full) >= _FEWEST_LINES or (len(full) > 1 and min(map(len, full)) > _FEWEST_WORDS)
    return enough and spoken <= _SPOKEN * len(printed)


def _cut(lines: Sequence[TextLine], start: int, stop: int, seam: _Seam) -> Iterator[tuple[int, int]]:
    """Yield the stretches between seams, each from its first line with gaps to its last."""
    full: list[int] = []
    for at in range(start, stop):
        if seam(lines[at]) and full:
            yield full[0], full[-1] + 1
            full = []
        full += [at] if _is_full(lines[at].text) else []
    if full:
        yield full[0], full[-1] + 1


def _opens_page(line: TextLine) -> bool:
    return line.opens_page


def _stands_alone(line: TextLine) -> bool:
    return bool(line.text.strip()) and len(words(line.text)) == 1 and not line.text[0].isspace()


def _is_blank(line: TextLine) -> bool:
    return line.is_blank


_SEAMS: tuple[_Seam, ...] = (_opens_page, _stands_alone, _is_blank)


def _with_fragments(lines: Sequence[TextLine], start: int, stop: int, behind: int, columns: Columns) -> tuple[int, int]:
    """Take in the lines right above and below a table that stand in its columns: a title over two lines, the end of a cell."""
    first, last = start, stop
    while first > max(behind, start - _MOST_FRAGMENTS) and _belongs(lines[first - 1], columns):
        first -= 1
    while (
        last < min(len(lines), stop + _MOST_FRAGMENTS) and not lines[last].opens_page and _belongs(lines[last], columns)
    ):
        last += 1
    return first, last


def _is_rest(line: TextLine) -> bool:
    """Return whether the page that follows a table begins with an indented word: the rest of a cell, in no column."""
    return line.opens_page and line.text[:1].isspace() and len(words(line.text)) == 1


def _belongs(line: TextLine, columns: Columns) -> bool:
    text = line.text.strip()
    if is_dashes(line.text):
        return True
    alone = bool(text) and columns.column(columns.tokens(line.text)[0].start) == 0 and len(words(text)) == 1
    if not text or _NUMBERED.match(text) or (alone and len(text) > _LONGEST_FRAGMENT):
        return False
    return columns.fits(line.text)


def _parts(lines: Sequence[TextLine], columns: Columns) -> Iterator[Table | TextLine | ReadWarning]:
    """Yield the table of each page, and what stands between.

    Columns may stand elsewhere on a further page. Where they cannot be told there, its words are set side by side.
    """
    for number, page in enumerate(_split(lines, _opens_page)):
        here: Columns | None = columns
        if number and not all(columns.fits(line.text) for line in page):
            here = columns_of([line.text for line in page if not line.is_blank and not line.is_page_number])
        if here is None or len(here.starts) != len(columns.starts):
            yield ReadWarning("TableRepaired", _ELSEWHERE, page[0].location)
            yield from _loose(page)
            continue
        yield from _misplaced(page, here, below_title=number > 0)
        yield from _page(page, here)


def _loose(lines: Sequence[TextLine]) -> Iterator[Table | TextLine]:
    """Yield lines whose columns are not known: each a row of its words."""
    read = [(line, [] if line.is_page_number or is_dashes(line.text) else words(line.text)) for line in lines]
    rows = tuple(tuple(Cell(word, line.location) for word in found) for line, found in read if found)
    yield from [Table(rows, rows[0][0].location, exact=False)] if rows else []
    yield from (line for line in lines if line.is_page_number)


def _page(lines: Sequence[TextLine], columns: Columns) -> Iterator[Table | TextLine]:
    """Yield the tables of a page; page numbers, and lines from the margin that cross the columns, stand between."""
    run: list[TextLine] = []
    for line in lines:
        if line.is_page_number or (_stands_alone(line) and not columns.fits(line.text) and not is_dashes(line.text)):
            yield from tables_in(run, columns)
            yield line
            run = []
        else:
            run.append(line)
    yield from tables_in(run, columns)


def _split(lines: Sequence[TextLine], is_seam: _Seam) -> Iterator[list[TextLine]]:
    """Yield the lines from each seam up to the next."""
    run: list[TextLine] = []
    for line in lines:
        if run and is_seam(line):
            yield run
            run = []
        run.append(line)
    yield run


def _misplaced(lines: Sequence[TextLine], columns: Columns, *, below_title: bool) -> Iterator[ReadWarning]:
    """Say which lines below the titles of a table print across its columns, or two words in one."""
    titled = below_title
    for line in lines:
        many = len(words(line.text)) >= _NEARLY_ALL * len(columns.starts)
        if columns.fits(line.text):
            titled = titled or many
        elif titled and len(words(line.text)) > 1 and not is_dashes(line.text):
            yield ReadWarning("TableRepaired", _MISPLACED, line.location)
