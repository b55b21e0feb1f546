"""Pages that were corrected: what was printed before a patch, and what was printed on it, read each by itself.

The library takes a letter that stands where an equal one stands for the same letter printed twice, and leaves it out,
even where the first lies under the patch: of 「150」 over 「600」 it would leave 「15」.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from kpi_nlp.readers.pdf.letters import runs_of
from kpi_nlp.readers.pdf.objects import Drawn, drawn_on
from kpi_nlp.readers.printed.places import Matrix
from kpi_nlp.readers.printed.shown import Run

_MOST_LAYERS = 20


def layered_runs(document: pypdfium2.PdfDocument, number: int, frame: Matrix, drawn: Drawn) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they were printed, those under a patch marked as covered."""
    bounds = sorted({cover.before for cover in drawn.covers})[:_MOST_LAYERS]
    for start, stop in pairwise([0, *bounds, len(drawn.texts)]):
        over = [cover.area for cover in drawn.covers if cover.before >= stop]
        with closing(document[number - 1]) as page:
            layer = drawn_on(page, frame)
            _keep(page, layer, range(start, stop))
            with closing(page.get_textpage()) as letters:
                yield from runs_of(letters, frame, layer, over)


def _keep(page: pypdfium2.PdfPage, layer: Drawn, kept: range) -> None:
    """Take all other texts off a page, in memory."""
    for number, (handle, _) in enumerate(layer.texts):
        if number not in kept:
            raw.FPDFPage_RemoveObject(page.raw, handle)
            raw.FPDFPageObj_Destroy(handle)
