"""What was read, as objects of the contract (OUTPUT.md): rows, sentences, totals, problems."""

from collections.abc import Iterator
from typing import Any

from kpi_nlp.model import Claim, Figure, Identity, Indicator, Location, Paper, Problem, Quantity, Value
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
    identity = read.document.identity
    yield from (indicator(row, identity) for row in read.indicators)
    for category in read.categories:
        yield {
            "kind": "category",
            **file_of(category.location),
            "levels": list(category.levels),
            "location": str(category.location),
        }
    for total in read.totals:
        figure = total.figure
        yield {
            "kind": "total",
            **file_of(figure.location),
            "label": total.label,
            "table": total.table,
            "amount": shown(figure.amount),
            "location": str(figure.location),
        }
    for budget in read.budgets:
        amounts = {
            name: _number(getattr(budget, name)) for name in ("initial", "full", "execution", "rate", "weight", "score")
        }
        yield {
            "kind": "budget",
            **file_of(budget.location),
            "item": budget.item,
            "scope": budget.scope,
            **amounts,
            "location": str(budget.location),
        }
    for score in read.scores:
        amounts = {
            name: None if (amount := getattr(score, name)) is None else shown(amount)
            for name in ("full", "score", "rate", "deducted")
        }
        yield {
            "kind": "score",
            **file_of(score.location),
            "subject": score.subject,
            "total": score.total,
            **amounts,
            "text": score.text,
            "location": str(score.location),
        }
    yield from (claim(said) for said in read.claims)
