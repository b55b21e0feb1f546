"""Formats that LibreOffice reads."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source


def read_converted(source: Source, format_: str) -> Document:
    """Return the document as converted."""
    raise UnsupportedFormat(source.name, "这是旧版 Word（.doc）或 WPS 文档", "请用 Word 或 WPS 另存为 .docx 后重试")
