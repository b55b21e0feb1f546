"""The 复核意见: a Word document per department, from what reviewers decided, by a template that an office can replace."""

from kpi_nlp.reports.opinions.faults import FaultyTemplate
from kpi_nlp.reports.opinions.fields import fields_told
from kpi_nlp.reports.opinions.names import file_names
from kpi_nlp.reports.opinions.shape import Opinion
from kpi_nlp.reports.opinions.template import Template, load_template, save_document
from kpi_nlp.reports.opinions.views import PurgedRun, counted, opinions

__all__ = [
    "FaultyTemplate",
    "Opinion",
    "PurgedRun",
    "Template",
    "counted",
    "fields_told",
    "file_names",
    "load_template",
    "opinions",
    "save_document",
]
