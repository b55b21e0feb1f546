"""`kpi-nlp manifest`: a draft of manifest.csv for a person to correct."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.options import Paths
from kpi_nlp.cli.running import USAGE, exit_code, progress_bar, saved, tell_problems

Target = Annotated[
    Path | None, typer.Option("--output", "-o", help="写到这个文件；不写则输出到屏幕。", show_default=False)
]


def manifest(paths: Paths, output: Target = None) -> int:
    """文件清单：写出 manifest.csv 草稿（部门、年度、阶段、项目、修订、跳过），改正后放在报告文件夹里即生效。"""
    from kpi_nlp.pipeline import extract_reports
    from kpi_nlp.reports import replace_file
    from kpi_nlp.reports.manifest_report import write

    with progress_bar() as progress:
        result = extract_reports(paths, progress=progress)
    tell_problems(result)
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8-sig", errors="replace", newline="")
        write(result, sys.stdout)
    elif not saved(
        output, lambda path: replace_file(path, lambda stream: write(result, stream), encoding="utf-8-sig"), paths
    ):
        return USAGE
    return exit_code(result)
