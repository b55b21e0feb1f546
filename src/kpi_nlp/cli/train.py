"""`kpi-nlp train`: a matcher of one's own, fitted on pairs that people have labelled."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.labelled import LabelStore, labelled
from kpi_nlp.cli.options import AllowDownload, Embedder, Lexicons, Pairs, Precision
from kpi_nlp.cli.running import CLEAN, USAGE, add_lexicons, linker_for, refusing_models, saved

_NAME = "matcher.json"
_MANY = 500  # pairs: from here on it takes more than a few seconds
Target = Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="写到这个文件夹（matcher.json）或文件。")]


def train(
    pairs: Pairs = None,
    output: Target = Path(_NAME),
    precision: Precision = 0.95,
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    lexicons: Lexicons = None,
    store: LabelStore = None,
) -> int:
    """训练匹配器：用自己标注的样本对拟合系数、选定阈值，并与内置的匹配器比较；样本太少时不写文件，说明还差多少。

    样本格式同 kpi-nlp evaluate；也可用 --store 直接用复核库里的标注和复核意见，各人标注不一的不用。训练好的文件用 --matcher 交给 check、align、evaluate。
    """
    from kpi_nlp.align.matcher_file import write_matcher
    from kpi_nlp.reports import replace_file
    from kpi_nlp.reports.evaluation.training import refusal, write_training
    from kpi_nlp.training.course import TooFewPairs
    from kpi_nlp.training.course import train as fit

    add_lexicons(lexicons)
    vectors = linker_for(embedder, None, allow_download=allow_download).embedder
    given = labelled(pairs, store)
    if len(given.pairs) >= _MANY:
        typer.echo(f"正在用 {len(given.pairs)} 对样本训练并交叉验证，可能需要一两分钟……", err=True)
    try:
        with refusing_models():
            trained = fit(given, vectors, precision=precision)
    except TooFewPairs as few:
        typer.echo(refusal(few.links, few.others, few.least, few.shortage, precision), err=True)
        return USAGE
    path = output if output.suffix.lower() == ".json" else output / _NAME
    write_training(trained.matcher, trained.shipped, trained.compared, sys.stdout)
    written = saved(
        path, lambda place: replace_file(place, lambda out: write_matcher(trained.matcher, out)), given.files
    )
    return CLEAN if written else USAGE
