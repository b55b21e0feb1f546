"""Text and Markdown: lines become paragraphs, headings, and tables, whatever characters these are drawn with."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from kpi_nlp.model import Block, Cell, Document, Heading, Paragraph, ReadWarning, Table
from kpi_nlp.readers.drawn.barred import cells_of, is_rule, is_short_cell, opens_table, with_quoted_breaks
from kpi_nlp.readers.drawn.frames import framed_table, is_framed
from kpi_nlp.readers.drawn.lines import CONTROL, TextLine, lines_of
from kpi_nlp.readers.drawn.markup import inline
from kpi_nlp.readers.drawn.spaced import spaced_tables
from kpi_nlp.readers.drawn.tagged import tagged_blocks, tagged_tables
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.source import Source

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)")
_BULLET = re.compile(r"^[-*•·●]\s+")

_Kind = Literal["tagged", "framed", "barred", "text"]


def read_plain(source: Source) -> Document:
    """Return the lines of a text file as blocks.

    A blank line ends a table with tabs or pipes, as a page break does in the text that other tools make of a PDF;
    whether the next rows continue it is for extraction to say.
    """
    text = decode(source)
    blocks: list[Block] = []
    warnings = list(_lost(text))
    for kind, lines in _stretches(list(with_quoted_breaks(lines_of(source.name, text)))):
        for found in _read(kind, lines):
            if isinstance(found, ReadWarning):
                warnings.append(found)
            else:
                blocks.append(found)
    format_ = source.suffix.removeprefix(".") or "txt"
    return Document(source.name, source.sha256, format_, tuple(blocks), tuple(warnings))


def _lost(text: str) -> Iterator[ReadWarning]:
    """Say which characters are not read."""
    if count := len(CONTROL.findall(text)):
        yield ReadWarning("ControlCharacters", f"文本中有 {count} 个不可见的控制字符，已略去")


def _read(kind: _Kind, lines: Sequence[TextLine]) -> Iterator[Block | ReadWarning]:
    match kind:
        case "tagged":
            yield from tagged_blocks(lines)
        case "framed":
            yield from [table] if (table := framed_table(lines)) else []
        case "barred":
            yield _barred_table(lines)
        case "text":
            yield from _text(lines)


def _stretches(lines: Sequence[TextLine]) -> Iterator[tuple[_Kind, list[TextLine]]]:
    """Yield runs of lines of one kind; a page break begins another, but in what may be drawn with blanks."""
    run: list[TextLine] = []
    kind: _Kind = "text"
    near = False  # below a row with tabs, with no blank line between
    at, tables = 0, tagged_tables(lines)
    while at < len(lines):
        line = lines[at]
        tagged = at in tables
        here = "tagged" if tagged else _kind(line, lines[at + 1] if at + 1 < len(lines) else None, kind)
        near = not line.is_blank and (near or here == "barred")
        here = "barred" if near and here == "text" and is_short_cell(line.text) else here
        if run and (here != kind or tagged or (line.opens_page and here != "text")):
            yield kind, run
            run = []
        stop = tables.get(at, at + 1)
        run += lines[at:stop]
        kind, at = here, stop
    if run:
        yield kind, run


def _kind(line: TextLine, after: TextLine | None, before: _Kind) -> _Kind:
    text = line.text
    if is_framed(text) or (before == "framed" and text.strip().startswith("|")):
        return "framed"
    in_table = before == "barred" and bool(text.strip())
    if cells_of(text, in_table=in_table) or (in_table and is_rule(text)):
        return "barred"
    return "barred" if after is not None and opens_table(text, after.text) else "text"


def _barred_table(lines: Sequence[TextLine]) -> Table:
    read = [(line, cells_of(line.text, in_table=True)) for line in lines]
    rows = tuple(tuple(Cell(cell, line.location) for cell in cells) for line, cells in read if cells)
    return Table(rows, rows[0][0].location, exact=False)


def _text(lines: Sequence[TextLine]) -> Iterator[Block | ReadWarning]:
    """Yield the prose of some lines, and the tables that are drawn with blanks between."""
    at = 0
    for drawn in spaced_tables(lines):
        yield from _prose(lines[at : drawn.start])
        at = drawn.start
        if not drawn.parts:
            place = lines[drawn.start].location
            yield ReadWarning(
                "TableNotRead", "这里有用空格对齐的表格，各栏无法分清，未能读成表格；请提供 Word、Excel 原件", place
            )
            continue
        for part in drawn.parts:
            yield from _prose([part]) if isinstance(part, TextLine) else [part]
        at = drawn.stop
    yield from _prose(lines[at:])


def _prose(lines: Sequence[TextLine]) -> Iterator[Heading | Paragraph]:
    for line in lines:
        text = inline(line.text.strip())
        if not text or is_rule(text):
            continue
        if heading := _MARKDOWN_HEADING.match(text):
            yield Heading(heading[2], len(heading[1]), line.location)
        else:
            yield Paragraph(_BULLET.sub("", text), line.location)
