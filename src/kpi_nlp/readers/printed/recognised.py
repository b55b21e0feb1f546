"""What must be said of pages whose letters were recognised in a picture."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kpi_nlp.model import DOUBTFUL, Block, Cell, Location, ReadWarning, Table
from kpi_nlp.readers.printed.page_list import listed
from kpi_nlp.readers.printed.sheets import Sheet

_FIGURE = re.compile(r"\d")
_QUOTED = 5


def recognition_warnings(name: str, sheets: Sequence[Sheet], blocks: Iterable[Block]) -> Iterator[ReadWarning]:
    """Yield which pages were recognised, each cell that holds something that could not be, and the doubtful figures."""
    pages = [sheet.number for sheet in sheets if _is_recognised(sheet)]
    if not pages:
        return
    message = f"第{listed(pages)}页由图像识别，数字请与原件核对"
    yield ReadWarning("OcrUsed", message, Location(name, pages[0]))
    doubtful: dict[int | None, list[Cell]] = defaultdict(list)
    for row in (row for block in blocks if isinstance(block, Table) for row in block.rows):
        for number, cell in enumerate(row, 1):
            if cell.confidence is None or cell.covered:
                continue
            if cell.confidence == 0:
                yield ReadWarning("OcrUnread", f"第{number}列有未能识别的内容，请与原件核对", cell.location)
            elif cell.confidence < DOUBTFUL and _FIGURE.search(cell.text):
                doubtful[cell.location.page].append(cell)
    for page, cells in doubtful.items():
        quotes = "".join(f"「{cell.text}」" for cell in cells[:_QUOTED]) + ("等" if len(cells) > _QUOTED else "")
        message = f"第{page}页有 {len(cells)} 格的文字识别不确定：{quotes}，请与原件核对"
        yield ReadWarning("OcrDoubtful", message, cells[0].location)


def _is_recognised(sheet: Sheet) -> bool:
    glyphs = (glyph for line in sheet.lines for glyph in line.glyphs)
    inside = (glyph for table in sheet.tables for glyph in table.glyphs)
    return any(glyph.confidence is not None for part in (glyphs, inside) for glyph in part)
