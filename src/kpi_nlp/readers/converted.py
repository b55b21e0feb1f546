"""Formats that LibreOffice reads for us: .doc and .wps, .rtf, and the XML of Office 2003."""

import re
from dataclasses import dataclass, replace

from kpi_nlp.model import Document, ReadWarning, Table
from kpi_nlp.readers import libreoffice
from kpi_nlp.readers.compound import BrokenCompound, Compound
from kpi_nlp.readers.docx import read_docx
from kpi_nlp.readers.errors import EncryptedFile, ToolMissing, UnsupportedFormat
from kpi_nlp.readers.flat_package import unfolded
from kpi_nlp.readers.source import Source
from kpi_nlp.readers.word.embedded import Open

_END_OF_ROW = b"\x17\x24\x01"  # sprmPFTtp, [MS-DOC] 2.6.2
_TABLE_LOST = ReadWarning("TableNotRead", "原文件中的表格转换后没有了，未读取；请用 Word 或 WPS 另存为 .docx 后重试")
_CONVERTED = ReadWarning("Converted", "由 LibreOffice 转换后读取")
_HEAD = 4096
_SPREADSHEET = ("Excel.Sheet", "schemas-microsoft-com:office:spreadsheet")
_WORD = ("Word.Document", "schemas.microsoft.com/office/word/2003")
# how the stream of a Word document begins, [MS-DOC] 2.5.1: a sign, the version; DC before 1997
_FIB = re.compile(rb"\xec\xa5(?:[\xc0-\xc2\xd9]\0|[\x01\x0c\x12]\x01)|\xdc\xa5[\x65-\x6c]\0")
_BEFORE_97 = b"\xdc"
_STREAM = "WordDocument"
_ANSI, _CODE_PAGE = b"\\ansi", b"\\ansicpg"
_SECTOR, _FLAGS, _ENCRYPTED = 512, 0x0B, 0x01


@dataclass(frozen=True, slots=True)
class _Way:
    """How a format is converted: what it is called, what LibreOffice calls it, how it marks a row, what comes of it."""

    name: str
    suffix: str
    filter: str | None
    row: bytes
    target: str = "docx"


def read_converted(source: Source, format_: str, *, inside: Open) -> Document:
    """Return a document as LibreOffice converts it, under its own name, hash and format.

    `inside` reads the documents that stand in this one.

    Raises ToolMissing without LibreOffice, EncryptedFile, ReadTimeout, and CorruptFile where nothing comes of it.
    """
    if format_ == "office_xml" and (flat := unfolded(source)) is not None:
        return replace(read_docx(flat, inside=inside), sha256=source.sha256, format=format_)
    way = _way(source, format_)
    office = libreoffice.program()
    if office is None:
        raise ToolMissing(
            source.name,
            f"这是{way.name}，需要 LibreOffice 才能直接读取",
            f"请用 Word 或 WPS 另存为 .{way.target} 后重试，或安装 LibreOffice",
        )
    data = libreoffice.converted(
        _legible(source, format_), office, suffix=way.suffix, filter_=way.filter, target=way.target
    )
    document = _read(Source(source.name, data), way.target, inside)
    lost = way.row in source.data and not any(isinstance(block, Table) for block in document.blocks)
    warnings = (_CONVERTED, *([_TABLE_LOST] if lost else ()), *document.warnings)
    return replace(document, sha256=source.sha256, format=format_, warnings=warnings)


def _way(source: Source, format_: str) -> _Way:
    match format_:
        case "rtf":
            return _Way(" RTF 文档", ".rtf", "Rich Text Format", b"\\trowd")
        case "office_xml":
            return _way_of_xml(source)
        case _:
            return _way_of_doc(source)


def _way_of_xml(source: Source) -> _Way:
    head = source.data[:_HEAD]
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", errors="ignore")
    if any(mark in text for mark in _SPREADSHEET):
        return _Way(" Office 2003 的 XML 表格", ".xml", "MS Excel 2003 XML", b"<Row", "xlsx")
    if any(mark in text for mark in _WORD):
        return _Way(" Office 2003 的 XML 文档", ".xml", "MS Word 2003 XML", b"<w:tr")
    raise UnsupportedFormat(source.name, "这是其他程序的 XML", "请提供 Word、Excel 或 WPS 文件")


def _way_of_doc(source: Source) -> _Way:
    """The filter is named, for without it LibreOffice reads a damaged file as text."""
    head = _head_of_word(source.data)
    if len(head) > _FLAGS and head[_FLAGS] & _ENCRYPTED:
        raise EncryptedFile(source.name, "文件有打开密码", "请用 Word 或 WPS 去掉密码，另存后重试")
    filter_ = None if head.startswith(_BEFORE_97) else "MS Word 97"
    return _Way("旧版 Word（.doc）或 WPS 文档", ".doc", filter_, _END_OF_ROW)


def _head_of_word(data: bytes) -> bytes:
    """Return the beginning of the stream of a Word document; of a damaged container, wherever one begins."""
    try:
        head = Compound(data).stream(_STREAM)[:_SECTOR]
    except BrokenCompound:
        head = b""
    if _FIB.match(head):
        return head
    starts = (match.start() for match in _FIB.finditer(data))
    return next((data[at : at + _SECTOR] for at in starts if at % _SECTOR == 0), b"")


def _legible(source: Source, format_: str) -> Source:
    """Return an RTF whose Chinese bytes are told to be so: some programs leave it to the language of the system."""
    if format_ != "rtf" or _CODE_PAGE in source.data[:_HEAD]:
        return source
    return Source(source.name, source.data.replace(_ANSI, _ANSI + _CODE_PAGE + b"936", 1))


def _read(source: Source, target: str, inside: Open) -> Document:
    if target == "docx":
        return read_docx(source, inside=inside)
    from kpi_nlp.readers.xlsx import read_xlsx

    return read_xlsx(source)
