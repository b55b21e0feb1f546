"""The review page: a server over a store and the reports themselves, on this machine alone or for users with passwords."""

from kpi_nlp.web.app import application, shared_application
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.server import NotServed, Tls, addresses, serve, shared_site
from kpi_nlp.web.site import LOOPBACK, Site
from kpi_nlp.web.sources import Sources

__all__ = [
    "LOOPBACK",
    "Desk",
    "NotServed",
    "Site",
    "Sources",
    "Tls",
    "addresses",
    "application",
    "serve",
    "shared_application",
    "shared_site",
]
