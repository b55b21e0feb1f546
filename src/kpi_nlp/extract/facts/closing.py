"""Rows that close a form: totals, grades, signatures, notes. None of them is an indicator."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.extract.facts.values import cell_figure
from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.narrative.outline import numbered
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.grades import graded_points, grades_of, letter_of
from kpi_nlp.extract.terms.labels import closing_role
from kpi_nlp.model import Figure, Grade, Total

_SENTENCE = re.compile(r"[，。；：]")
_LONGEST_NAME = 16
_MEASURES = ("target", "weight", "score", "period_target")


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of indicators, those that close the form with their role, and what else is printed below."""

    body: list[FormRow]
    closing: list[tuple[FormRow, str]]
    rest: list[FormRow]


def parted(rows: Sequence[FormRow]) -> Parts:
    """Tell the rows of indicators from those that close the form, and from notes and prose beside a label."""
    closing = [(at, role) for at, row in enumerate(rows) if (role := _closing(row)) is not None]
    if rows and _closing(rows[-1]) is None and _is_nameless_total(rows[-1]):
        closing.append((len(rows) - 1, "total"))
    ends = {at for at, _ in closing}
    last = max((at for at, role in closing if role == "total"), default=len(rows))
    prose = _start_of_prose(rows)
    parts = Parts([], [(rows[at], role) for at, role in closing if role != "prose"], [])
    for at, row in enumerate(rows):
        if (at, "prose") in closing:
            parts.rest.append(row)
        elif at not in ends:
            measured = at < last or any(row.text(row.column(role)) for role in _MEASURES)
            (parts.body if measured and at < prose and not _is_note(row) else parts.rest).append(row)
    return parts


def _start_of_prose(rows: Sequence[FormRow]) -> int:
    """Return the row where the prose behind the form begins: a numbered heading, and nothing but lines of text below."""
    lines = len(rows)
    while lines and len(set(rows[lines - 1].texts.values())) <= 1:
        lines -= 1
    headings = (at for at in range(lines, len(rows)) if numbered(next(iter(rows[at].texts.values()), "")) is not None)
    return next(headings, len(rows))


def total_of(path: str, form: Form, row: FormRow) -> Total | None:
    """Return the printed total of a row: in its column of scores, else its only number."""
    if "score" not in form.header.roles.values():
        return None
    labels = (text for text in row.texts.values() if closing_role(text) == "total")
    label = next(labels, "合计")
    numbered = [figure for column in sorted(row.cells) if (figure := cell_figure(row, column))]
    in_place = cell_figure(row, row.column("score")) or _beside_grade(row, row.column("score"))
    figure = in_place or (numbered[0] if len(numbered) == 1 else None)
    weight = cell_figure(row, row.column("weight")) if in_place else None
    return Total(label, form.table, path, figure, form.project, weight) if figure else None


def _beside_grade(row: FormRow, column: int | None) -> Figure | None:
    """The number of a cell that holds a grade as well: 「97.65（优）」."""
    text = row.text(column)
    both = graded_points(text)
    return Figure(both[1], text, row.place(column)) if both else None


def grades_in(path: str, form: Form, row: FormRow) -> Iterator[Grade]:
    """Yield the grade that a row states, with the score beside it."""
    cells = ((text, row.place(column)) for column, text in row.texts.items() if not row.covered(column))
    for grade in grades_of(cells, closing=True):
        score = cell_figure(row, row.column("score")) or grade.score
        yield Grade(grade.text, grade.letter, path, grade.location, score, form.project)


def grades_of_projects(path: str, row: FormRow, project: str | None) -> Iterator[Grade]:
    """Yield the grade of a project in a list of projects, where it has a column."""
    column = row.column("grade")
    letter = letter_of(row.text(column)) if column is not None and row.column("project") is not None else None
    if letter is not None and project:
        yield Grade(row.text(column), letter, path, row.place(column), cell_figure(row, row.column("score")), project)


def _is_nameless_total(row: FormRow) -> bool:
    """The right half of a form side by side: its 合计 stands in the left half."""
    return bool(row.text(row.column("score"))) and all(number_of(text) is not None for text in row.texts.values())


def _closing(row: FormRow) -> str | None:
    """Return total, grade, signature or prose for a row that closes a form."""
    first = next((text for text in row.texts.values() if not text.isdigit()), "")
    return closing_role(first) or closing_role(row.text(row.header.name_column))


def _is_note(row: FormRow) -> bool:
    """One line of text across the form that reads like a sentence."""
    texts = set(row.texts.values())
    return len(texts) == 1 and bool(_SENTENCE.search(next(iter(texts)))) and len(next(iter(texts))) > _LONGEST_NAME
