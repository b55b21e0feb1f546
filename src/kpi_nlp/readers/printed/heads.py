"""Headers of tables that go on over pages: repeated on the next one, or cut by the break."""

import re
from collections.abc import Sequence

from kpi_nlp.readers.printed.cuts import contradicts
from kpi_nlp.readers.printed.grid import Box
from kpi_nlp.readers.printed.pieces import Piece, Seam

_NUMBER = re.compile(r"[\d.,%\s]+")
_TALL = 3  # rows: what spans more is no title of a header
_EMPTY, _OTHERS = 0.5, 0.34  # of the titles beside one that is parted: as many have nothing below, or something else


def repeated_rows(first: Piece, below: Piece) -> int:
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


def complete_header(above: Piece, below: Piece) -> bool:
    """Move the second row of a header to the page where the first one stands; return whether a break had cut it.

    A title over several columns is parted there, and the titles beside it have nothing below, or the rest of their text.
    """
    last, row = len(above.grid.ys) - 2, below.first
    parted, beside = False, list[Seam]()
    column = 0
    while column < len(above.grid.xs) - 1:
        upper, lower = above.grid.owners[last, column], below.grid.owners[row, column]
        end = upper.column + upper.columns
        if (upper.column, upper.columns) == (lower.column, lower.columns):
            beside.append(Seam(above, below, upper, lower))
        elif not (above.content(upper).lines and _is_parted(below, row, upper)):
            return False
        else:
            parted = True
        column = end
    if not parted or not beside or not _have_nothing_below(beside):
        return False
    for seam in beside:
        seam.join()
    above.rows.append(below.rows[row])
    below.first += 1
    return True


def _is_parted(below: Piece, row: int, title: Box) -> bool:
    """Return whether cells with a text each stand below the columns of a title, and end with them."""
    boxes = {below.grid.owners[row, at] for at in range(title.column, title.column + title.columns)}
    within = all(
        title.column <= box.column and box.column + box.columns <= title.column + title.columns for box in boxes
    )
    return within and len(boxes) > 1 and all(below.content(box).lines and box.rows == 1 for box in boxes)


def _have_nothing_below(beside: Sequence[Seam]) -> bool:
    faces = [seam.face for seam in beside]
    if not all(face.head.lines and not _NUMBER.fullmatch(face.head.text) for face in faces):
        return False
    empty = sum(not face.rest.lines for face in faces)
    others = sum(contradicts(face) for face in faces)
    return empty >= _EMPTY * len(faces) or (len(faces) > 1 and others <= _OTHERS * len(faces))
