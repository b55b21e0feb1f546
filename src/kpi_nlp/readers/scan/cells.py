"""Cells between ruling lines, as the tables of the page will have them."""

from collections.abc import Iterable, Iterator

from kpi_nlp.readers.printed.grid import apart, grid_of
from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.printed.rulings import rulings, whole_lines

Box = tuple[float, float, float, float]
_NEAREST = 4.5  # points: half the height of a small letter


def cells_of(rules: Iterable[Rule]) -> Iterator[Box]:
    """Yield left, top, right and bottom of each cell; rules and boxes are in points of 1/72 inch."""
    for ruling in rulings(*whole_lines(rules)):
        grid = grid_of(ruling, apart((stroke.at for stroke in ruling.vertical), _NEAREST), _NEAREST)
        for box in dict.fromkeys(grid.owners.values()):
            left, right = grid.xs[box.column], grid.xs[box.column + box.columns]
            yield left, grid.ys[box.row], right, grid.ys[box.row + box.rows]
