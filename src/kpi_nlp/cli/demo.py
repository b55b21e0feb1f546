"""`kpi-nlp demo`: checks the report set that comes with the program."""

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.running import USAGE, saved
from kpi_nlp.cli.wording import reason

if TYPE_CHECKING:
    from kpi_nlp.reports import FileFormat

Folder = Annotated[Path, typer.Option("--to", help="示例报告和核对结果放在这个文件夹。")]


def demo(to: Folder = Path("kpi-nlp-demo")) -> int:
    """演示：核对随程序附带的示例报告（虚构的澜川市），并告诉你结果放在哪里。"""
    from kpi_nlp import resources
    from kpi_nlp.pipeline import check_reports, with_maps
    from kpi_nlp.reports import print_report, save_report

    reports = to / "报告"
    try:
        reports.mkdir(parents=True, exist_ok=True)
        for source in sorted(resources.data("corpora/reports/faulty").iterdir()):
            if source.suffix in {".docx", ".xlsx"}:
                shutil.copyfile(source, reports / source.name)
    except OSError as error:
        typer.echo(f"无法写入「{reports}」：{reason(error)}", err=True)
        return USAGE
    result = check_reports([reports])
    print_report(result, sys.stdout, "check", "text")
    lists: list[tuple[FileFormat, Path]] = [("xlsx", to / "疑点清单.xlsx"), ("json", to / "结果.json")]
    whole = with_maps(result)
    written = [saved(path, partial(save_report, whole, view="check", format_=format_)) for format_, path in lists]
    typer.echo(
        f"\n示例报告：{reports}\n疑点清单：{to / '疑点清单.xlsx'}\n完整结果：{to / '结果.json'}\n核对自己的报告：kpi-nlp check 文件夹"
    )
    return 0 if all(written) else USAGE
