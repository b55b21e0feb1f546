"""Verdicts: written and undone; where another was faster nothing is written and nothing typed is lost."""

from collections.abc import Mapping
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpi_nlp.model import RULING_TITLES, FindingPair, KnownPair, Reviewed, Ruling
from kpi_nlp.review import Conflict, keep_finding_pair
from kpi_nlp.web.answers import LONGEST_COMMENT, answer, conflicting, unknown
from kpi_nlp.web.asked import desk_of, form_of, number_of, sources_of
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.filters import Filters
from kpi_nlp.web.sources import Sources


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
    if counterpart:
        _keep(desk, known, counterpart, sources_of(request))
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


def _keep(desk: Desk, known: Reviewed, counterpart: str, sources: Sources) -> None:
    """Keep what is printed of the row that was chosen and of the one it belongs to: the verdict names the place alone."""
    finding = known.finding
    meant = next((sources.row(row["location"]) for row in finding["indicators"]), None)
    if meant and (chosen := sources.row(counterpart)):
        pair = KnownPair.of(meant, chosen, sources.identities())
        base = FindingPair(finding["fingerprint"], finding["evidence_hash"], pair, counterpart=counterpart)
        keep_finding_pair(desk.store, base)


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
