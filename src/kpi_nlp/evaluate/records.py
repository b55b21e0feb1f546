"""Files of labelled pairs to records: a mapping a line, with the place where it stands."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kpi_nlp.model import Block, Document, Table
from kpi_nlp.readers import CorruptFile, MissingPath, Source, load, read
from kpi_nlp.readers.encoding import decode
from kpi_nlp.text import squeeze

_LINES, _DELIMITED, _BOOKS = frozenset({".jsonl", ".ndjson", ".json"}), frozenset({".csv", ".tsv"}), frozenset({".xlsx", ".xlsm", ".xls", ".et"})  # fmt: skip
_SUFFIXES = _LINES | _DELIMITED | _BOOKS
_SIGNS = ",\t;"

Row = tuple[str, list[str]]
"""The place of a line, and its cells."""

_ONE_OBJECT = '每行应是一个 JSON 对象，如 {"left_text": "培训人次", "right_text": "培训人数", "label": 0}'


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a line by header, which is in lower case and half width; `place` is 「第12行」."""

    place: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a file, or of one sheet of it; `headers` are None where each record names its own values."""

    records: Iterator[Record]
    title: str = ""
    headers: tuple[str, ...] | None = None


def files_of(path: Path) -> list[Path]:
    """Return the files of pairs of a folder in order, or the file itself; raises MissingPath where there is none."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.name[0] not in ".~")
        if not found:
            raise MissingPath(str(path), "文件夹里没有样本文件", "请放入 .jsonl、.csv、.tsv 或 .xlsx 文件")
        return found
    if not path.is_file():
        raise MissingPath(str(path), "路径不存在", "请检查文件夹或文件名是否写对（含空格的路径请加引号）")
    if path.suffix.lower() not in _SUFFIXES:
        raise CorruptFile(path.name, "不是样本文件", "请另存为 .csv、.tsv、.xlsx 或 .jsonl 后重试")
    return [path]


def listings(path: Path) -> tuple[list[Listing], list[str]]:
    """Return the lists of a file, read as they are walked, and what was noticed of it.

    Raises ReadError here or there with the line that makes no sense.
    """
    source, suffix = load(path, path.name), path.suffix.lower()
    if suffix in _BOOKS:
        document = read(source)
        return _of_book(document), [f"{path.name}：{warning.message}" for warning in document.warnings]
    if not source.data.strip():
        raise CorruptFile(path.name, "文件是空的", "请确认导出是否完成，重新取得文件后再试")
    return [Listing(_lines(source)) if suffix in _LINES else _delimited(source, "\t" if suffix == ".tsv" else None)], []


def header(text: str) -> str:
    """Return a header as it is compared: half width, lower case, without blanks."""
    return squeeze(text).lower()


def _lines(source: Source) -> Iterator[Record]:
    for number, line in enumerate(decode(source).split("\n"), 1):
        if not line.strip():
            continue
        place = f"第{number}行"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorruptFile(source.name, f"{place}不是 JSON", _ONE_OBJECT) from error
        if not isinstance(record, dict):
            raise CorruptFile(source.name, f"{place}不是 JSON 对象", _ONE_OBJECT)
        yield Record(place, {header(key): value for key, value in record.items()})


def _delimited(source: Source, delimiter: str | None) -> Listing:
    text = decode(source).removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = _rows(source.name, text, delimiter or max(_SIGNS, key=first.count))
    titles = next(rows, ("", []))[1]
    return Listing(_records(source.name, titles, rows), headers=tuple(map(header, titles)))


def _rows(name: str, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begin = 1
    try:
        for cells in reader:
            place, begin = f"第{begin}行", reader.line_num + 1
            if any(map(str.strip, cells)):
                yield place, cells
    except csv.Error as error:
        raise CorruptFile(
            name, f"第{reader.line_num}行无法拆成单元格", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"
        ) from error


def _records(name: str, titles: Sequence[str], rows: Iterator[Row]) -> Iterator[Record]:
    keys = list(map(header, titles))
    for place, cells in rows:
        if any(map(str.strip, cells[len(keys) :])):
            found = f"{place}有 {len(cells)} 格，表头只有 {len(keys)} 格"
            raise CorruptFile(name, found, "名称中的逗号请加引号，或另存为 .xlsx 后重试")
        yield Record(place, dict(zip(keys, map(str.strip, cells), strict=False)))


def _of_book(document: Document) -> list[Listing]:
    """Return a list a sheet; its first row is the header, and empty rows part nothing."""
    found = []
    for title, blocks in groupby(document.blocks, key=lambda block: block.location.sheet):
        rows = _of_sheet(document.name, title or "", list(blocks))
        if first := next(rows, None):
            found.append(Listing(_records(document.name, first[1], rows), title or "", tuple(map(header, first[1]))))
    return found


def _of_sheet(name: str, title: str, blocks: Sequence[Block]) -> Iterator[Row]:
    begun = False
    for block in blocks:
        if isinstance(block, Table):
            begun = True
            yield from (
                (f"工作表「{title}」第{row[0].location.row}行", [cell.text.strip() for cell in row])
                for row in block.rows
            )
        elif begun:  # the reader takes a row with one cell for a line of prose
            place = f"工作表「{title}」第{block.location.row}行"
            raise CorruptFile(name, f"{place}只有一格", "一行应有两个名称和标注；说明文字请放到别的工作表")
