"""Tables that are written as HTML among the lines of a text, as converters write what Markdown cannot: merged cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.model import Block, Location, ReadWarning, Table
from kpi_nlp.readers.drawn.lines import TextLine
from kpi_nlp.readers.errors import ReadError

_TAG = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)
_ROW = re.compile(r"<tr(?=[\s>])", re.IGNORECASE)


def tagged_tables(lines: Sequence[TextLine]) -> dict[int, int]:
    """Return the lines on which an HTML table begins, each with the line behind its end.

    One without an end reaches up to a blank line. All are found in one pass, however many begin and never end.
    """
    ends: dict[int, int] = {}
    begun: list[tuple[int, int]] = []  # lines, and how many tables were open ahead of each
    depth = 0
    for at, line in enumerate(lines):
        closing = [bool(tag[1]) for tag in _TAG.finditer(line.text)] if "<" in line.text else []
        if not all(closing):
            begun.append((at, depth))
        depth += sum(-1 if closes else 1 for closes in closing)
        while begun and depth <= begun[-1][1]:
            ends[begun.pop()[0]] = at + 1
    blank = len(lines)
    endless = {at for at, _ in begun}
    for at in reversed(range(len(lines) if endless else 0)):
        blank = at if lines[at].is_blank else blank
        if at in endless:
            ends[at] = blank
    return ends


def tagged_blocks(lines: Sequence[TextLine]) -> Iterator[Block | ReadWarning]:
    """Yield the tables of some lines of HTML, what stands around them, and what was noticed."""
    from kpi_nlp.readers.html import page_of
    from kpi_nlp.readers.web.reading import Numbers

    place = lines[0].location
    try:
        page = page_of(place, "\n".join(line.text for line in lines), Numbers())
    except ReadError as error:
        yield ReadWarning("TableNotRead", f"这里的 HTML 表格未能读取：{error.reason}", place)
        return
    printed = [line.location for line in lines for _ in _ROW.finditer(line.text)]
    for block in page.blocks:
        if not isinstance(block, Table):
            yield replace(block, location=place)
            continue
        exact = len(printed) == len(block.rows)
        rows = tuple(
            tuple(replace(cell, location=_at(cell.location, printed[at] if exact else place)) for cell in row)
            for at, row in enumerate(block.rows)
        )
        yield replace(block, rows=rows, location=_at(block.location, place))
    yield from (replace(warning, location=place) for warning in page.warnings)


def _at(row: Location, line: Location) -> Location:
    """Return the place of a row in the text: the line on which it is written, and its number in the table."""
    return replace(line, row=row.row)
