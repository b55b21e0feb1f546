"""Reports as OFD files: pages of text and lines, tables that go on over the page."""

from itertools import pairwise

from boxes import placed
from ofd_files import Block, Lines, Spanned, Title, ofd_bytes

from papers.report import Grid, Line, Report

_TALLEST = 4  # rows that fit on a page; a cell over more of them is printed again
_STYLES: tuple[Lines, ...] = ("strokes", "rectangles", "boxes")


def ofd(report: Report) -> bytes:
    """Return an OFD file; how the lines of its tables are drawn depends on the report."""
    style = _STYLES[len(report.rows) % len(_STYLES)]
    return ofd_bytes([_block(block) for block in report.blocks], lines=style)


def _block(block: Line | Grid) -> Block:
    if isinstance(block, Line):
        return Title(block.text) if block.heading else block.text
    rows: list[list[tuple[int, Spanned]]] = [[] for _ in block.rows]
    for row, column, box in placed(block.rows):
        edges = [row, *(at for at in range(row + 1, row + box.rows) if at % _TALLEST == 0), row + box.rows]
        for start, stop in pairwise(edges):
            rows[start].append((column, Spanned(box.text, box.columns, stop - start)))
    return [[cell for _, cell in sorted(cells, key=lambda pair: pair[0])] for cells in rows]
