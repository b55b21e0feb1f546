"""`kpi-nlp purge`: takes the text of reports out of the store."""

from typing import Annotated

import typer

from kpi_nlp.cli.running import CLEAN, USAGE
from kpi_nlp.cli.stores import Reviewer, StorePlace, reviewer_name, store_at

Yes = Annotated[bool, typer.Option("--yes", help="不再询问，直接清除。")]


def purge(store: StorePlace = None, reviewer: Reviewer = None, yes: Yes = False) -> int:  # noqa: FBT002 - an option of the command line
    """清除复核库中留存的报告原文：保留复核意见、编号和审计日志，不能恢复。"""
    from kpi_nlp.review import purge as empty

    with store_at(store, known=True) as opened:
        if not yes and not typer.confirm(f"将清除「{opened.name}」中所有报告原文，不能恢复。继续吗"):
            typer.echo("没有清除。", err=True)
            return USAGE
        emptied = empty(opened, actor=reviewer_name(reviewer))
    typer.echo(f"已清除 {emptied} 条疑点的原文；复核意见和审计日志保留。")
    return CLEAN
