"""Findings as objects of the contract (OUTPUT.md)."""

from kpi_nlp.model import Computation, Evidence, Finding, Location, Member
from kpi_nlp.reports.facts import Object, file_of, place


def finding(found: Finding) -> Object:
    """Return a finding with its quotes and its arithmetic."""
    return {
        "kind": "finding",
        "id": found.id,
        "fingerprint": found.fingerprint,
        "evidence_hash": found.evidence_hash,
        "code": found.code,
        "name": found.name,
        "title": found.title,
        "severity": found.severity,
        "department": found.department,
        "message": found.message,
        "indicators": [place(row) for row in found.indicators],
        "evidence": [_evidence(quote) for quote in found.evidence],
        "computation": _computation(found.computation),
        "rows": [_member(row) for row in found.rows],
        "basis": found.basis,
        "cleared_by": found.cleared_by,
        "suggestion": found.suggestion,
    }


def _evidence(quote: Evidence) -> Object:
    return {"role": quote.role, **_where(quote.location), "quote": quote.quote}


def _where(location: Location) -> Object:
    return {**file_of(location), "location": str(location), "place": location.coordinates}


def _computation(arithmetic: Computation | None) -> Object | None:
    if arithmetic is None:
        return None
    return {
        "formula": arithmetic.formula,
        "operands": dict(arithmetic.operands),
        "result": arithmetic.result,
        "printed": arithmetic.printed,
    }


def _member(row: Member) -> Object:
    return {
        **_where(row.location),
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "quote": row.quote,
    }
