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
_LONGEST_CELL = 20


def cells_of(line: str, *, in_table: bool = False) -> list[str] | None:
    """Return the cells of a row, or None for a line of prose; a rule of dashes between rows is no row.

    A row needs a tab between its cells, or two pipes; `in_table` one pipe will do, or a tab in front.
    """
    fewest = 1 if in_table else _FEWEST_PIPES
    if "\t" in line.strip() or line.count("\t") >= _ROW_OF_BLANKS or (in_table and is_short_cell(line)):
        return [_unquoted(cell.strip()) for cell in line.split("\t")]
    if line.count("|") < fewest or _RULE.fullmatch(line):
        return None
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    framed = not cells[0] and len(cells) > 1
    closed = not cells[-1] and len(cells) - framed > 1
    return [plain(cell) for cell in cells[framed : len(cells) - closed]]


def is_short_cell(line: str) -> bool:
    """Return whether a line is a tab and a few words: a cell below an empty one, no indented prose."""
    return line.startswith("\t") and 0 < len(line.strip()) <= _LONGEST_CELL and not line.rstrip().endswith("。")


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
        in_table = any("\t" in line.text for line in lines[max(at - 1, 0) : at + 1])
        if in_table and _OPEN.search(lines[at].text):
            stop = _closed_at(lines, at + 1, tabbed="\t" in lines[at].text) or stop
        yield replace(lines[at], text="\n".join(line.text for line in lines[at:stop])) if stop > at + 1 else lines[at]
        at = stop


def _closed_at(lines: Sequence[TextLine], start: int, *, tabbed: bool) -> int | None:
    """Return the line behind the row of a quoted cell, None where the cell does not end or nothing is a row."""
    for at in range(start, min(start + _TALLEST_CELL, len(lines))):
        text = lines[at].text
        tabbed = tabbed or "\t" in text
        if _CLOSED.match(text) and not _OPEN.search(text.partition('"')[2]):
            return at + 1 if tabbed else None
    return None
