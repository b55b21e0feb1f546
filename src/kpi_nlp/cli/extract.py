"""`kpi-nlp extract`: what was read out of each report."""

from kpi_nlp.cli.options import Format, Lexicons, Output, Paths, outputs, screen_format
from kpi_nlp.cli.running import add_lexicons, deliver, exit_code, progress_bar


def extract(paths: Paths, format_: Format = "text", output: Output = None, lexicons: Lexicons = None) -> int:
    """提取指标：列出每份报告中识别出的指标、得分、预算和叙述，便于核对识别是否正确。"""
    screen, files = screen_format(format_), outputs(output)
    add_lexicons(lexicons)
    from kpi_nlp.pipeline import extract_reports

    with progress_bar() as progress:
        result = extract_reports(paths, progress=progress)
    deliver(result, "extract", screen, files, paths)
    return exit_code(result)
