"""Tells the format of a file by its content, never by its suffix."""

import re
from typing import Literal

from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, UnsupportedFormat
from kpi_nlp.readers.source import Source

Format = Literal["docx", "xlsx", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD, _WORKBOOK = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|table|meta)", re.IGNORECASE)
_MHT = re.compile(r"(?:From:.*\n|Date:.*\n|Subject:.*\n)*MIME-Version:", re.IGNORECASE)
_OFFICE_XML = re.compile(
    r"\s*<\?xml.*(?:mso-application|schemas-microsoft-com:office|schemas\.microsoft\.com/office)", re.DOTALL
)
_HEAD = 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAVE_DOCX = "请用 Word 或 WPS 另存为 .docx 后重试"
_SAVE_XLSX = "请用 Excel 或 WPS 另存为 .xlsx 后重试"


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
        raise _ole_error(source)
    if data.startswith(b"%PDF"):
        raise UnsupportedFormat(source.name, "暂不支持 PDF", "请提供原 Word 文件，或用 WPS 把 PDF 转成 .docx 后重试")
    if _IMAGE.match(data):
        raise UnsupportedFormat(source.name, "这是图片", "请提供 Word、Excel 或文本版本")
    if error := _markup_error(source):
        raise error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if _CONTROL.search(data[:65536]):
        raise UnsupportedFormat(source.name, "不是可识别的文档", "请提供 .docx、.xlsx 或 .txt 文件")
    return "text"


def _markup_error(source: Source) -> UnsupportedFormat | None:
    """Return the error of a file that is text to the eye of a program and a formatted document to its reader."""
    head = source.data[:_HEAD]
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", errors="ignore")
    if text.startswith("{\\rtf"):
        return UnsupportedFormat(source.name, "内容是 RTF 文档", _SAVE_DOCX)
    if _MHT.match(text):
        return UnsupportedFormat(source.name, "内容是网页归档（MHT）", "请用 Word 或 WPS 打开，另存为 .docx 后重试")
    if _OFFICE_XML.match(text):
        return UnsupportedFormat(
            source.name, "内容是 Office 2003 的 XML", "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后重试"
        )
    if _HTML.match(text):
        return UnsupportedFormat(source.name, "内容是网页（HTML）", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试")
    return None


def _package_format(source: Source) -> Format:
    from kpi_nlp.readers.package import Package

    package = Package(source)
    names = package.names
    if package.word_part:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "OFD.xml" in names:
        raise UnsupportedFormat(source.name, "暂不支持 OFD", f"请打开后{_SAVE_DOCX.removeprefix('请')}")
    if any(name.startswith("ppt/") for name in names):
        raise UnsupportedFormat(source.name, "这是演示文稿", "请提供 Word、Excel 或文本版本")
    raise UnsupportedFormat(source.name, "压缩包内不是 Word 或 Excel 文档", "若是多份报告打成的包，请使用 .zip 扩展名")


def _ole_error(source: Source) -> EncryptedFile | UnsupportedFormat:
    if _ENCRYPTED in source.data:
        return EncryptedFile(source.name, "文件有打开密码", "请用 Word、Excel 或 WPS 去掉密码，另存后重试")
    if _WORD in source.data:
        return UnsupportedFormat(source.name, "这是旧版 Word（.doc）或 WPS 文档", _SAVE_DOCX)
    if _WORKBOOK in source.data or b"\x09\x08\x10\x00" in source.data[:4096]:
        return UnsupportedFormat(source.name, "这是旧版 Excel（.xls）或 WPS 表格", _SAVE_XLSX)
    return UnsupportedFormat(
        source.name, "这是旧版 Office 文件", "请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后重试"
    )
