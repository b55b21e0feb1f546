"""`kpi-nlp runs`: the saved runs of a store."""

import typer

from kpi_nlp.cli.running import CLEAN
from kpi_nlp.cli.stores import StorePlace, store_at


def runs(store: StorePlace = None) -> int:
    """列出复核库中的历次核对，编号用于 kpi-nlp diff 和 opinion --run。"""
    from kpi_nlp.model.moment import local_minute
    from kpi_nlp.review import all_runs

    with store_at(store, known=True) as opened:
        for run in all_runs(opened):
            state = f"疑点 {run.findings}" if run.finished else "未完成"
            typer.echo(f"{run.number:>4}  {local_minute(run.started)}  {state}  {'、'.join(run.roots)}")
    return CLEAN
