"""The application: which address leads where."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kpi_nlp.web import beside, findings, labelling, overview, verdicts
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.faults import HANDLERS
from kpi_nlp.web.guard import DOOR, Guard, cookie_name
from kpi_nlp.web.pages import HERE
from kpi_nlp.web.server import LOOPBACK
from kpi_nlp.web.sessions import Sessions
from kpi_nlp.web.sources import Sources


def application(desk: Desk, sources: Sources, *, port: int) -> tuple[ASGIApp, str]:
    """Return the guarded application and the address with the token that lets one in, once."""
    routes = [
        Route(DOOR, _enter),
        Route("/leave", _leave, methods=["POST"]),
        Route("/", findings.show),
        Route("/list", findings.listing),
        Route("/finding/{id}", findings.finding),
        Route("/finding/{id}/sources", beside.sources),
        Route("/finding/{id}/counterparts", beside.counterparts),
        Route("/finding/{id}/decision", verdicts.decide, methods=["POST"]),
        Route("/undo", verdicts.undo, methods=["POST"]),
        Route("/progress", overview.progress),
        Route("/conflicts", overview.conflicts),
        Route("/evaluation", overview.evaluation),
        Route("/trail", overview.trail),
        Route("/labelling", labelling.show),
        Route("/labelling/{key}", labelling.label, methods=["POST"]),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    app = Starlette(routes=routes, exception_handlers=dict(HANDLERS))
    app.state.desk, app.state.sources, app.state.sessions, app.state.port = desk, sources, Sessions(), port
    address = f"http://{LOOPBACK}:{port}{DOOR}?token={app.state.sessions.token}"
    return Guard(app, port=port, sessions=app.state.sessions), address


def _enter(request: Request) -> Response:
    """Let in whoever brings the token, once: it becomes a cookie that scripts cannot read and other sites cannot send."""
    cookie = request.app.state.sessions.enter(request.query_params.get("token", ""))
    if cookie is None:
        return PlainTextResponse("网址已用过或不完整：请重新运行 kpi-nlp review", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(cookie_name(request.app.state.port), cookie, httponly=True, samesite="strict")
    return answer


def _leave(request: Request) -> Response:
    """Close the session: whoever holds its cookie holds nothing."""
    request.app.state.sessions.leave(request.scope["cookie_of_review"])
    answer = PlainTextResponse("已退出，可以关闭这个页面。再次复核请重新运行 kpi-nlp review。")
    answer.delete_cookie(cookie_name(request.app.state.port))
    return answer
