"""`kpi-nlp review`: the review page, on this machine alone."""

import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.options import Paths
from kpi_nlp.cli.running import CLEAN, INTERRUPTED, exit_code, progress_bar, tell_problems
from kpi_nlp.cli.stores import Reviewer, StorePlace, kept_run, reviewer_name, store_at

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kpi_nlp.model import Run
    from kpi_nlp.review import Store

_HOME = ("127.0.0.1", "localhost")
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="端口；0 由程序选择。")]
Host = Annotated[str, typer.Option("--host", help="只能是本机。")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="只显示网址，不打开浏览器。")]
Second = Annotated[bool, typer.Option("--second", help="以复审身份处理；默认是初审。")]


def review(
    paths: Paths,
    store: StorePlace = None,
    reviewer: Reviewer = None,
    second: Second = False,  # noqa: FBT002 - an option of the command line
    port: Port = 0,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,  # noqa: FBT002 - an option of the command line
) -> int:
    """打开复核页面：逐条处理疑点，旁边是报告原文。只在本机打开，Ctrl+C 结束。

    这些报告还没有存过核对结果，或存过之后改动过，先核对并保存。多人复核请各自运行，用 --store 指同一个复核库。
    """
    if host not in _HOME:
        message = (
            "复核页面没有用户和密码，只在本机打开，不能用其他 --host；多人复核请各自运行，用 --store 指同一个复核库"
        )
        raise typer.BadParameter(message)
    with store_at(store, paths) as opened:
        known = _known(opened, paths)
    if known is None and (failed := _check(paths, store, reviewer)) is not None:
        return failed
    with store_at(store, paths) as opened:
        _serve(opened, paths, reviewer_name(reviewer), port, second=second, browser=not no_browser)
    return CLEAN


def _known(store: "Store", paths: Sequence[Path]) -> "Run | None":
    """Return the last finished run of these files, None where there is none or a paper of it is another now."""
    from kpi_nlp.readers.report_set import fingerprints_of
    from kpi_nlp.review import all_runs, documents_of

    roots = tuple(root.resolve().as_posix() for root in paths)
    run = next((run for run in all_runs(store) if run.finished and run.roots == roots), None)
    if run is None:
        return None
    now = fingerprints_of(paths)
    return run if all(now.get(entry["path"]) == entry["sha256"] for entry in documents_of(store, run)) else None


def _check(paths: Sequence[Path], store: str | None, reviewer: str | None) -> int | None:
    """Check and save; return an exit code where nothing could be read or the reading was broken off."""
    from kpi_nlp.pipeline import check_reports

    with kept_run(paths, store, reviewer, wanted=True) as keep:
        with progress_bar() as progress:
            result = check_reports(paths, progress=progress)
        tell_problems(result)
        if result.interrupted:
            return INTERRUPTED
        if not result.papers:
            return exit_code(result)
        keep(result)
    return None


def _serve(store: "Store", paths: Sequence[Path], reviewer: str, port: int, *, second: bool, browser: bool) -> None:
    from kpi_nlp.pipeline import align_reports
    from kpi_nlp.web import Desk, PortTaken, Sources, application, serve

    run = _known(store, paths)
    if run is None:
        message = "报告在核对的同时被改动，请重新运行"
        raise typer.BadParameter(message)
    desk = Desk(store, run, reviewer, "second" if second else "first")
    sources = Sources(lambda: align_reports(paths, tables=True))

    def app_at(chosen: int) -> "tuple[ASGIApp, str]":
        return application(desk, sources, port=chosen)

    def announce(address: str) -> None:
        typer.echo(f"第 {run.number} 次核对，{run.findings} 条。请在浏览器打开（只能用一次）：", err=True)
        typer.echo(address)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        with suppress(KeyboardInterrupt):  # none comes where a shell has its background jobs ignore it
            serve(app_at, port=port, announce=announce)
    except PortTaken as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo("复核页面已关闭，意见都已保存。", err=True)
