"""Rows under their columns: rows that lost leading cells are shifted back to where they belong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_nlp.extract.forms.runs import Run
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.labels import closing_role_of
from kpi_nlp.extract.terms.levels import is_level, joined_letters
from kpi_nlp.extract.terms.roles import BUDGET, LEVELS, MEASURES, NUMERIC
from kpi_nlp.model import Cell
from kpi_nlp.text import fold, han_only, squeeze

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
    lines = [_place(run.header, row, majority[len(row)]) for row in run.rows]
    for column in (column for column, role in run.header.roles.items() if role in LEVELS):
        lines = _with_letters(lines, column)
    return lines


def _with_letters(lines: list[Line], column: int) -> list[Line]:
    """Put together the levels of a column that are printed letter by letter, in the middle of their lines."""
    texts = [squeeze(line.cells[column].text) if column in line.cells else "" for line in lines]
    joined = joined_letters(texts, centred=True)
    return [
        line
        if text == before
        else replace(line, cells={**line.cells, column: replace(_cell_of(line, column), text=text)})
        for line, before, text in zip(lines, texts, joined, strict=True)
    ]


def _cell_of(line: Line, column: int) -> Cell:
    return line.cells.get(column) or Cell("", next(iter(line.cells.values())).location)


def _shifts(header: Header, width: int) -> list[int]:
    """Return the shifts worth trying: right alignment first, for leading cells are those that get lost."""
    right = header.width - width
    return sorted(range(min(right, 0) - 1, max(right, 0) + 2), key=lambda shift: abs(shift - right))


def _majority_shift(header: Header, rows: Sequence[Sequence[Cell]], width: int) -> int:
    return max(_shifts(header, width), key=lambda shift: sum(_fit(header, row, shift) for row in rows))


def _place(header: Header, row: Sequence[Cell], majority: int) -> Line:
    best = max(_shifts(header, len(row)), key=lambda shift: _fit(header, row, shift))
    fit = _fit(header, row, best)
    clearly = _tells(header, row, best, fit) and fit >= _fit(header, row, majority) + _CLEARLY
    shift = best if clearly else majority
    cells = {column + shift: cell for column, cell in enumerate(row) if 0 <= column + shift < header.width}
    return Line(cells, shifted=shift != header.width - len(row))


def _tells(header: Header, row: Sequence[Cell], shift: int, fit: int) -> bool:
    """Return whether a row tells where it belongs: by a value or a level; a piece of a broken name, or a total, does not."""
    if closing_role_of(row) is not None:
        return False
    filled = [(column + shift, cell.text.strip()) for column, cell in enumerate(row) if cell.text.strip()]
    if any(is_level(text) and (len(filled) > 1 or text.endswith("指标")) for _, text in filled):
        return True  # but 「数量」 alone may end a name
    return fit > 0 and any(header.roles.get(place) in NUMERIC | MEASURES for place, _ in filled)


def _fit(header: Header, row: Sequence[Cell], shift: int) -> int:
    """Score how well a row reads under the header when moved by `shift` columns."""
    names = _naming(header)
    score = -_empty(header, row, shift, names)
    money = "budget_full" in header.roles.values()
    for column, cell in enumerate(row):
        text = cell.text.strip()
        if not text:
            continue
        place = column + shift
        if not 0 <= place < header.width:
            score -= 2
            continue
        score += _cell_fit(header.roles.get(place), text, named=place in names)
        score -= money and header.roles.get(place) in MEASURES and _is_number(text)
    return score


def _is_number(text: str) -> bool:
    return fold(text).strip("%-").replace(",", "").replace(".", "").isdigit()


def _naming(header: Header) -> frozenset[int]:
    """Return the columns that may name a row; in a table of money, also those without a title beside 「项目资金」.

    There may be two of them: 「预算执行情况 | 项目 | 年初预算」.
    """
    name = header.name_column
    if name is None or not BUDGET & set(header.roles.values()):
        return frozenset(() if name is None else (name,))
    names: set[int] = set()
    for column in (column for column, role in header.roles.items() if role == header.roles[name]):
        names.add(column)
        while column + 1 < header.width and not _is_titled(header, column + 1):
            column += 1  # noqa: PLW2901 - on to the next column without a title
            names.add(column)
    return frozenset(names)


def _is_titled(header: Header, column: int) -> bool:
    return column in header.roles or column in header.unknown


def _empty(header: Header, row: Sequence[Cell], shift: int, names: frozenset[int]) -> int:
    """Count the columns that a row of this form must fill and would leave empty."""
    filled = {column + shift for column, cell in enumerate(row) if cell.text.strip()}
    lost = sum(role in MEASURES and column not in filled for column, role in header.roles.items())
    return lost + (bool(names) and not names & filled)


def _cell_fit(role: str | None, text: str, *, named: bool) -> int:
    if role in LEVELS:
        return 1 if is_level(text) else -1 if len(text) > _LONG else 0
    if is_level(text):
        return -2
    if named:
        return 1 if len(han_only(text)) > 1 else -1
    if role in NUMERIC:
        return 1 if _is_number(text) else -1
    return 1 if role in MEASURES else 0
