"""Files to Documents: one file per format, chosen by content. Nothing here knows of indicators."""

from dataclasses import replace
from functools import partial

from kpi_nlp.model import Document, ReadWarning
from kpi_nlp.readers.archive import Found
from kpi_nlp.readers.errors import (
    CorruptFile,
    EncryptedFile,
    LimitExceeded,
    MissingPath,
    OwnOutput,
    ReadError,
    ReadTimeout,
    ToolMissing,
    UnsupportedFormat,
)
from kpi_nlp.readers.folder import find
from kpi_nlp.readers.limits import within_limits
from kpi_nlp.readers.own_output import refuse_own_output
from kpi_nlp.readers.printed.page import OnPage
from kpi_nlp.readers.sniff import Format, sniff
from kpi_nlp.readers.source import Source, load

__all__ = [
    "CorruptFile",
    "EncryptedFile",
    "Found",
    "LimitExceeded",
    "MissingPath",
    "OwnOutput",
    "ReadError",
    "ReadTimeout",
    "Source",
    "ToolMissing",
    "UnsupportedFormat",
    "find",
    "load",
    "read",
]

_SUFFIXES: dict[Format, tuple[str, frozenset[str]]] = {
    "docx": ("Word 文档", frozenset({".docx", ".docm", ".dotx", ".dotm", ".wps"})),
    "xlsx": ("Excel 工作簿", frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"})),
    "xls": ("旧版 Excel 工作簿", frozenset({".xls", ".et", ".xlt", ".ett"})),
    "doc": ("旧版 Word 文档", frozenset({".doc", ".wps", ".dot"})),
    "rtf": ("RTF 文档", frozenset({".rtf", ".doc"})),
    "office_xml": ("Office 2003 的 XML", frozenset({".xml", ".doc", ".xls"})),
    "pdf": ("PDF", frozenset({".pdf"})),
    "ofd": ("OFD", frozenset({".ofd"})),
    "html": ("网页", frozenset({".html", ".htm", ".xhtml"})),
    "mht": ("网页归档", frozenset({".mht", ".mhtml"})),
    "csv": ("逗号或制表符分隔的文本", frozenset({".csv", ".tsv"})),
    "text": ("文本", frozenset({".txt", ".md", ".text", ".markdown", ""})),
    "image": ("图片", frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"})),
}
_INSIDE: frozenset[Format] = frozenset({"docx", "xlsx", "xls", "html", "mht", "text", "doc", "rtf"})
_DEEPEST_INSIDE = 2


def read(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return a file as a Document; raises ReadError with the reason and a hint where it cannot be read.

    `on_page` is called with each page of a printed document and their number: character recognition takes its time.
    """
    format_ = sniff(source)
    refuse_own_output(source, format_)
    document = within_limits(_read(source, format_, on_page))
    kind, suffixes = _SUFFIXES[format_]
    if source.suffix in suffixes:
        return document
    mismatch = ReadWarning("SuffixMismatch", f"扩展名是 {source.suffix or '空的'}，内容是{kind}，已按{kind}读取")
    return replace(document, warnings=(mismatch, *document.warnings))


def _read_inside(source: Source, *, depth: int) -> Document:
    """Read a document that stands inside another, `depth` of them around it; raises ReadError."""
    if depth > _DEEPEST_INSIDE:
        raise UnsupportedFormat(source.name, "文档嵌套过深", "请用 Word 打开并另存一份后重试")
    format_ = sniff(source)
    if format_ not in _INSIDE:
        raise UnsupportedFormat(source.name, "嵌入的文件无法读取", "请用 Word 打开并另存一份后重试")
    return _read(source, format_, None, depth)


def _read(source: Source, format_: Format, on_page: OnPage | None, depth: int = 0) -> Document:  # noqa: C901, PLR0911 - one case a format
    inside = partial(_read_inside, depth=depth + 1)
    match format_:
        case "docx":
            from kpi_nlp.readers.docx import read_docx

            return read_docx(source, inside=inside)
        case "xlsx":
            from kpi_nlp.readers.xlsx import read_xlsx

            return read_xlsx(source)
        case "xls":
            from kpi_nlp.readers.xls import read_xls

            return read_xls(source)
        case "doc" | "rtf" | "office_xml":
            from kpi_nlp.readers.converted import read_converted

            return read_converted(source, format_, inside=inside)
        case "pdf":
            from kpi_nlp.readers.pdf import read_pdf

            return read_pdf(source, on_page=on_page)
        case "ofd":
            from kpi_nlp.readers.ofd import read_ofd

            return read_ofd(source, on_page=on_page)
        case "html":
            from kpi_nlp.readers.html import read_html

            return read_html(source)
        case "mht":
            from kpi_nlp.readers.mht import read_mht

            return read_mht(source)
        case "csv":
            from kpi_nlp.readers.delimited import read_csv

            return read_csv(source)
        case "text":
            from kpi_nlp.readers.plain import read_plain

            return read_plain(source)
        case "image":
            from kpi_nlp.readers.scan import read_image

            return read_image(source, on_page=on_page)
