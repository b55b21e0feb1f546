"""Excel workbooks of before 2007 and WPS .et, which xlrd reads: values, formats, merged ranges, what is hidden."""

import io
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout

import xlrd

from kpi_nlp.model import Document, ReadWarning
from kpi_nlp.readers.compound import SIGNATURE, BrokenCompound, Compound
from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, ReadError
from kpi_nlp.readers.format_codes import BUILT_IN
from kpi_nlp.readers.sheets.locked import unlocked
from kpi_nlp.readers.sheets.records import Facts, Survey, survey
from kpi_nlp.readers.sheets.sheet import PLAIN, Place, Run, Sheet, Style, plain_number
from kpi_nlp.readers.sheets.workbook import document_of, hidden_sheet
from kpi_nlp.readers.source import Source

_STREAMS = ("Workbook", "Book")
_EMPTY = frozenset({xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK})
_VERY_HIDDEN = 2
_RAISED = 1


def read_xls(source: Source) -> Document:
    """Return the visible sheets of a workbook; each run of rows is a table, lone cells above it are paragraphs.

    Raises EncryptedFile, LimitExceeded, and CorruptFile for whatever xlrd stumbles over.
    """
    try:
        return _read(source)
    except ReadError:
        raise
    except Exception as error:  # xlrd lets through whatever a broken record makes it stumble over
        raise CorruptFile(source.name, "工作簿已损坏或不完整", "请用 Excel 或 WPS 打开并另存一份后重试") from error


def _read(source: Source) -> Document:
    stream = _stream(source)
    found = survey(stream)
    if found.encrypted:
        plain = unlocked(stream)
        if plain is None:
            raise EncryptedFile(source.name, "文件有打开密码", "请用 Excel 或 WPS 去掉密码，另存后重试")
        found = survey(plain)
    if len({*found.worksheets}) < len(found.worksheets):
        raise CorruptFile(source.name, "工作簿已损坏，有工作表重复", "请用 Excel 或 WPS 打开并另存一份后重试")
    return document_of(source, "xls", _tabs(source.name, _open(found), found))


def _tabs(name: str, book: xlrd.Book, found: Survey) -> Iterator[Sheet | ReadWarning]:
    styles = _styles(book)
    for number in range(book.nsheets):
        page = book.sheet_by_index(number)
        if page.visibility:
            yield hidden_sheet(page.name, very=page.visibility == _VERY_HIDDEN)
        else:
            yield _sheet(name, page, styles, found.facts_of(number))


def _stream(source: Source) -> bytes:
    """Return the records: those of a stream in a compound file, or, before 1993, the file itself."""
    if not source.data.startswith(SIGNATURE):
        return source.data
    compound = Compound(source.data)
    named = {name.lower(): name for name in compound.names}
    stream = next((named[name.lower()] for name in _STREAMS if name.lower() in named), None)
    if stream is None:
        raise BrokenCompound
    return compound.stream(stream)


def _open(found: Survey) -> xlrd.Book:
    """Open a workbook; text of before Unicode that does not say in which codepage it is, is Chinese."""
    encoding = None if found.unicode or found.codepage else "gb18030"
    with redirect_stdout(io.StringIO()):
        return xlrd.open_workbook(
            file_contents=bytes(found.copy),
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            encoding_override=encoding,
        )


def _styles(book: xlrd.Book) -> Sequence[Style]:
    fonts = book.font_list
    return [
        Style(_code(book, style.format_key), style.font_index < len(fonts) and bool(fonts[style.font_index].struck_out))
        for style in book.xf_list
    ]


def _code(book: xlrd.Book, key: int) -> str:
    """Return a format's code; xlrd gives those without a record of their own as the American edition shows them."""
    given = book.format_map.get(key)
    code = given.format_str if given is not None else None
    if code is None or (book.biff_version >= 50 and code == xlrd.formatting.std_format_strings.get(key)):  # noqa: PLR2004 - before, formats have no numbers
        return BUILT_IN.get(key, PLAIN.code)
    return str(code)


def _sheet(name: str, page: xlrd.sheet.Sheet, styles: Sequence[Style], facts: Facts) -> Sheet:
    sheet = Sheet(
        name,
        page.name,
        page.number,
        date1904=bool(page.book.datemode),
        merged=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in page.merged_cells],
        hidden_rows={row + 1 for row, info in page.rowinfo_map.items() if info.hidden},
        hidden_columns=[(column + 1, column + 1) for column, info in page.colinfo_map.items() if info.hidden],
        formulas=facts.formulas,
        notes=facts.notes,
        boxes=facts.boxes,
        pictures=facts.pictures,
    )
    for row in range(page.nrows):
        for column, kind in enumerate(page.row_types(row)):
            if kind not in _EMPTY:
                at = page.cell_xf_index(row, column)
                _put(sheet, page, (row, column), styles[at] if at < len(styles) else PLAIN)
    return sheet


def _put(sheet: Sheet, page: xlrd.sheet.Sheet, cell: Place, style: Style) -> None:
    place = (cell[0] + 1, cell[1] + 1)
    value = page.cell_value(*cell)
    match page.cell_type(*cell):
        case xlrd.XL_CELL_TEXT if cell in page.rich_text_runlist_map:
            sheet.put_runs(place, _runs(page.book, value, page.rich_text_runlist_map[cell]), style)
        case xlrd.XL_CELL_ERROR:
            sheet.put_error(place, xlrd.error_text_from_code.get(value, "#N/A"))
        case xlrd.XL_CELL_BOOLEAN:
            sheet.put(place, bool(value), style)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            sheet.put(place, plain_number(value), style)
        case _:
            sheet.put(place, value, style)


def _runs(book: xlrd.Book, text: str, marks: Sequence[tuple[int, int]]) -> list[Run]:
    """Return the stretches of a text; ahead of the first mark the font of the cell holds."""
    ends = [start for start, _ in marks] + [len(text)]
    runs = [Run(text[: ends[0]])]
    for (start, font), end in zip(marks, ends[1:], strict=True):
        letter = book.font_list[font] if font < len(book.font_list) else None
        if letter is not None:
            runs.append(Run(text[start:end], bool(letter.struck_out), letter.escapement == _RAISED))
        else:
            runs.append(Run(text[start:end]))
    return runs
