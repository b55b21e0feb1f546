"""Tells the format of a file by its content, never by its suffix."""

import re
from typing import Literal

from kpi_nlp.readers.compound import SIGNATURE, Compound
from kpi_nlp.readers.encoding import decode
from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, UnsupportedFormat
from kpi_nlp.readers.ofd_names import is_ofd
from kpi_nlp.readers.source import Source

Format = Literal["docx", "xlsx", "xls", "doc", "rtf", "office_xml", "pdf", "ofd", "html", "mht", "csv", "text", "image"]

_ENCRYPTED, _WORD, _WORKBOOK, _SLIDES = "EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document"
_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x14]\x00..[\x05\x10\x20\x40]\x00", re.DOTALL)  # Excel before 1993
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
    r"\s*<(?:\?xml|Workbook).*(?:mso-application|schemas-microsoft-com:office|schemas\.microsoft\.com/office)",
    re.DOTALL,
)
_DELIMITED = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".et"})  # text named so is an export of rows
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
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
    if data.startswith(SIGNATURE):
        return _ole_format(source)
    if known := _by_first_bytes(data) or _markup(source):
        return known
    if not data.startswith(_UTF16) and _CONTROL.search(data[:65536]):
        raise UnsupportedFormat(source.name, "不是可识别的文档", "请提供 Word、Excel、WPS、PDF、OFD、网页或文本文件")
    return "csv" if source.suffix in _DELIMITED or _is_delimited(source) else "text"


def _is_delimited(source: Source) -> bool:
    """Return whether a text file holds nothing but rows of cells: an export that was named .txt.

    Excel's 「Unicode 文本」 has them between tabs; in other encodings tabs are left by tools that print pages as text.
    """
    from kpi_nlp.readers.delimited import is_delimited

    delimiters = ",;\t" if source.data.startswith(_UTF16) else ",;"
    return source.suffix == ".txt" and is_delimited(decode(source), delimiters)


def _by_first_bytes(data: bytes) -> Format | None:
    beginnings: tuple[tuple[re.Pattern[bytes], Format], ...] = ((_PDF, "pdf"), (_IMAGE, "image"), (_BIFF, "xls"))
    return next((format_ for beginning, format_ in beginnings if beginning.match(data)), None)


def _markup(source: Source) -> Format | None:
    """Return the format of a file that is text to the eye of a program and a formatted document to its reader."""
    head = source.data[:_HEAD]
    text = head.decode("utf-16" if head.startswith(_UTF16) else "utf-8-sig", errors="ignore")
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
    if package.find("xl/workbook.xml"):
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise UnsupportedFormat(
            source.name, "这是二进制工作簿（.xlsb）", "请用 Excel 或 WPS 另存为「Excel 工作簿（.xlsx）」后重试"
        )
    if is_ofd(names):
        return "ofd"
    if any(name.startswith("ppt/") for name in names):
        raise UnsupportedFormat(source.name, "这是演示文稿", "请提供 Word、Excel 或文本版本")
    raise UnsupportedFormat(source.name, "压缩包内不是 Word 或 Excel 文档", "若是多份报告打成的包，请使用 .zip 扩展名")


def _ole_format(source: Source) -> Format:
    """Decide by what lies in the root: a workbook may hold a Word document, and the other way round."""
    names = _names_in_root(source)
    if _ENCRYPTED in names:
        raise EncryptedFile(source.name, "文件有打开密码", "请用 Word、Excel 或 WPS 去掉密码，另存后重试")
    if _WORD in names:
        return "doc"
    if names & {_WORKBOOK, _WORKBOOK.upper(), "Book", "BOOK"}:
        return "xls"
    if _SLIDES in names:
        raise UnsupportedFormat(source.name, "这是演示文稿", "请提供 Word、Excel 或文本版本")
    raise UnsupportedFormat(source.name, "这是旧版 Office 文件", "请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后重试")


def _names_in_root(source: Source) -> frozenset[str]:
    """Return the names of the streams; where the directory is damaged, those that are found anywhere in the file."""
    try:
        return Compound(source.data).names
    except ValueError as error:
        known = (_ENCRYPTED, _WORD, _WORKBOOK, _SLIDES)
        names = frozenset(name for name in known if name.encode("utf-16-le") in source.data)
        if not names:
            raise CorruptFile(
                source.name, "文件已损坏或不完整", "请用 Word、Excel 或 WPS 打开并另存一份，或重新下载"
            ) from error
        return names
