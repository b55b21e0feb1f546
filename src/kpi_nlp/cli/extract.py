"""`kpi-nlp extract`: what was read out of each report."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.options import Format, Lexicons, Output, Paths, outputs, screen_format
from kpi_nlp.cli.running import USAGE, add_lexicons, deliver, exit_code, progress_bar, saved

Explain = Annotated[
    Path | None,
    typer.Option(
        "--explain",
        metavar="FILE.html",
        help="另存一个网页：按原文逐格标明认作什么、读出什么数，供核对。",
        show_default=False,
    ),
]


def extract(
    paths: Paths, format_: Format = "text", output: Output = None, explain: Explain = None, lexicons: Lexicons = None
) -> int:
    """提取指标：列出每份报告中识别出的指标、得分、预算和叙述，便于核对识别是否正确。"""
    screen, files = screen_format(format_), outputs(output)
    add_lexicons(lexicons)
    from kpi_nlp.pipeline import extract_reports
    from kpi_nlp.reports import save_explanation

    with progress_bar() as progress:
        result = extract_reports(paths, progress=progress, explain=explain is not None)
    explained = explain is None or saved(explain, partial(save_explanation, result), paths)
    deliver(result, "extract", screen, files, paths)
    if not explained:
        raise typer.Exit(USAGE)
    return exit_code(result)
