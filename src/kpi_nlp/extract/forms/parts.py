"""Tables to stretches: each header with the rows below it, and the rows that belong to no form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from kpi_nlp.extract.forms.apart import Headed
from kpi_nlp.extract.forms.halves import uneven_halves
from kpi_nlp.extract.forms.keyed import is_goal
from kpi_nlp.extract.forms.runs import Rows, Run, only, own_columns
from kpi_nlp.extract.terms.headers import FEWEST_ROLES, Header
from kpi_nlp.extract.terms.labels import labels_in_row
from kpi_nlp.lexicon import header_key, headers
from kpi_nlp.model import Cell, Table
from kpi_nlp.text import han_only, squeeze

_TALLEST = 5
_ALIKE = 50
_IN_LABELS = "名目"  # 项目名称, 总体目标: to look at every cell of every row takes time
_NO_HEADER = Header({}, {}, {}, {}, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a table: its header, None where it has none, the rows below, and the rows above it.

    `grid` is the width of the whole table, `columns` those that the run was cut to. A `closed` stretch without a header
    goes on with no form.
    """

    header: Header | None
    run: Run
    above: Rows = ()
    grid: int = 0
    columns: tuple[int, ...] = ()
    closed: bool = False

    @property
    def project(self) -> str | None:
        """The project that the rows above name."""
        return next((value for row in self.above for role, value in labels_in_row(row) if role == "project"), None)


def parts_of(headed: Headed, table: Table) -> Iterator[Part]:
    """Yield the stretches of a table: the rows above its first header, then header by header.

    Rows that name the paper (项目名称, 主管部门), tell its goal or title it belong to the header below them.
    """
    rows, found = headed
    grid = max((len(row) for row in rows), default=0)
    first = found[0][0] if found else len(rows)
    if first:
        yield _headless(rows[:first], grid, table)
    above = rows[:first]
    ends = [start for start, _, _ in found[1:]] + [len(rows)]
    for number, ((start, stop, header), end) in enumerate(zip(found, ends, strict=False), 1):
        body = _end_of_body(rows, stop, end, last=number == len(found))
        columns = own_columns(rows[start:body]) if table.exact else tuple(range(grid))
        whole = only(_run(header, rows[stop:body], table, rows[start:stop]), columns)
        for run in uneven_halves(whole):
            yield Part(run.header, run, only(_run(_NO_HEADER, above, table), columns).rows, grid, columns)
        above = rows[body:end]
        if above:
            yield _headless(above, grid, table, closed=True)


def _run(header: Header, rows: Rows, table: Table, titles: Rows = ()) -> Run:
    return Run(header, rows, table.exact, titles, table.aligned, table.repair)


def _headless(rows: Rows, grid: int, table: Table, *, closed: bool = False) -> Part:
    labelled = any(_opens(row) for row in rows[:1])
    width = max(map(len, rows))
    run = _run(replace(_NO_HEADER, width=width), rows, table)
    return Part(None, run, rows, grid, tuple(range(grid)), closed=closed or labelled)


def _opens(row: Sequence[Cell]) -> bool:
    """A row that names the paper, or tells its goal, goes on with no form."""
    if not any(letter in cell.text for cell in row for letter in _IN_LABELS):
        return False
    return is_goal(row) or any(role == "project" for role, _ in labels_in_row(row))


def _end_of_body(rows: Rows, start: int, stop: int, *, last: bool) -> int:
    """Return where the rows below a header end and the head of the next form begins."""
    end = next((at for at in range(start, stop) if _opens(rows[at])), stop)
    while not last and end > start and is_lone(rows[end - 1]):
        end -= 1
    return end


def is_lone(row: Sequence[Cell]) -> bool:
    """Return whether a row is one line of text, however many cells it was merged over."""
    return len({cell.text.strip() for cell in row if cell.text.strip()}) == 1


def closes(row: Sequence[Cell]) -> bool:
    """Return whether a row begins with the word of a total, a grade or a signature."""
    first = next((cell.text for cell in row if cell.text.strip()), "")
    return header_key(first.replace("：", ":").partition(":")[0]) in headers().closing


def mended(part: Part, header: Header) -> Run | None:
    """Return the rows of a stretch whose header was too garbled to be one, under its repetition on the next page."""
    for at, row in enumerate(part.run.rows[:_TALLEST] if not part.closed else ()):
        alike = {
            column
            for column, label in header.labels.items()
            if column < len(row) and fuzz.ratio(squeeze(row[column].text), squeeze(label)) >= _ALIKE
        }
        if len(alike) >= FEWEST_ROLES and header.name_column in alike and len(row) == header.width:
            told = replace(header, mended=True)
            return replace(part.run, header=told, rows=part.run.rows[at + 1 :], titles=part.run.rows[: at + 1])
    return None


def completed(one: Header, other: Header) -> Header | None:
    """Return a header with the columns whose titles were garbled and are legible where it is repeated, else None."""
    shared = one.roles.keys() & other.roles.keys()
    if one.width != other.width or len(shared) < FEWEST_ROLES or any(one.roles[c] != other.roles[c] for c in shared):
        return None
    lost = other.roles.keys() - one.roles.keys()
    if not all(set(han_only(one.unknown.get(column, ""))) & set(other.labels[column]) for column in lost):
        return None
    return replace(
        one,
        roles=dict(sorted({**other.roles, **one.roles}.items())),
        labels={**other.labels, **one.labels},
        units={**other.units, **one.units},
        scopes={**other.scopes, **one.scopes},
        unknown={column: text for column, text in one.unknown.items() if column not in lost},
        mended=bool(lost) or one.mended,
    )
