"""Tables without ruling lines between their columns: rows whose texts stand under each other.

Only their places tell the cells, so they are not exact: where a label stands in the middle of the rows that it is
for, nothing shows where these begin. Lines that stand close together are one row, and so are those between two drawn
lines. Where that would make one row of several, each printed line is a row, and extraction joins them again as it
does in the text that other tools make. Nothing is lost where a guess is wrong: every letter stands in a cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kpi_nlp.readers.printed.lines import Line, segments_of
from kpi_nlp.readers.printed.rulings import Stroke

Columns = list[tuple[float, float]]
Segments = Sequence[Line]  # the texts of one printed line

_GAP = 0.9  # heights of a letter between two columns
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_FEWEST_BETWEEN, _FEWEST_BANDS = 2, 4
_NEAR, _MOST = 0.45, 0.6
_FAR = 3.5  # heights of a letter between two lines of one table
_SAME = 6.0  # points
_SHORTEST = 100.0


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """Rows of cells, each with its lines, and where the columns stand."""

    page: int
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def with_tables(lines: Sequence[Line], across: Sequence[Stroke], page: int) -> Iterator[AlignedTable | list[Line]]:
    """Yield the tables among the lines of a page, and the lines between them; `across` are lines drawn there."""
    at = 0
    for strokes in _open_tables(across):
        top, bottom = strokes[0].at, strokes[-1].at
        start = next((n for n, line in enumerate(lines) if n >= at and line.bottom > top), len(lines))
        stop = next((n for n, line in enumerate(lines) if n >= start and line.top >= bottom), len(lines))
        if (table := _between(lines[start:stop], strokes, page)) is not None:
            yield from _unruled(lines[at:start], page)
            yield table
            at = stop
    yield from _unruled(lines[at:], page)


def _open_tables(across: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    """Yield lines of equal length below each other: a table that has no other lines."""
    long = sorted((stroke for stroke in across if stroke.stop - stroke.start > _SHORTEST), key=lambda line: line.at)
    group: list[Stroke] = []
    for stroke in long:
        if group and max(abs(stroke.start - group[0].start), abs(stroke.stop - group[0].stop)) > _SAME:
            yield from [group] if len(group) > _FEWEST_BETWEEN else []
            group = []
        group.append(stroke)
    if len(group) > _FEWEST_BETWEEN:
        yield group


def _between(lines: Sequence[Line], strokes: Sequence[Stroke], page: int) -> AlignedTable | None:
    """Return the table between drawn lines: a row between two of them, where none holds several."""
    parts = [segments_of(line, _GAP) for line in lines]
    columns: Columns = []
    for segments in sorted(parts, key=len, reverse=True):
        wider = _merged(columns, segments)
        columns = wider if len(wider) >= len(columns) else columns
    if len(columns) < _FEWEST_BETWEEN or sum(len(segments) >= _FEWEST_BETWEEN for segments in parts) < _FEWEST_ROWS:
        return None
    bands = [
        [segments for _, segments in band]
        for _, band in groupby(
            zip(lines, parts, strict=True), key=lambda pair: sum(stroke.at < pair[0].bottom for stroke in strokes)
        )
    ]
    if len(bands) >= _FEWEST_BANDS and _are_rows(bands, columns):
        return _table(bands, columns, page)
    return _table(_rows(parts, columns), columns, page)


def _rows(parts: Sequence[Segments], columns: Columns) -> list[list[Segments]]:
    """Return the lines of each row: those that stand close together, else each by itself."""
    rows: list[list[Segments]] = []
    bottom = float("-inf")
    for segments in parts:
        if segments[0].top - bottom > _NEAR * segments[0].height:
            rows.append([])
        rows[-1].append(segments)
        bottom = max(bottom, *(segment.bottom for segment in segments))
    return rows if _are_rows(rows, columns) else [[segments] for segments in parts]


def _are_rows(rows: Iterable[Sequence[Segments]], columns: Columns) -> bool:
    """Return whether no row holds two lines that fill most of the columns."""
    return not any(sum(len(segments) >= _MOST * len(columns) for segments in row) > 1 for row in rows)


def _table(rows: Iterable[Sequence[Segments]], columns: Columns, page: int) -> AlignedTable:
    return AlignedTable(page, tuple(columns), tuple(_row(row, columns) for row in rows))


def _unruled(lines: Sequence[Line], page: int) -> Iterator[AlignedTable | list[Line]]:
    parts = [segments_of(line, _GAP) for line in lines]
    start = at = 0
    while at < len(lines):
        stop, columns = _run(lines, parts, at)
        if sum(len(segments) >= _FEWEST_COLUMNS for segments in parts[at:stop]) < _FEWEST_ROWS:
            at += 1
            continue
        if start < at:
            yield list(lines[start:at])
        yield _table(_rows(parts[at:stop], columns), columns, page)
        start = at = stop
    if start < len(lines):
        yield list(lines[start:])


def _run(lines: Sequence[Line], parts: Sequence[Segments], start: int) -> tuple[int, Columns]:
    """Return where a table ends that begins with a line, and its columns; it ends with a line that fills several."""
    if len(parts[start]) < _FEWEST_COLUMNS:
        return start, []
    columns, stop = _merged([], parts[start]), start + 1
    for at in range(start + 1, len(lines)):
        wider = _merged(columns, parts[at])
        tabular = len(parts[at]) >= _FEWEST_COLUMNS
        if lines[at].top - lines[at - 1].bottom > _FAR * lines[at].height or len(wider) < len(columns):
            break
        if not tabular and len(wider) > len(columns):
            break
        columns = wider
        if tabular or parts[at][0].left > columns[0][1]:
            stop = at + 1
    return stop, columns


def _merged(columns: Columns, segments: Sequence[Line]) -> Columns:
    """Return the columns widened by some texts; texts that reach over two make one of them."""
    merged: Columns = []
    for left, right in sorted([*columns, *((segment.left, segment.right) for segment in segments)]):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _row(lines: Iterable[Segments], columns: Columns) -> tuple[tuple[Line, ...], ...]:
    """Return the texts of a row by column; one that reaches over several stands in the first."""
    cells: list[list[Line]] = [[] for _ in columns]
    for segment in (segment for segments in lines for segment in segments):
        place = next((at for at, (_, right) in enumerate(columns) if segment.left < right), len(columns) - 1)
        cells[place].append(segment)
    return tuple(map(tuple, cells))
