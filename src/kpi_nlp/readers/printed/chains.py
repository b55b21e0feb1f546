"""Tables that go on over pages: the same columns on each page; headers, rows and labels that the break repeated or cut."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from kpi_nlp.readers.printed.cuts import Face, is_cut, is_torn, may_be_cut
from kpi_nlp.readers.printed.grid import Grid, apart, grid_of
from kpi_nlp.readers.printed.heads import complete_header, repeated_rows
from kpi_nlp.readers.printed.pieces import Piece, Seam, seams
from kpi_nlp.readers.printed.tables import RuledTable

_SAME = 6.0  # points between the edges of one table on two pages
_SHARED = 0.8  # of the fewer columns: what two pages of one table have in common
_MOST_REPEATED = 8  # rows of a header that is repeated on every page
_SPANNED = 0.25  # of the rows: what the tall cells of a column of labels span at least


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
    above = pieces[0]
    for number, below in enumerate(pieces[1:], 1):
        below.first = repeated_rows(pieces[0], below)
        if complete_header(above, below):
            yield number, True
        else:
            joined = _join_rows(pieces, above, below)
            yield from [] if joined is None else [(number, joined)]
        if below.first < len(below.rows):
            above = below


def _join_rows(pieces: Sequence[Piece], above: Piece, below: Piece) -> bool | None:
    """Mend the rows on both sides of a break; return whether they were one, None where they are certainly two."""
    facing = list(seams(above, below, len(above.grid.ys) - 2, below.first))
    if not facing or facing[-1].upper.column + facing[-1].upper.columns < len(above.grid.xs) - 1:
        _carry_labels(pieces, facing)
        return None
    torn = [seam for seam in facing if _is_torn_label(pieces, seam)]
    whole = [seam for seam in facing if seam not in torn]
    for seam in torn:
        seam.join()
    one = _are_one(pieces, [seam.face for seam in whole], above.room, torn=bool(torn))
    if one:
        for seam in whole:
            seam.join()
        below.first += 1
    else:
        _carry_labels(pieces, facing)
    return one


def _are_one(pieces: Sequence[Piece], faces: Sequence[Face], room: float, *, torn: bool) -> bool | None:
    """Return whether rows on both sides of a break are one, None where they are certainly two.

    Where a label is torn and nothing else stands in the row below, this holds no row of its own.
    """
    if torn and not any(face.rest.lines for face in faces if not face.tall):
        return True
    if is_cut(faces, room) and not any(map(_looks_cut, pieces)):
        return True
    return False if torn or may_be_cut(faces, room) else None


def _looks_cut(piece: Piece) -> bool:
    """Return whether two rows on one page look as if they were one that a page cut."""
    for row in range(piece.first, len(piece.grid.ys) - 2):
        facing = [seam for seam in seams(piece, piece, row, row + 1) if seam.upper != seam.lower]
        if facing and is_cut([seam.face for seam in facing], 0.0):
            return True
    return False


def _carry_labels(pieces: Sequence[Piece], facing: Sequence[Seam]) -> None:
    """Fill in the labels of merged cells, from the left; beside one, a column that is empty nowhere else is of labels, too."""
    beside = False
    for seam, following in zip_longest(facing, facing[1:]):
        column, named = seam.upper.column, following is not None and bool(following.face.rest.lines)
        if not (_is_of_labels(pieces, column) or (beside and named and _is_filled(seam, pieces))):
            return
        beside = not seam.face.rest.lines
        seam.carry(back=seam.face.tall)


def _is_filled(seam: Seam, pieces: Sequence[Piece]) -> bool:
    """Return whether the second box of a seam is the only one of its column that is empty."""
    boxes = {
        (at, box)
        for at, piece in enumerate(pieces)
        for (_, column), box in piece.grid.owners.items()
        if column == seam.upper.column
    }
    empty = [box for at, box in boxes if not pieces[at].content(box).lines]
    return not seam.face.rest.lines and empty == [seam.lower]


def _is_of_labels(pieces: Sequence[Piece], column: int) -> bool:
    """Return whether many cells of a column span several rows, as those of levels do; wider ones do not count."""
    boxes = [piece.grid.owners[row, column] for piece in pieces for row in range(len(piece.grid.ys) - 1)]
    tall = [box.rows > 1 for box in boxes if box.columns == 1]
    return sum(tall) >= _SPANNED * len(tall) > 0


def _is_torn_label(pieces: Sequence[Piece], seam: Seam) -> bool:
    """Return whether a page break cut the label of a merged cell."""
    head, rest, tall = seam.face
    if not (head.lines and rest.lines and (tall or _is_of_labels(pieces, seam.upper.column))):
        return False
    column, taken = seam.upper.column, {id(head), id(rest)}
    others = [
        content.text
        for piece in pieces
        for box, content in piece.contents.items()
        if box.column == column and box.columns == 1 and id(content) not in taken
    ]
    return is_torn(head, rest, others)
