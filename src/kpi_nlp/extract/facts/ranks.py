"""Which levels each row of a form belongs to, and which levels were left empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpi_nlp import lexicon
from kpi_nlp.extract.rows.form_rows import LEVEL_LOST, FormRow
from kpi_nlp.extract.terms.levels import PARENT, canonical, fill_centred, joined_letters, mended, plain_level
from kpi_nlp.model import Cell
from kpi_nlp.text import han_only

LEVEL_CENTRED = "按居中位置推定上级指标"
_SECOND = 2
_KNOWN_SHARE = 0.5
Labels = list[tuple[str, int]]  # labels of a row, each with its level


@dataclass(frozen=True, slots=True)
class Rank:
    """The levels above a row; `own` holds those that stand in the row itself, `name` what was printed among them.

    `lost` where the label of the row's levels is missing from the page, `apart` where the row stands beside all levels.
    """

    levels: tuple[str, ...]
    own: tuple[str, ...] = ()
    name: str = ""
    lost: bool = False
    apart: bool = False


def rank(rows: Sequence[FormRow], *, exact: bool) -> list[Rank]:
    """Return the levels of each row of an indicator form, by the closed lexicon.

    A label holds for the rows below it; rows above the first label of a text take that label, which was printed in
    the middle. Below a level that was left empty, rows without a label have lost theirs. A form whose labels are
    mostly not those of the lexicon (运行成本, 履职效能) ranks by its columns.
    """
    texts = _texts_of_levels(rows, exact=exact)
    free = _is_free(texts)
    read = [_labels(row, printed, exact=exact, free=free) for row, printed in zip(rows, texts, strict=True)]
    spread = [found for found, _ in read] if exact else _spread(rows, read)
    ranks: list[Rank] = []
    above: dict[int, str] = {}
    lost = False
    for row, (found, name), held in zip(rows, read, spread, strict=True):
        for label, level in held:
            lost = False
            above = {higher: text for higher, text in above.items() if higher < level} | {level: label}
            if not free and level == _SECOND and (1 in above or (not exact and row.column("level1") is not None)):
                above |= {1: parent} if (parent := PARENT.get(label)) else {}
        apart = bool(name) and (exact or _is_execution(name))
        doubtful = LEVEL_LOST in row.repairs
        levels = () if lost or doubtful or apart else tuple(above[level] for level in sorted(above))
        ranks.append(Rank(levels, tuple(label for label, _ in found), name, lost or doubtful, apart))
        lost = lost or (_is_empty(row, (found, name)) and not exact)
    return ranks if exact else _filled_up(ranks)


def _spread(rows: Sequence[FormRow], read: Sequence[tuple[Labels, str]]) -> list[Labels]:
    """Give second levels that are printed in the middle of their rows, as in the text of a PDF, to all of these rows.

    They are, where the first row of the form has none; first levels follow from them. A category that was left empty ends a stretch; what stands on
    later pages goes on from the page before.
    """
    spread = [list(found) for found, _ in read]
    last = next((at for at, row in enumerate(rows) if row.page != rows[0].page), len(rows))
    empty = [at for at in range(last) if _is_empty(rows[at], read[at])]
    for start, stop in pairwise([0, *(bound for at in empty for bound in (at, at + 1)), last]):
        labels = [next((label for label, level in found if level == _SECOND), "") for found, _ in read[start:stop]]
        if labels and not labels[0] and any(labels):
            for at, label in enumerate(fill_centred(labels), start):
                spread[at] = [*(pair for pair in spread[at] if pair[1] != _SECOND), (label, _SECOND)]
    return spread


def _is_empty(row: FormRow, read: tuple[Labels, str]) -> bool:
    """A category that was left empty: labels, and no name in any column."""
    return bool(read[0]) and not read[1] and not row.text(row.header.name_column)


def _texts_of_levels(rows: Sequence[FormRow], *, exact: bool) -> list[list[tuple[int, str]]]:
    """Return level and text of the columns above the name's own, for each row; letters in rows of their own are joined."""
    texts: list[list[tuple[int, str]]] = [[] for _ in rows]
    for level, role in enumerate(("level1", "level2", "level3"), 1):
        printed = [row.text(column) if (column := _above_name(row, role)) is not None else "" for row in rows]
        if exact:
            printed = joined_letters(_carried_back(rows, role, printed))
        for found, text in zip(texts, printed, strict=True):
            found.extend([(level, text)] if text else [])
    return texts


