"""With what reports are checked: as it is said now, else as it was said when these files were checked last."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kpi_nlp.cli.running import add_lexicons, linker_for
from kpi_nlp.model import Settings

if TYPE_CHECKING:
    from kpi_nlp.align import Linker
    from kpi_nlp.model import Run
    from kpi_nlp.review import Store

_TITLES = {
    "profile": "评分口径",
    "embedder": "向量模型",
    "matcher": "匹配器",
    "lexicons": "词库",
    "anonymize": "隐去姓名、电话等",
}


def said(
    profile: str | None,
    embedder: str | None,
    matcher: Path | None,
    lexicons: Path | None,
    *,
    anonymize: bool | None = None,
) -> Settings:
    """Return what was said on the command line, with whole paths: the next run may start in another folder."""
    return Settings(profile, _whole(embedder), _path(matcher), _path(lexicons), anonymize)


def _path(path: Path | None) -> str | None:
    if path is None:
        return None
    return path.resolve().as_posix() if path.exists() else str(path)  # what is not there is told as it was typed


def _whole(embedder: str | None) -> str | None:
    kind, separator, place = (embedder or "").partition(":")
    return f"{kind}:{Path(place).resolve().as_posix()}" if separator and Path(place).exists() else embedder


def last_run(store: "Store", roots: Sequence[Path]) -> "Run | None":
    """Return the last finished run of these files."""
    from kpi_nlp.review import all_runs

    given = tuple(root.resolve().as_posix() for root in roots)
    return next((run for run in all_runs(store) if run.finished and run.roots == given), None)


def continued(settings: Settings, last: "Run | None") -> Settings:
    """Return what was said now, and for the rest what held in the last run; say on the error stream what is taken from it."""
    if last is None:
        return settings
    now = asdict(settings)
    taken = {name: kept for name, kept in asdict(last.settings).items() if kept is not None and now[name] is None}
    if taken:
        told = "，".join(_TITLES[name] if kept is True else f"{_TITLES[name]} {kept}" for name, kept in taken.items())
        typer.echo(f"沿用第 {last.number} 次核对的设置：{told}", err=True)
    return replace(settings, **taken)


def linker_by(settings: Settings, *, allow_download: bool) -> "Linker":
    """Add the lexicons and return what links; raises BadParameter where one of them cannot be used."""
    add_lexicons(Path(settings.lexicons) if settings.lexicons else None)
    return linker_for(
        settings.embedder, Path(settings.matcher) if settings.matcher else None, allow_download=allow_download
    )
