"""Tables that another tool wrote down one cell after another, solved by what may stand in their columns.

Copying from a PDF, or saving as plain text, leaves the titles of a table one per line, or run together, and then its
cells in the same way. Which text stands in which column is solved by constraints: levels by their lexicon, points that
are numbers, scores that do not exceed their weights, an actual of the shape of its target. What has several solutions
is not read, and told.
"""

from collections.abc import Sequence
from itertools import groupby

from kpi_nlp.extract.dumps.broken import mended
from kpi_nlp.extract.dumps.tables import solve, written
from kpi_nlp.extract.dumps.words import words_of
from kpi_nlp.model import Block, Paragraph, ReadWarning


def solved(blocks: Sequence[Block]) -> tuple[list[Block], list[ReadWarning]]:
    """Return the blocks with tables in place of the paragraphs that such tables were written down in."""
    blocks, warnings = mended(blocks)
    found: list[Block] = []
    for printed, run in groupby(range(len(blocks)), key=lambda at: _is_printed(blocks[at])):
        places = list(run)
        kept: dict[int, Block | None] = {at: blocks[at] for at in places}
        for dump in written(list(words_of(blocks, places[0], places[-1] + 1))) if printed else ():
            table, read, told = solve(dump)
            warnings += told
            if table is not None:
                kept |= dict.fromkeys(read) | {dump.titles.columns[0].word.block: table}
        found += [block for block in kept.values() if block is not None]
    return found, warnings


def _is_printed(block: Block) -> bool:
    """Only text files are lines of print; the paragraphs of other formats are whole."""
    return isinstance(block, Paragraph) and block.location.line is not None
