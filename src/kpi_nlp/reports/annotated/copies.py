"""Saves copies of reports with the findings in them; the reports themselves are only read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.model import Result
from kpi_nlp.readers.report_set import collect
from kpi_nlp.reports.annotated.annotations import annotations
from kpi_nlp.reports.annotated.excel import with_notes
from kpi_nlp.reports.annotated.word import with_comments
from kpi_nlp.reports.files import replace_binary

_WRITERS = {"docx": with_comments, "xlsx": with_notes}


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of the copy of one report: how many remarks stand in it, and how many found no place; `path` is None where none was made."""

    name: str
    format: str
    path: Path | None
    placed: int
    lost: int


class WithinReports(ValueError):
    """A folder for copies in which the reports themselves lie."""


class NotWanted(Exception):
    """Copies that may not be written to where they would be."""


def save_copies(
    result: Result, paths: Iterable[Path], folder: Path, *, may: Callable[[Sequence[Path]], bool] = lambda _: True
) -> Iterator[Copied]:
    """Write a copy of each .docx and .xlsx on which something was found, under the name of the report.

    Raises before anything is written WithinReports where a copy would take the place of a report, and NotWanted where the
    files `may` not be written; OSError where one cannot be.
    """
    files = {file.name: file for file, _ in collect(paths).files}
    remarks = annotations(result.findings)
    formats = {document.path: document.format for document in result.documents}
    targets = {
        path: target for path in remarks
        if formats[path] in _WRITERS and path in files and (target := (folder / path).resolve()).is_relative_to(folder.resolve())
    }  # fmt: skip
    if within := {file.path.resolve() for file in files.values()} & set(targets.values()):
        message = f"「{folder}」就是报告所在的文件夹（{min(within).name}），请另指定一个文件夹存放批注副本"
        raise WithinReports(message)
    if not may(list(targets.values())):
        raise NotWanted
    for path, said in remarks.items():
        if path not in targets:
            yield Copied(path, formats[path], None, 0, len(said))
            continue
        data, lost = _WRITERS[formats[path]](files[path].open().data, said)
        replace_binary(targets[path], lambda stream, data=data: stream.write(data))  # type: ignore[misc]
        yield Copied(path, formats[path], targets[path], len(said) - len(lost), len(lost))
