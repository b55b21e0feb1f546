"""Points that a form prints for its levels: in the cell of the level (产出指标（50分）), or in a column beside it (一级指标权重)."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kpi_nlp.extract.facts.values import cell_figure
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.levels import canonical, count_in, joined_letters, plain_level, points_in, scored_points_in
from kpi_nlp.model import Figure, LevelCount, Location, Points

_FIRST, _SECOND = "level1", "level2"

Levels: TypeAlias = tuple[str, ...]
Placed: TypeAlias = tuple[FormRow, Levels, Figure]


def points_of(
    path: str, rows: Sequence[FormRow], above: Sequence[Levels], *, table: str, exact: bool
) -> Iterator[tuple[FormRow, Points]]:
    """Yield the points of each level, at the row where they are printed; `above` are the levels of each row.

    A cell that is repeated in each of its rows states them once.
    """
    printed = [*_in_names(rows, above, exact=exact), *_in_columns(rows, above)]
    once = {(levels, figure.amount): (row, figure) for row, levels, figure in reversed(printed)}
    for (levels, _), (row, figure) in reversed(once.items()):
        both = scored_points_in(figure.text)
        score = Figure(both[1], figure.text, figure.location) if both else None
        yield row, Points(levels, path, figure, table, score=score)


def counts_of(
    path: str, rows: Sequence[FormRow], above: Sequence[Levels], *, table: str, exact: bool
) -> Iterator[tuple[FormRow, LevelCount]]:
    """Yield how many indicators the cell of each level says that it has, once for each level."""
    seen: set[tuple[Levels, int]] = set()
    for row, levels, text, place in _names(rows, above, exact=exact):
        number = count_in(text)
        if number is not None and (levels, number) not in seen:
            seen.add((levels, number))
            yield row, LevelCount(levels, path, number, text, place, table)


def _in_names(rows: Sequence[FormRow], above: Sequence[Levels], *, exact: bool) -> Iterator[Placed]:
    for row, levels, text, place in _names(rows, above, exact=exact):
        if (amount := points_in(text)) is not None:
            yield row, levels, Figure(amount, text, place)


def _names(
    rows: Sequence[FormRow], above: Sequence[Levels], *, exact: bool
) -> Iterator[tuple[FormRow, Levels, str, Location]]:
    """Yield the cells that name the levels of rows, with what they print."""
    for role in (_FIRST, _SECOND):
        columns = [row.column(role) if row.column(role) != row.header.name_column else None for row in rows]
        texts = [row.text(column) for row, column in zip(rows, columns, strict=True)]
        texts = joined_letters(texts) if exact else texts
        for row, column, text, levels in zip(rows, columns, texts, above, strict=True):
            names = (known[0] if (known := canonical(text)) else "", plain_level(text))
            depth = next((levels.index(name) + 1 for name in names if name in levels), 0)
            if depth and column is not None:
                yield row, levels[:depth], text, row.place(column)


def _in_columns(rows: Sequence[FormRow], above: Sequence[Levels]) -> Iterator[Placed]:
    for row, levels in zip(rows, above, strict=True):
        for column in (column for column, role in row.header.roles.items() if role == "level_weight"):
            depth = _depth(row, column)
            figure = None if row.covered(column) or not 0 < depth <= len(levels) else cell_figure(row, column)
            if figure is not None:
                yield row, levels[:depth], figure


def _depth(row: FormRow, column: int) -> int:
    """Return the level that a column of points belongs to: by its title, else that of the next column on its left."""
    title = row.header.labels[column]
    if "一级" in title or "二级" in title:
        return 1 if "一级" in title else 2
    places = {
        place: depth for depth, role in enumerate((_FIRST, _SECOND), 1) if (place := row.column(role)) is not None
    }
    return places[max(place for place in places if place < column)] if min(places, default=column) < column else 0
