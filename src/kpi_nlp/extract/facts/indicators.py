"""Rows to indicators: names, values, and the answers to the parts of a target."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from kpi_nlp import lexicon
from kpi_nlp.extract.facts.answers import as_date, parts_of
from kpi_nlp.extract.facts.ranks import LEVEL_CENTRED, Rank
from kpi_nlp.extract.facts.states import came_about, state_of
from kpi_nlp.extract.facts.values import cell_figure, cell_value, likelihood_of, reason_of, unit_in_name
from kpi_nlp.extract.rows.form_rows import LEVEL_LOST, FormRow
from kpi_nlp.model import Figure, Indicator, Value
from kpi_nlp.text import join_lines

_NUMBERING = re.compile(r"^\s*(?:[★☆*#]+\s*)?(?:指标\s*\d+\s*[:：.、]?|[（(]?\d{1,2}[)）、.](?!\d))?\s*")
_POINTS = re.compile(r"\s*[（(](\d+(?:\.\d+)?)\s*分[)）]$")
_PLACEHOLDERS = frozenset({"", "无", "/", "-", "—", "——", "－", "…", "……", "//"})
_VALUE_ROLES = ("target", "actual", "period_target", "forecast", "rate", "weight", "score", "reason")


def name_of(row: FormRow) -> str:
    """Return the name of a row's indicator without its number, marks and points."""
    name = _NUMBERING.sub("", join_lines(row.text(row.header.name_column)), count=1)
    return _POINTS.sub("", name).strip(" 。;；")


def _weight(row: FormRow) -> Figure | None:
    """Return the points of a row, which some forms print behind the name: 「治理河道长度(20分)」."""
    column = row.header.name_column
    points = _POINTS.search(row.text(column))
    if points is None or row.column("weight") is not None:
        return cell_figure(row, row.column("weight"))
    return Figure(Decimal(points[1]), f"{points[1]}分", row.place(column))


def is_placeholder(name: str) -> bool:
    """Return whether a name stands for none: 无, /, ……."""
    return name in _PLACEHOLDERS


def is_empty(row: FormRow) -> bool:
    """Return whether no value of a row is filled in."""
    return all(is_placeholder(row.text(row.column(role))) for role in _VALUE_ROLES)


def indicator_of(path: str, row: FormRow, name: str, place: Rank, *, table: str) -> Indicator:
    """Return the indicator of a row, with what its target and actual come to."""
    unit = unit_in_name(name)
    names = (*place.levels, name)
    target = as_date(cell_value(row, "adjusted_target", unit=unit) or cell_value(row, "target", unit=unit), names)
    actual = came_about(as_date(cell_value(row, "actual", unit=unit), names))
    reverse = lexicon.lower_is_better(name) or _only_ceilings(target)
    if place.lost:
        row.repaired(LEVEL_LOST)
    return Indicator(
        name=name,
        document=path,
        location=row.location,
        table=table,
        levels=place.levels,
        target=target,
        period_target=cell_value(row, "period_target", unit=unit),
        actual=actual,
        forecast=cell_value(row, "forecast", unit=unit),
        rate=cell_value(row, "rate"),
        weight=_weight(row),
        score=cell_figure(row, row.column("score")),
        reason=reason_of(row),
        rubric=cell_value(row, "rubric"),
        note=cell_value(row, "note"),
        likelihood=likelihood_of(row),
        parts=parts_of(names, target, actual, reverse=reverse) if target and actual else (),
        state=state_of(actual, target),
        lower_is_better=reverse,
        blank=_blank(row),
        repairs=tuple(row.repairs),
        astray=tuple(_astray(row)),
    )


def scored_of(path: str, row: FormRow, levels: tuple[str, ...], *, table: str) -> Indicator | None:
    """Return the row of a score sheet, which has points but no values; None for a row without points."""
    name = name_of(row)
    weight, score = _weight(row), cell_figure(row, row.column("score"))
    if is_placeholder(name) or (weight is None and score is None):
        return None
    return Indicator(
        name,
        path,
        row.location,
        table=table,
        levels=levels,
        weight=weight,
        score=score,
        reason=reason_of(row),
        rubric=cell_value(row, "rubric"),
        note=cell_value(row, "note"),
        blank=_blank(row),
        repairs=tuple(row.repairs),
        levels_guessed=LEVEL_CENTRED in row.repairs,
    )


def with_shared_points(row: FormRow, indicator: Indicator, above: Indicator | None) -> Indicator:
    """Let a row whose points are merged into the cell of the row above state the same figure: it is printed once."""
    shared: dict[str, Figure] = {}
    for role in ("weight", "score"):
        column, own, printed = row.column(role), getattr(indicator, role), getattr(above, role, None)
        if own is not None and printed is not None and row.reaches_down(column) and own.amount == printed.amount:
            shared[role] = printed
    return replace(indicator, **shared) if shared else indicator  # type: ignore[arg-type]


def counted(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Number the rows that are equal in scope, levels and name: their place tells them apart, never the name."""
    seen: Counter[tuple[str | None, tuple[str, ...], str, bool]] = Counter()
    numbered = []
    for indicator in indicators:
        key = (indicator.scope, indicator.levels, indicator.name, indicator.has_values)
        numbered.append(replace(indicator, occurrence=seen[key]) if seen[key] else indicator)
        seen[key] += 1
    return numbered


def _blank(row: FormRow) -> tuple[str, ...]:
    """Return the roles whose cells are empty; a cell that is merged into the one on its left is not one's own."""
    columns = ((role, row.column(role)) for role in _VALUE_ROLES)
    return tuple(
        role for role, column in columns if column is not None and not row.text(column) and not row.merged_away(column)
    )


def _astray(row: FormRow) -> Iterator[Value]:
    """Yield the cells of points that hold something, be it a dash, and no number."""
    for role in ("weight", "score"):
        if row.text(row.column(role)) and cell_figure(row, row.column(role)) is None:
            value = cell_value(row, role)
            if value is not None:
                yield value


def _only_ceilings(target: Value | None) -> bool:
    amounts = target.quantities if target else ()
    return bool(amounts) and all(amount.low is None and not amount.approximate for amount in amounts)
