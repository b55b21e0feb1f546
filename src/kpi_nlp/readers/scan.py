"""Scans."""

from typing import Any

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import ToolMissing, UnsupportedFormat
from kpi_nlp.readers.printed.page import OnPage, Page
from kpi_nlp.readers.source import Source


def read_image(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the recognised page."""
    raise UnsupportedFormat(source.name, "这是图片", "请提供 Word、Excel 或文本版本")


def recognised(bitmap: Any, *, number: int, width: float, height: float) -> Page:
    """Return a page that was drawn as an image (BGR), its size in points."""
    raise ToolMissing("PDF", "未安装文字识别组件", "请安装 kpi-nlp[ocr] 后重试")
