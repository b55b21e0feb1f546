"""指标对照 of a workbook that comes back: what was entered in each row, by its key, and the rows of reports it speaks of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpi_nlp.model import MAP_COLUMNS, MAP_SHEET, ROWS_SHEET, KnownRow, MapEntry, MapKey, Named
from kpi_nlp.review.workbook import WorkbookError, cell_text


@dataclass(frozen=True, slots=True)
class FilledMap:
    """The rows of 指标对照 in which something was entered, and all rows of reports that the sheet knows, by number."""

    entries: tuple[MapEntry, ...] = ()
    rows: Mapping[int, KnownRow] = field(default_factory=dict)


def filled_map(book: Any, path: Path) -> FilledMap:  # noqa: ANN401 - a workbook of openpyxl
    """Return what was entered; nothing for a workbook without the sheet. Raises WorkbookError where keys are missing or changed."""
    if MAP_SHEET not in book.sheetnames:
        return FilledMap()
    lines: Iterator[Sequence[object]] = book[MAP_SHEET].iter_rows(values_only=True)
    titles = [cell_text(cell).strip() for cell in next(lines, ())]
    if missing := [title for title in MAP_COLUMNS.values() if title not in titles]:
        message = f"「{path}」的「{MAP_SHEET}」缺少栏目「{'」「'.join(missing)}」（可能被删除或改名），请恢复后再交回"
        raise WorkbookError(message)
    columns = {name: titles.index(title) for name, title in MAP_COLUMNS.items()}
    entries = tuple(_entries(lines, columns, path))
    _no_copies(entries, path)
    if not entries:
        return FilledMap()
    if ROWS_SHEET not in book.sheetnames:
        message = f"「{path}」中隐藏的「{ROWS_SHEET}」工作表已被删除，无法对应「{MAP_SHEET}」，请用未删改的工作簿重填"
        raise WorkbookError(message)
    return FilledMap(entries, dict(_rows(book, path)))


def _entries(lines: Iterator[Sequence[object]], columns: Mapping[str, int], path: Path) -> Iterator[MapEntry]:
    for number, cells in enumerate(lines, 2):
        texts = {name: cell_text(cells[at]).strip() if at < len(cells) else "" for name, at in columns.items()}
        entered = texts["right"], texts["counterpart"]
        if not any(entered) and not _before(texts["key"]):
            continue
        key = _key(texts["key"], number, path)
        if list(entered) != _before(texts["key"]):
            yield MapEntry(number, key, *entered)


def _before(text: str) -> list[str]:
    """Return what stood in both fields when the sheet was written; nothing where they were blank."""
    try:
        before = json.loads(text).get("entered", [])
    except (ValueError, AttributeError):
        return []  # told where the key is read
    return list(map(str, before)) if isinstance(before, list) else []


def _key(text: str, number: int, path: Path) -> MapKey:
    try:
        told = json.loads(text)
        links = tuple((int(left), int(right), str(label), str(said)) for left, right, label, said in told["links"])
        first, *rest = map(int, told["rows"])
        return MapKey((first, *rest), links, tuple(map(int, told["candidates"])))
    except (ValueError, TypeError, KeyError) as error:
        message = f"「{path}」的「{MAP_SHEET}」第 {number} 行的隐藏编号被改动，无法对应；新增的行请删去"
        raise WorkbookError(message) from error


def _no_copies(entries: Sequence[MapEntry], path: Path) -> None:
    seen: dict[MapKey, int] = {}
    for entry in entries:
        if (first := seen.setdefault(entry.key, entry.row)) != entry.row:
            message = f"「{path}」的「{MAP_SHEET}」第 {entry.row} 行与第 {first} 行是同一项，请删去一行后再交回"
            raise WorkbookError(message)


def _rows(book: Any, path: Path) -> Iterator[tuple[int, KnownRow]]:  # noqa: ANN401 - a workbook of openpyxl
    for number, text, *_ in book[ROWS_SHEET].iter_rows(min_row=2, values_only=True):
        try:
            told = json.loads(cell_text(text))
            named = Named(**{**told["named"], "levels": tuple(told["named"]["levels"])})
            yield int(cell_text(number)), KnownRow(told["place"], told["file"], named, told["document"])
        except (ValueError, TypeError, KeyError) as error:
            message = f"「{path}」中隐藏的「{ROWS_SHEET}」工作表被改动，无法对应「{MAP_SHEET}」，请用未删改的工作簿重填"
            raise WorkbookError(message) from error
