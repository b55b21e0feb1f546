"""`kpi-nlp align`: the indicator map of a report set, and the sentences that speak of an indicator."""

from kpi_nlp.cli.options import (
    AllowDownload,
    Embedder,
    Format,
    Lexicons,
    Matcher,
    Output,
    Paths,
    outputs,
    screen_format,
)
from kpi_nlp.cli.running import add_lexicons, deliver, exit_code, linker_for, progress_bar, refusing_models


def align(
    paths: Paths,
    format_: Format = "text",
    output: Output = None,
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    matcher: Matcher = None,
    lexicons: Lexicons = None,
) -> int:
    """指标对照：把各年度申报、监控、自评中的同一指标排在一起，标出改名、拆分、合并和目标变化，最后列出未对应的指标及原因。"""
    screen, files = screen_format(format_), outputs(output)
    add_lexicons(lexicons)
    from kpi_nlp.pipeline import align_reports

    linker = linker_for(embedder, matcher, allow_download=allow_download)
    with refusing_models(), progress_bar() as progress:
        result = align_reports(paths, embedder=linker, progress=progress)
    deliver(result, "align", screen, files, paths)
    return exit_code(result)
