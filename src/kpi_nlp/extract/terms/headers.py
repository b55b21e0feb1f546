"""Header rows: one to five lines taken together give each column its role, by the lexicon and never by position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial

from kpi_nlp import lexicon
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.fits import fits_of
from kpi_nlp.extract.terms.roles import BUDGET, NAME_LIKE, VALUE_LIKE
from kpi_nlp.extract.terms.titles import Fit, is_title, legible, scope_of, unit_of
from kpi_nlp.model import Cell
from kpi_nlp.text import join_lines, squeeze

_TALLEST = 5
FEWEST_ROLES = 3
_COLUMN_LETTERS = "甲乙丙丁戊己庚辛壬癸"
_TASK = "任务"
_WEIGHT_OF_FIT = 100  # different roles, and units found, only break ties

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)  # without slots: two properties are worked out once
class Header:
    """The columns of a form: role, printed text, unit in brackets, and whose money a budget column holds.

    `unknown` are the printed texts of columns that the lexicon has no role for. `spans` are the further columns that
    a title stands over, `subtitles` the lines below it (经费保障). `mended` where a repetition told what could not be read.
    """

    roles: Mapping[int, str]
    labels: Mapping[int, str]
    units: Mapping[int, str]
    scopes: Mapping[int, str]
    width: int
    unknown: Mapping[int, str] = field(default_factory=dict)
    spans: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    subtitles: Mapping[int, str] = field(default_factory=dict)
    mended: bool = False

    def column(self, *roles: str) -> int | None:
        """Return the first column of the first of these roles that the form has."""
        for role in roles:
            if role in self._first:
                return self._first[role]
        return None

    def columns(self, column: int) -> tuple[int, ...]:
        """Return a column and the further ones under its title."""
        return (column, *self.spans.get(column, ()))

    @cached_property
    def _first(self) -> Mapping[str, int]:
        return {role: column for column, role in reversed(tuple(self.roles.items()))}

    @cached_property
    def name_column(self) -> int | None:
        """The column of the deepest level, which names the indicator."""
        return self.column("level4", "name", "level3", "task", "item", "project", "level2")

    @cached_property
    def of_money(self) -> bool:
        """True where a column holds amounts of a budget."""
        return not BUDGET.isdisjoint(self.roles.values())

    @cached_property
    def of_tasks(self) -> bool:
        """True where the rows are tasks: 「任务名称」, or a column that says what each is about."""
        items = (label for column, label in self.labels.items() if self.roles.get(column) == "item")
        return self.column("task") is not None or any(_TASK in label for label in items)

    def same_form(self, other: "Header") -> bool:
        """Return whether another header repeats this one, as after a page break."""
        return sorted(self.roles.values()) == sorted(other.roles.values())


def find_headers(rows: Rows) -> Iterator[tuple[int, int, Header]]:
    """Yield start, stop and columns of each header in a run of rows; of overlapping readings the best."""
    promising = [_promising(row) for row in rows]
    best_from = cache(partial(_best_from, rows, promising))
    start = 0
    while start < len(rows):
        best = best_from(start)
        if best is None:
            start += 1
            continue
        later = (best_from(at) for at in range(start + 1, best[1]))
        if any(other is not None and other[0] >= best[0] for other in later):
            start += 1
            continue
        header, stop = _with_subtitles(rows, best[2], best[1])
        yield start, stop, header
        start = stop


def _promising(row: Sequence[Cell]) -> bool | None:
    """Return whether a row holds a title, None where it can be no line of a header: there is a number or a sentence."""
    texts = [join_lines(cell.text) for cell in row if cell.text and not cell.covered]
    if any("。" in text or number_of(text) is not None for text in texts):
        return None
    return any(map(is_title, texts))


def _with_subtitles(rows: Rows, header: Header, stop: int) -> tuple[Header, int]:
    """Take the further lines of titles into a header; return it and the first row below."""
    start = stop
    while stop < len(rows) and _is_subtitle(rows[stop]):
        stop += 1
    if stop == start:
        return header, stop
    words = {column: squeeze(cell.text) for row in rows[start:stop] for column, cell in _own(row)}
    spans = dict(header.spans)
    for column in sorted(words.keys() - header.roles.keys() - header.unknown.keys()):
        owner = max((left for left in header.roles if left < column), default=None)
        if owner is not None and column not in header.columns(owner):
            spans[owner] = (*spans.get(owner, ()), column)
    return replace(header, subtitles=words, spans=spans), stop


def _own(row: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row; what is merged down from above says nothing of its own."""
    return (
        (column, cell) for column, cell in enumerate(row) if cell.text.strip() and cell.covered not in ("down", "inner")
    )


