"""What the verbs of review share: which store, who reviews, and errors told as such."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.known import NOTHING, Known

if TYPE_CHECKING:
    from kpi_nlp.model import Result, Settings
    from kpi_nlp.review import Store

StorePlace = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|URL",
        help="复核库：文件路径，或 postgresql+psycopg://用户@主机/库名；默认是报告旁的 .kpi-nlp/review.sqlite。",
        show_default=False,
    ),
]
Reviewer = Annotated[
    str | None, typer.Option("--reviewer", metavar="NAME", help="复核人姓名；默认是登录名。", show_default=False)
]


def reviewer_name(given: str | None) -> str:
    """Return who reviews: as given, else the name under which one is logged in."""
    return given or getpass.getuser()


@contextmanager
def store_at(place: str | None, roots: Sequence[Path] = (), *, known: bool = False) -> "Iterator[Store]":
    """Open the store that was named, else the one beside the reports or in this folder; raises BadParameter.

    A store is made where there is none, unless it has to be `known`.
    """
    from kpi_nlp.review import StoreError, UnknownRun, beside, open_store

    if known and place and _missing(place):
        message = f"没有复核库「{place}」，请检查 --store 的路径"
        raise typer.BadParameter(message)
    default = beside(roots[0] if roots else Path())
    if place is None and (known or not roots) and not default.exists():
        message = f"这里没有复核库（{default}），请用 --store 写明，或先运行 kpi-nlp check 报告文件夹 --save"
        raise typer.BadParameter(message)
    try:
        store = open_store(place or default)
        if store.caution:
            typer.echo(store.caution, err=True)
        try:
            yield store
        finally:
            store.close()
    except (StoreError, UnknownRun) as error:
        raise typer.BadParameter(str(error)) from error


def _missing(place: str) -> bool:
    """Return whether a place names a file that is not there; a server is asked when it is opened."""
    kind, separator, path = place.partition(":///")
    if separator and kind.startswith("sqlite"):
        return not Path(path).is_file()
    return "://" not in place and not Path(place).is_file()


@contextmanager
def kept_run(
    roots: Sequence[Path], place: str | None, reviewer: str | None, settings: "Settings", *, wanted: bool
) -> "Iterator[Callable[[Result], Known]]":
    """Note in the store that a check begins, and give what keeps its result and says what is known of its findings.

    Of a check that was interrupted nothing is kept: what was not read would look as if it had been mended.
    """
    if not wanted:
        yield lambda _: NOTHING
        return
    from kpi_nlp import __version__
    from kpi_nlp.reports.contract import whole
    from kpi_nlp.review import begin_run, entries_of, finish_run, pairs_of, reviewed

    actor = reviewer_name(reviewer)
    with store_at(place, roots) as store:
        given = [root.resolve().as_posix() for root in roots]
        number = begin_run(store, given, version=__version__, actor=actor, asked=settings)

        def keep(result: "Result") -> "Known":
            if result.interrupted:
                typer.echo(
                    f"核对被中断，没有存入复核库；再次运行同一命令会重新读取，仍记为第 {number} 次核对", err=True
                )
                return NOTHING
            run = finish_run(store, number, whole(result, "check", __version__), actor=actor, pairs=pairs_of(result))
            typer.echo(f"已存为第 {run.number} 次核对（{store.name}）", err=True)
            return Known({str(each.finding["fingerprint"]): each for each in reviewed(store, run)}, entries_of(store))

        yield keep