def _carried_back(rows: Sequence[FormRow], role: str, printed: list[str]) -> list[str]:
    """Give a merged level that a page break cut, and that is printed on the second page, to its rows on the first."""
    cells = [row.cells.get(column, []) if (column := row.column(role)) is not None else [] for row in rows]
    if not any(cell.covered == "down" and cell.text.strip() for column in cells for cell in column):
        return printed  # levels that are not merged are printed once and left empty below
    carried = list(printed)
    pages = [row.location.page for row in rows]
    for at in (at for at in range(1, len(rows)) if pages[at] != pages[at - 1] and printed[at]):
        start = _start_of_blank(cells, printed, at - 1)
        if start is not None and start > 0 and pages[start - 1] == pages[start]:
            carried[start] = printed[at]
    return carried


def _start_of_blank(cells: Sequence[Sequence[Cell]], printed: Sequence[str], at: int) -> int | None:
    """Return where the empty cell begins that ends in a row, None where the row has a label."""
    if printed[at]:
        return None
    while at > 0 and not printed[at - 1] and all(cell.covered for cell in cells[at]):
        at -= 1
    return at


def _above_name(row: FormRow, role: str) -> int | None:
    column = row.column(role)
    return None if column == row.header.name_column else column


def _is_free(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    texts = [text for row in rows for level, text in row if level <= _SECOND]
    return sum(mended(text) is not None for text in texts) < _KNOWN_SHARE * len(texts)


def _labels(row: FormRow, printed: Sequence[tuple[int, str]], *, exact: bool, free: bool) -> tuple[Labels, str]:
    """Return the labels of a row with their level, and other text that stands in their place."""
    found: Labels = []
    name = ""
    named = bool(row.text(row.header.name_column))
    for level, text in printed:
        known = _known(text, level, garbled=named and not exact and not free)
        if known is not None:
            found.append((known[0], level if free else known[1] or level))
        elif len(text) == 1 and exact:
            continue  # what a page break left of vertical letters: 满意度指 | 标
        elif named and (free or exact or level > _SECOND):
            found.append((plain_level(text), level))
        elif not named and len(han_only(text)) > 1:
            name = plain_level(text) if row.spans_name or _is_execution(text) else text
    return found, name


def _is_execution(text: str) -> bool:
    """「预算执行率(10分)」 stands among the levels, but is none, and belongs to none."""
    return lexicon.headers().roles.get(lexicon.header_key(text)) == "execution_rate"


def _known(text: str, level: int, *, garbled: bool) -> tuple[str, int] | None:
    """Return the word of the lexicon that a label is; what stands above a fourth level is free."""
    if level > _SECOND:
        return None
    return canonical(text) or (mended(text) if garbled else None)


def _filled_up(ranks: list[Rank]) -> list[Rank]:
    first = next((at for at, place in enumerate(ranks) if place.levels), 0)
    above = [place if place.apart else replace(place, levels=ranks[first].levels, own=()) for place in ranks[:first]]
    return above + ranks[first:]


def rank_sheet(rows: Sequence[FormRow], *, exact: bool) -> list[tuple[str, ...]]:
    """Return the levels of each row of a score sheet, whose labels are free text; rows notice where they were guessed.

    A label that does not stand in its first row is printed in the middle of its rows, as in the text of a PDF; a
    page without labels goes on with the last.
    """
    columns: list[list[str]] = []
    for role in ("level1", "level2"):
        labels = [row.text(row.column(role)) if row.column(role) != row.header.name_column else "" for row in rows]
        if rows and not exact and not labels[0]:
            for page in sorted({row.page for row in rows}):
                here = [at for at, row in enumerate(rows) if row.page == page]
                labels[here[0] : here[-1] + 1] = fill_centred(labels[here[0] : here[-1] + 1])
            for row in rows:
                row.repaired(LEVEL_CENTRED)
        columns.append(_filled_down([plain_level(label) for label in labels], above=columns[-1] if columns else None))
    return [tuple(label for label in pair if label) for pair in zip(*columns, strict=True)]


def _filled_down(labels: Sequence[str], *, above: Sequence[str] | None) -> list[str]:
    """Let a label hold for the rows below it, as far as the label of the level above holds."""
    filled: list[str] = []
    for at, label in enumerate(labels):
        holds = at > 0 and (above is None or above[at] == above[at - 1])
        filled.append(label or (filled[-1] if holds else ""))
    return filled
