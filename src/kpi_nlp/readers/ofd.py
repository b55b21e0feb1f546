"""OFD."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.source import Source


def read_ofd(source: Source) -> Document:
    """Return the pages."""
    raise UnsupportedFormat(source.name, "暂不支持 OFD", "请打开后用 Word 或 WPS 另存为 .docx 后重试")
