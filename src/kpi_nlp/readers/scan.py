"""Scans."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.printed.page import OnPage
from kpi_nlp.readers.source import Source


def read_image(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the recognised page."""
    raise UnsupportedFormat(source.name, "这是图片", "请提供 Word、Excel 或文本版本")
