"""Web pages."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source


def read_html(source: Source) -> Document:
    """Return the page."""
    raise UnsupportedFormat(source.name, "内容是网页（HTML）", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试")


def read_mht(source: Source) -> Document:
    """Return the page."""
    raise UnsupportedFormat(source.name, "内容是网页归档（MHT）", "请用 Word 或 WPS 打开，另存为 .docx 后重试")
