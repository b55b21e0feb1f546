"""Opening a PDF: what is wrong with one that cannot be opened, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.errors import CorruptFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from kpi_nlp.readers.source import Source

MAX_PAGES = 2_000
MAX_PAGE = 16 * 1024 * 1024
"""Bytes of instructions on a page with all that they repeat: some seconds of work, about a gigabyte of memory."""
_PROTECTED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


@contextmanager
def opened(source: Source) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF and close it again; raises EncryptedFile, CorruptFile, LimitExceeded and UnsupportedFormat."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _PROTECTED:
            raise EncryptedFile(source.name, "文件有打开密码", "请用 PDF 软件去掉密码，另存后重试") from error
        raise CorruptFile(source.name, "PDF 已损坏或不完整", "请重新取得文件，或用 PDF 软件打开并另存后重试") from error
    try:
        _refuse(source, document)
        yield document
    finally:
        document.close()


def _refuse(source: Source, document: pypdfium2.PdfDocument) -> None:
    if len(document) > MAX_PAGES:
        raise LimitExceeded(source.name, f"超过 {MAX_PAGES} 页", "请拆分后重试")
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise UnsupportedFormat(source.name, "这是动态表单（XFA）", "请用 Adobe Reader 打开，打印成普通 PDF 后重试")
