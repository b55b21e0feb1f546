"""The door: whoever comes from elsewhere, without a session or with too much, is turned away before anything is read."""

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi_nlp.review import StoreError
from kpi_nlp.review.users import User
from kpi_nlp.web.sessions import Session, Sessions
from kpi_nlp.web.site import Site

NEWS = "/news"
"""What a page asks by itself every few seconds: it does not show that somebody sits there."""
LARGEST_FORM = 64 * 1024
"""Bytes of a form; a comment of the longest kind takes a fifth of it."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers hide the origin of a form, which is checked here
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Door:
    """How one comes in: what is open to everybody, what those are told who are not in, and whether a user still is one."""

    open: frozenset[str]
    closed: str
    login: str | None = None
    stands: Callable[[User], bool] = lambda _: False


class Guard:
    """Wraps an application: checks Host, Origin, session and size, and signs every answer with its headers."""

    def __init__(self, app: ASGIApp, *, site: Site, door: Door, sessions: Sessions) -> None:
        self._app = app
        self._site = site
        self._door = door
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it at the door."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            refusal = self._elsewhere(scope) or await self._outside(scope) or _too_large(scope)
        except StoreError as error:
            refusal = _refused(503, str(error))
        await (refusal or self._app)(scope, receive, _signed(send))

    def _elsewhere(self, scope: Scope) -> Response | None:
        """Refuse what names another server, or comes from a page of another."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not self._site.knows(host, scope):
            return _refused(400, "网址不对：请使用启动复核页面的人给出的网址")
        foreign = _writing(scope) if origin is None else not self._site.is_own(origin, host)
        if foreign or headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused(403, "请求来自其他网站，已拒绝。请把网址直接写进浏览器的地址栏")
        return None

    async def _outside(self, scope: Scope) -> Response | None:
        """Refuse who has no session; who asks for a page is led to where one logs in."""
        headers = Headers(scope=scope)
        cookie = _cookie(headers.get("cookie", ""), self._site.cookie)
        session = self._sessions.of(cookie, used=scope["path"] != NEWS)
        if session is not None and await self._stands(session, cookie):
            scope["session_of_review"], scope["cookie_of_review"] = session, cookie
            return None
        if scope["path"] in self._door.open:
            return None
        if self._door.login and not _writing(scope) and "hx-request" not in headers:
            return RedirectResponse(self._door.login, 303)
        return _refused(403, self._door.closed)

    async def _stands(self, session: Session, cookie: str) -> bool:
        """Return whether who logged in is a user still, with the same password; a session without a user stands."""
        if session.user is None or await run_in_threadpool(self._door.stands, session.user):
            return True
        self._sessions.leave(cookie)
        return False


def _writing(scope: Scope) -> bool:
    return scope["method"] not in ("GET", "HEAD")


def _too_large(scope: Scope) -> Response | None:
    """Refuse a form before it is read; the server holds a body to the length that was announced."""
    if not _writing(scope):
        return None
    length = Headers(scope=scope).get("content-length", "")
    if not length.isdigit():
        return _refused(411, "表单没有写明长度")
    return _refused(413, "提交的内容过大，请缩短意见") if int(length) > LARGEST_FORM else None


def _cookie(text: str, name: str) -> str:
    try:
        morsel = SimpleCookie(text).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _refused(status: int, reason: str) -> Response:
    return PlainTextResponse(reason, status)


def _signed(send: Send) -> Send:
    async def signed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return signed
