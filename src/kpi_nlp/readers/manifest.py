"""manifest.csv of a folder: whose paper each file is, where the file itself does not say or says it wrongly."""

import csv
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from kpi_nlp import lexicon
from kpi_nlp.model import MANIFEST, MANIFEST_COLUMNS, STAGES, Identity, ManifestEntry, Stage
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.errors import CorruptFile
from kpi_nlp.readers.source import Source
from kpi_nlp.text import fold

_TITLES = {
    "文件": "path", "路径": "path", "部门": "department", "年度": "year", "年份": "year", "阶段": "stage", "项目": "project", "修订": "revision", "跳过": "skip",
}  # fmt: skip
_YES = frozenset({"1", "是", "y", "yes", "true", "跳过", "√", "✓"})
_NO = frozenset({"", "0", "否", "n", "no", "false", "不跳过"})
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?度?")
_HINT = f"列名应为 {'、'.join(MANIFEST_COLUMNS)}"


def read_manifest(source: Source) -> dict[str, ManifestEntry]:
    """Return the entries of a manifest by path.

    Raises CorruptFile where it cannot be read, where a column looks mistyped, a file stands twice, or a year, a
    stage or a mark for leaving out makes no sense: with a wrong identity every comparison would be wrong.
    """
    entries: dict[str, ManifestEntry] = {}
    for number, cells in _lines(source):
        entry = _entry(cells, number)
        if entry.path in entries:
            raise CorruptFile(MANIFEST, f"第{number}行的「{entry.path}」前面已经写过", "同一个文件请只保留一行")
        entries[entry.path] = entry
    return entries


def _lines(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells by column of each line that names a file, whatever separator Excel chose."""
    text = decode(source).lstrip()
    header = text.partition("\n")[0]
    separator = max(",\t;", key=header.count)
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator)
    columns = [_column(cell) for cell in next(rows, ["path"])]
    if "path" not in columns:
        raise CorruptFile(MANIFEST, "没有 path 列（文件的路径）", _HINT)
    for row in rows:
        cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
        if cells.get("path"):
            yield rows.line_num, cells


def _column(title: str) -> str:
    """Return the column that a person's header means, empty for a column of their own."""
    title = title.strip()
    name = _TITLES.get(title, title.lower())
    if name in MANIFEST_COLUMNS:
        return name
    if close := difflib.get_close_matches(name, MANIFEST_COLUMNS, n=1):
        raise CorruptFile(MANIFEST, f"不认识的列「{title}」，是否要写「{close[0]}」", _HINT)
    return ""


def _entry(cells: dict[str, str], number: int) -> ManifestEntry:
    year, stage, skip = (cells.get(name, "") for name in ("year", "stage", "skip"))
    readable = _YEAR.fullmatch(fold(year))
    if year and not readable:
        raise CorruptFile(MANIFEST, f"第{number}行的年度「{year[:20]}」不是四位数字的年份", "请写成 2024 这样的年份")
    if stage and stage_named(stage) is None:
        raise CorruptFile(
            MANIFEST, f"第{number}行的阶段「{stage}」不认识", f"请从中选填：{'、'.join(_stages().values())}"
        )
    if skip.lower() not in _YES | _NO:
        raise CorruptFile(MANIFEST, f"第{number}行的 skip「{skip}」不认识", "不核对请填「是」，要核对请留空")
    return ManifestEntry(
        path=str(PurePosixPath(cells["path"].replace("\\", "/"))),
        department=cells.get("department", ""),
        year=readable[1] if readable else "",
        stage=stage,
        project=cells.get("project", ""),
        revision=cells.get("revision", ""),
        skip=skip,
    )


def _stages() -> dict[Stage, str]:
    titles = lexicon.stages().titles
    return {stage: titles[stage] for stage in STAGES if stage != "other"}


def stage_named(text: str) -> Stage | None:
    """Return the stage that a person wrote, in Chinese or English."""
    return next((stage for stage, title in _stages().items() if text in (stage, title)), None)


def skipped(entry: ManifestEntry) -> bool:
    """Return whether the person wants this file left out."""
    return entry.skip.lower() in _YES


def identity_of(entry: ManifestEntry) -> Identity:
    """Return what an entry says, its empty fields unknown."""
    said = {name: MANIFEST for name in ("department", "year", "stage") if getattr(entry, name)}
    return Identity(
        department=entry.department or None,
        year=int(entry.year) if entry.year else None,
        stage=stage_named(entry.stage) or "other",
        project=entry.project or None,
        revision=entry.revision or None,
        sources=tuple(said.items()),
    )
