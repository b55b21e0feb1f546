"""Scans and pictures: characters and ruling lines are recognised by the extra `ocr`, on this machine alone."""

from kpi_nlp.model import Document
from kpi_nlp.readers.printed.page import OnPage, Page
from kpi_nlp.readers.scan.engine import refuse_without_extra
from kpi_nlp.readers.scan.pixels import Pixels
from kpi_nlp.readers.source import Source


def read_image(source: Source, *, on_page: OnPage | None = None) -> Document:
    """Return the pages of a picture as blocks; a .tiff may hold many.

    Raises ToolMissing without the extra `ocr`, CorruptFile for a broken picture, LimitExceeded for an oversized one.
    """
    refuse_without_extra(source.name)
    from kpi_nlp.readers.scan.pictures import pages_of

    return pages_of(source, on_page)


def recognised(bitmap: Pixels, *, number: int, width: float, height: float) -> Page:
    """Return what is printed on a page that was drawn as an image: BGR, `width` and `height` in points.

    A page that lies on its side or upside down is turned. Raises ToolMissing without the extra `ocr`.
    """
    refuse_without_extra("")
    from kpi_nlp.readers.scan.recognition import page_of

    return page_of(bitmap, number=number, width=width, height=height)
