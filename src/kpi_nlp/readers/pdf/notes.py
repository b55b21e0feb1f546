"""Annotations of a PDF page: what was filled in or stamped is part of the paper, what was struck out no longer is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.printed.places import Matrix, moved

_PRINTED = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET}


def made_part(page: pypdfium2.PdfPage) -> bool:
    """Make what was filled in or typed on top of a page a part of it; return whether anything was."""
    kinds = {raw.FPDFAnnot_GetSubtype(note) for note in _notes(page)}
    return bool(kinds & _PRINTED) and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS


def strikes(page: pypdfium2.PdfPage, frame: Matrix) -> Iterator[Rule]:
    """Yield the lines with which a reader struck out text."""
    for note in _notes(page):
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_STRIKEOUT:
            for at in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
                corners = raw.FS_QUADPOINTSF()
                raw.FPDFAnnot_GetAttachmentPoints(note, at, corners)
                left, top = moved(corners.x1, corners.y1, frame)
                right, bottom = moved(corners.x4, corners.y4, frame)
                yield Rule(min(left, right), (top + bottom) / 2, max(left, right), (top + bottom) / 2)


def _notes(page: pypdfium2.PdfPage) -> Iterator[Any]:
    for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        with _opened(page, at) as note:
            yield note


@contextmanager
def _opened(page: pypdfium2.PdfPage, at: int) -> Iterator[Any]:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        yield note
    finally:
        raw.FPDFPage_CloseAnnot(note)
