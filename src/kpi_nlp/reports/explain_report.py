"""A page beside the source: what was understood of each report, cell by cell, so that trust can begin there."""

from typing import TextIO

from kpi_nlp.model import Problem, Result
from kpi_nlp.reports.explain_parts import DocumentView
from kpi_nlp.reports.explain_view import document_view
from kpi_nlp.reports.explain_words import LEGEND
from kpi_nlp.reports.pages import render


def write(result: Result, stream: TextIO) -> None:
    """Write the page; papers and problems show as much as their explanations hold."""
    documents = [
        *(document_view(paper.explanation) for paper in result.papers if paper.explanation is not None),
        *map(_problem, result.problems),
    ]
    render("explain", stream, legend=LEGEND, documents=documents, notes=result.notes)


def _problem(problem: Problem) -> DocumentView:
    told = f"{problem.reason}。{problem.hint}"
    return document_view(problem.explanation, told) if problem.explanation else DocumentView(problem.path, problem=told)
