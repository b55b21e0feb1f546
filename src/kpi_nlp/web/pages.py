"""Templates to answers; jinja2 escapes whatever a document, a name or a comment holds."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kpi_nlp import __version__
from kpi_nlp.model import (
    PENDING_TITLE,
    REVOKE_TITLE,
    ROUND_TITLES,
    RULING_TITLES,
    SEVERITY_TITLES,
    STANDING_TITLES,
    Ruling,
)
from kpi_nlp.model.moment import local_minute
from kpi_nlp.reports.words import role_of
from kpi_nlp.web.asked import seat_of

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
_PAGES = (
    ("/", "复核"), ("/progress", "进度"), ("/conflicts", "冲突"), ("/labelling", "标注"), ("/evaluation", "评测"), ("/trail", "审计日志"),
)  # fmt: skip


@cache
def environment() -> "Environment":
    """Return the templates, read once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "version": __version__, "pages": _PAGES, "role_of": role_of, "severities": SEVERITY_TITLES, "rulings": RULING_TITLES,
        "rounds": ROUND_TITLES, "standings": STANDING_TITLES, "pending": PENDING_TITLE, "ruled": _ruled,
    }  # fmt: skip
    made.filters["moment"] = local_minute
    return made


def _ruled(verdict: Ruling | None, comment: str) -> str:
    """Return what a decision did: without a verdict it leaves a comment, or takes back what stood."""
    if verdict:
        return RULING_TITLES[verdict]
    return "只写意见" if comment else REVOKE_TITLE


def page(request: Request, name: str, **views: object) -> HTMLResponse:
    """Return a whole page with its frame."""
    desk = seat_of(request)
    frame = {"path": request.url.path, "reviewer": desk.reviewer, "round": desk.round, "run": desk.run}
    return HTMLResponse(environment().get_template(f"{name}.html").render(**frame, **views))


def part(
    *names: str, status: int = 200, headers: Mapping[str, str] | None = None, views: Mapping[str, object]
) -> HTMLResponse:
    """Return parts of a page, which htmx puts in their places."""
    text = "".join(environment().get_template(f"{name}.html").render(**views) for name in names)
    return HTMLResponse(text, status, dict(headers or {}))
