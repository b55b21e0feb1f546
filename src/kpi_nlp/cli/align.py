"""`kpi-nlp align`: the indicator map of a report set, and the sentences that speak of an indicator."""

import typer

from kpi_nlp.cli.options import Embedder, Format, Lexicons, Output, Paths, outputs, screen_format
from kpi_nlp.cli.running import add_lexicons, deliver, exit_code, progress_bar


def align(
    paths: Paths,
    format_: Format = "text",
    output: Output = None,
    embedder: Embedder = "none",
    lexicons: Lexicons = None,
) -> int:
    """指标对照：把各年度申报、监控、自评中的同一指标排在一起，标出改名、拆分、合并和目标变化，最后列出未对应的指标及原因。"""
    screen, files = screen_format(format_), outputs(output)
    add_lexicons(lexicons)
    from kpi_nlp.align.embedders import EmbedderError
    from kpi_nlp.pipeline import align_reports

    try:
        with progress_bar() as progress:
            result = align_reports(paths, embedder=embedder, progress=progress)
    except EmbedderError as error:
        raise typer.BadParameter(str(error)) from error
    deliver(result, "align", screen, files, paths)
    return exit_code(result)
