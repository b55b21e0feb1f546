"""The application: which address leads where, and by which door one comes in."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kpi_nlp.web import beside, findings, labelling, login, overview, token, verdicts
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.faults import HANDLERS
from kpi_nlp.web.guard import NEWS, Guard
from kpi_nlp.web.pages import HERE
from kpi_nlp.web.sessions import Sessions, Token
from kpi_nlp.web.site import LOOPBACK, Site
from kpi_nlp.web.sources import Sources
from kpi_nlp.web.throttle import Throttle


def application(desk: Desk, sources: Sources, *, port: int) -> tuple[ASGIApp, str]:
    """Return the application for this machine alone and the address with the token that lets one in, once."""
    site, brought = Site(port), Token()
    app = _app(desk, sources, site, token.ROUTES)
    app.state.token = brought
    address = f"{site.address(LOOPBACK).rstrip('/')}{token.DOOR}?token={brought.text}"
    return Guard(app, site=site, door=token.door(), sessions=app.state.sessions), address


def shared_application(desk: Desk, sources: Sources, *, site: Site) -> ASGIApp:
    """Return the application for other machines: whoever comes in is a user of the store, with a password."""
    app = _app(desk, sources, site, login.ROUTES)
    app.state.throttle = Throttle()
    return Guard(app, site=site, door=login.door(desk.store), sessions=app.state.sessions)


def _app(desk: Desk, sources: Sources, site: Site, entrance: Sequence[BaseRoute]) -> Starlette:
    app = Starlette(routes=[*entrance, *_ROUTES], exception_handlers=dict(HANDLERS))
    app.state.desk, app.state.sources, app.state.sessions, app.state.site = desk, sources, Sessions(), site
    return app


_ROUTES = (
    Route("/", findings.show),
    Route("/list", findings.listing),
    Route(NEWS, findings.news),
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
)