def _is_subtitle(row: Sequence[Cell]) -> bool:
    """「经费保障 | 制度保障 | …」 under 「偏差原因分析」, and the numbers of columns, 1 to n."""
    own = [squeeze(cell.text).strip("()") for _, cell in _own(row)]
    numbered = len(own) >= FEWEST_ROLES and own in (
        [*_COLUMN_LETTERS[: len(own)]],
        [str(at + 1) for at in range(len(own))],
    )
    return bool(own) and (numbered or lexicon.headers().subtitles.issuperset(own))


def _best_from(rows: Rows, promising: Sequence[bool | None], start: int) -> tuple[int, int, Header] | None:
    """Return score, stop and header of the best reading of a header that begins at `start`."""
    best: tuple[int, int, Header] | None = None
    for stop in range(start + 1, min(start + _TALLEST, len(rows)) + 1):
        if promising[stop - 1] is None:
            break
        if not any(promising[start:stop]):
            continue
        score, header = _columns(rows[start:stop])
        better = best is None or score > best[0] or (score == best[0] and _ends_titles(rows[stop - 1], header))
        if _acceptable(header) and better:
            best = (score, stop, header)
    return best


def _ends_titles(row: Sequence[Cell], header: Header) -> bool:
    """「及改进措施」 below 「偏差原因分析」: titles that are whole without the row, and with it."""
    return any(column in header.roles and cell.text.strip() and not cell.covered for column, cell in enumerate(row))


def _acceptable(header: Header) -> bool:
    roles = set(header.roles.values())
    if {"goal", "goal_actual"} <= roles or len(roles & BUDGET) > 1 or _is_of_money(header):
        return True
    return len(header.roles) >= FEWEST_ROLES and bool(roles & NAME_LIKE) and bool(roles & VALUE_LIKE)


def _is_of_money(header: Header) -> bool:
    """「部门预算支出 | 预算金额(万元)」 and 「任务名称 | 预算金额」 are tables of two columns."""
    return "item" in header.roles.values() and any(
        role in BUDGET and (column in header.units or header.of_tasks) for column, role in header.roles.items()
    )


def _columns(rows: Rows) -> tuple[int, Header]:
    """Read some rows as one header; the score tells how well they fit the lexicon."""
    width = max(len(row) for row in rows)
    columns = [_texts(rows, column) for column in range(width)]
    spans = _spans(rows, width)
    under = {column for spanned in spans.values() for column in spanned}
    fits = fits_of([[] if column in under else lines for column, lines in enumerate(columns)])
    texts = [legible(lines) for lines in columns]
    roles = {column: role for column, (role, *_) in fits.items()}
    units: dict[int, str] = {}
    for column, role in roles.items():
        if unit := unit_of(texts[column]):
            units[column] = unit
        elif column - 1 in units and roles[column - 1] == role:
            units[column] = units[column - 1]
    header = Header(
        roles,
        {column: label for column, (*_, label) in fits.items()},
        units,
        {column: scope for column in roles if (scope := scope_of(texts[column]))},
        width,
        {column: text for column, text in enumerate(texts) if text and column not in roles and column not in under},
        {column: spanned for column, spanned in spans.items() if column in roles},
    )
    return _score(rows, fits, units), header


def _score(rows: Rows, fits: Mapping[int, Fit], units: Mapping[int, str]) -> int:
    """Tell how well a header fits the lexicon; a title counts once, however many columns it stands over."""
    titles = {column: _title_at(rows, column) for column in fits}
    best: dict[tuple[int, int], int] = {}
    for column, (_, fit, _) in fits.items():
        best[titles[column]] = max(fit, best.get(titles[column], 0))
    different = len({role for role, *_ in fits.values()}) + len({titles[column] for column in units})
    return sum(best.values()) * _WEIGHT_OF_FIT + different


def _title_at(rows: Rows, column: int) -> tuple[int, int]:
    """Return row and first column of the lowest title over a column."""
    filled = (at for at in reversed(range(len(rows))) if column < len(rows[at]) and rows[at][column].text.strip())
    row = next((at for at in filled if rows[at][column].covered not in ("down", "inner")), 0)
    while column and rows[row][column].covered == "right":
        column -= 1
    return row, column


def _spans(rows: Rows, width: int) -> dict[int, tuple[int, ...]]:
    """Return the columns all of whose titles belong to a cell on the left, by the column of that cell."""
    spans: dict[int, tuple[int, ...]] = {}
    owner = 0
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column].text.strip()]
        if cells and all(cell.covered in ("right", "inner") for cell in cells):
            spans[owner] = (*spans.get(owner, ()), column)
        else:
            owner = column
    return spans


def _texts(rows: Rows, column: int) -> list[str]:
    """Return the texts of a column from the top, a merged cell once."""
    cells = [row[column] for row in rows if column < len(row)]
    return [text for cell in cells if cell.covered not in ("down", "inner") and (text := join_lines(cell.text))]
