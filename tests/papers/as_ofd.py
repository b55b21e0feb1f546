"""Reports as OFD files: pages of text and lines, tables that go on over the page."""

from readers.ofd_files import Block, Lines, Spanned, Title, ofd_bytes

from papers.report import Grid, Line, Report

_STYLES: tuple[Lines, ...] = ("strokes", "rectangles", "boxes")


def ofd(report: Report) -> bytes:
    """Return an OFD file; how the lines of its tables are drawn depends on the report."""
    style = _STYLES[len(report.rows) % len(_STYLES)]
    return ofd_bytes([_block(block) for block in report.blocks], lines=style)


def _block(block: Line | Grid) -> Block:
    if isinstance(block, Line):
        return Title(block.text) if block.heading else block.text
    return [[Spanned(box.text, box.columns, box.rows) for box in boxes] for boxes in block.rows]
