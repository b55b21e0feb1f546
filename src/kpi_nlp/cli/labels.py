"""`kpi-nlp labels`: what reviewers have said, as a plain file for `evaluate` and `train`."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.labelled import nothing_in
from kpi_nlp.cli.running import CLEAN, USAGE, for_machines, saved
from kpi_nlp.cli.stores import StorePlace, store_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_nlp.model import Labels

_MOST_NAMED = 5
Target = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="PATH", help="写到这个文件（.jsonl）；不写则显示在屏幕上。", show_default=False
    ),
]


def labels(store: StorePlace = None, output: Target = None) -> int:
    """导出标注：把复核库里的标注和复核意见写成样本对文件，供 kpi-nlp evaluate、train 使用，也可以交给别的单位。

    确认问题、不是问题、已整改说明两行确是同一指标，匹配有误说明不是，选定的对应项才是。文件里有指标名称和目标值，没有复核人姓名和意见。
    """
    from kpi_nlp.reports import replace_file
    from kpi_nlp.reports.labels import write_labels
    from kpi_nlp.review import labels_from

    with store_at(store, known=True) as opened:
        taught = labels_from(opened)
    if not taught.pairs and not taught.rules:
        typer.echo(nothing_in(taught), err=True)
        return USAGE
    if output is None:
        for_machines("jsonl")
        write_labels(taught, sys.stdout)
        written = True
    else:
        written = saved(output, lambda place: replace_file(place, lambda stream: write_labels(taught, stream)))
    for sentence in _disputed(taught):
        typer.echo(sentence, err=True)
    typer.echo(_summary(taught), err=True)
    return CLEAN if written else USAGE


def _disputed(taught: "Labels") -> "Iterator[str]":
    """Name the pairs on which reviewers differ, so that they can talk about them."""
    disputed = [pair for pair in taught.pairs if pair.disputed]
    for pair in disputed[:_MOST_NAMED]:
        yield f"各人标注不一：{pair.document}「{pair.left.text}」与「{pair.right.text}」"
    if len(disputed) > _MOST_NAMED:
        yield f"各人标注不一：另有 {len(disputed) - _MOST_NAMED} 对，见导出的文件中 disputed 为 true 的行"


def _summary(taught: "Labels") -> str:
    from kpi_nlp.model import DRAWN_TITLES

    drawn = Counter(pair.drawn for pair in taught.pairs)
    ways = "、".join(f"{DRAWN_TITLES.get(way, way)} {count}" for way, count in drawn.items())
    told = [f"样本对 {len(taught.pairs)}" + (f"（{ways}）" if ways else ""), f"疑点意见 {len(taught.rules)}"]
    if disputed := sum(pair.disputed for pair in taught.pairs):
        told.append(f"其中 {disputed} 对各人标注不一，训练时不用")
    if taught.purged:
        told.append(f"另有 {taught.purged} 对的名称已用 purge 清除，没有导出")
    return "；".join(told) + "。"
