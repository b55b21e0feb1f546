"""`kpi-nlp review`: the review page, on this machine alone or for users with passwords."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.options import AllowDownload, Anonymize, Embedder, Lexicons, Matcher, Paths, Profile
from kpi_nlp.cli.running import CLEAN, INTERRUPTED, exit_code, progress_bar, refusing_models, tell_problems
from kpi_nlp.cli.serving import (
    HOME,
    Certificate,
    Host,
    Key,
    NoBrowser,
    NoTls,
    Port,
    at_home,
    must_have_users,
    serve_at,
    tls_for,
)
from kpi_nlp.cli.settings import continued, last_run, linker_by, said
from kpi_nlp.cli.stores import Reviewer, StorePlace, kept_run, reviewer_name, store_at

if TYPE_CHECKING:
    from kpi_nlp.align import Linker
    from kpi_nlp.model import Run, Settings
    from kpi_nlp.review import Store

Second = Annotated[bool, typer.Option("--second", help="以复审身份处理；默认是初审。")]


def review(
    paths: Paths,
    store: StorePlace = None,
    reviewer: Reviewer = None,
    profile: Profile = None,
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    matcher: Matcher = None,
    lexicons: Lexicons = None,
    anonymize: Anonymize = False,  # noqa: FBT002 - an option of the command line
    second: Second = False,  # noqa: FBT002 - an option of the command line
    port: Port = 0,
    host: Host = HOME,
    certfile: Certificate = None,
    keyfile: Key = None,
    no_tls: NoTls = False,  # noqa: FBT002 - an option of the command line
    no_browser: NoBrowser = False,  # noqa: FBT002 - an option of the command line
) -> int:
    """打开复核页面：逐条处理疑点，旁边是报告原文。默认只在本机打开，Ctrl+C 结束。

    这些报告还没有存过核对结果，或存过之后改动过，先核对并保存，口径、词库等沿用上一次。多人复核：各自运行，用 --store 指同一个复核库；
    或由一人用 --host 打开，其他人在自己的电脑上用 kpi-nlp users 设的用户名和密码登录。
    """
    tls = tls_for(host, certfile, keyfile, refused=no_tls)
    if not at_home(host) and (second or reviewer):
        message = "其他电脑打开时，复核人是登录的用户，初审、复审由 kpi-nlp users 设定：不写 --reviewer、--second"
        raise typer.BadParameter(message)
    with store_at(store, paths) as opened:
        if not at_home(host):
            must_have_users(opened)
        last = last_run(opened, paths)
        settings = continued(said(profile, embedder, matcher, lexicons, anonymize=anonymize or None), last)
        known = last is not None and last.settings == settings and _unchanged(opened, last, paths)
    linker = linker_by(settings, allow_download=allow_download)
    if not known and (failed := _check(paths, store, reviewer, settings, linker)) is not None:
        return failed
    with store_at(store, paths) as opened:
        from kpi_nlp.pipeline import align_reports
        from kpi_nlp.web import Desk, Sources

        desk = Desk(opened, _checked(opened, paths), reviewer_name(reviewer), "second" if second else "first")
        hidden = settings.anonymize or False
        sources = Sources(lambda: align_reports(paths, embedder=linker, tables=True, anonymize=hidden), linker)
        serve_at(host, port, desk, sources, tls=tls, browser=not no_browser)
    return CLEAN


def _unchanged(store: "Store", run: "Run", paths: Sequence[Path]) -> bool:
    """Return whether every paper of a run is still what it was."""
    from kpi_nlp.readers.report_set import fingerprints_of
    from kpi_nlp.review import documents_of

    now = fingerprints_of(paths)
    return all(now.get(entry["path"]) == entry["sha256"] for entry in documents_of(store, run))


def _check(
    paths: Sequence[Path], store: str | None, reviewer: str | None, settings: "Settings", linker: "Linker"
) -> int | None:
    """Check and save; return an exit code where nothing could be read or the reading was broken off."""
    from kpi_nlp.lexicon import LexiconError
    from kpi_nlp.pipeline import check_reports

    with kept_run(paths, store, reviewer, settings, wanted=True) as keep:
        try:
            with refusing_models(), progress_bar() as progress:
                result = check_reports(
                    paths, profile=settings.profile or "auto", embedder=linker, progress=progress,
                    anonymize=settings.anonymize or False,
                )  # fmt: skip
        except LexiconError as error:
            raise typer.BadParameter(str(error)) from error
        tell_problems(result)
        if result.interrupted:
            return INTERRUPTED
        if not result.papers:
            return exit_code(result)
        keep(result)
    return None


def _checked(store: "Store", paths: Sequence[Path]) -> "Run":
    run = last_run(store, paths)
    if run is None or not _unchanged(store, run, paths):
        message = "报告在核对的同时被改动，请重新运行"
        raise typer.BadParameter(message)
    return run
