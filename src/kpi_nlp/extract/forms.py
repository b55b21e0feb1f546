"""Tables to forms: split at headers, cut where two stand side by side, joined again across page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpi_nlp.extract.figures import number_of
from kpi_nlp.extract.halves import Rows, Run, side_by_side, uneven_halves
from kpi_nlp.extract.headers import Header, find_headers
from kpi_nlp.extract.labels import labels_in_line, labels_in_row
from kpi_nlp.extract.outline import CHAPTER, Placed, heading_of, numbered
from kpi_nlp.model import Cell, Heading, Location, Paragraph, Table
from kpi_nlp.text import join_lines

_PAGE_NUMBER = re.compile(
    r"^[-—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—\s]*$|^[(（]?续表?[)）]?$"
)
_CAPTION = re.compile(r"^(?:附)?表\s*(\d{1,2}(?:[-.]\d{1,2})?)")
_MONEY = re.compile(r"单位\s*[:：]\s*((?:亿|万|千|百)?元)|[（(]\s*((?:亿|万|千|百)?元)\s*[)）]")
_LONGEST_FURNITURE = 8
_FEWEST_TITLES = 4


@dataclass(slots=True)
class Form:
    """One logical table: its runs of rows, the caption above it, its name, and where it stands.

    `project` is that of the label 项目名称 above it, else of the heading it stands under. `foreign` is where rows
    of another table follow, under a header of which no word is known, `realigned` where rows go on in other columns.
    `unit` is the unit of money of the whole form.
    """

    header: Header
    caption: str
    table: str
    sections: tuple[str, ...]
    project: str | None
    location: Location
    runs: list[Run] = field(default_factory=list)
    foreign: list[Location] = field(default_factory=list)
    realigned: list[Location] = field(default_factory=list)
    unit: str | None = None

    @property
    def is_of_indicators(self) -> bool:
        """True for a form of indicators or a score sheet, false for budgets and goals."""
        roles = set(self.header.roles.values())
        return bool(roles & {"target", "actual", "period_target", "score"}) and not roles & {"execution", "goal"}


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
            assembly.add_line(place.block)
    yield from assembly.forms


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a table: its header, None where it has none, the rows below, and the rows above it."""

    header: Header | None
    run: Run
    above: Rows = ()

    @property
    def project(self) -> str | None:
        """The project that the rows above name."""
        return next((value for row in self.above for role, value in labels_in_row(row) if role == "project"), None)


@dataclass(slots=True)
class _Assembly:
    """Forms as they grow: whether the last is still open, the line that may caption the next, and its project."""

    forms: list[Form] = field(default_factory=list)
    open: bool = False
    caption: str = ""
    project: str | None = None
    sheet: str | None = None

    def add_line(self, line: Heading | Paragraph) -> None:
        """Close the form at a line that says something; the last line before a form is its caption."""
        text = join_lines(line.text)
        self._turn_to(line.location.sheet)
        if (heading := heading_of(line)) is not None and heading[0] <= CHAPTER:
            self.project = None
        self.project = dict(labels_in_line(text)).get("project", self.project)
        if isinstance(line, Heading) or not is_furniture(text, printed=line.location.line is not None):
            self.open = False
        if not self.open:
            self.caption = text

    def _turn_to(self, sheet: str | None) -> None:
        if sheet != self.sheet:
            self.open, self.caption, self.project, self.sheet = False, "", None, sheet

    def add_table(self, place: Placed, table: Table) -> None:
        """Continue the open form, or begin others."""
        self._turn_to(table.location.sheet)
        for part in _parts(table):
            self.project = part.project or self.project
            current = self.forms[-1] if self.open else None
            if current is not None and _continues(current, part):
                self._grow(part.run if part.header else _under(current, part.run), part.above)
            elif part.header is not None:
                self.forms.append(_begin(place, part.header, self, len(self.forms) + 1))
                self.forms[-1].unit = _unit_of_money(self.caption, part)
                self._grow(part.run, part.above)

    def _grow(self, run: Run, above: Rows) -> None:
        """Add a run to the last form, up to where another table begins in it."""
        form = self.forms[-1]
        end = next((at for at in range(len(run.rows) - 1) if _begins_another(run, at)), len(run.rows))
        self.open = end == len(run.rows)
        if not self.open:
            form.foreign.append(run.rows[end][0].location)
        form.runs += side_by_side(replace(run, rows=run.rows[:end]), above)


