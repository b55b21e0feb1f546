"""Files to Documents: one file per format, chosen by content. Nothing here knows of indicators."""

from kpi_nlp.model import Document
from kpi_nlp.readers.errors import (
    CorruptFile,
    EncryptedFile,
    LimitExceeded,
    MissingPath,
    OwnOutput,
    ReadError,
    UnsupportedFormat,
)
from kpi_nlp.readers.folder import Found, find
from kpi_nlp.readers.own_output import refuse_own_output
from kpi_nlp.readers.sniff import sniff
from kpi_nlp.readers.source import Source, load

__all__ = [
    "CorruptFile",
    "EncryptedFile",
    "Found",
    "LimitExceeded",
    "MissingPath",
    "OwnOutput",
    "ReadError",
    "Source",
    "UnsupportedFormat",
    "find",
    "load",
    "read",
]


def read(source: Source) -> Document:
    """Return a file as a Document; raises ReadError with the reason and a hint where it cannot be read."""
    format_ = sniff(source)
    refuse_own_output(source, format_)
    match format_:
        case "docx":
            from kpi_nlp.readers.docx import read_docx

            return read_docx(source)
        case "xlsx":
            from kpi_nlp.readers.xlsx import read_xlsx

            return read_xlsx(source)
        case "text" if source.suffix == ".csv":
            raise UnsupportedFormat(source.name, "暂不支持 CSV", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试")
        case "text":
            from kpi_nlp.readers.plain import read_plain

            return read_plain(source)
