"""The door: whoever comes from elsewhere, without a session or with too much, is turned away before anything is read."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi_nlp.web.sessions import Sessions

DOOR = "/enter"
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


class Guard:
    """Wraps an application: checks Host, Origin, session and size, and signs every answer with its headers."""

    def __init__(self, app: ASGIApp, *, port: int, sessions: Sessions) -> None:
        self._app = app
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._sessions = sessions
        self.cookie = cookie_name(port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it at the door."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, _signed(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers, writing = Headers(scope=scope), scope["method"] not in ("GET", "HEAD")
        if headers.get("host") not in self._hosts:
            return _refused(400, "只能从本机打开：请使用命令行中显示的网址")
        origin = headers.get("origin")
        if (origin is None and writing) or (origin is not None and origin not in self._origins):
            return _refused(403, "请求来自其他网站，已拒绝")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused(403, "请求来自其他网站，已拒绝")
        if scope["path"] != DOOR:
            cookie = _cookie(headers.get("cookie", ""), self.cookie)
            session = self._sessions.of(cookie)
            if session is None:
                return _refused(403, "没有登录或已退出：请使用命令行中显示的网址，或重新运行 kpi-nlp review")
            scope["session_of_review"], scope["cookie_of_review"] = session, cookie
        return _too_large(headers) if writing else None


def cookie_name(port: int) -> str:
    """Return the name of the cookie: browsers share cookies between the ports of a host."""
    return f"kpi-nlp-{port}"


def _too_large(headers: Headers) -> Response | None:
    """Refuse a form before it is read; the server holds a body to the length that was announced."""
    length = headers.get("content-length", "")
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
