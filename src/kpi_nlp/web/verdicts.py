"""Verdicts: written and undone; where another was faster nothing is written and nothing typed is lost."""

from collections.abc import Mapping
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpi_nlp.model import RULING_TITLES, Ruling
from kpi_nlp.review import Conflict
from kpi_nlp.web.answers import LONGEST_COMMENT, answer, conflicting, unknown
from kpi_nlp.web.asked import desk_of, form_of, number_of, sources_of
from kpi_nlp.web.filters import Filters


async def decide(request: Request) -> Response:
    """Write a verdict and bring the next finding; on a conflict the same one, with what was typed."""
    form = await form_of(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: Mapping[str, str]) -> Response:
    desk, filters, id_ = desk_of(request), Filters.of(form), request.path_params["id"]
    verdict, comment, counterpart = (form.get(name, "").strip() for name in ("verdict", "comment", "counterpart"))
    try:
        known = desk.find(id_)
    except KeyError:
        return unknown()
    if refused := _refused(request, verdict, comment, counterpart):
        return refused
    kept = desk.mine(known)
    ruling = cast("Ruling", verdict) if verdict else kept.verdict if kept else None
    try:
        decision = desk.decide(
            known, ruling, comment, seen=number_of(form.get("seen", "")), counterpart=counterpart or None
        )
    except Conflict as conflict:
        return conflicting(desk, desk.find(id_), filters, conflict)
    request.scope["session_of_review"].undoable.append(decision.number)
    following = (desk.after(id_, filters) if verdict else None) or desk.find(id_)
    return answer(desk, following, filters, decided=desk.find(id_))


def _refused(request: Request, verdict: str, comment: str, counterpart: str) -> Response | None:
    """Refuse what no page of ours sends: another verdict, an endless comment, a row that is none."""
    known_row = not counterpart or (verdict == "mismatched" and sources_of(request).row(counterpart) is not None)
    if len(comment) <= LONGEST_COMMENT and (not verdict or verdict in RULING_TITLES) and known_row:
        return None
    return PlainTextResponse(f"意见最长 {LONGEST_COMMENT} 字，处理状态和对应项须是页面上的一种", 422)


async def undo(request: Request) -> Response:
    """Take back the last decision of this session and show its finding, with what was typed."""
    form = await form_of(request)
    return await run_in_threadpool(_undo, request, form)


def _undo(request: Request, form: Mapping[str, str]) -> Response:
    desk, undoable = desk_of(request), request.scope["session_of_review"].undoable
    if not undoable:
        return PlainTextResponse("没有可以撤销的：这次打开页面后还没有处理过疑点", 422)
    try:
        known, typed = desk.undo(undoable.pop())
    except Conflict as conflict:
        return PlainTextResponse(f"没有撤销：{conflict.standing.reviewer} 在这之后又处理了这条疑点", 422)
    return answer(desk, known, Filters.of(form), decided=known, typed=typed)
