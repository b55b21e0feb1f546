"""The card of a check: what it flags, why, and examples that are run as tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kpi_nlp.model.document import Stage
from kpi_nlp.model.dossier import Dossier
from kpi_nlp.model.finding import Answer, Severity, Suggestion

Over = Literal["documents", "indicators", "matches", "claims"]
Question = Callable[[Dossier], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form, as an example shows it."""

    name: str = "示例指标"
    target: str | None = None
    actual: str | None = None
    rate: str | None = None
    weight: str | None = None
    score: str | None = None
    reason: str | None = None
    rubric: str | None = None
    note: str | None = None
    period_target: str | None = None
    forecast: str | None = None
    likelihood: str | None = None
    levels: tuple[str, ...] = ("产出指标", "数量指标")


@dataclass(frozen=True, slots=True)
class Page:
    """A small paper, as an example shows it: sentences, then a table of rows with its printed total, then other tables.

    `tables` are grids of cells as printed, the header first: for budgets, grades and whatever is no row of indicators.
    """

    rows: tuple[Row, ...] = ()
    sentences: tuple[str, ...] = ()
    total: str | None = None
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    stage: Stage = "self_evaluation"
    year: int | None = 2024


Example = Row | Page | tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its card and one short question.

    `over` is what it examines, so that the report can count what did not apply. More than `collapse` remarks in
    one document become one finding, headed by `summary` (with `{count}`). `cleared_by` says what would clear a finding
    (可排除情形), `suggestion` what is to be done about it.
    """

    code: str
    name: str
    title: str
    severity: Severity
    over: Over
    why: str
    basis: str
    cleared_by: str
    suggestion: Suggestion
    flags: tuple[Example, ...]
    passes: tuple[Example, ...]
    question: Question
    collapse: int
    summary: str


def check(  # noqa: PLR0913 - a card has these fields, each named where it is used
    *,
    code: str,
    name: str,
    title: str,
    severity: Severity,
    over: Over,
    why: str,
    basis: str,
    cleared_by: str,
    suggestion: Suggestion,
    flags: tuple[Example, ...],
    passes: tuple[Example, ...],
    collapse: int = 6,
    summary: str = "{count}处：{title}",
) -> Callable[[Question], Check]:
    """Turn a question into a check; what it yields is signed with the code of this card."""

    def sign(question: Question) -> Check:
        return Check(
            code,
            name,
            title,
            severity,
            over,
            why,
            basis,
            cleared_by,
            suggestion,
            flags,
            passes,
            question,
            collapse,
            summary,
        )

    return sign
