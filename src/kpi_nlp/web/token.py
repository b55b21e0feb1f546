"""The door on this machine alone: a token in the printed address becomes a cookie, once."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kpi_nlp.web.guard import Door

DOOR = "/enter"


def door() -> Door:
    """Return the door that a token opens."""
    return Door(frozenset({DOOR}), "没有登录或已退出：请使用命令行中显示的网址，或重新运行 kpi-nlp review")


def _enter(request: Request) -> Response:
    """Let in whoever brings the token, once: it becomes a cookie that scripts cannot read and other sites cannot send."""
    if not request.app.state.token.spend(request.query_params.get("token", "")):
        return PlainTextResponse("网址已用过或不完整：请重新运行 kpi-nlp review", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        request.app.state.site.cookie, request.app.state.sessions.open(), httponly=True, samesite="strict"
    )
    return answer


def _leave(request: Request) -> Response:
    """Close the session: whoever holds its cookie holds nothing."""
    request.app.state.sessions.leave(request.scope["cookie_of_review"])
    answer = PlainTextResponse("已退出，可以关闭这个页面。再次复核请重新运行 kpi-nlp review。")
    answer.delete_cookie(request.app.state.site.cookie)
    return answer


ROUTES = (Route(DOOR, _enter), Route("/leave", _leave, methods=["POST"]))
