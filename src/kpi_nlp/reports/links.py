"""Links between rows, and between sentences and rows, as objects of the contract (OUTPUT.md)."""

from collections.abc import Mapping

from kpi_nlp.model import Match, Mention
from kpi_nlp.reports.facts import Object, file_of, place


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


def _rounded(features: Mapping[str, float]) -> dict[str, float]:
    return {name: round(amount, 4) for name, amount in features.items()}
