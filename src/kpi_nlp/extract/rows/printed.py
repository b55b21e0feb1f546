"""What a printed line holds: a name, values, a level alone, the end of the form."""

from collections.abc import Sequence

from kpi_nlp.extract.rows.lines import Line
from kpi_nlp.extract.terms.headers import Header
from kpi_nlp.extract.terms.labels import closing_role_of
from kpi_nlp.extract.terms.levels import is_level
from kpi_nlp.extract.terms.roles import BUDGET, LEVELS, MEASURES
from kpi_nlp.text import printed_width

VALUE_ROLES = MEASURES | BUDGET | {"weight", "score", "goal", "goal_actual"}


def number(line: Line, header: Header) -> str:
    """Return the running number of a line, 「」 where it has none."""
    column = header.column("sequence")
    return line.cells[column].text.strip() if column is not None and column in line.cells else ""


def is_filled(line: Line, column: int | None) -> bool:
    """Return whether a line holds text in a column."""
    return column is not None and column in line.cells and bool(line.cells[column].text.strip())


def has_name(line: Line, header: Header) -> bool:
    """In a budget table the names of the funds stand right of the cell that spans them all, under no title or one of their own."""
    if is_filled(line, header.name_column):
        return True
    return "execution" in header.roles.values() and any(
        cell.text.strip() for column, cell in line.cells.items() if header.roles.get(column) in (None, "item")
    )


def has_value(line: Line, header: Header) -> bool:
    """Return whether a line holds a target, an actual, points or money."""
    return any(role in VALUE_ROLES and is_filled(line, column) for column, role in header.roles.items())


def is_category(line: Line, header: Header) -> bool:
    """A level word alone on its line: a category that was left empty."""
    texts = [
        cell.text for column, cell in line.cells.items() if header.roles.get(column) in LEVELS and cell.text.strip()
    ]
    return bool(texts) and all(map(is_level, texts)) and not has_name(line, header) and not has_value(line, header)


def closing_role(line: Line) -> str | None:
    """Return total, grade or signature where a line closes the form, by its first text."""
    return closing_role_of([cell for _, cell in sorted(line.cells.items())])


def is_alone(line: Line, header: Header) -> bool:
    """Return whether a line is a row by itself: an empty category, or the end of the form."""
    return is_category(line, header) or closing_role(line) is not None


def widths_of(lines: Sequence[Line]) -> dict[int, int]:
    """Return the printed width of the widest line of each column."""
    widths: dict[int, int] = {}
    for line in lines:
        for column, cell in line.cells.items():
            widths[column] = max(widths.get(column, 0), printed_width(cell.text.strip()))
    return widths
