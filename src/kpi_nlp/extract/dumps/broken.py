"""Rows with tabs that a line break inside a cell has torn: put together where they make one row, and no rows alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from kpi_nlp.extract.dumps.cells import oddness
from kpi_nlp.extract.dumps.fit import misfit
from kpi_nlp.extract.terms.headers import Header, find_headers
from kpi_nlp.extract.terms.roles import LEVELS
from kpi_nlp.model import Block, Cell, Paragraph, ReadWarning, Table
from kpi_nlp.text import fold, han_only, join_lines

_ODDEST = 2.5
_IMPOSSIBLE = 10.0
_MOST_ABOVE = 3  # tables right above the one that is torn
_TALLEST = 60  # lines of a cell
_MOST = 0.8  # of the rows that are put together must read well

Row = tuple[Cell, ...]


def mended(blocks: Sequence[Block]) -> tuple[list[Block], list[ReadWarning]]:
    """Return the blocks with the torn rows of their tables whole again."""
    found: list[Block] = []
    warnings: list[ReadWarning] = []
    at = 0
    while at < len(blocks):
        stop = _end_of_lines(blocks, at) if _may_be_torn(blocks[at]) else at + 1
        stretch = blocks[at:stop]
        start, whole = _first_whole(stretch) if _is_uneven(stretch) else (0, None)
        if whole is None:
            found += stretch
        else:
            table, joined = whole
            found += [*stretch[:start], table]
            message = f"表格中有 {joined} 行被单元格内的换行拆开，已合并，请核对"
            warnings.append(ReadWarning("TableRepaired", message, table.location))
        at = stop
    return found, warnings


def _first_whole(stretch: Sequence[Block]) -> tuple[int, tuple[Table, int] | None]:
    """Return from which block on the lines are one torn table, and that table; another may stand right above it."""
    titled = (
        at for at, block in enumerate(stretch) if at and isinstance(block, Table) and any(find_headers(block.rows))
    )
    for start in (0, *islice(titled, _MOST_ABOVE)):
        if (whole := _whole(stretch[start:])) is not None:
            return start, whole
    return 0, None


def _end_of_lines(blocks: Sequence[Block], start: int) -> int:
    """Return the block behind the last table that goes on from here line by line, with lines of prose between at most."""
    stop = at = start + 1
    while at < len(blocks) and _is_below(blocks[at - 1], blocks[at]):
        at += 1
        if isinstance(blocks[at - 1], Table):
            stop = at
    return stop


def _is_below(block: Block, below: Block) -> bool:
    """Return whether a line, or a table with tabs, stands on the line right below."""
    last = _last_line(block)
    return (
        last is not None and (isinstance(below, Paragraph) or _may_be_torn(below)) and below.location.line == last + 1
    )


def _last_line(block: Block) -> int | None:
    if not isinstance(block, Table):
        return block.location.line
    return next((cell.location.line for row in reversed(block.rows) for cell in row), None)


def _may_be_torn(block: Block) -> bool:
    return isinstance(block, Table) and not (block.exact or block.aligned) and block.location.line is not None


def _is_uneven(stretch: Sequence[Block]) -> bool:
    """Return whether lines have different numbers of tabs, as the parts of a torn row have."""
    return len({len(row) for block in stretch if isinstance(block, Table) for row in block.rows}) > 1


def _whole(blocks: Sequence[Block]) -> tuple[Table, int] | None:
    """Return the lines of some blocks as one table, and how many rows were put together; None where none were."""
    first = blocks[0]
    rows = [row for block in blocks for row in _rows(block)]
    header = next(find_headers(rows), None)
    if header is None or not isinstance(first, Table):
        return None
    _, start, titles = header
    groups = _put_together(titles, rows[start:])
    torn = sum(len(group) > 1 for group in groups)
    return (replace(first, rows=(*rows[:start], *map(_joined, groups))), torn) if torn else None


def _rows(block: Block) -> Iterator[Row]:
    if isinstance(block, Table):
        yield from filter(None, block.rows)
    else:
        yield (Cell(block.text, block.location),)


def _put_together(header: Header, rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Return the lines grouped by row: a row has as many tabs as the titles, wherever its lines end.

    Lines are left as they are where that does not come out, or where they are rows alone.
    """
    cores = _cores(header, rows)
    alone: list[Sequence[Row]] = [[row] for row in rows]
    if cores is None or not any(stop - start > 1 for start, stop in cores):
        return alone
    if any(below[0] - above[1] > _TALLEST for above, below in pairwise(cores)):
        return alone  # that is prose between two tables
    edges = [_edge(header, rows, above[1], below[0]) for above, below in pairwise(cores)]
    groups = [rows[start:stop] for start, stop in pairwise([0, *edges, len(rows)])]
    torn = [group for group in groups if len(group) > 1]
    read = sum(_reads(header, _joined(group), 0) for group in torn)
    if all(_fits(header, row) for group in torn for row in group) or read < _MOST * len(torn):
        return alone
    return groups


def _cores(header: Header, rows: Sequence[Row]) -> list[tuple[int, int]] | None:
    """Return from which line up to which the tabs of each row stand; None where rows do not come out."""
    cores: list[tuple[int, int]] = []
    start, tabs = 0, 0
    for at, row in enumerate(rows):
        if len(row) == 1 and not tabs:
            continue
        start = start if tabs else at
        tabs += len(row) - 1
        if tabs >= header.width:
            return None
        if tabs == header.width - 1:
            cores.append((start, at + 1))
            tabs = 0
    return None if tabs else cores


def _edge(header: Header, rows: Sequence[Row], start: int, stop: int) -> int:
    """Return the line with which the next row begins: those without a tab go on with the last cell, or open the first."""

    def oddness_of(edge: int) -> float:
        last = "".join(row[-1].text for row in rows[start - 1 : edge])
        first = "".join(row[0].text for row in rows[edge : stop + 1])
        return _odd(header, header.width - 1, last) + _odd(header, 0, first)

    return min(range(stop, start - 1, -1), key=oddness_of)


def _odd(header: Header, column: int, text: str) -> float:
    plain = fold(join_lines(text)).replace(" ", "")
    role = header.roles.get(column)
    if role in LEVELS and plain and not han_only(plain[0]):
        return _IMPOSSIBLE  # the rest of a number
    odd = oddness(role, plain, named=column == header.name_column) if plain else 0.0
    return _IMPOSSIBLE if odd is None else odd


def _fits(header: Header, row: Row) -> bool:
    """Return whether a row may stand alone, having lost cells in front or at its end."""
    return _reads(header, row, 0) or _reads(header, row, header.width - len(row))


def _reads(header: Header, row: Row, shift: int) -> bool:
    """Return whether the cells of a row read well under a header, moved by so many columns."""
    places = range(shift, shift + len(row))
    texts = {
        role: fold(join_lines(cell.text)).replace(" ", "")
        for column, cell in zip(places, row, strict=True)
        if (role := header.roles.get(column))
    }
    odd = sum(_odd(header, column, cell.text) for column, cell in zip(places, row, strict=True))
    beside = misfit(texts)
    named = header.name_column in places and bool(row[(header.name_column or 0) - shift].text.strip())
    return named and beside is not None and odd + beside <= _ODDEST


def _joined(rows: Sequence[Row]) -> Row:
    """Return lines as one row: the last cell of each goes on in the first of the next."""
    cells = list(rows[0])
    for row in rows[1:]:
        cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{row[0].text}")
        cells += row[1:]
    return tuple(cells)
