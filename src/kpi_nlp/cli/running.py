"""What the verbs share around a run: progress on a terminal, saving and printing reports, the exit code."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_nlp.model import Result
    from kpi_nlp.pipeline import Progress
    from kpi_nlp.reports import FileFormat, ScreenFormat, View

CLEAN, OPEN, UNREADABLE, USAGE = 0, 1, 3, 2
_MACHINE = {"json": "utf-8", "jsonl": "utf-8", "csv": "utf-8-sig"}


def add_lexicons(directory: Path | None) -> None:
    """Add an office's own lexicons; raises BadParameter where they cannot be used."""
    if directory is None:
        return
    from kpi_nlp import lexicon

    if not directory.is_dir():
        message = f"词库文件夹「{directory}」不存在"
        raise typer.BadParameter(message)
    try:
        lexicon.use(directory)
    except lexicon.LexiconError as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def progress_bar() -> "Iterator[Progress | None]":
    """Give a progress callback that draws a bar on a terminal, None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("读取"), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total)


def deliver(result: "Result", view: "View", screen: str, files: list[tuple[str, Path]]) -> None:
    """Save the files, then print; a file that cannot be written is said and ends the run with a usage error."""
    from kpi_nlp.reports import OutputHeldOpen, print_report, save_report

    failed = False
    for format_, path in files:
        try:
            save_report(result, path, view, cast("FileFormat", format_))
            typer.echo(f"已保存 {path}", err=True)
        except OutputHeldOpen as error:
            typer.echo(str(error), err=True)
            failed = True
        except OSError as error:
            typer.echo(f"无法写入「{path}」：{error.strerror or error}。请检查文件夹是否存在、是否有写入权限", err=True)
            failed = True
    if screen in _MACHINE and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding=_MACHINE[screen], newline="" if screen == "csv" else None)
    print_report(result, sys.stdout, view, cast("ScreenFormat", screen))
    if screen != "text":
        for problem in result.problems:
            typer.echo(f"未能读取 {problem.path}：{problem.reason}。{problem.hint}", err=True)
    if failed:
        raise typer.Exit(USAGE)


def exit_code(result: "Result", fail_on: str | None = None) -> int:
    """Return 3 where some input could not be read, 2 where none could be found, 1 for open findings, else 0."""
    if result.problems:
        return (
            UNREADABLE if result.papers or not all(_not_found(problem.reason) for problem in result.problems) else USAGE
        )
    order = ("error", "question", "note")
    if fail_on in order and any(order.index(finding.severity) <= order.index(fail_on) for finding in result.findings):
        return OPEN
    return CLEAN


def _not_found(reason: str) -> bool:
    return reason in {"路径不存在", "文件夹里没有可读取的报告"}
