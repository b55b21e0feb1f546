"""`kpi-nlp align`: which rows and sentences speak of the same indicator."""

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
    """对应指标：列出申报、监控、自评及各年度之间对应上的指标，以及提到指标的叙述。"""
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
