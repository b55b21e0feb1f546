"""`kpi-nlp import`: takes the verdicts of a workbook back into the store."""

from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.running import CLEAN, OPEN, USAGE
from kpi_nlp.cli.stores import Reviewer, StorePlace, reviewer_name, store_at

Filled = Annotated[
    Path, typer.Argument(metavar="FILE.xlsx", help="填好的疑点清单工作簿。", show_default=False, readable=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看会写入什么，不写入。")]


def import_(
    workbook: Filled,
    store: StorePlace = None,
    reviewer: Reviewer = None,
    dry_run: DryRun = False,  # noqa: FBT002 - an option of the command line
) -> int:
    """交回复核意见：读回填好的疑点清单和指标对照，写进复核库；两人意见不同的列为冲突，不覆盖。

    退出码：0 没有冲突（没有采用的逐条列出），1 有冲突，2 用法有误或工作簿不能用。
    """
    from kpi_nlp.review import WorkbookError, import_workbook

    with store_at(store, known=True) as opened:
        try:
            done = import_workbook(opened, workbook, reviewer=reviewer_name(reviewer), dry_run=dry_run)
        except WorkbookError as error:
            typer.echo(str(error), err=True)
            return USAGE
    for sentence in (*done.notes, *done.conflicts):
        typer.echo(sentence)
    mapped = f"，指标对照标注 {done.labels} 对" if done.labels else ""
    typer.echo(
        f"{'将写入' if dry_run else '已写入'} {done.kept} 条意见{mapped}，未改动 {done.unchanged} 条，冲突 {len(done.conflicts)} 条。"
    )
    return OPEN if done.conflicts else CLEAN
