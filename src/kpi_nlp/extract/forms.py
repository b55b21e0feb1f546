"""Tables to forms: split at headers, cut where two stand side by side, joined again across page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpi_nlp.extract.headers import Header, find_headers
from kpi_nlp.extract.outline import Placed, numbered
from kpi_nlp.model import Cell, Location, Table
from kpi_nlp.text import join_lines

_PAGE_NUMBER = re.compile(
    r"^[-—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—\s]*$|^[(（]?续表?[)）]?$"
)
_CAPTION = re.compile(r"^(?:附)?表\s*(\d{1,2}(?:[-.]\d{1,2})?)")
_LONGEST_FURNITURE = 8

Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Rows under one header, on one page."""

    header: Header
    rows: Rows
    exact: bool


@dataclass(slots=True)
class Form:
    """One logical table: its runs of rows, the caption above it, its name, and where it stands."""

    header: Header
    caption: str
    table: str
    sections: tuple[str, ...]
    project: str | None
    location: Location
    runs: list[Run] = field(default_factory=list)


def forms(placed: Sequence[Placed]) -> Iterator[Form]:
    """Yield the forms of a document in reading order.

    A header repeated with the same roles continues the form above it, and so do rows without a header, as long as
    nothing but page furniture stands between. Anything else starts anew.
    """
    assembly = _Assembly()
    for place in placed:
        if isinstance(place.block, Table):
            assembly.add_table(place, place.block)
        else:
            assembly.add_line(join_lines(place.block.text))
    yield from assembly.forms


@dataclass(slots=True)
class _Assembly:
    """Forms as they grow: whether the last is still open, and the line that may caption the next."""

    forms: list[Form] = field(default_factory=list)
    open: bool = False
    caption: str = ""

    def add_line(self, text: str) -> None:
        """Close the form at a line that says something; the last line before a form is its caption."""
        if not is_furniture(text):
            self.open = False
        if not self.open:
            self.caption = text

    def add_table(self, place: Placed, table: Table) -> None:
        """Continue the open form, or begin others."""
        for header, run in _runs(table):
            current = self.forms[-1] if self.open else None
            if current is not None and (header is None or header.same_form(current.header)):
                current.runs += _side_by_side(run if header else replace(run, header=current.header))
            elif header is not None:
                self.forms.append(_begin(place, header, self.caption, len(self.forms) + 1))
                self.forms[-1].runs += _side_by_side(run)
                self.open = True


def is_furniture(text: str) -> bool:
    """Return whether a line between two parts of a table says nothing: a page number, a side label of the form."""
    if _CAPTION.match(text) or numbered(text):
        return False
    return bool(_PAGE_NUMBER.match(text)) or len(text) <= _LONGEST_FURNITURE


def _begin(place: Placed, header: Header, caption: str, number: int) -> Form:
    location = place.block.location
    match = _CAPTION.match(caption)
    table = f"表{match[1]}" if match else location.table or f"第{number}个表"
    return Form(header, caption, table, place.sections, place.project, location)


def _runs(table: Table) -> Iterator[tuple[Header | None, Run]]:
    """Yield the rows of a table between its headers; None as header for rows above the first."""
    found = list(find_headers(table.rows))
    first = found[0][0] if found else len(table.rows)
    if first:
        yield None, Run(Header({}, {}, {}, {}, 0), table.rows[:first], table.exact)
    ends = [start for start, _, _ in found[1:]] + [len(table.rows)]
    for (_, stop, header), end in zip(found, ends, strict=False):
        yield header, Run(header, table.rows[stop:end], table.exact)


def _side_by_side(run: Run) -> list[Run]:
    """Cut a run whose header says the same roles twice: the right half stands under the left."""
    columns = sorted(run.header.roles)
    roles = [run.header.roles[column] for column in columns]
    half = len(roles) // 2
    if half < 2 or len(roles) % 2 or roles[:half] != roles[half:]:  # noqa: PLR2004 - name and value at least
        return [run]
    cut = columns[half]
    return [_slice(run, 0, cut), _slice(run, cut, run.header.width)]


def _slice(run: Run, start: int, stop: int) -> Run:
    def part(columns: dict[int, str]) -> dict[int, str]:
        return {column - start: value for column, value in columns.items() if start <= column < stop}

    header = run.header
    roles, labels, units, scopes = (
        part(dict(table)) for table in (header.roles, header.labels, header.units, header.scopes)
    )
    return Run(
        Header(roles, labels, units, scopes, stop - start), tuple(row[start:stop] for row in run.rows), run.exact
    )
