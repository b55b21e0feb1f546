"""Tables to forms: split at headers, cut where two stand side by side, joined again across page breaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpi_nlp.extract.forms.apart import Headed, apart
from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.forms.halves import side_by_side
from kpi_nlp.extract.forms.keyed import Loose
from kpi_nlp.extract.forms.parts import Part, closes, completed, mended, parts_of
from kpi_nlp.extract.forms.runs import Rows, Run, only, own_columns
from kpi_nlp.extract.narrative.outline import CHAPTER, Placed, heading_of, numbered
from kpi_nlp.extract.narrative.prose import PAGE_NUMBER
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.labels import labels_in_line
from kpi_nlp.model import Cell, Heading, Paragraph, Table
from kpi_nlp.text import join_lines

_CAPTION = re.compile(r"^(?:附)?表\s*(\d{1,2}(?:[-.]\d{1,2})?)")
_MONEY = re.compile(r"单位\s*[:：]\s*((?:亿|万|千|百)?元)|[（(]\s*((?:亿|万|千|百)?元)\s*[)）]")
_LONGEST_FURNITURE = 8
_FEWEST_TITLES = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """The forms of a document and the rows of its tables that belong to none, both in reading order."""

    forms: tuple[Form, ...]
    loose: tuple[Loose, ...]


def laid_out(placed: Sequence[Placed]) -> Layout:
    """Return the forms of a document.

    A header repeated with the same roles continues the form above it, and so do rows without a header, as long as
    nothing but page furniture stands between. Anything else starts anew.
    """
    assembly = _Assembly()
    for place in placed:
        if isinstance(place.block, Table):
            assembly.add_table(place, place.block)
        else:
            assembly.add_line(place.block)
    return Layout(tuple(assembly.forms), tuple(assembly.loose))


@dataclass(slots=True)
class _Assembly:
    """Forms as they grow: whether the last is still open, the line that may caption the next, and its project.

    `unread` are rows in front of the next table that may stand under a header too garbled to be one.
    """

    forms: list[Form] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    open: bool = False
    caption: str = ""
    project: str | None = None
    sheet: str | None = None
    unread: Part | None = None

    def add_line(self, line: Heading | Paragraph) -> None:
        """Close the form at a line that says something; the last line before a form is its caption."""
        text = join_lines(line.text)
        self._turn_to(line.location.sheet)
        if (heading := heading_of(line)) is not None and heading[0] <= CHAPTER:
            self.project = None
        self.project = dict(labels_in_line(text)).get("project", self.project)
        if isinstance(line, Heading) or not is_furniture(text, printed=line.location.printed):
            self.open, self.unread = False, None
        if not self.open:
            self.caption = text

    def _turn_to(self, sheet: str | None) -> None:
        if sheet != self.sheet:
            self.open, self.caption, self.project, self.sheet, self.unread = False, "", None, sheet, None

    def add_table(self, place: Placed, table: Table) -> None:
        """Continue the open form, or begin others."""
        self._turn_to(table.location.sheet)
        for number, headed in enumerate(apart(table)):
            if number:  # it stands beside the form above, not below
                self.open, self.caption = False, ""
            self._add_rows(place, headed, table)

    def _add_rows(self, place: Placed, headed: Headed, table: Table) -> None:
        for part in parts_of(headed, table):
            self.project = part.project or self.project
            current = self.forms[-1] if self.open else None
            if part.header is None:
                self._add_headless(place, part, current)
            elif current is not None and part.project is None and self._repeats(part, current):
                self._grow(part.run, part)
            else:
                self._begin(place, part.header, part)

    def _add_headless(self, place: Placed, part: Part, current: Form | None) -> None:
        run = _continued(part, current) if current is not None and not part.closed else None
        if run is not None:
            self._grow(run, part)
            return
        self.unread = part
        unit = unit_of_money((self.caption, *_texts(part.run.rows)))
        self.loose.append(Loose(part.run.rows, place.sections, self.project or place.project, unit))

    def _repeats(self, part: Part, current: Form) -> bool:
        """Return whether a header repeats that of the open form; where one is garbled, each completes the other."""
        if part.header is None or current.is_closed:
            return False
        if part.header.same_form(current.header):
            return True
        told, again = completed(current.header, part.header), completed(part.header, current.header)
        if told is None or again is None:
            return False
        current.header = told
        current.runs = [replace(run, header=told) for run in current.runs]
        return True

    def _begin(self, place: Placed, header: Header, part: Part) -> None:
        location = place.block.location
        match = _CAPTION.match(self.caption)
        table = f"表{match[1]}" if match else location.table or f"第{len(self.forms) + 1}个表"
        form = Form(header, self.caption, table, place.sections, self.project or place.project, location)
        form.grid, form.columns = part.grid, part.columns
        titled = next((unit for unit in header.units.values() if unit.endswith("元")), None)
        form.unit = titled or unit_of_money((self.caption, *_texts(part.above), *header.unknown.values()))
        self.forms.append(form)
        if self.unread is not None and (run := mended(self.unread, header)) is not None:
            self.loose.pop()
            form.runs.append(run)
        self._grow(part.run, part)

    def _grow(self, run: Run, part: Part) -> None:
        """Add a run to the last form, up to where another table begins in it."""
        form = self.forms[-1]
        end = next((at for at in range(len(run.rows) - 1) if _begins_another(run, at)), len(run.rows))
        self.open, self.unread = end == len(run.rows), None
        if not self.open:
            form.foreign.append(run.rows[end][0].location)
        form.runs += side_by_side(replace(run, rows=run.rows[:end]), part.above)


def _begins_another(run: Run, at: int) -> bool:
    """「类别 | 编制数 | 年初实有 | …」 over a row with a number where the indicator's name would be."""
    name = run.header.name_column
    titles = [cell.text.strip() for cell in run.rows[at] if cell.text.strip() and not cell.covered]
    if name is None or len(titles) < _FEWEST_TITLES or any(letter.isdigit() for title in titles for letter in title):
        return False
    below = run.rows[at + 1]
    return name < len(below) and number_of(below[name].text) is not None


