"""Where `evaluate` and `train` take their pairs from: a file of labels, or a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.running import UNREADABLE, USAGE
from kpi_nlp.cli.stores import store_at

if TYPE_CHECKING:
    from kpi_nlp.evaluate import PairSet
    from kpi_nlp.model import Labels

LabelStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|URL",
        help="不用样本文件，直接用这个复核库里的标注和复核意见：文件路径，或 postgresql+psycopg://用户@主机/库名。",
        show_default=False,
    ),
]


def nothing_in(taught: "Labels") -> str:
    """Say why a store teaches nothing."""
    if taught.purged:
        return f"没有可用的标注：{taught.purged} 对标注的名称已用 purge 清除，不能恢复"
    return "复核库中还没有标注和复核意见：请先用 kpi-nlp review 或 import 复核"


def labelled(pairs: Path | None, store: str | None) -> "PairSet":
    """Return the pairs of a file or folder, or those of a store; raises BadParameter, and Exit where a file cannot be read."""
    from kpi_nlp.evaluate import pairs_from, read_pairs
    from kpi_nlp.readers import MissingPath, ReadError
    from kpi_nlp.review import labels_from

    if pairs is not None and store is not None:
        message = "样本对文件和 --store 只写一个"
        raise typer.BadParameter(message)
    if pairs is None:
        if store is None:
            message = "没有写要处理的文件或文件夹：请写样本对文件，或用 --store 指复核库"
            raise typer.BadParameter(message)
        with store_at(store, known=True) as opened:
            taught = labels_from(opened)
        if not (taught.pairs or taught.rules):
            raise typer.BadParameter(nothing_in(taught))
        return pairs_from(taught)
    try:
        return read_pairs(pairs)
    except ReadError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE if isinstance(error, MissingPath) else UNREADABLE) from error
