"""`kpi-nlp evaluate`: how often the matcher is right on pairs that people have labelled."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kpi_nlp.cli.labelled import LabelStore, labelled
from kpi_nlp.cli.options import AllowDownload, Embedder, Lexicons, Matcher, Pairs, Precision, Strict, outputs
from kpi_nlp.cli.running import CLEAN, USAGE, add_lexicons, for_machines, linker_for, refusing_models, saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_nlp.align import Linker
    from kpi_nlp.model import Compared, Evaluation
    from kpi_nlp.reports.evaluation import File, Screen

Dev = Annotated[
    Path | None,
    typer.Option(
        "--dev",
        metavar="PAIRS",
        help="另一批样本，只用来选阈值；不写则按部门或文件从本批中分出一半。",
        show_default=False,
        readable=False,
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        "--threshold", metavar="0-1", min=0, max=1, help="概率达到多少算对应；默认用匹配器自己的。", show_default=False
    ),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="[NAME=]CONFIG",
        help="再用另一配置评测同一批样本，列出判断不同的样本；写向量模型、匹配器文件，或两者用 + 相连，如 新=none+匹配器.json。",
        show_default=False,
    ),
]
Scores = Annotated[Path | None, typer.Option("--scores", help="逐对写出概率和判断（JSONL）。", show_default=False)]
OnScreen = Annotated[str, typer.Option("--format", "-f", help="屏幕输出的格式：text、json。")]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output", "-o", metavar="FORMAT=PATH", help="另存为文件，可重复，如 -o html=评测.html（text、json、html）。"
    ),
]


def evaluate(
    pairs: Pairs = None,
    dev: Dev = None,
    precision: Precision = 0.95,
    threshold: Threshold = None,
    strict: Strict = False,  # noqa: FBT002 - an option of the command line
    compare: Compare = None,
    scores: Scores = None,
    format_: OnScreen = "text",
    output: Output = None,
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    matcher: Matcher = None,
    lexicons: Lexicons = None,
    store: LabelStore = None,
) -> int:
    """评测匹配：在人工标注的样本对上计算精确率、召回率等，给出区间、可用的阈值、分类型结果和判错的样本。

    用 --store（或 kpi-nlp labels 导出的文件）时，总的数字只用复核页面随机抽取、看不到分数的标注，其余另列；并按复核意见统计各规则的精确率。

    样本要有 left_text、right_text、label 三列（或 指标A、指标B、是否匹配）；left_target、left_unit、left_levels 等上下文列可有可无。
    """
    from kpi_nlp import evaluate as evaluation

    files = _files(format_, output)
    add_lexicons(lexicons)
    make = partial(_configuration, allow_download=allow_download)
    configurations = [make(embedder, matcher), *([make(*_described(compare))] if compare else [])]
    given, chosen_on = labelled(pairs, store), labelled(dev, None) if dev else None
    if chosen_on and set(chosen_on.files) & set(given.files):
        message = "--dev 与要评测的是同一批样本：在它上面选阈值再在它上面评测会偏乐观，请换一批，或不写 --dev"
        raise typer.BadParameter(message)
    terms = evaluation.Terms(strict, threshold, precision)
    with refusing_models():
        first, *second = [
            replace(
                evaluation.evaluate(given, by.embedder, matcher=by.matcher, terms=terms, dev=chosen_on), title=title
            )
            for title, by in configurations
        ]
    compared = evaluation.compare(first, *second) if second else None
    inputs = [*given.files, *(chosen_on.files if chosen_on else ())]
    return CLEAN if _delivered(first, compared, format_, files, scores, inputs) else USAGE


def _files(format_: str, output: list[str] | None) -> list[tuple[str, Path]]:
    from kpi_nlp.reports.evaluation import FILES, SCREEN

    if format_ not in SCREEN:
        message = f"--format 不支持「{format_}」，可用：{'、'.join(SCREEN)}；html 请用 -o html=文件名.html"
        raise typer.BadParameter(message)
    return outputs(output, FILES, "html=评测.html")


def _delivered(
    evaluation: "Evaluation",
    compared: "Compared | None",
    screen: str,
    files: list[tuple[str, Path]],
    scores: Path | None,
    given: "Sequence[Path]",
) -> bool:
    """Save the files, then print; False where one could not be written."""
    from kpi_nlp.reports.evaluation import print_evaluation, save_evaluation, save_scores

    saves = [
        (path, partial(save_evaluation, evaluation, format_=cast("File", format_), compared=compared))
        for format_, path in files
    ]
    saves += [(scores, partial(save_scores, evaluation))] if scores else []
    written = [saved(path, save, given) for path, save in saves]
    for_machines(screen)
    print_evaluation(evaluation, sys.stdout, cast("Screen", screen), compared)
    return all(written)


def _configuration(
    embedder: str | None, matcher: Path | None, title: str = "", *, allow_download: bool
) -> "tuple[str, Linker]":
    linker = linker_for(embedder, matcher, allow_download=allow_download)
    if linker.caution:
        typer.echo(linker.caution, err=True)
    named = "+".join((embedder or linker.embedder.id, *((matcher.name,) if matcher else ())))
    return title or named, linker


def _described(text: str) -> tuple[str | None, Path | None, str]:
    """Return what 「新=static+匹配器.json」 means: an embedder, a matcher, of which one may be missing, and a title."""
    title, _, rest = text.rpartition("=") if not Path(text).exists() else ("", "", text)
    embedder, _, last = rest.rpartition("+")
    if last.lower().endswith(".json"):
        return embedder or None, Path(last), title
    return rest, None, title
