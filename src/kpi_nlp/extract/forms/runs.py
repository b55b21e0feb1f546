"""Stretches of a table under one header, and their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.model import Cell

T = TypeVar("T")

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows under one header, on one page; `titles` are the rows of the header itself.

    The rest is that of their table.
    """

    header: Header
    rows: Rows
    exact: bool
    titles: Rows = ()
    aligned: bool = False
    repair: str | None = None

    @property
    def page(self) -> int | None:
        """The page that the rows stand on, None where the format has none."""
        return next((cell.location.page for row in self.rows for cell in row), None)


def own_columns(rows: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Return the columns in which some cell stands for itself; in the others each belongs to a cell on its left.

    Forms that are stacked in one table share a grid that is finer than any of them.
    """
    own: set[int] = set()
    for row in rows:
        own.update(column for column, cell in enumerate(row) if cell.covered not in ("right", "inner"))
    return tuple(sorted(own))


def only(run: Run, columns: Sequence[int]) -> Run:
    """Return a run with these of its columns, numbered anew."""
    places = {column: place for place, column in enumerate(columns)}

    def part(table: Mapping[int, T]) -> dict[int, T]:
        return {places[column]: value for column, value in table.items() if column in places}

    header = run.header
    cut = Header(
        part(header.roles),
        part(header.labels),
        part(header.units),
        part(header.scopes),
        len(columns),
        part(header.unknown),
        {
            place: tuple(places[column] for column in spanned if column in places)
            for place, spanned in part(header.spans).items()
        },
        part(header.subtitles),
        header.mended,
    )
    return replace(run, header=cut, rows=_cut(run.rows, columns), titles=_cut(run.titles, columns))


def _cut(rows: Rows, columns: Sequence[int]) -> Rows:
    return tuple(tuple(row[column] for column in columns if column < len(row)) for row in rows)
