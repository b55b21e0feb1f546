"""Forms to rows: each with the texts of its columns, their places, and the repairs that were needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.rows.cutting import cut
from kpi_nlp.extract.rows.lines import Line, place_rows
from kpi_nlp.extract.rows.printed import number
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.roles import NUMERIC
from kpi_nlp.model import Cell, Location, recognised
from kpi_nlp.text import join_lines

JOINED_LINES = "合并被拆成多行的单元格"
JOINED_PAGES = "合并跨页的行"
SHIFTED = "还原左移或右移的列"
GHOST = "去除重复识别的行"
LEVEL_LOST = "级别不明"
MENDED = "表头据下一页的重复补全"
_PRINTED_ONCE = frozenset({"target", "actual", "period_target", "rate", "weight", "score", "sequence"})


@dataclass(slots=True)
class FormRow:
    """A row of a form: its cells by column; a column holds several cells where the row was printed on several lines.

    `page` counts the runs of rows of the form, from 0. It is `contested` where its lines might be those of other rows.
    """

    header: Header
    location: Location
    page: int
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    contested: bool = False
    _texts: dict[int, str] | None = field(default=None, init=False, repr=False, compare=False)

    def column(self, *roles: str) -> int | None:
        """Return the column of the first of these roles that the form has."""
        return self.header.column(*roles)

    def text(self, column: int | None) -> str:
        """Return the text under a title on one line, 「」 where there is none."""
        if column is None:
            return ""
        if column not in self.header.spans:
            return self.texts.get(column, "")
        return "".join(self.texts.get(own, "") for own in self.header.columns(column))

    @property
    def texts(self) -> Mapping[int, str]:
        """The text of each column that holds any, on one line, from left to right; worked out once."""
        if self._texts is None:
            texts = ((column, self._one_line(column)) for column in sorted(self.cells))
            self._texts = {column: text for column, text in texts if text}
        return self._texts

    def _one_line(self, column: int) -> str:
        texts = [cell.text for cell in self.filled(column)]
        if len(texts) > 1 and self.header.roles.get(column) in NUMERIC and len(set(texts)) == 1:
            texts = texts[:1]
        return join_lines("\n".join(texts)) if texts else ""

    def before(self, column: int | None) -> str | None:
        """Return the text of a column ahead of tracked changes, None where nothing was tracked."""
        cells = self.cells.get(column, []) if column is not None else []
        if all(cell.before is None for cell in cells):
            return None
        return join_lines("\n".join(cell.text if cell.before is None else cell.before for cell in cells))

    def place(self, column: int | None) -> Location:
        """Return the place of a column's first text, with the printed header."""
        columns = () if column is None else self.header.columns(column)
        location = next((cells[0].location for own in columns if (cells := self.filled(own))), self.location)
        label = self.header.labels.get(column) if column is not None else None
        return location.within(self.location.table, label)

    def covered(self, column: int) -> bool:
        """Return whether a column only repeats a cell that is merged into it."""
        return all(cell.covered for cell in self.cells.get(column, ()))

    def merged_away(self, column: int) -> bool:
        """Return whether a cell on the left is merged over a column."""
        return any(cell.covered in ("right", "inner") for cell in self.cells.get(column, ()))

    def reaches_down(self, column: int | None) -> bool:
        """Return whether a column only repeats the cell above, which is merged over this row."""
        cells = self.cells.get(column, ()) if column is not None else ()
        return bool(cells) and all(cell.covered == "down" for cell in cells)

    @property
    def spans_name(self) -> bool:
        """True where a cell on the left is merged over the name: 「预算执行率(10分)」 across all levels."""
        name = self.header.name_column
        return name is not None and self.merged_away(name)

    def filled(self, column: int | None) -> list[Cell]:
        """Return the cells of a column that hold text; one merged from the left belongs to the left."""
        if column is None:
            return []
        return [
            cell for cell in self.cells.get(column, []) if cell.text.strip() and cell.covered not in ("right", "inner")
        ]

    def add(self, lines: Sequence[Line]) -> None:
        """Take further printed lines into this row."""
        self._texts = None
        for line in lines:
            for column, cell in line.cells.items():
                self.cells.setdefault(column, []).append(cell)

    def add_ghost(self, line: Line) -> None:
        """Take a line that was recognised twice: it completes names, but repeats values, mostly garbled."""
        self._texts = None
        for column, cell in line.cells.items():
            if not (self.filled(column) and self.header.roles.get(column) in _PRINTED_ONCE):
                self.cells.setdefault(column, []).append(cell)

    def tell_recognised(self) -> None:
        """Note how sure character recognition was of the cell that it was least sure of, where the row needed it."""
        if all(cell.confidence is None for cells in self.cells.values() for cell in cells):
            return
        cells = (cell for column in self.cells for cell in self.filled(column))
        sure = min((cell.confidence for cell in cells if cell.confidence is not None), default=None)
        if sure is not None:
            self.repaired(recognised(sure))

    def repaired(self, repair: str) -> None:
        """Note a repair once."""
        if repair not in self.repairs:
            self.repairs.append(repair)


