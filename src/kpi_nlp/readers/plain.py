"""Text and Markdown: lines become paragraphs, headings, and rows of cells between tabs or pipes."""

import re
from collections.abc import Iterator

from kpi_nlp.model import Block, Cell, Document, Heading, Location, Paragraph, ReadWarning, Table
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.source import Source

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)")
_BULLET = re.compile(r"^[-*•·●]\s+")
_RULE = re.compile(r"^[\s|:+-]+$")
_BLANK_COLUMNS = re.compile(r"(?<=\S)(?: {2,}|\u3000{2,})(?=\S)")
_HTML_TABLE = re.compile(r"<t[rd][\s>]", re.IGNORECASE)
_FEWEST_PIPES = 2
_FEWEST_GAPS, _FEWEST_SPACED = 3, 3
_ROW_OF_BLANKS = 2


def read_plain(source: Source) -> Document:
    """Return the lines of a text file as blocks; a run of lines with tabs or pipes is one table.

    A blank line ends a table, as a page break does in the text that other tools make of a PDF; whether the next
    rows continue it is for extraction to say.
    """
    text = decode(source)
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(text.splitlines(), 1):
        location = Location(source.name, line=number, order=number)
        if cells := _cells(line):
            rows.append(tuple(Cell(cell.strip(), location) for cell in cells))
            continue
        if line.strip() and _RULE.match(line):  # the rule under a Markdown header, or a line drawn with dashes
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if line.strip():
            blocks.append(_prose(line.strip(), location))
    if rows:
        blocks.append(_table(rows))
    return Document(
        source.name,
        source.sha256,
        source.suffix.removeprefix(".") or "txt",
        tuple(blocks),
        tuple(_lost_tables(text)),
    )


def _lost_tables(text: str) -> Iterator[ReadWarning]:
    """Say where tables stand in a shape that is read as prose: drawn with blanks, or as HTML."""
    lines = (line.strip() for line in text.splitlines() if _cells(line) is None)
    spaced = sum(len(_BLANK_COLUMNS.findall(line)) >= _FEWEST_GAPS for line in lines)
    if spaced >= _FEWEST_SPACED:
        yield ReadWarning("TableNotRead", "有用空格对齐的表格，未能读成表格；请提供 Word、Excel 原件")
    if _HTML_TABLE.search(text):
        yield ReadWarning(
            "TableNotRead", "有 HTML 表格，未能读成表格；请用浏览器打开后复制到 Word 或 Excel，另存后重试"
        )


def _cells(line: str) -> list[str] | None:
    """Return the cells of a row, or None for a line of prose; a rule of dashes between rows is no row."""
    if "\t" in line.strip() or line.count("\t") >= _ROW_OF_BLANKS:
        return line.rstrip("\r\n").split("\t")
    if line.count("|") >= _FEWEST_PIPES and not _RULE.match(line):
        return line.strip().removeprefix("|").removesuffix("|").split("|")
    return None


def _table(rows: list[tuple[Cell, ...]]) -> Table:
    return Table(tuple(rows), rows[0][0].location, exact=False)


def _prose(line: str, location: Location) -> Heading | Paragraph:
    if heading := _MARKDOWN_HEADING.match(line):
        return Heading(heading[2], len(heading[1]), location)
    return Paragraph(_BULLET.sub("", line), location)
