"""Results to files and screens: one file per format, each with `write(result, stream, view)`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TextIO, get_args

from kpi_nlp.model import EntriesOf, Result, Reviewed
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.files import NotAFile, OutputHeldOpen, replace_binary, replace_file

__all__ = [
    "FILE_FORMATS",
    "SCREEN_FORMATS",
    "FileFormat",
    "NotAFile",
    "OutputHeldOpen",
    "ScreenFormat",
    "View",
    "print_report",
    "replace_file",
    "save_explanation",
    "save_report",
]

ScreenFormat = Literal["text", "json", "jsonl", "csv"]
FileFormat = Literal["text", "json", "jsonl", "csv", "xlsx", "html", "sarif"]
SCREEN_FORMATS: tuple[str, ...] = get_args(ScreenFormat)
FILE_FORMATS: tuple[str, ...] = get_args(FileFormat)


def print_report(result: Result, stream: TextIO, view: View, format_: ScreenFormat) -> None:
    """Write a report to a stream."""
    match format_:
        case "text":
            from kpi_nlp.reports.text_report import write
        case "json":
            from kpi_nlp.reports.json_report import write
        case "jsonl":
            from kpi_nlp.reports.jsonl_report import write
        case "csv":
            from kpi_nlp.reports.csv_report import write
    write(result, stream, view)


def save_report(  # noqa: PLR0913 - what a workbook needs of the store
    result: Result,
    path: Path,
    view: View,
    format_: FileFormat,
    reviewed: Mapping[str, Reviewed] | None = None,
    *,
    entries: EntriesOf | None = None,
) -> None:
    """Write a report to a file, beside it first; raises OSError where it cannot be written. Pages and SARIF are of a check.

    `reviewed` is what a store knows of the findings, by fingerprint, and `entries` finds what was entered in 指标对照, for the workbook.
    """
    match format_:
        case "xlsx":
            from kpi_nlp.reports.xlsx_report import write

            replace_binary(path, lambda stream: write(result, stream, view, reviewed, entries))
        case "html":
            from kpi_nlp.reports.findings_page import save

            save(result, path)
        case "sarif":
            from kpi_nlp.reports.sarif_report import write as write_sarif

            replace_file(path, lambda stream: write_sarif(result, stream))
        case _:
            encoding = "utf-8-sig" if format_ == "csv" else "utf-8"
            replace_file(path, lambda stream: print_report(result, stream, view, format_), encoding=encoding)


def save_explanation(result: Result, path: Path) -> None:
    """Write the page that shows what was understood of each report, beside its place first."""
    from kpi_nlp.reports.explain_report import write

    replace_file(path, lambda stream: write(result, stream))
