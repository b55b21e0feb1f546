"""Delimited text (CSV, TSV): rows of cells as Excel, WPS and web systems export them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from kpi_nlp.model import Document
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.sheets.blocks import blocks_of
from kpi_nlp.readers.sheets.sheet import Sheet
from kpi_nlp.readers.source import Source

_DELIMITERS = ",;\t|"
_SAID = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)  # what Excel takes from the first line
_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # how exports keep Excel from reading 001 as 1
_SAMPLE = 200  # rows that tell how cells are parted
_FEWEST_ROWS, _FEWEST_CELLS, _MOSTLY = 3, 4, 0.8


def read_csv(source: Source) -> Document:
    """Return the rows of delimited text; blank lines part tables, a lone text above a table is a paragraph."""
    text = decode(source)
    said = _SAID.match(text)
    start = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text)
    sheet = Sheet(source.name)
    for row, (line, cells) in enumerate(_records(text, delimiter, start), 1):
        sheet.lines[row] = line
        for column, cell in enumerate(cells, 1):
            if shown := _shown(cell):
                sheet.keep((row, column), shown)
    return Document(source.name, source.sha256, "tsv" if source.suffix == ".tsv" else "csv", tuple(blocks_of(sheet)))


def is_delimited(text: str, delimiters: str) -> bool:
    """Return whether nearly all lines of a text hold the same number of cells, parted by one of some signs."""
    delimiter = _delimiter(text)
    rows = [cells for _, cells in islice(_records(text, delimiter, 0), _SAMPLE) if any(map(str.strip, cells))]
    ((width, count),) = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    return delimiter in delimiters and width >= _FEWEST_CELLS and count >= max(_FEWEST_ROWS, _MOSTLY * len(rows))


def _delimiter(text: str) -> str:
    """Return the sign that parts most rows into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> int:
    widths = Counter(len(cells) for _, cells in islice(_records(text, delimiter, 0), _SAMPLE))
    return max((count * (width - 1) for width, count in widths.items()), default=0)


@lru_cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """Match a cell with what follows it; quotes that are not closed before the next delimiter are letters."""
    sign = re.escape(delimiter)
    return re.compile(
        rf'[ ]*+"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ ]*+(?P<end>{sign}|\r\n|\n|\r|\Z)'
        rf"|(?P<plain>[^{sign}\r\n]*+)(?P<stop>{sign}|\r\n|\n|\r|\Z)"
    )


def _records(text: str, delimiter: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row, blank ones too, with the line of the file on which it begins."""
    cell = _cell(delimiter)
    line = first = text.count("\n", 0, start) + 1
    cells: list[str] = []
    while start < len(text) or cells:
        match = cell.match(text, start)
        if match is None:
            return
        start = match.end()
        quoted = match["quoted"]
        cells.append(match["plain"] if quoted is None else quoted.replace('""', '"'))
        line += match[0].count("\n") or match[0].count("\r")
        if (match["end"] or match["stop"]) != delimiter:
            yield first, cells
            first, cells = line, []


def _shown(cell: str) -> str:
    """Return the text of a cell without what exports put around it to keep it from being read as a number."""
    text = cell.replace("\r\n", "\n").strip("\ufeff \t\r\n\u3000")
    if match := _AS_FORMULA.fullmatch(text):
        return match[1].strip()
    return text.removeprefix("'") if text.count("'") == 1 else text
