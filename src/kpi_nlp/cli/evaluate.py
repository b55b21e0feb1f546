"""`kpi-nlp evaluate`: how often the matcher is right on pairs that people have labelled."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.options import Embedder, Lexicons
from kpi_nlp.cli.running import CLEAN, UNREADABLE, USAGE, add_lexicons, saved

Pairs = Annotated[
    Path, typer.Argument(help="标注好的样本对：.jsonl、.csv、.tsv 或 .xlsx。", show_default=False, readable=False)
]
Strict = Annotated[bool, typer.Option("--strict", help="部分对应（part）不算对应。")]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", min=0, max=1, help="概率达到多少算对应；默认用匹配器自己的。", show_default=False),
]
Scores = Annotated[Path | None, typer.Option("--scores", help="逐对写出概率和判断（JSONL）。", show_default=False)]
Screen = Annotated[str, typer.Option("--format", "-f", help="屏幕输出的格式：text、json。")]


def evaluate(
    pairs: Pairs,
    strict: Strict = False,  # noqa: FBT002 - an option of the command line
    threshold: Threshold = None,
    scores: Scores = None,
    format_: Screen = "text",
    embedder: Embedder = "none",
    lexicons: Lexicons = None,
) -> int:
    """评测匹配：在人工标注的样本对上计算精确率、召回率等，给出区间、分类型结果和判错的样本。"""
    if format_ not in ("text", "json"):
        message = f"--format 不支持「{format_}」，可用：text、json"
        raise typer.BadParameter(message)
    add_lexicons(lexicons)
    from kpi_nlp import evaluate as evaluation
    from kpi_nlp.align import embedders
    from kpi_nlp.readers import ReadError
    from kpi_nlp.reports import replace_file
    from kpi_nlp.reports.evaluation_report import write_json, write_scores, write_text

    try:
        given = evaluation.read_pairs(pairs)
    except ReadError as error:
        typer.echo(str(error), err=True)
        return UNREADABLE
    result = evaluation.evaluate(given, embedders.load(embedder), threshold=threshold, strict=strict)
    (write_json if format_ == "json" else write_text)(result, sys.stdout)
    if scores and not saved(scores, partial(replace_file, write=partial(write_scores, result)), [pairs]):
        return USAGE
    return CLEAN
