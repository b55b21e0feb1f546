"""Rows under their columns: rows that lost leading cells are shifted back to where they belong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_nlp.extract.halves import Run
from kpi_nlp.extract.headers import Header
from kpi_nlp.extract.levels import is_level
from kpi_nlp.model import Cell
from kpi_nlp.text import fold, han_only

LEVELS = frozenset({"level1", "level2"})
NUMERIC = frozenset(
    {"weight", "score", "rate", "sequence", "budget_initial", "budget_full", "execution", "execution_rate"}
)
_VALUES = frozenset({"target", "actual", "period_target", "forecast"})
_LONG = 12
_CLEARLY = 2  # by how much a row must fit better elsewhere before it leaves the majority


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells by column of its header.

    It is `shifted` where it was moved by more than the cells it lost in front, `doubtful` where its levels are, and
    `contested` where its lines might as well be those of other rows.
    """

    cells: dict[int, Cell]
    shifted: bool = False
    doubtful: bool = False
    contested: bool = False


def place_rows(run: Run) -> list[Line]:
    """Return the rows of a run under their columns.

    Rows of formats with real cells stand where they are. In text, rows of equal width are shifted together, by the
    shift that fits most of them; a single row deviates where it fits clearly better.
    """
    if run.exact or run.aligned:
        return [Line(dict(enumerate(row[: run.header.width]))) for row in run.rows]
    by_width = defaultdict(list)
    for row in run.rows:
        by_width[len(row)].append(row)
    majority = {width: _majority_shift(run.header, rows, width) for width, rows in by_width.items()}
    return [_place(run.header, row, majority[len(row)]) for row in run.rows]


def _shifts(header: Header, width: int) -> list[int]:
    """Return the shifts worth trying: right alignment first, for leading cells are those that get lost."""
    right = header.width - width
    return sorted(range(min(right, 0) - 1, max(right, 0) + 2), key=lambda shift: abs(shift - right))


def _majority_shift(header: Header, rows: Sequence[Sequence[Cell]], width: int) -> int:
    return max(_shifts(header, width), key=lambda shift: sum(_fit(header, row, shift) for row in rows))


def _place(header: Header, row: Sequence[Cell], majority: int) -> Line:
    best = max(_shifts(header, len(row)), key=lambda shift: _fit(header, row, shift))
    clearly = _fit(header, row, best) >= _fit(header, row, majority) + _CLEARLY
    shift = best if clearly else majority
    cells = {column + shift: cell for column, cell in enumerate(row) if 0 <= column + shift < header.width}
    return Line(cells, shifted=shift != header.width - len(row))


def _fit(header: Header, row: Sequence[Cell], shift: int) -> int:
    """Score how well a row reads under the header when moved by `shift` columns."""
    score = -_empty(header, row, shift)
    money = "budget_full" in header.roles.values()
    for column, cell in enumerate(row):
        text = cell.text.strip()
        if not text:
            continue
        place = column + shift
        if not 0 <= place < header.width:
            score -= 2
            continue
        score += _cell_fit(header.roles.get(place), text, named=place == header.name_column)
        score -= money and header.roles.get(place) in _VALUES and _is_number(text)
    return score


def _is_number(text: str) -> bool:
    return fold(text).strip("%-").replace(",", "").replace(".", "").isdigit()


def _empty(header: Header, row: Sequence[Cell], shift: int) -> int:
    """Count the columns that a row of this form must fill and would leave empty."""
    needed = {column for column, role in header.roles.items() if role in _VALUES or column == header.name_column}
    return sum(not (0 <= column - shift < len(row) and row[column - shift].text.strip()) for column in needed)


def _cell_fit(role: str | None, text: str, *, named: bool) -> int:
    if role in LEVELS:
        return 1 if is_level(text) else -1 if len(text) > _LONG else 0
    if is_level(text):
        return -2
    if named:
        return 1 if len(han_only(text)) > 1 else -1
    if role in NUMERIC:
        return 1 if _is_number(text) else -1
    return 1 if role in _VALUES else 0