def unit_of_money(texts: Sequence[str]) -> str | None:
    """Return the unit that stands over a form or in a title of it: 「单位：万元」, 「年度资金总额（万元）」."""
    return next((match[1] or match[2] for text in texts if (match := _MONEY.search(text))), None)


def _texts(rows: Rows) -> list[str]:
    return [cell.text for row in rows for cell in row if not cell.covered]


def _continued(part: Part, current: Form) -> Run | None:
    """Return the rows of a stretch under the columns of the open form, None where they cannot be its own.

    Cells of a real table must stand under its columns: in the grid of its table, or alone. A total that stands alone,
    below a page break as a rule, has lost the columns that nothing else shows.
    """
    run = replace(part.run, header=current.header)
    if not run.exact:
        return _realigned(run, part.run.header.width, current)
    columns = current.columns if part.grid == current.grid else own_columns(run.rows)
    cut = replace(only(run, columns), header=current.header)
    if len(columns) == current.header.width:
        return cut
    missing = current.header.width - len(columns)
    if missing < 0 or not all(map(closes, run.rows)):
        return None
    return replace(cut, rows=tuple((*(Cell("", row[0].location),) * missing, *row) for row in cut.rows))


def _realigned(run: Run, width: int, form: Form) -> Run:
    """Set aligned rows that have other columns than the form above by their content."""
    if not run.aligned or width == form.header.width:
        return run
    form.realigned.append(run.rows[0][0].location)
    return replace(run, aligned=False)


def is_furniture(text: str, *, printed: bool) -> bool:
    """Return whether a line between two parts of a table says nothing: a page number, 续表.

    In `printed` lines, which other tools made of pages, a few characters are the side label of the form.
    """
    if _CAPTION.match(text) or numbered(text):
        return False
    return bool(PAGE_NUMBER.match(text)) or (printed and len(text) <= _LONGEST_FURNITURE)
