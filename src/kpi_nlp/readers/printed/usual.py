"""What is usual in a table, over all of its pages, worked out once: which columns hold labels, and how these end."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_nlp.readers.printed.cuts import contradicts, is_cut
from kpi_nlp.readers.printed.grid import Box
from kpi_nlp.readers.printed.heads import repeated_rows
from kpi_nlp.readers.printed.pieces import Piece, Seam, seams
from kpi_nlp.text import squeeze

_SPANNED = 0.25  # of the rows: what the tall cells of a column of labels span at least


@dataclass(frozen=True)  # without slots: what is usual is worked out once
class Usual:
    """What is usual in the table that stands in some pieces."""

    pieces: Sequence[Piece]

    @cached_property
    def labels(self) -> frozenset[int]:
        """The columns many of whose cells span several rows, as those of levels do; wider cells do not count."""
        single, tall = Counter[int](), Counter[int]()
        for _, box in self._boxes():
            if box.columns == 1:
                single[box.column] += box.rows
                tall[box.column] += box.rows if box.rows > 1 else 0
        return frozenset(column for column, rows in tall.items() if rows >= _SPANNED * single[column] > 0)

    @cached_property
    def shows_cuts(self) -> bool:
        """Whether two rows on one page look as if they were one that a page cut."""
        return any(_looks_cut(piece, repeated_rows(self.pieces[0], piece)) for piece in self.pieces)

    def is_filled(self, column: int) -> bool:
        """Return whether no cell of a column is empty, but for those at the top of a page."""
        return not self._gaps[column]

    def is_torn(self, seam: Seam) -> bool:
        """Return whether a page break cut the label of a merged cell.

        Together its parts end as most labels of the column do, and the first alone does not: 「经济成本指」 and 「标」 are
        one where others read 「数量指标」, 「质量指标」 and 「效益指标」 are two.
        """
        head, rest, tall = seam.face
        column = seam.upper.column
        if not (head.lines and rest.lines and (tall or column in self.labels)) or contradicts(seam.face):
            return False
        first, whole = squeeze(head.text), squeeze(head.text + rest.text)
        endings = self._endings[column] - Counter([first[-2:], squeeze(rest.text)[-2:]])
        usual = 2 * endings[whole[-2:]] >= max(endings.total(), 1)
        return usual and not first.endswith(whole[-2:]) and not any(map(str.isdigit, whole))

    @cached_property
    def _endings(self) -> dict[int, Counter[str]]:
        """For each column how often its texts end with two letters."""
        endings: dict[int, Counter[str]] = defaultdict(Counter)
        for piece in self.pieces:
            for box, content in piece.contents.items():
                if box.columns == 1 and content.lines:
                    endings[box.column][squeeze(content.text)[-2:]] += 1
        return endings

    @cached_property
    def _gaps(self) -> Counter[int]:
        return Counter(
            box.column for piece, box in self._boxes() if box.row > piece.first and not piece.content(box).lines
        )

    def _boxes(self) -> Iterator[tuple[Piece, Box]]:
        for piece in self.pieces:
            for (row, column), box in piece.grid.owners.items():
                if (row, column) == (box.row, box.column):
                    yield piece, box


def _looks_cut(piece: Piece, repeated: int) -> bool:
    for row in range(repeated, len(piece.grid.ys) - 2):
        facing = [seam for seam in seams(piece, piece, row, row + 1) if seam.upper != seam.lower]
        if facing and is_cut([seam.face for seam in facing], 0.0):
            return True
    return False
