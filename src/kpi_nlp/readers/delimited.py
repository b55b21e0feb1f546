"""CSV."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source


def read_csv(source: Source) -> Document:
    """Return the rows."""
    raise UnsupportedFormat(source.name, "暂不支持 CSV", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试")
