"""Excel 97 workbooks."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source


def read_xls(source: Source) -> Document:
    """Return the sheets."""
    raise UnsupportedFormat(source.name, "这是旧版 Excel（.xls）或 WPS 表格", "请用 Excel 或 WPS 另存为 .xlsx 后重试")
