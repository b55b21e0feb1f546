"""`kpi-nlp annotate`: copies of the reports with the findings as comments."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.options import AllowDownload, Embedder, Lexicons, Matcher, Paths, Profile
from kpi_nlp.cli.running import USAGE, exit_code, progress_bar, refusing_models, taken, tell_problems
from kpi_nlp.cli.settings import continued, last_run, linker_by, said
from kpi_nlp.cli.stores import StorePlace, store_at
from kpi_nlp.cli.wording import reason

if TYPE_CHECKING:
    from kpi_nlp.model import Result, Run

Folder = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", help="存放批注副本的文件夹。", show_default=False, readable=False),
]

Overwrite = Annotated[bool, typer.Option("--overwrite", help="覆盖文件夹中已有的同名副本。")]


def annotate(
    paths: Paths,
    output: Folder,
    profile: Profile = None,
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    matcher: Matcher = None,
    lexicons: Lexicons = None,
    store: StorePlace = None,
    overwrite: Overwrite = False,  # noqa: FBT002 - an option of the command line
) -> int:
    """批注副本：核对报告，把疑点作为批注写进 .docx、.xlsx 的副本；原文件不动。

    这些报告存过核对结果的，口径、词库等沿用上一次。已有的副本可能有人改过，加 --overwrite 才覆盖。退出码与 check 相同。
    """
    settings = continued(
        said(profile, embedder, matcher, lexicons, anonymize=False), _last(store, paths)
    )  # the copies hold everything anyway
    linker = linker_by(settings, allow_download=allow_download)
    from kpi_nlp.lexicon import LexiconError
    from kpi_nlp.pipeline import check_reports

    try:
        with refusing_models(), progress_bar() as progress:
            result = check_reports(paths, profile=settings.profile or "auto", embedder=linker, progress=progress)
    except LexiconError as error:
        raise typer.BadParameter(str(error)) from error
    written = _copied(result, paths, output, overwrite=overwrite)
    tell_problems(result)
    return exit_code(result, "question") if written else USAGE


def _copied(result: "Result", paths: Sequence[Path], output: Path, *, overwrite: bool) -> bool:
    """Write the copies and say what became of each; False where they cannot or may not be written."""
    from kpi_nlp.reports.annotated import NotWanted, WithinReports, save_copies

    try:
        for copied in save_copies(result, paths, output, may=lambda copies: not taken(copies, overwrite=overwrite)):
            if copied.path is None:
                typer.echo(
                    f"{copied.name}：{Path(copied.name).suffix} 不能加批注，{copied.lost} 处请看清单（check -o xlsx=…）"
                )
            else:
                told = f"，{copied.lost} 处未找到位置，请看清单" if copied.lost else ""
                typer.echo(f"已保存 {copied.path}：批注 {copied.placed} 处{told}")
    except WithinReports as error:
        raise typer.BadParameter(str(error)) from error
    except NotWanted:
        return False
    except OSError as error:
        typer.echo(f"无法写入「{output}」：{reason(error)}", err=True)
        return False
    return True


def _last(place: str | None, paths: Sequence[Path]) -> "Run | None":
    """Return the last run of these files where there is a store; none is made."""
    from kpi_nlp.review import beside

    if place is None and not beside(paths[0]).exists():
        return None
    with store_at(place, paths, known=True) as store:
        return last_run(store, paths)
