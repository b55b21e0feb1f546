"""Reports as Word documents: merged cells, and headers that Word repeats on every page."""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

import docx
from boxes import Box, placed
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from papers.report import Grid, Line, Report

_LANDSCAPE = 8  # forms with more columns lie on their side
_TWIPS = 567  # of a centimetre
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word(report: Report) -> bytes:
    """Return a Word document."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    grids = [block for block in report.blocks if isinstance(block, Grid)]
    lying = any(len(grid.widths) > _LANDSCAPE for grid in grids)
    if lying:
        section = document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    for block in report.blocks:
        if isinstance(block, Line):
            _line(document, block)
        else:
            document.element.body.sectPr.addprevious(parse_xml(_table(block, 25.0 if lying else 16.0)))
            document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _line(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph(line.text)
    if line.heading:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].font.size = Pt(18)


def _table(grid: Grid, centimetres: float) -> str:
    widths = [int(_TWIPS * centimetres * width / sum(grid.widths)) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(grid, number, cells, widths) for number, cells in enumerate(_cells(grid)))
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _cells(grid: Grid) -> Iterator[list[tuple[int, Box, bool]]]:
    """Yield, for each row, column and box of its cells, and whether the box goes on from the row above."""
    rows: list[list[tuple[int, Box, bool]]] = [[] for _ in grid.rows]
    for row, column, box in placed(grid.rows):
        for down in range(box.rows):
            rows[row + down].append((column, box, down > 0))
    yield from (sorted(cells, key=lambda cell: cell[0]) for cells in rows)


def _row(grid: Grid, number: int, cells: list[tuple[int, Box, bool]], widths: list[int]) -> str:
    whole = "<w:cantSplit/>" if number <= grid.head.stop else ""  # nobody hands in a page that ends within a header
    repeated = "<w:tblHeader/>" if grid.head.start == 0 and number in grid.head else ""
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{''.join(_cell(*cell, widths) for cell in cells)}</w:tr>"


def _cell(column: int, box: Box, below: bool, widths: list[int]) -> str:  # noqa: FBT001 - a cell as `_cells` yields it
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    merge = "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
    width = f'<w:tcW w:w="{sum(widths[column : column + box.columns])}" w:type="dxa"/>'
    text = "" if below else "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in box.text.split("\n"))
    run = f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="18"/></w:rPr>{text}</w:r>'
    return f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr><w:p>{run}</w:p></w:tc>"
