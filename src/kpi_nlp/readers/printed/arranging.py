"""The parts of a page in reading order: ruled tables, tables without lines, and stretches of prose between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_nlp.readers.printed.aligned import AlignedTable, with_tables
from kpi_nlp.readers.printed.columns import in_columns
from kpi_nlp.readers.printed.lines import Line
from kpi_nlp.readers.printed.sheets import Sheet
from kpi_nlp.readers.printed.tables import RuledTable


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines of prose; `narrow` where they are one of two columns."""

    lines: list[Line]
    narrow: bool


Part = RuledTable | AlignedTable | Prose


def parts_of(sheet: Sheet) -> Iterator[Part]:
    """Yield the parts of a page."""
    waiting: list[Line] = []
    tables = list(sheet.tables)
    for line in sheet.lines:
        while tables and tables[0].ruling.top < line.top:
            yield from _open_parts(waiting, sheet)
            waiting = []
            yield tables.pop(0)
        waiting.append(line)
    yield from _open_parts(waiting, sheet)
    yield from tables


def _open_parts(lines: list[Line], sheet: Sheet) -> Iterator[Part]:
    for column, narrow in in_columns(lines) if lines else ():
        if narrow:
            yield Prose(column, narrow=True)
            continue
        for part in with_tables(column, sheet.across, sheet.number):
            yield part if isinstance(part, AlignedTable) else Prose(part, narrow=False)
