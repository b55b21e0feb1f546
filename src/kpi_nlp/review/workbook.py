"""A workbook that comes back: its rows by key, whatever was sorted, filtered, deleted or saved again by another program."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi_nlp.model import COLUMNS, ENTERED, FINDINGS_SHEET, Entry, FilledRow

_TITLES = {column.title: name for name, column in COLUMNS.items()}
_NEEDED = ("fingerprint", "evidence_hash", "base", *ENTERED)


class WorkbookError(ValueError):
    """A file that is no workbook of ours any more, with the reason and what to do."""


def open_book(path: Path) -> Any:  # noqa: ANN401 - a workbook of openpyxl, which is loaded late
    """Return a workbook of ours; raises WorkbookError."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        message = f"找不到「{path}」，请检查文件名和路径"
        raise WorkbookError(message) from error
    except PermissionError as error:
        message = f"打不开「{path}」，可能正被 Excel 或 WPS 占用，请关闭后重试"
        raise WorkbookError(message) from error
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        message = f"「{path}」不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再交回"
        raise WorkbookError(message) from error
    if FINDINGS_SHEET not in book.sheetnames:
        message = f"「{path}」中没有「{FINDINGS_SHEET}」工作表，请交回 kpi-nlp check -o xlsx=… 生成的工作簿"
        raise WorkbookError(message)
    return book


def filled_rows(book: Any, path: Path) -> tuple[FilledRow, ...]:  # noqa: ANN401 - a workbook of openpyxl
    """Return the rows of 疑点清单; raises WorkbookError. A row without its key, or with it a second time, is an error of its own."""
    lines: Iterator[Sequence[object]] = book[FINDINGS_SHEET].iter_rows(values_only=True)
    titles = [cell_text(cell).strip() for cell in next(lines, ())]
    columns = {_TITLES[title]: at for at, title in enumerate(titles) if title in _TITLES}
    if missing := [COLUMNS[name].title for name in _NEEDED if name not in columns]:
        message = (
            f"「{path}」的「{FINDINGS_SHEET}」缺少栏目「{'」「'.join(missing)}」（可能被删除或改名），请恢复后再交回"
        )
        raise WorkbookError(message)
    rows = [_row(number, cells, columns, path) for number, cells in enumerate(lines, 2) if any(map(cell_text, cells))]
    seen: dict[str, int] = {}
    for row in rows:
        if (first := seen.setdefault(row.fingerprint, row.row)) != row.row:
            message = f"「{path}」第 {row.row} 行与第 {first} 行是同一条疑点，请删去一行后再交回"
            raise WorkbookError(message)
    return tuple(rows)


def _row(number: int, cells: Sequence[object], columns: Mapping[str, int], path: Path) -> FilledRow:
    texts = {name: cell_text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
    try:
        base = json.loads(texts["base"])
        known = Entry(**base["entry"])
    except (ValueError, TypeError, KeyError) as error:
        message = f"「{path}」第 {number} 行的隐藏编号被改动，无法对应疑点；新增的行请删去"
        raise WorkbookError(message) from error
    return FilledRow(
        row=number,
        fingerprint=texts["fingerprint"],
        evidence_hash=texts["evidence_hash"],
        entry=Entry(**{name: texts[name].strip() for name in ENTERED}),
        base=known,
        seen=base["seen"],
        shown={name: text for name, text in texts.items() if COLUMNS[name].use == "shown"},
    )


def cell_text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return what a cell says; a date without its time."""
    if cell is None:
        return ""
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)
