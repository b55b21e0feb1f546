"""Page headers, footers and page numbers: what stands at the same place of several pages, outside of their text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.readers.printed.lines import Line
from kpi_nlp.readers.printed.sheets import Sheet
from kpi_nlp.text import squeeze

_EDGE = 0.15  # of the height of a page
_MOST_LINES = 3
_APART = 4.0  # points
_FEWEST = 2
_DIGITS = re.compile(r"\d+")
_MERE_NUMBER = re.compile(r"[-—–·.\s/第共页#]*")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the upper or lower edge of a page, how far from it, and its wording with # for each number."""

    sheet: Sheet
    line: Line
    above: bool
    distance: float
    wording: str
    numbers: tuple[int, ...]


def take_furniture(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Line]]:
    """Take headers, footers and page numbers off the pages; yield each once, but no mere page number.

    A header stays on the first page of the document: it may be the caption of a table there. Nothing is furniture
    that stands where other pages have text.
    """
    groups = list(_repeated(edge for sheet in sheets for edge in _edges(sheet)))
    repeated = {id(edge.line) for group in groups for edge in group}
    margins = {
        above: min((gap for sheet in sheets for gap in _gaps(sheet, repeated, above=above)), default=0)
        for above in (True, False)
    }
    for group in groups:
        if any(edge.distance + edge.line.height > margins[edge.above] + _APART for edge in group):
            continue
        first = group[0]
        kept = first.above and first.sheet is sheets[0]
        for edge in group[kept:]:
            edge.sheet.lines.remove(edge.line)
        if not (kept or _MERE_NUMBER.fullmatch(first.wording)):
            yield first.sheet, first.line


def _edges(sheet: Sheet) -> Iterator[_Edge]:
    for above, lines in ((True, sheet.lines[:_MOST_LINES]), (False, sheet.lines[-_MOST_LINES:])):
        for line in lines:
            distance = line.top if above else sheet.height - line.bottom
            if distance < _EDGE * sheet.height and line.text:
                text = squeeze(line.text)
                numbers = tuple(int(number[:9]) for number in _DIGITS.findall(text))
                yield _Edge(sheet, line, above, distance, _DIGITS.sub("#", text), numbers)


def _repeated(edges: Iterable[_Edge]) -> Iterator[list[_Edge]]:
    """Yield lines of the same wording at the same place whose numbers stay or count with the pages."""
    alike: dict[tuple[bool, str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        alike[edge.above, edge.wording, len(edge.numbers)].append(edge)
    for group in alike.values():
        while group:
            same = [edge for edge in group if abs(edge.distance - group[0].distance) <= _APART]
            group[:] = [edge for edge in group if edge not in same]
            if len(same) >= _FEWEST and _counts(same):
                yield same


def _counts(edges: Sequence[_Edge]) -> bool:
    columns = zip(*(edge.numbers for edge in edges), strict=True)
    pages = [edge.sheet.number for edge in edges]
    return all(
        len(set(column)) == 1 or len({number - page for number, page in zip(column, pages, strict=True)}) == 1
        for column in columns
    )


def _gaps(sheet: Sheet, repeated: set[int], *, above: bool) -> Iterator[float]:
    """Yield how far from an edge of the page its tables and other lines stand."""
    lines = [line for line in sheet.lines if id(line) not in repeated]
    places = [(line.top, line.bottom) for line in lines]
    places += [(table.ruling.top, table.ruling.bottom) for table in sheet.tables]
    yield from (top if above else sheet.height - bottom for top, bottom in places)
