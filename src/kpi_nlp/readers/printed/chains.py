"""Tables that go on over pages: the same columns on each page; headers, rows and labels that the break repeated or cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_nlp.readers.printed.grid import Box, Grid, apart, grid_of
from kpi_nlp.readers.printed.tables import EMPTY, Content, Row, RuledTable, content_of
from kpi_nlp.readers.printed.wrapping import joint

_SAME = 6.0  # points between the edges of one table on two pages
_SHARED = 0.8  # of the fewer columns: what two pages of one table have in common
_MOST_REPEATED = 8  # rows of a header that is repeated on every page
_SPANNED = 0.25  # of the rows: what the tall cells of a column of labels span at least
_GOING_ON = 0.75  # of the cells of a cut row: as many as go on at most
_TALL = 3  # rows: what spans more is no title of a header
_BOUND, _NUMBER = re.compile(r"[≥≤<>=]"), re.compile(r"[\d.,\s]+%?")
_NEVER_FIRST = re.compile(r"[%‰.,，。；、：:）)】》”]")
_DIGIT, _WORD = re.compile(r"\d[.,]?$"), re.compile(r"\w[.,]?$")  # a number goes on with a number, a word with either


@dataclass(slots=True)
class Piece:
    """A table on one page: its grid, what stands in its boxes, and its rows, the first of which may not be its own."""

    grid: Grid
    contents: dict[Box, Content]
    rows: list[Row]
    first: int = 0

    def content(self, box: Box) -> Content:
        """Return what stands in a box."""
        return self.contents.get(box, EMPTY)

    def write(self, box: Box, content: Content, *, goes_on: bool) -> None:
        """Put something else into a box; `goes_on` where the box belongs to one on the page before."""
        self.contents[box] = content
        for row, column in box.units():
            cell = self.rows[row][column]
            covered = cell.covered
            if goes_on and covered in ("", "right"):
                covered = "inner" if covered else "down"
            changed = content.cell(cell.location, covered)
            self.rows[row] = (*self.rows[row][:column], changed, *self.rows[row][column + 1 :])


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


def join_pages(pieces: Sequence[Piece]) -> Iterator[int]:
    """Mend what page breaks did to the rows of a table; yield the number of each piece whose first row was cut.

    Headers that are repeated go. The rest of a cut row goes to the row that it belongs to. The label of a merged cell
    stands on one of two pages only, and is filled in on the other.
    """
    above = pieces[0]
    for number, below in enumerate(pieces[1:], 1):
        below.first = _repeated_rows(pieces[0], below)
        faces = list(_faces(above.grid, below.grid, below.first))
        tall = [max(upper.rows, lower.rows) > 1 for upper, lower in faces]
        whole = bool(faces) and faces[-1][0].column + faces[-1][0].columns == len(above.grid.xs) - 1
        if whole and _is_cut(above, below, [face for face, spans in zip(faces, tall, strict=True) if not spans]):
            for upper, lower in faces:
                _join(above, below, upper, lower)
            below.first += 1
            yield number
        else:
            for (upper, lower), spans in zip(faces, tall, strict=True):
                if not _is_of_labels(pieces, upper.column):
                    break
                _carry(above, below, upper, lower, back=spans)
        if below.first < len(below.rows):
            above = below


def _repeated_rows(first: Piece, below: Piece) -> int:
    """Return how many rows at the top of a page repeat those that the table began with; something else must follow.

    What spans the whole form beside its header (绩效指标, letter by letter) is cut by the page.
    """
    titles = [at for at in range(len(first.grid.xs) - 1) if first.grid.owners[0, at].rows <= _TALL]
    count = 0
    while count < min(len(first.rows), len(below.rows)) and all(
        first.rows[count][at].text == below.rows[count][at].text for at in titles
    ):
        count += 1
    return count if titles and count < len(below.rows) else 0


def _faces(above: Grid, below: Grid, start: int) -> Iterator[tuple[Box, Box]]:
    """Yield the last box of a page and the first of the next, from the left as long as they span the same columns."""
    column = 0
    while column < len(above.xs) - 1:
        upper, lower = above.owners[len(above.ys) - 2, column], below.owners[start, column]
        if (upper.column, upper.columns) != (lower.column, lower.columns):
            return
        yield upper, lower
        column += upper.columns


def _is_of_labels(pieces: Sequence[Piece], column: int) -> bool:
    """Return whether many cells of a column span several rows, as those of levels do; wider ones do not count."""
    boxes = [piece.grid.owners[row, column] for piece in pieces for row in range(len(piece.rows))]
    tall = [box.rows > 1 for box in boxes if box.columns == 1]
    return sum(tall) >= _SPANNED * len(tall) > 0


def _is_cut(above: Piece, below: Piece, faces: Sequence[tuple[Box, Box]]) -> bool:
    """Return whether a page break cut a row: some cells go on, most where they were full, and some were done.

    A line that its writer ended by hand is not full, and may be the last before the break. What begins no text (%) goes
    on for certain; so it must where no cell was done.
    """
    cells = [(above.content(upper), below.content(lower)) for upper, lower in faces]
    rests = [(head, rest) for head, rest in cells if rest.lines]
    few = len(rests) <= _GOING_ON * sum(bool(head.lines) for head, _ in cells)
    if not all(head.lines for head, _ in rests):
        return False
    full = sum(_runs_on(head, rest) for head, rest in rests)
    torn = any(_NEVER_FIRST.match(rest.text) for _, rest in rests)
    return (few and (torn or full > len(rests) / 2)) or (torn and full == len(rests))


def _runs_on(head: Content, rest: Content) -> bool:
    """Return whether the text of a cell can go on with another: a value does not go on with the next value."""
    last, first = head.lines[-1], rest.lines[0]
    if _BOUND.match(first.text):
        return False
    if first.text[:1].isdigit() and not (_DIGIT if _NUMBER.fullmatch(rest.text) else _WORD).search(last.text):
        return False
    return joint(last, first, head.width - (last.right - last.left)) != "\n"


def _join(above: Piece, below: Piece, upper: Box, lower: Box) -> None:
    head, rest = above.content(upper), below.content(lower)
    whole = content_of((*head.lines, *rest.lines), head.width or rest.width)
    above.write(upper, whole, goes_on=False)
    below.write(lower, whole, goes_on=True)


def _carry(above: Piece, below: Piece, upper: Box, lower: Box, *, back: bool) -> None:
    head, rest = above.content(upper), below.content(lower)
    if not rest.lines:
        below.write(lower, head, goes_on=True)
    elif back and not head.lines:
        above.write(upper, rest, goes_on=False)
        below.write(lower, rest, goes_on=True)
