"""Rows with tabs or pipes: one line a row, as Word, browsers, Excel and Markdown write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.readers.drawn.lines import TextLine
from kpi_nlp.readers.drawn.markup import plain

_RULE = re.compile(r"[\s|:+-]+")
_PIPE = re.compile(r"(?<!\\)\|")
_OPEN = re.compile(r'(?:^|\t)"(?:[^"]|"")*$')
_CLOSED = re.compile(r'^(?:[^"]|"")*"(?:\t|$)')
_FEWEST_PIPES = 2
_ROW_OF_BLANKS = 2
_TALLEST_CELL = 60


def cells_of(line: str, *, fewest: int = _FEWEST_PIPES) -> list[str] | None:
    """Return the cells of a row, or None for a line of prose; a rule of dashes between rows is no row.

    A row needs a tab, or at least so many pipes.
    """
    if "\t" in line.strip() or line.count("\t") >= _ROW_OF_BLANKS:
        return [_unquoted(cell.strip()) for cell in line.split("\t")]
    if line.count("|") < fewest or _RULE.fullmatch(line):
        return None
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    framed = not cells[0] and len(cells) > 1
    closed = not cells[-1] and len(cells) - framed > 1
    return [plain(cell) for cell in cells[framed : len(cells) - closed]]


def is_rule(line: str) -> bool:
    """Return whether a line is a rule between rows: |---|---|, or dashes alone."""
    return bool(line.strip() and _RULE.fullmatch(line))


def opens_table(line: str, after: str) -> bool:
    """Return whether a line with a pipe heads a Markdown table, by the rule below it."""
    return "|" in line and "|" in after and "-" in after and is_rule(after) and not is_rule(line)


def _unquoted(cell: str) -> str:
    """Excel puts a cell with line breaks or quotes between quotes, and doubles those inside."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and ("\n" in cell or '""' in cell):
        return cell[1:-1].replace('""', '"')
    return cell


def with_quoted_breaks(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield the lines, joined where a cell between quotes goes on below."""
    at = 0
    while at < len(lines):
        stop = at + 1
        if "\t" in lines[at].text and _OPEN.search(lines[at].text):
            stop = _closed_at(lines, at + 1) or stop
        yield replace(lines[at], text="\n".join(line.text for line in lines[at:stop])) if stop > at + 1 else lines[at]
        at = stop


def _closed_at(lines: Sequence[TextLine], start: int) -> int | None:
    """Return where the line stands that follows the end of a quoted cell, None where it does not end."""
    text = ""
    for at in range(start, min(start + _TALLEST_CELL, len(lines))):
        text = lines[at].text
        if _CLOSED.match(text):
            return None if _OPEN.search(text) else at + 1
    return None
