"""The page of findings: the list with its filters, one finding, its sources, and the verdicts on it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kpi_nlp.model import RULING_TITLES, Decision, Reviewed, Ruling
from kpi_nlp.reports.evaluation.words import feature
from kpi_nlp.review import Conflict
from kpi_nlp.web.asked import desk_of, form_of, sources_of
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.extracts import Extract, extract_of
from kpi_nlp.web.filters import STATES, Filters
from kpi_nlp.web.pages import page, part
from kpi_nlp.web.sources import Sources

WINDOW = 100
"""Findings that the list brings at a time."""
LONGEST_COMMENT = 2_000


def show(request: Request) -> Response:
    """Show the page, with the finding that the address names, else the first that waits."""
    desk, filters = desk_of(request), Filters.of(request.query_params)
    shown = desk.shown(filters)
    known: Reviewed | None
    try:
        known = desk.find(request.query_params["id"])
    except KeyError:
        known = next((waiting for waiting in shown if waiting.verdict is None), shown[0] if shown else None)
    return page(
        request, "review", **_listed(desk, filters, _window_of(known, shown)), **_totals(desk), **_choices(desk),
        **(_one(desk, known) if known else {"known": None}),
    )  # fmt: skip


def listing(request: Request) -> Response:
    """Return a window of the list: from a place, or the one that holds a finding; `up` where what follows is there already."""
    desk, asked = desk_of(request), request.query_params
    filters, start = Filters.of(asked), asked.get("from", "0")
    first = int(start) if start.isascii() and start.isdigit() else 0
    if "id" in asked:
        held = [known for known in desk.all if known.finding["id"] == asked["id"]]
        first = _window_of(held[0] if held else None, desk.shown(filters))
    return part("rows", views={**_listed(desk, filters, first, up="up" in asked), **_totals(desk)})


def _window_of(known: Reviewed | None, shown: Sequence[Reviewed]) -> int:
    at = next((place for place, other in enumerate(shown) if other is known), 0)
    return at // WINDOW * WINDOW


def finding(request: Request) -> Response:
    """Return one finding; its address, opened by itself, leads to the page."""
    desk, id_ = desk_of(request), request.path_params["id"]
    try:
        known = desk.find(id_)
    except KeyError:
        return _unknown()
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/?id={id_}")
    return _answer(desk, known, Filters.of(request.query_params))


def sources(request: Request) -> Response:
    """Return the first and the last document of a finding side by side, or the one asked for, once they are read."""
    desk, read = desk_of(request), sources_of(request)
    try:
        known = desk.find(request.path_params["id"])
    except KeyError:
        return _unknown()
    quotes = [*known.finding["evidence"], *_listed_rows(known.finding, read)]
    paths = list(dict.fromkeys(quote["path"] for quote in quotes))
    asked = request.query_params.get("right", "")
    right = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) < len(paths) else len(paths) - 1
    shown = dict.fromkeys((0, right)) if paths and read.ready else ()
    match = read.match_of(known.finding)
    views = {
        "known": known, "ready": read.ready, "paths": paths, "right": right, "match": match,
        "panes": [_pane(paths[at], known.finding, quotes, read) for at in shown],
        "features": [(feature(name), value) for name, value in match.features.items() if value] if match else [],
    }  # fmt: skip
    return part("sources", views=views)


def _pane(
    path: str, found: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]], read: Sources
) -> tuple[str, Extract | None]:
    document = read.document(path)
    orders = [row.location.order for place in found["indicators"] if (row := read.row(place["location"]))]
    mine = [quote for quote in quotes if quote["path"] == path]
    return path, extract_of(document, mine, orders) if document else None


def counterparts(request: Request) -> Response:
    """Return the rows of the other paper that could be meant, to choose from."""
    desk, read = desk_of(request), sources_of(request)
    try:
        known = desk.find(request.path_params["id"])
    except KeyError:
        return _unknown()
    return part("counterparts", views={"known": known, "ready": read.ready, "rows": read.near(known.finding)})


async def decide(request: Request) -> Response:
    """Write a verdict and bring the next finding; on a conflict the same one, with what was typed."""
    form = await form_of(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: Mapping[str, str]) -> Response:
    desk, filters = desk_of(request), Filters.of(form)
    comment, verdict, seen = form.get("comment", "").strip(), form.get("verdict", ""), form.get("seen", "")
    try:
        known = desk.find(request.path_params["id"])
    except KeyError:
        return _unknown()
    kept = desk.mine(known)
    ruling = cast("Ruling", verdict) if verdict in RULING_TITLES else kept.verdict if kept else None
    if len(comment) > LONGEST_COMMENT or (verdict and verdict not in RULING_TITLES):
        return PlainTextResponse(f"意见最长 {LONGEST_COMMENT} 字，处理状态须是页面上的一种", 422)
    try:
        decision = desk.decide(
            known,
            ruling,
            comment,
            seen=int(seen) if seen.isdigit() else None,
            counterpart=form.get("counterpart") or None,
        )
    except Conflict as conflict:
        return _conflict(desk, known, filters, conflict)
    request.scope["session_of_review"].undoable.append(decision.number)
    id_ = known.finding["id"]
    following = (desk.after(id_, filters) if verdict else None) or desk.find(id_)
    return _answer(desk, following, filters, decided=desk.find(id_))


def _conflict(desk: Desk, known: Reviewed, filters: Filters, conflict: Conflict) -> HTMLResponse:
    fresh = desk.find(known.finding["id"])
    return _answer(desk, fresh, filters, decided=fresh, conflict=conflict)


async def undo(request: Request) -> Response:
    """Take back the last decision of this session and show its finding."""
    form = await form_of(request)
    return await run_in_threadpool(_undo, request, form)


def _undo(request: Request, form: Mapping[str, str]) -> Response:
    desk, undoable = desk_of(request), request.scope["session_of_review"].undoable
    if not undoable:
        return PlainTextResponse("没有可以撤销的：这次打开页面后还没有处理过疑点", 422)
    try:
        known = desk.undo(undoable.pop())
    except Conflict as conflict:
        who = conflict.standing.reviewer
        return PlainTextResponse(f"没有撤销：{who} 在这之后又处理了这条疑点", 422)
    if known is None:
        return _unknown()
    known = desk.find(known.finding["id"])
    return _answer(desk, known, Filters.of(form), decided=known)


def _answer(
    desk: Desk, known: Reviewed, filters: Filters, *, decided: Reviewed | None = None, conflict: Conflict | None = None
) -> HTMLResponse:
    """Return a finding; with it, where one was decided, its line of the list and the counts."""
    views = {**_one(desk, known, conflict), **_totals(desk), "decided": decided}
    address = f"/?{'&'.join(filter(None, (filters.query, 'id=' + known.finding['id'])))}"
    headers = {"HX-Replace-Url": address}
    if decided and not conflict:
        headers["HX-Trigger"] = json.dumps({"decided": decided.finding["id"]})
    return part(
        "finding", *(["told"] if decided else []), status=409 if conflict else 200, headers=headers, views=views
    )


def _one(desk: Desk, known: Reviewed, conflict: Conflict | None = None) -> Mapping[str, Any]:
    mine = desk.mine(known)
    return {
        "known": known,
        "seen": desk.seen(known),
        "comment": conflict.wanted.comment if conflict else mine.comment if mine else "",
        "conflict": conflict,
        "history": desk.history(known),
        "old": _last(known.outdated.values()),
        "longest": LONGEST_COMMENT,
    }


def _last(decisions: Any) -> Decision | None:  # noqa: ANN401 - an iterable of decisions
    return max(decisions, key=lambda decision: decision.number, default=None)


def _listed(desk: Desk, filters: Filters, start: int, *, up: bool = False) -> Mapping[str, Any]:
    shown = desk.shown(filters)
    window = shown[start : start + WINDOW]
    grouped = [(code, list(group)) for code, group in groupby(window, key=lambda known: known.finding["code"])]
    before = shown[start - 1].finding["code"] if 0 < start <= len(shown) else None
    more = start + WINDOW if start + WINDOW < len(shown) and not up else None
    return {
        "filters": filters, "grouped": grouped, "before": before, "more": more, "groups": desk.groups(shown), "count": len(shown),
        "start": start, "above": max(0, start - WINDOW),
    }  # fmt: skip


def _totals(desk: Desk) -> Mapping[str, Any]:
    return {"done": desk.done, "total": len(desk.all), "compared": desk.compared}


def _choices(desk: Desk) -> Mapping[str, Any]:
    titles = {known.finding["code"]: known.finding["title"] for known in desk.all}
    departments = Counter(known.finding["department"] or "未识别" for known in desk.all)
    return {"titles": titles, "departments": sorted(departments), "states": STATES}


def _listed_rows(found: Mapping[str, Any], read: Sources) -> Iterator[Mapping[str, Any]]:
    """Yield the values of the rows of an aggregated finding as quotes: in their cells, else somewhere in their row."""
    for row in found["rows"]:
        known = read.row(row["location"])
        for side in ("target", "actual"):
            value = (known.target if side == "target" else known.actual) if known else None
            place = value.location.coordinates if value else {**row["place"], "cell": None}
            if row[side]:
                yield {"path": row["path"], "place": place, "quote": value.text if value else row[side]}


def _unknown() -> Response:
    return PlainTextResponse("没有这条疑点：可能属于另一次核对", 404)
