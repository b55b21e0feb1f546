"""`kpi-nlp manifest`: a draft of manifest.csv for a person to correct."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kpi_nlp.cli.options import Paths
from kpi_nlp.cli.running import UNREADABLE, USAGE, progress_bar

Target = Annotated[
    Path | None, typer.Option("--output", "-o", help="写到这个文件；不写则输出到屏幕。", show_default=False)
]


def manifest(paths: Paths, output: Target = None) -> int:
    """文件清单：写出 manifest.csv 草稿（部门、年度、阶段、项目、修订、跳过），改正后放在报告文件夹里即生效。"""
    from kpi_nlp.pipeline import extract_reports
    from kpi_nlp.reports import OutputHeldOpen, replace_file
    from kpi_nlp.reports.manifest_report import write

    with progress_bar() as progress:
        result = extract_reports(paths, progress=progress)
    for problem in result.problems:
        typer.echo(f"未能读取 {problem.path}：{problem.reason}。{problem.hint}", err=True)
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8-sig", newline="")
        write(result, sys.stdout)
    else:
        try:
            replace_file(output, lambda stream: write(result, stream), encoding="utf-8-sig")
            typer.echo(f"已保存 {output}", err=True)
        except OutputHeldOpen as error:
            typer.echo(str(error), err=True)
            return USAGE
    return UNREADABLE if result.problems else 0
