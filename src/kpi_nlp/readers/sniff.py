"""Tells the format of a file by its content, never by its suffix."""

import re
from typing import Literal

from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, UnsupportedFormat
from kpi_nlp.readers.ofd_names import is_ofd
from kpi_nlp.readers.source import Source

Format = Literal["docx", "xlsx", "xls", "doc", "rtf", "office_xml", "pdf", "ofd", "html", "mht", "csv", "text", "image"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD, _WORKBOOK = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL)
_BEFORE = r"\s*(?:<\?xml[^>]*\?>\s*|<!--.{0,500}?-->\s*)*<"
_HTML = re.compile(_BEFORE + r"(?:!doctype\s+html|html|head|body|table|meta)", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(
    _BEFORE + r"(?:title|style|script|div|center|p|h[1-6]|font|span|br|link|base)[\s/>]", re.IGNORECASE | re.DOTALL
)
_TEXTS = frozenset({".txt", ".md", ".text", ".markdown", ".csv", ".tsv", ""})  # Markdown may begin with a tag
_MHT = re.compile(r"\s*(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)
_OFFICE_XML = re.compile(
    r"\s*<\?xml.*(?:mso-application|schemas-microsoft-com:office|schemas\.microsoft\.com/office)", re.DOTALL
)
_HEAD = 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PDF = re.compile(rb"(?:.{0,1024}[\r\n\0])?%PDF-\d", re.DOTALL)  # some programs write a few bytes ahead


def sniff(source: Source) -> Format:
    """Return the format of a file.

    Raises CorruptFile for an empty file or a broken archive, EncryptedFile, and UnsupportedFormat with a hint.
    """
    data = source.data
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise CorruptFile(source.name, "文件是空的", "请确认导出或下载是否完成，重新取得文件后再试")
    if data.startswith(_PACKAGES):
        return _package_format(source)
    if data.startswith(_OLE):
        return _ole_format(source)
    if _PDF.match(data):
        return "pdf"
    if _IMAGE.match(data):
        return "image"
    if markup := _markup(source):
        return markup
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and _CONTROL.search(data[:65536]):
        raise UnsupportedFormat(source.name, "不是可识别的文档", "请提供 Word、Excel、WPS、PDF、OFD、网页或文本文件")
    return "csv" if source.suffix == ".csv" else "text"


def _markup(source: Source) -> Format | None:
    """Return the format of a file that is text to the eye of a program and a formatted document to its reader."""
    head = source.data[:_HEAD]
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", errors="ignore")
    if text.startswith("{\\rtf"):
        return "rtf"
    if _MHT.match(text):
        return "mht"
    if _HTML.match(text) or (source.suffix not in _TEXTS and _FRAGMENT.match(text)):
        return "html"
    return "office_xml" if _OFFICE_XML.match(text) else None


def _package_format(source: Source) -> Format:
    from kpi_nlp.readers.package import Package

    package = Package(source)
    names = package.names
    if package.word_part:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if is_ofd(names):
        return "ofd"
    if any(name.startswith("ppt/") for name in names):
        raise UnsupportedFormat(source.name, "这是演示文稿", "请提供 Word、Excel 或文本版本")
    raise UnsupportedFormat(source.name, "压缩包内不是 Word 或 Excel 文档", "若是多份报告打成的包，请使用 .zip 扩展名")


def _ole_format(source: Source) -> Format:
    if _ENCRYPTED in source.data:
        raise EncryptedFile(source.name, "文件有打开密码", "请用 Word、Excel 或 WPS 去掉密码，另存后重试")
    if _WORD in source.data:
        return "doc"
    if _WORKBOOK in source.data or b"\x09\x08\x10\x00" in source.data[:4096]:
        return "xls"
    raise UnsupportedFormat(source.name, "这是旧版 Office 文件", "请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后重试")
