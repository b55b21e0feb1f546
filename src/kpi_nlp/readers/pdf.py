"""PDF."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import UnsupportedFormat
from kpi_nlp.readers.printed.page import OnPage
from kpi_nlp.readers.source import Source


def read_pdf(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the pages."""
    raise UnsupportedFormat(source.name, "暂不支持 PDF", "请提供原 Word 文件，或用 WPS 把 PDF 转成 .docx 后重试")
