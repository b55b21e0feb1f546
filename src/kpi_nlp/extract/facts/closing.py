"""Rows that close a form: totals, grades, signatures, notes. None of them is an indicator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_nlp.extract.facts.values import cell_figure
from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.narrative.outline import numbered
from kpi_nlp.extract.rows.form_rows import FormRow
from kpi_nlp.extract.terms.figures import number_of
from kpi_nlp.extract.terms.labels import closing_role
from kpi_nlp.model import Total

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
    """Tell the rows of indicators from those that close the form, and from notes."""
    closing = [(at, role) for at, row in enumerate(rows) if (role := _closing(row)) is not None]
    if rows and _closing(rows[-1]) is None and _is_nameless_total(rows[-1]):
        closing.append((len(rows) - 1, "total"))
    ends = {at for at, _ in closing}
    last = max((at for at, role in closing if role == "total"), default=len(rows))
    prose = next((at for at, row in enumerate(rows) if _is_heading(rows[at:])), len(rows))
    parts = Parts([], [(rows[at], role) for at, role in closing], [])
    for at, row in enumerate(rows):
        if at not in ends:
            measured = at < last or any(row.text(row.column(role)) for role in _MEASURES)
            (parts.body if measured and at < prose and not _is_note(row) else parts.rest).append(row)
    return parts


def _is_heading(rows: Sequence[FormRow]) -> bool:
    """A numbered heading alone in its row, and nothing but lines of text below it: the prose behind the form."""
    texts = [[text for column in sorted(row.cells) if (text := row.text_in(column))] for row in rows]
    return numbered(next(iter(texts[0]), "")) is not None and all(len(set(line)) <= 1 for line in texts)


def total_of(path: str, form: Form, row: FormRow) -> Total | None:
    """Return the printed total of a row: in its column of scores, else its only number."""
    if "score" not in form.header.roles.values():
        return None
    labels = (text for column in sorted(row.cells) if closing_role(text := row.text_in(column)) == "total")
    label = next(labels, "合计")
    numbered = [figure for column in sorted(row.cells) if (figure := cell_figure(row, column))]
    in_place = cell_figure(row, row.column("score"))
    figure = in_place or (numbered[0] if len(numbered) == 1 else None)
    return Total(label, form.table, path, figure, form.project) if figure else None


def _is_nameless_total(row: FormRow) -> bool:
    """The right half of a form side by side: its 合计 stands in the left half."""
    texts = [text for column in row.cells if (text := row.text_in(column))]
    return bool(row.text(row.column("score"))) and all(number_of(text) is not None for text in texts)


def _closing(row: FormRow) -> str | None:
    """Return total, grade or signature for a row that closes a form."""
    printed = [text for column in sorted(row.cells) if (text := row.text_in(column)) and not text.isdigit()]
    named = [*printed[:1], row.text(row.header.name_column)]
    return next((role for text in named if (role := closing_role(text))), None)


def _is_note(row: FormRow) -> bool:
    """One line of text across the form that reads like a sentence."""
    texts = {text for column in row.cells if (text := row.text_in(column))}
    return len(texts) == 1 and bool(_SENTENCE.search(next(iter(texts)))) and len(next(iter(texts))) > _LONGEST_NAME
