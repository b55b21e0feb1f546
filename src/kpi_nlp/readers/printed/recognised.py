"""What must be said of pages whose letters were recognised in a picture."""

from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp.model import Block, Location, ReadWarning, Table
from kpi_nlp.readers.printed.page_list import listed
from kpi_nlp.readers.printed.sheets import Sheet


def recognition_warnings(name: str, sheets: Sequence[Sheet], blocks: Iterable[Block]) -> Iterator[ReadWarning]:
    """Yield which pages were recognised, and each cell that holds something that could not be."""
    pages = [sheet.number for sheet in sheets if _is_recognised(sheet)]
    if not pages:
        return
    message = f"第{listed(pages)}页由图像识别，数字请与原件核对"
    yield ReadWarning("OcrUsed", message, Location(name, pages[0]))
    for row in (row for block in blocks if isinstance(block, Table) for row in block.rows):
        for number, cell in enumerate(row, 1):
            if cell.confidence == 0 and not cell.covered:
                yield ReadWarning("OcrUnread", f"第{number}列有未能识别的内容，请与原件核对", cell.location)


def _is_recognised(sheet: Sheet) -> bool:
    glyphs = (glyph for line in sheet.lines for glyph in line.glyphs)
    inside = (glyph for table in sheet.tables for glyph in table.glyphs)
    return any(glyph.confidence is not None for part in (glyphs, inside) for glyph in part)
