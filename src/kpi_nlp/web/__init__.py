"""The review page: a server on this machine alone, over a store and the reports themselves."""

from kpi_nlp.web.app import application
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.server import ForeignHost, PortTaken, serve
from kpi_nlp.web.sources import Sources

__all__ = ["Desk", "ForeignHost", "PortTaken", "Sources", "application", "serve"]
