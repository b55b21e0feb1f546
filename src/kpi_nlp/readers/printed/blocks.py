"""Pages to blocks."""

from collections.abc import Iterable

from kpi_nlp.model import Block, ReadWarning
from kpi_nlp.readers.printed.page import Page


def blocks_of(name: str, pages: Iterable[Page]) -> tuple[tuple[Block, ...], tuple[ReadWarning, ...]]:
    """Return the headings, paragraphs and tables of all pages in reading order, and what was noticed."""
    raise NotImplementedError(name, pages)
