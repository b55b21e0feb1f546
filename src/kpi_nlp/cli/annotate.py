"""`kpi-nlp annotate`: copies of the reports with the findings as comments."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.options import Lexicons, Paths
from kpi_nlp.cli.running import USAGE, add_lexicons, exit_code, progress_bar, tell_problems
from kpi_nlp.cli.wording import reason

Folder = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", help="存放批注副本的文件夹。", show_default=False, readable=False),
]


def annotate(paths: Paths, output: Folder, lexicons: Lexicons = None) -> int:
    """批注副本：核对报告，把疑点作为批注写进 .docx、.xlsx 的副本；原文件不动。

    退出码与 check 相同。
    """
    add_lexicons(lexicons)
    from kpi_nlp.pipeline import check_reports
    from kpi_nlp.reports.annotated import WithinReports, save_copies

    with progress_bar() as progress:
        result = check_reports(paths, progress=progress)
    try:
        for copied in save_copies(result, paths, output):
            if copied.path is None:
                typer.echo(
                    f"{copied.name}：{Path(copied.name).suffix} 不能加批注，{copied.lost} 处请看清单（check -o xlsx=…）"
                )
            else:
                told = f"，{copied.lost} 处未找到位置，请看清单" if copied.lost else ""
                typer.echo(f"已保存 {copied.path}：批注 {copied.placed} 处{told}")
    except WithinReports as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        typer.echo(f"无法写入「{output}」：{reason(error)}", err=True)
        return USAGE
    tell_problems(result)
    return exit_code(result, "question")
