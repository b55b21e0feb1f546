"""`kpi-nlp diff`: what appeared, vanished or changed between two saved runs."""

from typing import Annotated

import typer

from kpi_nlp.cli.running import CLEAN, OPEN
from kpi_nlp.cli.stores import StorePlace, store_at

Before = Annotated[int, typer.Argument(metavar="RUN_A", help="较早一次核对的编号。", show_default=False)]
After = Annotated[int, typer.Argument(metavar="RUN_B", help="较晚一次核对的编号。", show_default=False)]


def diff(before: Before, after: After, store: StorePlace = None) -> int:
    """比较两次核对：新增、消失、依据变化的疑点。

    退出码：0 没有新增和变化，1 有新增或依据变化，2 用法有误。
    """
    from kpi_nlp.reports.differences import lines
    from kpi_nlp.review import difference, run_of

    with store_at(store, known=True) as opened:
        found = difference(opened, run_of(opened, before), run_of(opened, after))
    for line in lines(found):
        typer.echo(line)
    return OPEN if found.appeared or found.changed else CLEAN
