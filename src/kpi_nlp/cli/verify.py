"""`kpi-nlp verify`: a result is proved against its sources."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.running import CLEAN, OPEN, UNREADABLE, USAGE, progress_bar

Saved = Annotated[
    Path, typer.Argument(metavar="RESULT.json", help="check -o json=… 保存的结果。", show_default=False, readable=False)
]
Sources = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="当时核对的文件或文件夹；不写则按结果中记下的路径去找。",
        show_default=False,
        readable=False,
    ),
]


def verify(result: Saved, paths: Sources = None) -> int:
    """核实结果：重新打开来源文件，逐条核对原文是否在所写位置、算式是否成立；不成立的疑点列出并退回。

    退出码：0 全部成立，1 有不成立的，2 用法有误，3 有来源文件缺少或未能读取。
    """
    from kpi_nlp.reports.proofs import lines
    from kpi_nlp.verify import NotAResult
    from kpi_nlp.verify import verify as prove

    try:
        with progress_bar() as progress:
            proved = prove(result, paths or (), progress=progress)
    except NotAResult as error:
        typer.echo(str(error), err=True)
        return USAGE
    for line in lines(proved):
        typer.echo(line)
    if proved.problems or proved.unproved:
        return UNREADABLE
    return OPEN if proved.refused else CLEAN
