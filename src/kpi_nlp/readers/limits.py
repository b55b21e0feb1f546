"""What a document may hold, whatever its format: beyond it no report lies, and understanding it would take hours."""

from kpi_nlp.model import Block, Document, Table
from kpi_nlp.readers.errors import LimitExceeded

MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 20_000, 256, 200_000
MAX_LETTERS = 2_000_000
"""A thousand on each of the two thousand pages that a printed report may have."""


def within_limits(document: Document) -> Document:
    """Return the document; raises LimitExceeded where tables are larger than READING.md allows, or the text is endless."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    cells = sum(bool(cell.text) for table in tables for row in table.rows for cell in row)
    tallest = max((len(table.rows) for table in tables), default=0)
    widest = max((len(row) for table in tables for row in table.rows), default=0)
    if tallest > MAX_ROWS or widest > MAX_COLUMNS or cells > MAX_CELLS:
        limit = f"表格超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列或 {MAX_CELLS} 个单元格"
        raise LimitExceeded(document.path, limit, "请只保留绩效表格后重试")
    if sum(map(_letters, document.blocks)) > MAX_LETTERS:
        raise LimitExceeded(document.path, f"文字超过 {MAX_LETTERS // 10_000} 万字", "请拆分，或只保留绩效部分后重试")
    return document


def _letters(block: Block) -> int:
    if isinstance(block, Table):
        return sum(len(cell.text) for row in block.rows for cell in row if not cell.covered)
    return len(block.text)
