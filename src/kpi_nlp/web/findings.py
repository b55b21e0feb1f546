"""The page of findings: the list with its filters, and one finding at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kpi_nlp.model import Reviewed
from kpi_nlp.web.answers import answer, listed, one, totals, unknown, window_of
from kpi_nlp.web.asked import desk_of, number_of
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.filters import STATES, Filters
from kpi_nlp.web.pages import page, part


def show(request: Request) -> Response:
    """Show the page, with the finding that the address names, else the first that waits."""
    desk, filters = desk_of(request), Filters.of(request.query_params)
    shown = desk.shown(filters)
    known = _chosen(desk, request.query_params.get("id", ""), shown)
    views = {**listed(desk, filters, window_of(known, shown)), **totals(desk), **_choices(desk), "conflict": None}
    return page(request, "review", **views, **(one(desk, known) if known else {"known": None}))


def _chosen(desk: Desk, id_: str, shown: Sequence[Reviewed]) -> Reviewed | None:
    try:
        return desk.find(id_)
    except KeyError:
        return next((known for known in shown if known.verdict is None), shown[0] if shown else None)


def _choices(desk: Desk) -> Mapping[str, Any]:
    titles = {known.finding["code"]: known.finding["title"] for known in desk.all}
    departments = {known.finding["department"] or "未识别" for known in desk.all}
    return {"titles": titles, "departments": sorted(departments), "states": STATES}


def listing(request: Request) -> Response:
    """Return a window of the list: from a place, or the one that holds a finding; `up` where what follows is there already."""
    desk, asked = desk_of(request), request.query_params
    filters, first = Filters.of(asked), number_of(asked.get("from", "")) or 0
    if "id" in asked:
        held = next((known for known in desk.all if known.finding["id"] == asked["id"]), None)
        first = window_of(held, desk.shown(filters))
    return part("rows", views={**listed(desk, filters, first, up="up" in asked), **totals(desk)})


def news(request: Request) -> Response:
    """Return the lines of the list that others changed since; nothing where there are none."""
    desk = desk_of(request)
    changed, since = desk.by_others(number_of(request.query_params.get("since", "")) or 0)
    if not changed:
        return Response(status_code=204)
    return part("news", views={**totals(desk), "changed": changed, "since": since})


def finding(request: Request) -> Response:
    """Return one finding; its address, opened by itself, leads to the page."""
    desk, id_ = desk_of(request), request.path_params["id"]
    try:
        known = desk.find(id_)
    except KeyError:
        return unknown()
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/?id={id_}")
    return answer(desk, known, Filters.of(request.query_params))
