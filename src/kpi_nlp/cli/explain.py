"""`kpi-nlp explain`: the card of a check."""

from typing import Annotated

import typer

Code = Annotated[str | None, typer.Argument(help="规则编号，如 R02；不写则列出全部规则。", show_default=False)]


def explain(code: Code = None) -> int:
    """说明规则：为什么查、依据是什么、什么情况会报、什么情况不报。"""
    from kpi_nlp.checks import ALL
    from kpi_nlp.model import SEVERITY_TITLES
    from kpi_nlp.reports.cards import card

    if code is None:
        for check in ALL:
            typer.echo(f"{check.code}  {SEVERITY_TITLES[check.severity]}  {check.title}（{check.name}）")
        return 0
    found = next((check for check in ALL if check.code == code.upper()), None)
    if found is None:
        message = f"没有规则「{code}」，可用：{'、'.join(check.code for check in ALL)}"
        raise typer.BadParameter(message)
    typer.echo(card(found))
    return 0
