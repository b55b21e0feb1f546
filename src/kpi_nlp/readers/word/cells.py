"""Cells of Word tables: how far they span, what is printed in them, and the tables inside them."""

from collections.abc import Iterator

from lxml import etree

from kpi_nlp.readers.word.markup import W, children, number
from kpi_nlp.readers.word.runs import text_boxes, text_of

_MAX_COLUMNS = 256


def grid_before(row: etree._Element) -> int:
    """Return how many columns a row leaves out before its first cell."""
    return max(0, min(number(row, f"{W}trPr/{W}gridBefore", default=0), _MAX_COLUMNS))


def spans(element: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell spans, and restart, continue or None for its vertical merge."""
    width = max(1, min(number(element, f"{W}tcPr/{W}gridSpan", default=1), _MAX_COLUMNS))
    merge = element.find(f"{W}tcPr/{W}vMerge")
    return width, None if merge is None else merge.get(f"{W}val", "continue")


def inner_tables(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables in a cell that are forms of their own; one of a single cell is but a frame around text."""
    return (inner for inner in children(cell) if inner.tag == f"{W}tbl" and not _is_frame(inner))


def _is_frame(table: etree._Element) -> bool:
    return len(list(table.iter(f"{W}tc"))) == 1


def _printed_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, with those in its frames and text boxes."""
    for element in children(cell):
        if element.tag == f"{W}p":
            yield element
            for box in text_boxes(element):
                yield from _printed_paragraphs(box)
        elif element.tag == f"{W}tbl" and _is_frame(element):
            yield from element.iter(f"{W}p")


def cell_text(element: etree._Element) -> tuple[str, str | None]:
    """Return what is printed in a cell, and its text ahead of the tracked changes where there are any."""
    after = before = ""
    changed = False
    for paragraph in _printed_paragraphs(element):
        text, earlier = text_of(paragraph)
        merged = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None  # the mark at its end was deleted
        changed = changed or earlier is not None or merged
        after += text + ("" if merged else "\n")
        before += (text if earlier is None else earlier) + "\n"
    return after.strip(), before.strip() if changed else None
