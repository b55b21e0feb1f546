"""What was read, as objects of the contract (OUTPUT.md): rows, sentences, totals, problems."""

from collections.abc import Iterator
from typing import Any

from kpi_nlp.model import (
    Budget,
    Category,
    Claim,
    Figure,
    Grade,
    Identity,
    Indicator,
    Location,
    Paper,
    Points,
    Problem,
    Quantity,
    StatedScore,
    Total,
    Value,
)
from kpi_nlp.quantities import shown

Object = dict[str, Any]


def quantity(amount: Quantity) -> Object:
    """Return an amount; numbers are decimal strings, None for an unbounded side."""
    return {
        "low": None if amount.low is None else shown(amount.low),
        "high": None if amount.high is None else shown(amount.high),
        "low_open": amount.low_open,
        "high_open": amount.high_open,
        "unit": amount.unit,
        "kind": amount.kind,
        "of": amount.of,
        "approximate": amount.approximate,
        "text": amount.text,
    }


def value(said: Value | None) -> Object | None:
    """Return a value, None for a cell that is empty or missing."""
    return None if said is None else {"text": said.text, "quantities": [quantity(amount) for amount in said.quantities]}


def place(indicator: Indicator) -> Object:
    """Return where a row stands."""
    return {
        **file_of(indicator.location),
        "name": indicator.name,
        "levels": list(indicator.levels),
        "scope": indicator.scope,
        "location": str(indicator.location),
    }


def file_of(location: Location) -> Object:
    """Return bare name and path of a place's file."""
    return {"document": location.document, "path": location.file}


def _number(figure: Figure | None) -> str | None:
    return None if figure is None else shown(figure.amount)


def indicator(row: Indicator, identity: Identity) -> Object:
    """Return a row with its values."""
    return {
        "kind": "indicator",
        **file_of(row.location),
        "department": identity.department,
        "year": identity.year,
        "stage": identity.stage,
        "table": row.table,
        "levels": list(row.levels),
        "scope": row.scope,
        "name": row.name,
        "period_target": value(row.period_target),
        "target": value(row.target),
        "actual": value(row.actual),
        "forecast": value(row.forecast),
        "rate": value(row.rate),
        "weight": _number(row.weight),
        "score": _number(row.score),
        "reason": row.reason.text if row.reason else None,
        "location": str(row.location),
        "repairs": list(row.repairs),
    }


def claim(said: Claim) -> Object:
    """Return a sentence of the narrative."""
    return {
        "kind": "claim",
        **file_of(said.location),
        "text": said.text,
        "quantities": [quantity(amount) for amount in said.quantities],
        "judgement": said.judgement,
        "scope": said.scope,
        "period": said.period,
        "location": str(said.location),
    }


def problem(met: Problem) -> Object:
    """Return what could not be read, and what to do."""
    return {"kind": "problem", "document": met.name, "path": met.path, "reason": met.reason, "hint": met.hint}


def paper(read: Paper) -> Iterator[Object]:
    """Yield everything that was read from one document."""
    yield from (indicator(row, read.document.identity) for row in read.indicators)
    yield from map(_category, read.categories)
    yield from map(_points, read.points)
    yield from map(_total, read.totals)
    yield from map(_grade, read.grades)
    yield from map(_budget, read.budgets)
    yield from map(_score, read.scores)
    yield from map(claim, read.claims)


def _category(empty: Category) -> Object:
    return {
        "kind": "category",
        **file_of(empty.location),
        "levels": list(empty.levels),
        "location": str(empty.location),
    }


def _total(total: Total) -> Object:
    place = total.figure.location
    return {
        "kind": "total",
        **file_of(place),
        "label": total.label,
        "table": total.table,
        "scope": total.scope,
        "amount": shown(total.figure.amount),
        "location": str(place),
    }


def _points(level: Points) -> Object:
    place = level.figure.location
    return {
        "kind": "points",
        **file_of(place),
        "levels": list(level.levels),
        "table": level.table,
        "scope": level.scope,
        "amount": shown(level.figure.amount),
        "location": str(place),
    }


def _grade(grade: Grade) -> Object:
    return {
        "kind": "grade",
        **file_of(grade.location),
        "text": grade.text,
        "grade": grade.letter,
        "score": _number(grade.score),
        "scope": grade.scope,
        "period": grade.period,
        "location": str(grade.location),
    }


def _budget(budget: Budget) -> Object:
    return {
        "kind": "budget",
        **file_of(budget.location),
        "item": budget.item,
        "scope": budget.scope,
        "project": budget.project,
        "initial": _number(budget.initial),
        "full": _number(budget.full),
        "execution": _number(budget.execution),
        "in_yuan": budget.in_yuan,
        "rate": _number(budget.rate),
        "weight": _number(budget.weight),
        "score": _number(budget.score),
        "location": str(budget.location),
    }


def _score(stated: StatedScore) -> Object:
    points = {name: getattr(stated, name) for name in ("full", "score", "rate", "deducted")}
    return {
        "kind": "score",
        **file_of(stated.location),
        "subject": stated.subject,
        "total": stated.total,
        **{name: None if amount is None else shown(amount) for name, amount in points.items()},
        "text": stated.text,
        "location": str(stated.location),
    }
