"""Evaluations to screens and files: text, JSON, and a page."""

from pathlib import Path
from typing import Literal, TextIO, get_args

from kpi_nlp.model import Compared, Evaluation
from kpi_nlp.reports.files import replace_file

__all__ = ["FILES", "SCREEN", "print_evaluation", "save_evaluation", "save_scores"]

Screen = Literal["text", "json"]
File = Literal["text", "json", "html"]
SCREEN: tuple[str, ...] = get_args(Screen)
FILES: tuple[str, ...] = get_args(File)


def print_evaluation(evaluation: Evaluation, stream: TextIO, format_: File, compared: Compared | None = None) -> None:
    """Write an evaluation to a stream."""
    match format_:
        case "text":
            from kpi_nlp.reports.evaluation.text import write_text as write
        case "json":
            from kpi_nlp.reports.evaluation.contract import write_json as write
        case "html":
            from kpi_nlp.reports.evaluation.page import write_page as write
    write(evaluation, stream, compared)


def save_evaluation(evaluation: Evaluation, path: Path, format_: File, compared: Compared | None = None) -> None:
    """Write an evaluation to a file, beside it first; raises OSError where it cannot be written."""
    replace_file(path, lambda stream: print_evaluation(evaluation, stream, format_, compared))


def save_scores(evaluation: Evaluation, path: Path) -> None:
    """Write what was said of each pair, a line each."""
    from kpi_nlp.reports.evaluation.contract import write_scores

    replace_file(path, lambda stream: write_scores(evaluation, stream))
