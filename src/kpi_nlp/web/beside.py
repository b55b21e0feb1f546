"""What stands beside a finding: its documents with the quotes marked, and the rows that a wrong match should have had."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kpi_nlp.reports.evaluation.words import feature
from kpi_nlp.web.answers import unknown
from kpi_nlp.web.asked import desk_of, number_of, sources_of
from kpi_nlp.web.extracts import Extract, extract_of
from kpi_nlp.web.pages import part
from kpi_nlp.web.sources import Sources

Object = Mapping[str, Any]


def sources(request: Request) -> Response:
    """Return the first and the last document of a finding side by side, or the one asked for, once they are read."""
    desk, read = desk_of(request), sources_of(request)
    try:
        known = desk.find(request.path_params["id"])
    except KeyError:
        return unknown()
    quotes = [*known.finding["evidence"], *_listed(known.finding, read)]
    paths = list(dict.fromkeys(quote["path"] for quote in quotes))
    asked = number_of(request.query_params.get("right", "")) or 0
    right = asked if 0 < asked < len(paths) else len(paths) - 1
    shown = dict.fromkeys((0, right)) if paths and read.ready else ()
    match = read.match_of(known.finding)
    views = {
        "known": known,
        "ready": read.ready,
        "paths": paths,
        "right": right,
        "panes": [(paths[at], _extract(paths[at], known.finding, quotes, read)) for at in shown],
        "match": match,
        "features": [(feature(name), value) for name, value in match.features.items() if value] if match else [],
    }
    return part("sources", views=views)


def _extract(path: str, finding: Object, quotes: Sequence[Object], read: Sources) -> Extract | None:
    document = read.document(path)
    orders = [row.location.order for place in finding["indicators"] if (row := read.row(place["location"]))]
    mine = [quote for quote in quotes if quote["path"] == path]
    return extract_of(document, mine, orders) if document else None


def _listed(finding: Object, read: Sources) -> Iterator[Object]:
    """Yield the values of the rows of an aggregated finding as quotes: in their cells, else somewhere in their row."""
    for row in finding["rows"]:
        known = read.row(row["location"])
        for side in ("target", "actual"):
            value = (known.target if side == "target" else known.actual) if known else None
            place = value.location.coordinates if value else {**row["place"], "cell": None}
            if row[side]:
                yield {"path": row["path"], "place": place, "quote": value.text if value else row[side]}


def counterparts(request: Request) -> Response:
    """Return the rows of the other paper that could be meant, to choose from."""
    desk, read = desk_of(request), sources_of(request)
    try:
        known = desk.find(request.path_params["id"])
    except KeyError:
        return unknown()
    return part("counterparts", views={"known": known, "ready": read.ready, "rows": read.near(known.finding)})
