"""Where the pass through a document stands: paragraphs, tables and blocks are counted in reading order."""

from dataclasses import dataclass

from kpi_nlp.model import Location
from kpi_nlp.readers.errors import LimitExceeded

_MAX_CELLS = 200_000


@dataclass(slots=True)
class Places:
    """The counts of one document."""

    file: str
    order: int = 0
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0

    def paragraph(self, count: int = 1) -> Location:
        """Return the place of the next paragraph, or of the first of `count` that Word joins."""
        first = self.paragraphs + 1
        self.paragraphs += count
        return Location(self.file, paragraph=first, order=self._next())

    def table(self) -> str:
        """Return the name of the next table."""
        self.tables += 1
        return f"第{self.tables}个表"

    def row(self, table: str, row: int) -> Location:
        """Return the place of a row of a table."""
        return Location(self.file, table=table, row=row, order=self._next())

    def beside(self, kind: str | None = None) -> Location:
        """Return the place of a text that belongs to the paragraph read last: a note, an embedded document."""
        return Location(self.file, table=kind, paragraph=self.paragraphs or None, order=self._next())

    def here(self) -> Location:
        """Return the place of the paragraph read last."""
        return Location(self.file, paragraph=self.paragraphs or None, order=self.order)

    def count_cells(self, count: int) -> None:
        """Raise LimitExceeded where tables hold more cells than a report can."""
        self.cells += count
        if self.cells > _MAX_CELLS:
            raise LimitExceeded(self.file, f"表格超过 {_MAX_CELLS} 个单元格", "请只保留绩效表格后重试")

    def _next(self) -> int:
        self.order += 1
        return self.order
