"""A page beside the source: what was understood of each report, cell by cell, so that trust can begin there.

One file without scripts and without anything from elsewhere; jinja2 escapes whatever a document holds.
"""

import base64
import hashlib
from pathlib import Path
from typing import TextIO

from kpi_nlp import __version__
from kpi_nlp.model import CREATOR, Problem, Result
from kpi_nlp.reports.explain_parts import DocumentView
from kpi_nlp.reports.explain_view import document_view
from kpi_nlp.reports.explain_words import LEGEND

_TEMPLATES = Path(__file__).parent / "templates"


def write(result: Result, stream: TextIO) -> None:
    """Write the page; papers and problems show as much as their explanations hold."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_TEMPLATES / "explain.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    documents = [
        *(document_view(paper.explanation) for paper in result.papers if paper.explanation is not None),
        *map(_problem, result.problems),
    ]
    page = environment.get_template("explain.html")
    stream.writelines(
        page.generate(
            creator=CREATOR,
            version=__version__,
            style=style,
            digest=digest,
            legend=LEGEND,
            documents=documents,
            notes=result.notes,
        )
    )


def _problem(problem: Problem) -> DocumentView:
    told = f"{problem.reason}。{problem.hint}"
    return document_view(problem.explanation, told) if problem.explanation else DocumentView(problem.path, problem=told)
