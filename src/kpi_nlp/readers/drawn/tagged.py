"""Tables that are written as HTML among the lines of a text, as converters write what Markdown cannot: merged cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_nlp.model import Block, Location, ReadWarning, Table
from kpi_nlp.readers.drawn.lines import TextLine
from kpi_nlp.readers.errors import ReadError

_TAG = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)
_ROW = re.compile(r"<tr(?=[\s>])", re.IGNORECASE)


def opens_tagged_table(line: str) -> bool:
    """Return whether an HTML table begins on a line."""
    return "<" in line and any(not tag[1] for tag in _TAG.finditer(line))


def end_of_tagged_table(lines: Sequence[TextLine], start: int) -> int:
    """Return the line behind the end of an HTML table; one without an end reaches up to a blank line."""
    depth = 0
    for at in range(start, len(lines)):
        depth += sum(-1 if tag[1] else 1 for tag in _TAG.finditer(lines[at].text))
        if depth <= 0:
            return at + 1
    return next((at for at in range(start, len(lines)) if lines[at].is_blank), len(lines))


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
