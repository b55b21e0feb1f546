"""Tells what this program wrote itself: a list of findings lies beside the reports and quotes them, and is none."""

import re

from kpi_nlp.model import CREATOR, OPINION
from kpi_nlp.readers.errors import OwnOutput
from kpi_nlp.readers.package import Package
from kpi_nlp.readers.source import Source

_PROPERTIES = "docProps/core.xml"
_SIGNS = {"xlsx": CREATOR, "docx": OPINION}
_BEGINNINGS = re.compile(
    r"文件清单（\d+ 份）|序号,疑点编号,严重程度,|文件,部门,年度,阶段,表,范围,|序号,部门,二级指标,指标,判断,"
)
_LONGEST_BEGINNING = 160


def refuse_own_output(source: Source, format_: str) -> None:
    """Raise OwnOutput for a workbook, an opinion, a list, page or text that a run of this program saved."""
    if format_ in _SIGNS:
        package = Package(source)
        own = _PROPERTIES in package.names and f">{_SIGNS[format_]}</".encode() in package.read(_PROPERTIES)
    else:
        beginning = source.data[:_LONGEST_BEGINNING].decode("utf-8-sig", errors="replace")
        own = (format_ in {"text", "csv"} and bool(_BEGINNINGS.match(beginning))) or (
            format_ == "html" and f'name="generator" content="{CREATOR}"' in beginning
        )
    if own:
        raise OwnOutput(source.name, "这是本程序输出的结果", "请指定原报告")
