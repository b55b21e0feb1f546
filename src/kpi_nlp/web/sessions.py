"""Who may enter: a token that opens the door once, and the sessions that were opened."""

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kpi_nlp.review.users import User

_LENGTH = 32  # bytes of chance
_IDLE = 8 * 3600  # seconds after which nobody sits there any more: a working day


@dataclass(slots=True)
class Session:
    """One browser at work; `undoable` are the numbers of its own decisions, the last on top.

    `user` is who logged in; nobody on this machine alone, where the reviewer is named as the page is started.
    """

    user: User | None = None
    undoable: list[int] = field(default_factory=list)
    used: float = 0.0


class Token:
    """What the printed address brings; worth nothing once it was used."""

    def __init__(self) -> None:
        self._text: str | None = secrets.token_urlsafe(_LENGTH)

    @property
    def text(self) -> str:
        """The token for the address that is printed; empty once it was used."""
        return self._text or ""

    def spend(self, given: str) -> bool:
        """Return whether the token was brought; it is used up then."""
        if self._text is None or not hmac.compare_digest(self._text.encode(), given.encode()):
            return False
        self._text = None
        return True


class Sessions:
    """The open sessions by their cookies; a cookie is worth nothing once its session is closed, or was long forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[str, Session] = {}

    def open(self, user: User | None = None) -> str:
        """Return the cookie of a new session: made here and by chance, never one that a browser brought."""
        for forgotten in [cookie for cookie, session in list(self._open.items()) if self._forgotten(session)]:
            self.leave(forgotten)
        cookie = secrets.token_urlsafe(_LENGTH)
        self._open[cookie] = Session(user, used=self._clock())
        return cookie

    def of(self, cookie: str, *, used: bool = True) -> Session | None:
        """Return the session of a cookie; what is not `used` ends as if it had not been asked for."""
        session = self._open.get(cookie)
        if session is None or self._forgotten(session):
            return None
        if used:
            session.used = self._clock()
        return session

    def leave(self, cookie: str) -> None:
        """Close a session."""
        self._open.pop(cookie, None)

    def _forgotten(self, session: Session) -> bool:
        return session.user is not None and self._clock() - session.used > _IDLE
