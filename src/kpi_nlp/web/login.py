"""The door for other machines: a name and a password become a cookie; whoever guesses too often waits."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi_nlp.review import Store
from kpi_nlp.review.users import LONGEST_NAME, User, known_user, note_visit, user_of
from kpi_nlp.web.asked import form_of
from kpi_nlp.web.guard import Door
from kpi_nlp.web.pages import part

LOGIN = "/login"
_MINUTE = 60


def door(store: Store) -> Door:
    """Return the door that a password opens; a session lasts as long as its user stands unchanged."""
    return Door(
        frozenset({LOGIN, "/static/page.css"}),
        "没有登录或登录已失效：请在新标签页打开登录页重新登录，框里的意见还在",
        LOGIN,
        lambda user: user_of(store, user.name) == user,
    )


def _show(_: Request) -> Response:
    return _page()


async def _login(request: Request) -> Response:
    form = await form_of(request)
    return await run_in_threadpool(_enter, request, form)


def _enter(request: Request, form: Mapping[str, str]) -> Response:
    """Open a session for who knows name and password; the answer does not tell which of them was wrong."""
    name, password = form.get("name", "").strip(), form.get("password", "")
    throttle = request.app.state.throttle
    address = request.client.host if request.client else ""
    if seconds := throttle.wait(name[:LONGEST_NAME], address):
        told = f"登录失败次数过多，请 {-(-seconds // _MINUTE)} 分钟后再试"
        return _page(told, name, 429, {"Retry-After": str(seconds)})
    store = request.app.state.desk.store
    user = known_user(store, name, password)
    note_visit(store, "login" if user else "login refused", name, address)
    if user is None:
        return _page("用户名或密码不对", name, 403)
    throttle.right(name[:LONGEST_NAME], address)
    return _let_in(request, user)


def _let_in(request: Request, user: User) -> Response:
    """Give a cookie that is new whatever the browser brought; an old session of that browser is closed."""
    site, sessions = request.app.state.site, request.app.state.sessions
    sessions.leave(request.scope.get("cookie_of_review", ""))
    answer = RedirectResponse("/", 303)
    answer.set_cookie(site.cookie, sessions.open(user), httponly=True, samesite="strict", secure=site.secure)
    return answer


def _leave(request: Request) -> Response:
    """Close the session: whoever holds its cookie holds nothing."""
    user, address = request.scope["session_of_review"].user, request.client.host if request.client else ""
    request.app.state.sessions.leave(request.scope["cookie_of_review"])
    note_visit(request.app.state.desk.store, "logout", user.name, address)
    answer = RedirectResponse(LOGIN, 303)
    answer.delete_cookie(request.app.state.site.cookie, httponly=True, secure=request.app.state.site.secure)
    return answer


def _page(told: str = "", name: str = "", status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    views = {"told": told, "name": name[:LONGEST_NAME], "longest": LONGEST_NAME}
    return part("login", status=status, headers=headers, views=views)


ROUTES = (
    Route(LOGIN, _show),
    Route(LOGIN, _login, methods=["POST"]),
    Route("/leave", _leave, methods=["POST"]),
)
