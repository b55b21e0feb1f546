"""The grid of a Word table: which columns each cell of a row spans, and which cell goes on from above or from the left."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from kpi_nlp.readers.word.markup import TC, TC_PR, VALUE, Element, W, number, whole
from kpi_nlp.readers.word.story import (
    CELL_DEL,
    CELL_MERGE,
    GRID_AFTER,
    GRID_BEFORE,
    GRID_SPAN,
    H_MERGE,
    V_MERGE,
    Properties,
    Story,
)

MAX_COLUMNS = 256
_WIDTH = f"{W}w"
_TOLERANCE = 0.02  # of the width of a table: cells are drawn by hand

Merge = Literal["", "restart", "continue"]


class Slot(NamedTuple):
    """A cell in its place; `cell` is None for columns that a row leaves out, `right` for one merged with its left."""

    cell: Element | None
    span: int
    merge: Merge = ""
    right: bool = False


def edges_of(table: Element) -> list[int]:
    """Return where the columns of a table end, from the left, in the unit of the document."""
    columns = list(table.iterfind(f"{W}tblGrid/{W}gridCol"))
    return list(accumulate(max(whole(column.get(_WIDTH)), 0) for column in columns[: MAX_COLUMNS + 1]))


def slots(row: Element, story: Story, edges: Sequence[int]) -> list[Slot]:
    """Return the cells of a row from the left, those that were deleted left out.

    Some programs write neither spans nor the columns left out, only the widths that the cells are drawn with.
    """
    cells = [_slot(cell, own) for cell in row if cell.tag == TC and CELL_DEL not in (own := story.of(cell))]
    left_out = story.of(row)
    before, after = (_columns(number(left_out.get(name))) for name in (GRID_BEFORE, GRID_AFTER))
    total = before + after + sum(slot.span for slot in cells)
    if total < len(edges) and not before and not after and all(slot.span == 1 for slot in cells):
        cells = _by_width(cells, edges)
    return [
        *([Slot(None, before)] if before else ()),
        *cells,
        *([Slot(None, after)] if after else ()),
    ]


def _slot(cell: Element, own: Properties) -> Slot:
    if not own:
        return Slot(cell, 1)
    span = max(1, _columns(number(own.get(GRID_SPAN), 1)))
    right = H_MERGE in own and own[H_MERGE].get(VALUE, "continue") == "continue"
    return Slot(cell, span, _merge(own), right)


def _merge(own: Properties) -> Merge:
    if V_MERGE in own:
        return "restart" if own[V_MERGE].get(VALUE) == "restart" else "continue"
    tracked = own[CELL_MERGE].get(f"{W}vMerge") if CELL_MERGE in own else None
    return "continue" if tracked == "cont" else "restart" if tracked == "rest" else ""


def _columns(count: int) -> int:
    return max(0, min(count, MAX_COLUMNS))


def _by_width(cells: list[Slot], edges: Sequence[int]) -> list[Slot]:
    """Return the cells with the spans that their widths show; as they are where the widths do not fit the grid."""
    ends = list(accumulate(_width(slot.cell) for slot in cells))
    if not ends or min(_width(slot.cell) for slot in cells) <= 0 or abs(ends[-1] - edges[-1]) > _TOLERANCE * edges[-1]:
        return cells
    columns = [min(range(len(edges)), key=lambda at: abs(edges[at] - end)) for end in ends]
    spans = [column - left for left, column in zip([-1, *columns], columns, strict=False)]
    if min(spans) < 1:
        return cells
    return [slot._replace(span=span) for slot, span in zip(cells, spans, strict=True)]


def _width(cell: Element | None) -> int:
    width = cell.find(f"{TC_PR}/{W}tcW") if cell is not None else None
    return whole(width.get(_WIDTH)) if width is not None and width.get(f"{W}type", "dxa") == "dxa" else 0
