"""What the addresses of findings answer with: one finding, its line of the list, the counts, and windows of the list."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kpi_nlp.model import Reviewed
from kpi_nlp.review import Conflict
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.filters import Filters
from kpi_nlp.web.pages import part

WINDOW = 100
"""Findings that the list brings at a time."""
LONGEST_COMMENT = 2_000


def answer(
    desk: Desk, known: Reviewed, filters: Filters, *, decided: Reviewed | None = None, typed: str | None = None
) -> HTMLResponse:
    """Return a finding; with it the counts, and in the list the line of what was decided, else its own: another may have decided it.

    `typed` is what was written of it and undone: it stands in the field again.
    """
    headers = {"HX-Replace-Url": _address(known, filters)}
    if decided:
        headers["HX-Trigger"] = json.dumps({"decided": decided.finding["id"]})
    views = {**one(desk, known, typed), **totals(desk), "decided": decided or known, "conflict": None}
    return part("finding", "told", headers=headers, views=views)


def conflicting(desk: Desk, known: Reviewed, filters: Filters, conflict: Conflict) -> HTMLResponse:
    """Return the finding as it stands now, with what another decided of it and what was typed here."""
    views = {**one(desk, known, conflict.wanted.comment), **totals(desk), "decided": known, "conflict": conflict}
    return part("finding", "told", status=409, headers={"HX-Replace-Url": _address(known, filters)}, views=views)


def _address(known: Reviewed, filters: Filters) -> str:
    return f"/?{'&'.join(filter(None, (filters.query, 'id=' + known.finding['id'])))}"


def one(desk: Desk, known: Reviewed, typed: str | None = None) -> Mapping[str, Any]:
    """Return what the page shows of one finding."""
    mine = desk.mine(known)
    return {
        "known": known,
        "seen": desk.seen(known),
        "comment": typed if typed is not None else mine.comment if mine else "",
        "history": desk.history(known),
        "old": max(known.outdated.values(), key=lambda decision: decision.number, default=None),
        "longest": LONGEST_COMMENT,
    }


def totals(desk: Desk) -> Mapping[str, Any]:
    """Return how far the review is."""
    return {"done": desk.done, "total": len(desk.all), "compared": desk.compared, "since": desk.latest}


def window_of(known: Reviewed | None, shown: Sequence[Reviewed]) -> int:
    """Return where the window begins that holds a finding; the first where none does."""
    at = next((place for place, other in enumerate(shown) if other is known), 0)
    return at // WINDOW * WINDOW


def listed(desk: Desk, filters: Filters, start: int, *, up: bool = False) -> Mapping[str, Any]:
    """Return a window of the list in its groups, and whether there is more; with `up` what follows is on the page already."""
    shown = desk.shown(filters)
    window = shown[start : start + WINDOW]
    return {
        "filters": filters,
        "grouped": [(code, list(group)) for code, group in groupby(window, key=lambda known: known.finding["code"])],
        "before": shown[start - 1].finding["code"] if 0 < start <= len(shown) else None,
        "more": start + WINDOW if start + WINDOW < len(shown) and not up else None,
        "groups": desk.groups(shown),
        "count": len(shown),
        "start": start,
        "above": max(0, start - WINDOW),
    }


def unknown() -> Response:
    """Return that there is no such finding."""
    return PlainTextResponse("没有这条疑点：可能属于另一次核对", 404)
