"""Tables that go on over pages: the same columns on each page; headers, rows and labels that the break repeated or cut."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from kpi_nlp.readers.printed.cuts import Face, is_cut, may_be_cut
from kpi_nlp.readers.printed.grid import Grid, apart, grid_of
from kpi_nlp.readers.printed.heads import complete_header, repeated_rows
from kpi_nlp.readers.printed.pieces import Piece, Seam, seams
from kpi_nlp.readers.printed.tables import RuledTable
from kpi_nlp.readers.printed.usual import Usual

_SAME = 6.0  # points between the edges of one table on two pages
_SHARED = 0.8  # of the fewer columns: what two pages of one table have in common
_MOST_REPEATED = 8  # rows of a header that is repeated on every page


def go_on(above: RuledTable, below: RuledTable) -> bool:
    """Return whether tables at the end of a page and at the beginning of the next are one, by their lines.

    They are where the columns are the same and the first page had no room for another row.
    """
    edges = ((above.ruling.left, below.ruling.left), (above.ruling.right, below.ruling.right))
    if below.page != above.page + 1 or any(abs(one - other) > _SAME for one, other in edges):
        return False
    heights = [line.at for line in below.ruling.horizontal[: _MOST_REPEATED + 1]]
    if above.room > max(bottom - top for top, bottom in pairwise(sorted(heights))) + _SAME:
        return False
    few, many = sorted((above.columns, below.columns), key=len)
    shared = sum(any(abs(place - other) <= _SAME for other in many) for place in few)
    return shared >= _SHARED * len(few)


def grids_of(chain: Sequence[RuledTable]) -> list[Grid]:
    """Return the grid of each page, all over the same columns."""
    nearest = min(table.nearest for table in chain)
    xs = apart((stroke.at for table in chain for stroke in table.ruling.vertical), nearest)
    return [grid_of(table.ruling, xs, table.nearest) for table in chain]


def join_pages(pieces: Sequence[Piece]) -> Iterator[tuple[int, bool]]:
    """Mend what page breaks did to the rows of a table.

    Headers that are repeated go. The rest of a cut row goes to the row that it belongs to. The label of a merged cell
    stands on one of two pages only, and is filled in on the other. Yields the number of each piece whose first row was
    joined to the row above, or (False) may be a part of it.
    """
    usual, above = Usual(pieces), pieces[0]
    for number, below in enumerate(pieces[1:], 1):
        below.first = repeated_rows(pieces[0], below)
        if complete_header(above, below):
            yield number, True
        else:
            joined = _join_rows(usual, above, below)
            yield from [] if joined is None else [(number, joined)]
        if below.first < len(below.rows):
            above = below


def _join_rows(usual: Usual, above: Piece, below: Piece) -> bool | None:
    """Mend the rows on both sides of a break; return whether they were one, None where they are certainly two."""
    facing = list(seams(above, below, len(above.grid.ys) - 2, below.first))
    if not facing or facing[-1].upper.column + facing[-1].upper.columns < len(above.grid.xs) - 1:
        _carry_labels(usual, facing)
        return None
    torn = [seam for seam in facing if usual.is_torn(seam)]
    whole = [seam for seam in facing if seam not in torn]
    for seam in torn:
        seam.join()
    one = _are_one(usual, [seam.face for seam in whole], above.room, torn=bool(torn))
    if one:
        for seam in whole:
            seam.join()
        below.first += 1
    else:
        _carry_labels(usual, facing)
    return one


def _are_one(usual: Usual, faces: Sequence[Face], room: float, *, torn: bool) -> bool | None:
    """Return whether rows on both sides of a break are one, None where they are certainly two.

    Where a label is torn and nothing else stands in the row below, this holds no row of its own.
    """
    if torn and not any(face.rest.lines for face in faces if not face.tall):
        return True
    if is_cut(faces, room) and not usual.shows_cuts:
        return True
    return False if torn or may_be_cut(faces, room) else None


def _carry_labels(usual: Usual, facing: Sequence[Seam]) -> None:
    """Fill in the labels of merged cells, from the left; beside one, a column that is empty nowhere else is of labels, too."""
    beside = False
    for seam, following in zip_longest(facing, facing[1:]):
        column, empty = seam.upper.column, not seam.face.rest.lines
        named = following is not None and bool(following.face.rest.lines)
        if not (column in usual.labels or (beside and named and empty and usual.is_filled(column))):
            return
        beside = empty
        seam.carry(back=seam.face.tall)
