"""Text and Markdown: lines become paragraphs, headings, and tables, whatever characters these are drawn with."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from kpi_nlp.model import Block, Cell, Document, Heading, Paragraph, ReadWarning, Table
from kpi_nlp.readers.drawn.barred import cells_of, is_rule, opens_table, with_quoted_breaks
from kpi_nlp.readers.drawn.frames import framed_table, is_framed
from kpi_nlp.readers.drawn.lines import CONTROL, TextLine, lines_of
from kpi_nlp.readers.drawn.markup import inline
from kpi_nlp.readers.drawn.spaced import spaced_tables
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.source import Source

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)")
_BULLET = re.compile(r"^[-*•·●]\s+")
_HTML_TABLE = re.compile(r"<t[rd][\s>]", re.IGNORECASE)

_Kind = Literal["framed", "barred", "text"]


def read_plain(source: Source) -> Document:
    """Return the lines of a text file as blocks.

    A blank line ends a table with tabs or pipes, as a page break does in the text that other tools make of a PDF;
    whether the next rows continue it is for extraction to say.
    """
    text = decode(source)
    blocks: list[Block] = []
    warnings = list(_lost(text))
    for kind, lines in _stretches(list(with_quoted_breaks(lines_of(source.name, text)))):
        match kind:
            case "framed":
                blocks += [table] if (table := framed_table(lines)) else []
            case "barred":
                blocks.append(_barred_table(lines))
            case "text":
                found = list(_text(lines))
                blocks += [block for block in found if not isinstance(block, ReadWarning)]
                warnings += [warning for warning in found if isinstance(warning, ReadWarning)]
    format_ = source.suffix.removeprefix(".") or "txt"
    return Document(source.name, source.sha256, format_, tuple(blocks), tuple(warnings))


def _lost(text: str) -> Iterator[ReadWarning]:
    """Say what is not read of the characters: control characters, and tables written as HTML."""
    if count := len(CONTROL.findall(text)):
        yield ReadWarning("ControlCharacters", f"文本中有 {count} 个不可见的控制字符，已略去")
    if _HTML_TABLE.search(text):
        yield ReadWarning(
            "TableNotRead", "有 HTML 表格，未能读成表格；请用浏览器打开后复制到 Word 或 Excel，另存后重试"
        )


def _stretches(lines: Sequence[TextLine]) -> Iterator[tuple[_Kind, list[TextLine]]]:
    """Yield runs of lines of one kind; a page break begins another, but in what may be drawn with blanks."""
    run: list[TextLine] = []
    kind: _Kind = "text"
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        here = _kind(line, after, kind)
        if run and (here != kind or (line.opens_page and here != "text")):
            yield kind, run
            run = []
        kind = here
        run.append(line)
    if run:
        yield kind, run


def _kind(line: TextLine, after: TextLine | None, before: _Kind) -> _Kind:
    text = line.text
    if is_framed(text) or (before == "framed" and text.strip().startswith("|")):
        return "framed"
    in_table = before == "barred" and bool(text.strip())
    if cells_of(text, fewest=1 if in_table else 2) or (in_table and is_rule(text)):
        return "barred"
    return "barred" if after is not None and opens_table(text, after.text) else "text"


def _barred_table(lines: Sequence[TextLine]) -> Table:
    read = [(line, cells_of(line.text, fewest=1)) for line in lines]
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
