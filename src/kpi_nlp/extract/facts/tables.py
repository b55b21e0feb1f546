"""Rows to facts: indicators, empty categories, totals, budget rows, and prose in cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kpi_nlp import lexicon
from kpi_nlp.extract.facts.budgets import budget_rows, items_of
from kpi_nlp.extract.facts.closing import grades_in, grades_of_projects, parted, total_of
from kpi_nlp.extract.facts.indicators import (
    counted,
    indicator_of,
    is_empty,
    is_placeholder,
    name_of,
    scored_of,
    with_shared_points,
)
from kpi_nlp.extract.facts.points import counts_of, points_of
from kpi_nlp.extract.facts.ranks import Rank, rank, rank_sheet
from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.narrative.prose import Sentence, is_sentence, sentences_in
from kpi_nlp.extract.rows.form_rows import GHOST, JOINED_LINES, JOINED_PAGES, FormRow
from kpi_nlp.model import Budget, Category, Grade, Indicator, LevelCount, Points, ReadWarning, Total

_DISPLACED = "名称错列，已还原"
_GOALS = ("goal", "goal_actual")

Fact = Indicator | Category | Total | Points | LevelCount | Grade | Budget | Sentence | ReadWarning


@dataclass(frozen=True, slots=True)
class Reading:
    """A row of a form and a fact that it states; None for one that states none, with what it is instead."""

    form: Form
    row: FormRow
    fact: Fact | None
    kind: Literal["", "closing", "note", "blank"] = ""


@dataclass(slots=True)
class TableFacts:
    """What the tables of a document say, in reading order."""

    indicators: list[Indicator] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    level_counts: list[LevelCount] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    prose: list[Sentence] = field(default_factory=list)


_KINDS: Mapping[type, str] = {
    Indicator: "indicators",
    Category: "categories",
    Total: "totals",
    Points: "points",
    LevelCount: "level_counts",
    Grade: "grades",
    Budget: "budgets",
    ReadWarning: "warnings",
    Sentence: "prose",
}


def table_facts(forms: Iterable[Form], readings: Iterable[Reading]) -> TableFacts:
    """Return what was read, by kind; rows of one name are numbered."""
    facts = TableFacts(warnings=[warning for form in forms for warning in _unread(form)])
    for reading in readings:
        if (kind := _KINDS.get(type(reading.fact))) is not None:
            getattr(facts, kind).append(reading.fact)
    facts.indicators = counted(facts.indicators)
    return facts


def readings_of(path: str, form: Form, rows: Sequence[FormRow]) -> Iterator[Reading]:
    """Yield what each row of a form says; a row may say several things."""
    yield from _joined(form, rows)
    parts = parted(rows)
    totals = [row for row, role in parts.closing if role == "total"]
    budgets = budget_rows(path, [*parts.body, *totals], form.project, form.unit)
    if form.is_of_budget:
        yield from _each(form, budgets)
    else:
        yield from _each(form, ((row, total) for row in totals if (total := total_of(path, form, row))))
    if form.has_rows_of_indicators:
        yield from _indicators(path, form, parts.body)
        yield from _each(form, _once(budgets, form))
    elif form.is_of_points:
        yield from _scored(path, form, parts.body)
    for row, project in _subjects(form, parts.body):
        yield from (Reading(form, row, grade) for grade in grades_of_projects(path, row, project))
    yield from _each(form, _goals(form, parts.body))
    yield from _each(form, _below(form, parts.rest))
    for row, role in parts.closing:
        grades = list(grades_in(path, form, row))
        yield from (Reading(form, row, grade, "closing") for grade in grades)
        if role != "total" and not grades:
            yield Reading(form, row, None, "closing")
    yield from (Reading(form, row, None, "note") for row in parts.rest)


def _joined(form: Form, rows: Sequence[FormRow]) -> Iterator[Reading]:
    """Say that rows were put together from printed lines: where one ends and the next begins is inferred."""
    inferred = {JOINED_LINES, GHOST} if form.runs[0].exact else {JOINED_LINES, JOINED_PAGES, GHOST}
    joined = [row for row in rows if not inferred.isdisjoint(row.repairs)]
    if joined:
        message = f"{form.table}有 {len(joined)} 行由几行文字拼合而成，请核对原件"
        yield Reading(form, joined[0], ReadWarning("TableRepaired", message, joined[0].location))


def _each(form: Form, read: Iterable[tuple[FormRow, Fact]]) -> Iterator[Reading]:
    return (Reading(form, row, fact) for row, fact in read)


def _unread(form: Form) -> Iterator[ReadWarning]:
    """Say which columns and rows of a form were passed over because no word of their header is known."""
    for location in form.foreign:
        yield ReadWarning("HeaderNotRecognised", "这里起是另一种表，表头未识别，未读取", location)
    for location in form.realigned:
        yield ReadWarning("TableRepaired", "这里起各栏的位置与上一页不同，按内容对栏，请核对原件", location)
    ignored = lexicon.headers().ignored
    filled = {
        title
        for run in form.runs
        if run.exact
        for column, title in run.header.unknown.items()
        if lexicon.header_key(title) not in ignored
        and any(column < len(row) and row[column].text.strip() for row in run.rows)
    }
    if form.is_of_indicators and filled:
        yield ReadWarning("HeaderNotRecognised", f"栏目「{'」「'.join(sorted(filled))}」未识别，未读取", form.location)


def _subjects(form: Form, rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, str | None]]:
    """Yield each row with its project, which a list of projects names in a column, once for all of its rows."""
    project = form.project
    for row in rows:
        project = row.text(row.column("project")) or project
        yield row, project


def _indicators(path: str, form: Form, rows: Sequence[FormRow]) -> Iterator[Reading]:
    ranks = rank(rows, exact=form.runs[0].exact)
    above: Indicator | None = None
    yield from _each(form, _points(path, form, rows, [place.levels for place in ranks]))
    for (row, project), place in zip(_subjects(form, rows), ranks, strict=True):
        fact = _indicator(path, row, place, form.table)
        if place.lost and isinstance(fact, Indicator):
            message = f"「{fact.name}」的上级指标在页面上缺失，按级别不明处理"
            yield Reading(form, row, ReadWarning("LevelAmbiguous", message, row.location))
        if isinstance(fact, Indicator):
            fact = with_shared_points(row, replace(fact, scope=project) if project else fact, above)
            above = fact
        yield Reading(form, row, fact, "" if fact else "blank")


def _indicator(path: str, row: FormRow, place: Rank, table: str) -> Indicator | Category | ReadWarning | None:
    """Return what a row says: an indicator, a category without one, or nothing that could be understood."""
    name = name_of(row) or place.name
    if is_placeholder(name) and is_empty(row):
        return Category(place.levels, path, row.location) if place.own else None
    if row.contested:
        return ReadWarning("RowNotRecognised", f"「{name}」所在的行与相邻的行无法唯一分开，未读取", row.location)
    if not name and not any(row.text(row.column(role)) for role in ("target", "actual", "score")):
        return ReadWarning("RowNotRecognised", "有一行既无指标名称也无数值，未作为指标", row.location)
    if place.name and name == place.name and not row.spans_name:
        row.repaired(_DISPLACED)
    return indicator_of(path, row, name, place, table=table)


def _scored(path: str, form: Form, rows: Sequence[FormRow]) -> Iterator[Reading]:
    """Yield the rows of a score sheet."""
    ranks = rank_sheet(rows, exact=form.runs[0].exact)
    above: Indicator | None = None
    yield from _each(form, _points(path, form, rows, ranks))
    for row, levels in zip(rows, ranks, strict=True):
        scored = scored_of(path, row, levels, table=form.table)
        fact = replace(scored, scope=form.project) if scored and form.project else scored
        above = fact = with_shared_points(row, fact, above) if fact else None
        yield Reading(form, row, fact, "" if fact else "blank")


def _points(
    path: str, form: Form, rows: Sequence[FormRow], levels: Sequence[tuple[str, ...]]
) -> Iterator[tuple[FormRow, Points | LevelCount]]:
    """Yield the points and counts of levels; where several projects stand in one form, of which they are cannot be told."""
    if len({project for _, project in _subjects(form, rows)}) == 1:
        exact = form.runs[0].exact
        for row, points in points_of(path, rows, levels, table=form.table, exact=exact):
            yield row, replace(points, scope=form.project)
        for row, count in counts_of(path, rows, levels, table=form.table, exact=exact):
            yield row, replace(count, scope=form.project)


def _once(read: Iterable[tuple[FormRow, Budget]], form: Form) -> Iterator[tuple[FormRow, Budget]]:
    """Yield the money of each project once, though it stands beside all of its indicators."""
    seen: set[tuple[str, str | None]] = set()
    for row, budget in read:
        if (budget.item, budget.scope) not in seen:
            seen.add((budget.item, budget.scope))
            listed = row.column("project") is not None
            yield row, replace(budget, project=budget.item if listed else form.project)


def _goals(form: Form, rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, Sentence]]:
    """Yield the goals that stand in columns, and what came of them; a text merged over several rows once."""
    seen: set[tuple[str | None, str]] = set()
    for row, subject in items_of(rows) if form.is_of_budget else _subjects(form, rows):
        for column, role in row.header.roles.items():
            text, label = row.text(column) if role in _GOALS else "", row.header.labels[column]
            if not text or text == label or (subject, text) in seen:
                continue
            seen.add((subject, text))
            sections = (*form.sections, label)
            yield from ((row, said) for said in sentences_in(text, row.place(column), sections, subject))


def _below(form: Form, rows: Iterable[FormRow]) -> Iterator[tuple[FormRow, Sentence]]:
    """Yield the prose below a form that stands beside a label: 「未完成原因分析 | …」; notes without one explain the form."""
    for row in rows:
        texts = list(row.texts.items())
        for column, text in texts[1:]:
            if is_sentence(text) and not row.covered(column):
                sections = (*form.sections, texts[0][1])
                yield from ((row, said) for said in sentences_in(text, row.place(column), sections, form.project))