def rows_of(form: Form) -> list[FormRow]:
    """Return the rows of a form in reading order, whole again whatever pages and lines did to them."""
    rows: list[FormRow] = []
    for page, run in enumerate(form.runs):
        lines = place_rows(run)
        turned = page > 0 and form.runs[page - 1].page != run.page
        groups, cut_by_page = cut(lines, run, continues=bool(rows), goes_on=page + 1 < len(form.runs), new_page=turned)
        if cut_by_page:
            rows[-1].add(_under(rows[-1].header, run.header, groups[0]))
            rows[-1].repaired(JOINED_PAGES)
            groups = groups[1:]
        _add_rows(rows, form, page, groups)
    for row in rows:
        row.tell_recognised()
    return rows


def _add_rows(rows: list[FormRow], form: Form, page: int, groups: Sequence[Sequence[Line]]) -> None:
    header = form.runs[page].header
    last_number = ""
    for group in groups:
        if _says_nothing([cell for line in group for cell in line.cells.values()]):
            continue
        if len(group) == 1 and last_number and number(group[0], header) == last_number:
            rows[-1].add_ghost(group[0])
            rows[-1].repaired(GHOST)
            continue
        row = FormRow(header, _anchor(group, header).within(form.table), page)
        row.add(group)
        if (repair := form.runs[page].repair) is not None:
            row.repaired(repair)
        if len(group) > 1:
            row.repaired(JOINED_LINES)
        if header.mended:
            row.repaired(MENDED)
        if any(line.shifted for line in group):
            row.repaired(SHIFTED)
        if any(line.doubtful for line in group):
            row.repaired(LEVEL_LOST)
        row.contested = any(line.contested for line in group)
        rows.append(row)
        last_number = number(group[-1], header)


def _says_nothing(cells: Sequence[Cell]) -> bool:
    """True for an empty row, and for one that was struck out, though its levels still reach over it."""
    own = [cell for cell in cells if not cell.covered]
    struck = any(cell.before for cell in own)
    return not any(cell.text.strip() for cell in (own if struck else cells))


def _under(above: Header, here: Header, group: Sequence[Line]) -> list[Line]:
    """Move the cells of a continued row under the columns of the header above, by role.

    A label that reaches down into the rest of a row stands in the row already.
    """
    columns = {column: above.column(role) for column, role in here.roles.items()}
    own = (
        [(column, cell) for column, cell in line.cells.items() if cell.covered not in ("down", "inner")]
        for line in group
    )
    return [
        Line({place: cell for column, cell in cells if (place := columns.get(column)) is not None}) for cells in own
    ]


def _anchor(group: Sequence[Line], header: Header) -> Location:
    """Return the place of a row: that of its name, else of its first text."""
    for line in group:
        cell = line.cells.get(header.name_column) if header.name_column is not None else None
        if cell is not None and cell.text.strip():
            return cell.location
    return next(cell.location for line in group for cell in line.cells.values() if cell.text.strip())
