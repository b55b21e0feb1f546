"""Who may enter: a token that opens the door once, and the sessions that it opened."""

import hmac
import secrets
from dataclasses import dataclass, field

_LENGTH = 32  # bytes of chance


@dataclass(slots=True)
class Session:
    """One browser at work; `undoable` are the numbers of its own decisions, the last on top."""

    undoable: list[int] = field(default_factory=list)


class Sessions:
    """The token and what became of it; a cookie is worth nothing once its session is closed."""

    def __init__(self) -> None:
        self._token: str | None = secrets.token_urlsafe(_LENGTH)
        self._open: dict[str, Session] = {}

    @property
    def token(self) -> str:
        """The token for the address that is printed; empty once it was used."""
        return self._token or ""

    def enter(self, token: str) -> str | None:
        """Return the cookie of a new session, None where the token is wrong or was used before."""
        if self._token is None or not hmac.compare_digest(self._token.encode(), token.encode()):
            return None
        self._token = None
        cookie = secrets.token_urlsafe(_LENGTH)
        self._open[cookie] = Session()
        return cookie

    def of(self, cookie: str) -> Session | None:
        """Return the session of a cookie."""
        return self._open.get(cookie)

    def leave(self, cookie: str) -> None:
        """Close a session."""
        self._open.pop(cookie, None)
