"""Pages of a PDF: letters and ruling lines as the page is held to be read."""

from contextlib import closing

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.pdf.layers import layered_runs
from kpi_nlp.readers.pdf.letters import runs_of
from kpi_nlp.readers.pdf.matrix import frame_of
from kpi_nlp.readers.pdf.notes import made_part, strikes
from kpi_nlp.readers.pdf.objects import drawn_on
from kpi_nlp.readers.printed.readings import Reading, quarters_of, reading_of

_MOST_ATTEMPTS = 3
_MOST_LETTERS = 200_000  # fifty times those of a page in small print
_TOO_MANY_LETTERS = f"超过 {_MOST_LETTERS} 个字"


class PageTooLarge(Exception):
    """A page that holds more than any paper does, or would grow to more."""


def read_page(document: pypdfium2.PdfDocument, number: int) -> Reading:
    """Return a page as it is held to be read; raises PdfiumError where it is broken, and PageTooLarge.

    What was filled in or drawn on the page later becomes a part of it, and a page whose text runs sideways is
    turned: each makes the library read the page anew.
    """
    for attempt in range(_MOST_ATTEMPTS):
        with closing(document[number - 1]) as page:
            if made_part(page):
                continue
            frame, area = frame_of(page)
            drawn = drawn_on(page, frame)
            drawn.rules += strikes(page, frame)
            with closing(page.get_textpage()) as letters:
                if letters.count_chars() > _MOST_LETTERS:
                    raise PageTooLarge(_TOO_MANY_LETTERS)
                runs = list(runs_of(letters, frame, drawn))
            quarters = quarters_of(runs)
            if not quarters or attempt == _MOST_ATTEMPTS - 1:
                break
            _turn(page, quarters)
    if drawn.covers:
        runs = list(layered_runs(document, number, frame, drawn))
    return reading_of(number, area, drawn, runs)


def _turn(page: pypdfium2.PdfPage, quarters: int) -> None:
    """Turn what stands on a page clockwise, and the page with it."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    matrix, width, height = {
        1: ((0, -1, 1, 0, -bottom, right), top - bottom, right - left),
        2: ((-1, 0, 0, -1, right, top), right - left, top - bottom),
        3: ((0, 1, -1, 0, top, -left), top - bottom, right - left),
    }[quarters]
    raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
    raw.FPDFPage_SetMediaBox(page.raw, 0, 0, width, height)
    raw.FPDFPage_SetCropBox(page.raw, 0, 0, width, height)