def _under(form: Form, run: Run) -> Run:
    """Return rows without a header under that of the form above; aligned ones of other columns are set by content."""
    if run.aligned and run.header.width != form.header.width:
        form.realigned.append(run.rows[0][0].location)
        run = replace(run, aligned=False)
    return replace(run, header=form.header)


def _begins_another(run: Run, at: int) -> bool:
    """「类别 | 编制数 | 年初实有 | …」 over a row with a number where the indicator's name would be."""
    name = run.header.name_column
    titles = [cell.text.strip() for cell in run.rows[at] if cell.text.strip() and not cell.covered]
    if name is None or len(titles) < _FEWEST_TITLES or any(letter.isdigit() for title in titles for letter in title):
        return False
    below = run.rows[at + 1]
    return name < len(below) and number_of(below[name].text) is not None


def _unit_of_money(caption: str, part: _Part) -> str | None:
    """Return the unit that stands over a form or in a title of it: 「单位：万元」, 「年度资金总额（万元）」."""
    units = [unit for unit in part.header.units.values() if unit.endswith("元")] if part.header else []
    if units:
        return units[0]
    titles = part.header.unknown.values() if part.header else ()
    printed = (caption, *(cell.text for row in part.above for cell in row), *titles)
    return next((match[1] or match[2] for text in printed if (match := _MONEY.search(text))), None)


def _continues(current: Form, part: _Part) -> bool:
    """Return whether a stretch goes on with the form above; cells of a real table must stand under its columns."""
    if part.project is not None:
        return False
    if part.header is not None:
        return part.header.same_form(current.header)
    return not part.run.exact or part.run.header.width == current.header.width


def is_furniture(text: str, *, printed: bool) -> bool:
    """Return whether a line between two parts of a table says nothing: a page number, 续表.

    In `printed` lines, which other tools made of pages, a few characters are the side label of the form.
    """
    if _CAPTION.match(text) or numbered(text):
        return False
    return bool(_PAGE_NUMBER.match(text)) or (printed and len(text) <= _LONGEST_FURNITURE)


def _begin(place: Placed, header: Header, assembly: _Assembly, number: int) -> Form:
    location = place.block.location
    match = _CAPTION.match(assembly.caption)
    table = f"表{match[1]}" if match else location.table or f"第{number}个表"
    return Form(header, assembly.caption, table, place.sections, assembly.project or place.project, location)


def _parts(table: Table) -> Iterator[_Part]:
    """Yield the stretches of a table: the rows above its first header, then header by header.

    Rows that name the paper (项目名称, 主管部门) or title it belong to the header below them.
    """
    found = list(find_headers(table.rows))
    first = found[0][0] if found else len(table.rows)
    above = table.rows[:first]
    if above:
        width = max(len(row) for row in above)
        yield _Part(None, Run(Header({}, {}, {}, {}, width), above, table.exact, table.aligned, table.repair), above)
    ends = [start for start, _, _ in found[1:]] + [len(table.rows)]
    for number, ((_, stop, header), end) in enumerate(zip(found, ends, strict=False), 1):
        body = _end_of_body(table.rows, stop, end) if number < len(found) else end
        for run in uneven_halves(Run(header, table.rows[stop:body], table.exact, table.aligned, table.repair)):
            yield _Part(run.header, run, above)
        above = table.rows[body:end]


def _end_of_body(rows: Rows, start: int, stop: int) -> int:
    """Return where the rows below a header end and the head of the next form begins."""
    labelled = [at for at in range(start, stop) if any(role == "project" for role, _ in labels_in_row(rows[at]))]
    end = labelled[0] if labelled else stop
    while end > start and is_lone(rows[end - 1]):
        end -= 1
    return end


def is_lone(row: Sequence[Cell]) -> bool:
    """Return whether a row is one line of text, however many cells it was merged over."""
    return len({cell.text.strip() for cell in row if cell.text.strip()}) == 1
