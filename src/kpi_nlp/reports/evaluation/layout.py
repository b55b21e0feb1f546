"""Lines and columns of Chinese text on a terminal of any width."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp.text import printed_width

Line = tuple[str, str]
"""A line with its style."""

_OPENING, _CLOSING = "（「[(", "，。；：、）」])"
_TOKEN = re.compile(  # numbers stay whole, brackets and stops stay with what they belong to
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9.,%+×=<>/_-]+|[^A-Za-z0-9])[{re.escape(_CLOSING)}]*"
)


def wrapped(text: str, width: int, indent: int = 0, style: str = "") -> Iterator[Line]:
    """Yield a text in lines of a width, each indented, the following ones twice."""
    line = " " * indent
    for token in _TOKEN.findall(text):
        if printed_width(line + token) > width and line.strip():
            yield line.rstrip(), style
            line = " " * (indent + 2)
        line += token if line.strip() else token.lstrip()
    yield line.rstrip(), style


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], indent: int = 2) -> Iterator[Line]:
    """Yield a table: the first column to the left, the others to the right."""
    widths = [max(printed_width(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    for number, row in enumerate((header, *rows)):
        first, *rest = (
            _padded(cell, width, left=at == 0) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield " " * indent + "  ".join((first, *rest)).rstrip(), "dim" if number == 0 else ""


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - printed_width(cell))
    return cell + space if left else space + cell
