"""The tabs of a workbook to one document, whatever wrote it."""

from collections.abc import Iterable, Iterator

from kpi_nlp.model import Block, Document, ReadWarning
from kpi_nlp.readers.sheets.blocks import blocks_of
from kpi_nlp.readers.sheets.notices import notices_of
from kpi_nlp.readers.sheets.sheet import MAX_CELLS, Sheet, too_large
from kpi_nlp.readers.source import Source


def document_of(source: Source, format_: str, tabs: Iterable[Sheet | ReadWarning]) -> Document:
    """Return a document of the tabs in their order: each a sheet, or what is told of one that is not read."""
    listed = list(_within_limits(tabs))
    _settle([tab for tab in listed if isinstance(tab, Sheet)])
    blocks: list[Block] = []
    warnings: list[ReadWarning] = []
    for tab in listed:
        if isinstance(tab, Sheet):
            warnings += notices_of(tab)
            blocks += blocks_of(tab)
        else:
            warnings.append(tab)
    return Document(source.name, source.sha256, format_, tuple(blocks), tuple(warnings))


def _within_limits(tabs: Iterable[Sheet | ReadWarning]) -> Iterator[Sheet | ReadWarning]:
    """Yield tabs; raises LimitExceeded as soon as all together hold more cells than a document may."""
    size = 0
    for tab in tabs:
        size += tab.size if isinstance(tab, Sheet) else 0
        if isinstance(tab, Sheet) and size > MAX_CELLS:
            raise too_large(tab)
        yield tab


def hidden_sheet(title: str, *, very: bool) -> ReadWarning:
    """Return the warning for a sheet that is hidden, or hidden even from the list of hidden sheets."""
    return ReadWarning("HiddenSheet", f"{'深度隐藏的' if very else '隐藏'}工作表「{title}」未读取")


def _settle(sheets: list[Sheet]) -> None:
    """Take back the results of formulas where all of a workbook are 0 or empty.

    Programs that compute nothing store these (XlsxWriter, xlwt, POI); Excel puts the values in when it opens the file.
    """
    if any(any(sheet.formulas.values()) for sheet in sheets):
        return
    for sheet in sheets:
        sheet.unvalued += sheet.formulas
        for row, column in sheet.formulas:
            sheet.rows.get(row, {}).pop(column, None)
        sheet.rows = {row: cells for row, cells in sheet.rows.items() if cells}
