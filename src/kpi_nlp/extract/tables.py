"""Rows to facts: indicators, empty categories, totals and budget rows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpi_nlp import lexicon
from kpi_nlp.extract.budgets import budget_rows
from kpi_nlp.extract.figures import number_of
from kpi_nlp.extract.forms import Form
from kpi_nlp.extract.ranks import LEVEL_CENTRED, Rank, rank, rank_sheet
from kpi_nlp.extract.rows import LEVEL_LOST, FormRow, rows_of
from kpi_nlp.extract.values import cell_figure, cell_value, state_of, unit_in_name
from kpi_nlp.model import Budget, Category, Indicator, Part, ReadWarning, Total, Value
from kpi_nlp.quantities import pair_up
from kpi_nlp.text import join_lines

_NUMBERING = re.compile(r"^\s*(?:[★☆*#]+\s*)?(?:指标\s*\d+\s*[:：.、]?|[（(]?\d{1,2}[)）、.](?!\d))?\s*")
_SENTENCE = re.compile(r"[，。；：]")
_SPENDING = re.compile(r"(?:支出|费用|经费|花费)(?:总?额|金额|数)?$|成本指标$")
_LONGEST_NAME = 16
_PLACEHOLDERS = frozenset({"", "无", "/", "-", "—", "——", "－", "…", "……", "//"})
_DISPLACED = "名称错列，已还原"
_MEASURES = ("target", "weight", "score", "period_target")
_VALUE_ROLES = ("target", "actual", "period_target", "forecast", "rate", "weight", "score", "reason")


@dataclass(slots=True)
class TableFacts:
    """What the tables of a document say, in reading order."""

    indicators: list[Indicator] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)


def table_facts(path: str, forms: Iterable[Form], whole: str | None) -> TableFacts:
    """Return the facts of all forms of a document; `whole` is the scope of a form that names no project itself."""
    facts = TableFacts()
    for form in forms:
        facts.warnings += _unread(form)
        body, closing = _parted(rows_of(form))
        scope = form.project or whole
        facts.totals += [total for row, role in closing if role == "total" if (total := _total(path, form, row))]
        roles = set(form.header.roles.values())
        if roles & {"budget_initial", "budget_full", "execution"}:
            facts.budgets += budget_rows(
                path, [*body, *(row for row, role in closing if role == "total")], scope, form.unit
            )
        elif "goal" in roles:
            continue  # the goal of the whole paper and what came of it: prose in cells
        elif roles & {"target", "actual", "period_target"}:
            _add_indicators(facts, path, form, body, scope)
        elif "score" in roles or "weight" in roles:
            facts.indicators += _sheet_rows(path, form, body, scope)
    facts.indicators = _counted(facts.indicators)
    return facts


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


def _parted(rows: Sequence[FormRow]) -> tuple[list[FormRow], list[tuple[FormRow, str]]]:
    """Return the rows of indicators, and the rows that close the form with their role; notes are neither."""
    closing = [(at, role) for at, row in enumerate(rows) if (role := _closing(row)) is not None]
    if rows and _closing(rows[-1]) is None and _is_nameless_total(rows[-1]):
        closing.append((len(rows) - 1, "total"))
    ends = {at for at, _ in closing}
    last = max((at for at, role in closing if role == "total"), default=len(rows))
    body = [
        row
        for at, row in enumerate(rows)
        if at not in ends and not _is_note(row) and (at < last or any(row.text(row.column(role)) for role in _MEASURES))
    ]
    return body, [(rows[at], role) for at, role in closing]


def _is_nameless_total(row: FormRow) -> bool:
    """The right half of a form side by side: its 合计 stands in the left half."""
    texts = [text for column in row.cells if (text := row.text(column))]
    return bool(row.text(row.column("score"))) and all(number_of(text) is not None for text in texts)


def _closing(row: FormRow) -> str | None:
    """Return total, grade or signature for a row that closes a form."""
    printed = [text for column in sorted(row.cells) if (text := row.text(column)) and not text.isdigit()]
    named = [*printed[:1], row.text(row.header.name_column)]
    return next((role for text in named if (role := _closing_role(text))), None)


def _closing_role(text: str) -> str | None:
    """Return the role of 「合计」, or of the label in 「填表人：办公室」; a total has nothing behind it."""
    closing = lexicon.headers().closing
    label, colon, _ = text.replace("：", ":").partition(":")
    role = closing.get(lexicon.header_key(label))
    return None if colon and role == "total" else role


def _is_note(row: FormRow) -> bool:
    """One line of text across the form that reads like a sentence."""
    texts = {text for column in row.cells if (text := row.text(column))}
    return len(texts) == 1 and bool(_SENTENCE.search(next(iter(texts)))) and len(next(iter(texts))) > _LONGEST_NAME


def _total(path: str, form: Form, row: FormRow) -> Total | None:
    """Return the printed total of a row: in its column of scores, else its only number."""
    if "score" not in form.header.roles.values():
        return None
    labels = (text for column in sorted(row.cells) if _closing_role(text := row.text(column)) == "total")
    label = next(labels, "合计")
    numbered = [figure for column in sorted(row.cells) if (figure := cell_figure(row, column))]
    in_place = cell_figure(row, row.column("score"))
    figure = in_place or (numbered[0] if len(numbered) == 1 else None)
    return Total(label, form.table, path, figure) if figure else None


def _add_indicators(facts: TableFacts, path: str, form: Form, rows: Sequence[FormRow], scope: str | None) -> None:
    for row, place in zip(rows, rank(rows, exact=form.runs[0].exact), strict=True):
        name = _name(row) or place.name
        if name in _PLACEHOLDERS and all(row.text(row.column(role)) in _PLACEHOLDERS for role in _VALUE_ROLES):
            if place.own:
                facts.categories.append(Category(place.levels, path, row.location))
            continue
        if row.contested:
            text = f"「{name}」所在的行与相邻的行无法唯一分开，未读取"
            facts.warnings.append(ReadWarning("RowNotRecognised", text, row.location))
            continue
        if not name and not any(row.text(row.column(role)) for role in ("target", "actual", "score")):
            facts.warnings.append(
                ReadWarning("RowNotRecognised", "有一行既无指标名称也无数值，未作为指标", row.location)
            )
            continue
        if place.lost:
            facts.warnings.append(
                ReadWarning("LevelAmbiguous", f"「{name}」的上级指标在页面上缺失，按级别不明处理", row.location)
            )
        if place.name and name == place.name:
            row.repaired(_DISPLACED)
        facts.indicators.append(replace(_indicator(path, row, name, place), table=form.table, scope=scope))


def _indicator(path: str, row: FormRow, name: str, place: Rank) -> Indicator:
    unit = unit_in_name(name)
    target = cell_value(row, "adjusted_target", unit=unit) or cell_value(row, "target", unit=unit)
    actual = cell_value(row, "actual", unit=unit)
    reverse = lexicon.lower_is_better(name) or _only_ceilings(target)
    if place.lost:
        row.repaired(LEVEL_LOST)
    return Indicator(
        name=name,
        document=path,
        location=row.location,
        levels=place.levels,
        target=target,
        period_target=cell_value(row, "period_target", unit=unit),
        actual=actual,
        forecast=cell_value(row, "forecast", unit=unit),
        rate=cell_value(row, "rate"),
        weight=cell_figure(row, row.column("weight")),
        score=cell_figure(row, row.column("score")),
        reason=cell_value(row, "reason"),
        parts=_parts((*place.levels, name), target, actual, reverse=reverse) if target and actual else (),
        state=state_of(actual, target),
        lower_is_better=reverse,
        blank=_blank(row),
        repairs=tuple(row.repairs),
    )


def _parts(names: Sequence[str], target: Value, actual: Value, *, reverse: bool) -> tuple[Part, ...]:
    """Answer each part of a target; a plain sum that was not all spent is neither met nor missed."""
    parts = pair_up(target.quantities, actual.quantities, lower_is_better=reverse)
    if not any(map(_SPENDING.search, names)):
        return parts
    return tuple(
        replace(part, met=None) if part.met is False and part.target.kind == "money" and part.target.exact else part
        for part in parts
    )


def _blank(row: FormRow) -> tuple[str, ...]:
    return tuple(role for role in _VALUE_ROLES if row.column(role) is not None and not row.text(row.column(role)))


def _only_ceilings(target: Value | None) -> bool:
    amounts = target.quantities if target else ()
    return bool(amounts) and all(amount.low is None and not amount.approximate for amount in amounts)


def _sheet_rows(path: str, form: Form, rows: Sequence[FormRow], scope: str | None) -> Iterator[Indicator]:
    """Yield the rows of a score sheet, which have points but no values."""
    for row, levels in zip(rows, rank_sheet(rows, exact=form.runs[0].exact), strict=True):
        name = _name(row)
        weight, score = cell_figure(row, row.column("weight")), cell_figure(row, row.column("score"))
        if name in _PLACEHOLDERS or (weight is None and score is None):
            continue
        yield Indicator(
            name, path, row.location, form.table, levels, scope, weight=weight, score=score, reason=cell_value(row, "reason"), blank=_blank(row), repairs=tuple(row.repairs), levels_guessed=LEVEL_CENTRED in row.repairs
        )  # fmt: skip


def _name(row: FormRow) -> str:
    return _clean(row.text(row.header.name_column))


def _clean(text: str) -> str:
    return _NUMBERING.sub("", join_lines(text), count=1).strip(" 。;；")


def _counted(indicators: list[Indicator]) -> list[Indicator]:
    """Number the rows that are equal in scope, levels and name: their place tells them apart, never the name."""
    seen: Counter[tuple[str | None, tuple[str, ...], str, bool]] = Counter()
    numbered = []
    for indicator in indicators:
        key = (indicator.scope, indicator.levels, indicator.name, indicator.has_values)
        numbered.append(replace(indicator, occurrence=seen[key]))
        seen[key] += 1
    return numbered
