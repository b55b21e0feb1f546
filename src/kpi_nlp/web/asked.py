"""What every answer begins with: the desk, brought up to date, the sources, and the fields of a form."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from kpi_nlp.web.desk import Desk
from kpi_nlp.web.sources import Sources

_MOST_FIELDS = 30
_LONGEST_NUMBER = 9


def desk_of(request: Request) -> Desk:
    """Return the desk of whoever asks, with what others decided meanwhile."""
    desk = seat_of(request)
    desk.refresh()
    return desk


def seat_of(request: Request) -> Desk:
    """Return the desk of whoever asks, as it was brought up to date last."""
    desk: Desk = request.app.state.desk
    user = request.scope["session_of_review"].user
    return desk.seat(user.name, user.round) if user else desk


def sources_of(request: Request) -> Sources:
    """Return the reports as they are read in the background."""
    sources: Sources = request.app.state.sources
    return sources


def number_of(text: str) -> int | None:
    """Return a number that a form or an address gives; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a form, the last of a name; none where there are more than any form of ours has."""
    body = (await request.body()).decode("utf-8", "replace").replace("%00", "")  # databases keep no such character
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}
