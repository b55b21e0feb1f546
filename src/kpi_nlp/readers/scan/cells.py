"""Cells between ruling lines, as the tables of the page will have them."""

from collections.abc import Iterable, Iterator

from kpi_nlp.readers.printed.grid import apart, grid_of
from kpi_nlp.readers.printed.page import Rule
from kpi_nlp.readers.printed.rulings import rulings, whole_lines
from kpi_nlp.readers.scan.bands import Band

_NEAREST = 4.5  # points: half the height of a small letter


def cells_of(rules: Iterable[Rule], scale: float) -> Iterator[Band]:
    """Yield the cells between the ruling lines of a picture; `scale` is how many points of the page its dots are."""
    on_page = (Rule(rule.left * scale, rule.top * scale, rule.right * scale, rule.bottom * scale) for rule in rules)
    for ruling in rulings(*whole_lines(on_page)):
        grid = grid_of(ruling, apart((stroke.at for stroke in ruling.vertical), _NEAREST), _NEAREST)
        for box in dict.fromkeys(grid.owners.values()):
            left, right = grid.xs[box.column], grid.xs[box.column + box.columns]
            top, bottom = grid.ys[box.row], grid.ys[box.row + box.rows]
            yield Band(*(round(side / scale) for side in (left, top, right, bottom)))
