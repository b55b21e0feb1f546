"""Facts of a report as the golden files keep them: names, figures and locations, no sentences."""

from kpi_nlp.model import Claim, Indicator, Paper, Value

Picture = dict[str, object]


def picture(paper: Paper) -> dict[str, list[Picture]]:
    """Return the rows and claims of a paper."""
    return {"rows": [_row(row) for row in paper.indicators], "claims": [_claim(claim) for claim in paper.claims]}


def _row(row: Indicator) -> Picture:
    return {
        "line": row.location.line,
        "scope": row.scope,
        "levels": list(row.levels),
        "name": row.name,
        "target": _figures(row.target),
        "actual": _figures(row.actual),
        "rate": row.rate.text if row.rate else None,
        "weight": row.weight.text if row.weight else None,
        "score": row.score.text if row.score else None,
    }


def _figures(value: Value | None) -> list[str] | None:
    return [amount.text for amount in value.quantities] if value else None


def _claim(claim: Claim) -> Picture:
    return {
        "line": claim.location.line,
        "figures": [amount.text for amount in claim.quantities],
        "judgement": claim.judgement,
        "period": claim.period,
    }
