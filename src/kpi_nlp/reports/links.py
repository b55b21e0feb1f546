"""Links between rows, and between sentences and rows, as objects of the contract (OUTPUT.md)."""

from collections.abc import Iterator, Mapping

from kpi_nlp.model import Identity, Indicator, IndicatorMap, Match, Mention, Unmatched
from kpi_nlp.reports.facts import Object, file_of, place, value


def linked(link: Match) -> Object:
    """Return two rows that speak of one indicator."""
    return {
        "kind": "match",
        "left": place(link.left),
        "right": place(link.right),
        "relation": link.relation,
        "probability": round(link.probability, 4),
        "verdict": link.verdict,
        "why": link.why,
        "tied": link.tied,
        "features": _rounded(link.features),
    }


def mention(link: Mention) -> Object:
    """Return a sentence that speaks of a row."""
    said = link.claim
    return {
        "kind": "mention",
        "indicator": place(link.indicator),
        "claim": {**file_of(said.location), "text": said.text, "location": str(said.location)},
        "probability": round(link.probability, 4),
        "verdict": link.verdict,
        "features": _rounded(link.features),
    }


def mapped(chart: IndicatorMap) -> Iterator[Object]:
    """Yield the lines of a department's map, then its rows that stand alone."""
    identities = {paper.document.path: paper.document.identity for paper in chart.papers}
    for line in chart.lines:
        yield {
            "kind": "line",
            "department": chart.department,
            "certain": line.certain,
            "rows": [_row(row, identities[row.location.file], line.link_of(row)) for row in line.rows],
            "parts": [_link(link) for link in line.parts],
            "conflicts": [_link(link) for link in line.conflicts],
        }
    yield from (_unmatched(alone, chart.department) for alone in chart.unmatched)


def _row(row: Indicator, identity: Identity, link: Match | None) -> Object:
    return {
        **place(row),
        "year": identity.year,
        "stage": identity.stage,
        "target": value(row.target or row.period_target),
        "actual": value(row.actual),
        "probability": round(link.probability, 4) if link else None,
        "verdict": link.verdict if link else None,
        "tied": link is not None and link.tied,
    }


def _link(link: Match) -> Object:
    return {
        "left": place(link.left),
        "right": place(link.right),
        "probability": round(link.probability, 4),
        "verdict": link.verdict,
    }


def _unmatched(alone: Unmatched, department: str | None) -> Object:
    return {
        "kind": "unmatched",
        "department": department,
        "indicator": place(alone.row),
        "candidates": [
            {
                "indicator": place(candidate.row),
                "probability": round(candidate.probability, 4),
                "why_not": candidate.why_not,
            }
            for candidate in alone.candidates
        ],
    }


def _rounded(features: Mapping[str, float]) -> dict[str, float]:
    return {name: round(amount, 4) for name, amount in features.items()}
