"""Tells what this program wrote itself: a list of findings lies beside the reports and quotes them, and is none."""

import re

from kpi_nlp.model import CREATOR
from kpi_nlp.readers.errors import OwnOutput
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source

_PROPERTIES = "docProps/core.xml"
_BEGINNINGS = re.compile(
    r"文件清单（\d+ 份）|序号,疑点编号,严重程度,|文件,部门,年度,阶段,表,范围,|判断,概率,关系,左：文件,"
)
_LONGEST_BEGINNING = 160


def refuse_own_output(source: Source, format_: str) -> None:
    """Raise OwnOutput for a workbook, list, page or text that a run of this program saved."""
    if format_ == "xlsx":
        package = Package(source)
        own = _PROPERTIES in package.names and f">{CREATOR}</".encode() in package.read(_PROPERTIES)
    else:
        beginning = source.data[:_LONGEST_BEGINNING].decode("utf-8-sig", errors="replace")
        own = (format_ in {"text", "csv"} and bool(_BEGINNINGS.match(beginning))) or (
            format_ == "html" and f'name="generator" content="{CREATOR}"' in beginning
        )
    if own:
        raise OwnOutput(source.name, "这是本程序输出的结果", "请指定原报告")
