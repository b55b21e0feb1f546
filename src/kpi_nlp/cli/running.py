"""What the verbs share around a run: progress on a terminal, saving and printing reports, the exit code."""

import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from kpi_nlp.cli.wording import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kpi_nlp.align import Linker
    from kpi_nlp.cli.known import Known
    from kpi_nlp.model import Result
    from kpi_nlp.reading import Progress
    from kpi_nlp.reports import FileFormat, ScreenFormat, View

CLEAN, OPEN, USAGE, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 130
_SILENCE = 10  # seconds
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


def linker_for(embedder: str | None, matcher: Path | None, *, allow_download: bool) -> "Linker":
    """Return what links with an embedder, by default the matcher's or the usual one, and a matcher; raises BadParameter where one of them cannot be used."""
    from kpi_nlp.align import load_linker

    with refusing_models():
        return load_linker(embedder, matcher, allow_download=allow_download)


@contextmanager
def refusing_models() -> "Iterator[None]":
    """Raise BadParameter for an embedder or a matcher that cannot be loaded, or that fails over a name."""
    from kpi_nlp.align.embedders import EmbedderError
    from kpi_nlp.align.matcher_file import MatcherError

    try:
        yield
    except (EmbedderError, MatcherError) as error:
        raise typer.BadParameter(str(error)) from error


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """Give a progress callback: a bar on a terminal; elsewhere a line now and then, so that a log shows that it goes on."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("读取"), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total)


def _lines() -> "Progress":
    told = time.monotonic()

    def tell(name: str, done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _SILENCE:
            told = time.monotonic()
            typer.echo(f"读取 {done}/{total} {name}", err=True)

    return tell


def deliver(
    result: "Result",
    view: "View",
    screen: str,
    files: list[tuple[str, Path]],
    given: "Sequence[Path]",
    known: "Known | None" = None,
) -> None:
    """Save the files, then print; a file that cannot be written is said and ends the run with a usage error."""
    from kpi_nlp.reports import print_report, save_report

    written = [
        saved(
            path,
            partial(
                save_report,
                result,
                view=view,
                format_=cast("FileFormat", format_),
                reviewed=known.findings if known else None,
                entries=known.entries if known else None,
            ),
            given,
        )
        for format_, path in files
    ]
    for_machines(screen)
    print_report(result, sys.stdout, view, cast("ScreenFormat", screen))
    if screen != "text":
        tell_problems(result)
    if not all(written):
        raise typer.Exit(USAGE)


def for_machines(screen: str) -> None:
    """Let the output be UTF-8 where a program will read it, whatever the console is."""
    if screen in _MACHINE and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding=_MACHINE[screen], errors="replace", newline="" if screen == "csv" else None)


def tell_problems(result: "Result") -> None:
    """Say on the error stream what could not be read."""
    for problem in result.problems:
        typer.echo(f"未能读取 {problem.path}：{problem.reason}。{problem.hint}", err=True)


def saved(path: Path, save: "Callable[[Path], None]", given: "Sequence[Path]" = ()) -> bool:
    """Save a file and say so; where it cannot be written, or is a report that was given, say why and return False."""
    from kpi_nlp.model import MANIFEST
    from kpi_nlp.readers.report_set import is_report
    from kpi_nlp.reports import NotAFile, OutputHeldOpen

    try:
        if is_report(path, given):
            why = (
                "这份清单已在使用，可能有人改过；要重新生成，请换一个文件名"
                if path.name == MANIFEST
                else "它是要核对的报告，请换一个文件名"
            )
            typer.echo(f"没有写入「{path}」：{why}", err=True)
            return False
        save(path)
    except (OutputHeldOpen, NotAFile) as error:
        typer.echo(str(error), err=True)
        return False
    except (OSError, ValueError) as error:
        typer.echo(f"无法写入「{path}」：{reason(error)}", err=True)
        return False
    typer.echo(f"已保存 {path}", err=True)
    return True


def taken(targets: "Sequence[Path]", *, overwrite: bool) -> bool:
    """Say which files are there already, and may hold what somebody added by hand; True where nothing may be written."""
    there = [path for path in targets if path.exists()]
    if there and not overwrite:
        more = f"等 {len(there)} 个文件" if len(there) > 1 else ""
        typer.echo(f"没有写入：已有「{there[0]}」{more}，可能有人改过；请换一个文件夹，或加 --overwrite 覆盖", err=True)
    return bool(there) and not overwrite


def exit_code(result: "Result", fail_on: str | None = None) -> int:
    """Return 130 after an interrupt, 3 where some input could not be read, 2 where none could be found, 1 for open findings, else 0."""
    if result.interrupted:
        return INTERRUPTED
    if result.problems:
        return USAGE if not result.papers and all(problem.absent for problem in result.problems) else UNREADABLE
    if not result.papers:
        return USAGE
    order = ("error", "question", "note")
    if fail_on in order and any(order.index(finding.severity) <= order.index(fail_on) for finding in result.findings):
        return OPEN
    return CLEAN
