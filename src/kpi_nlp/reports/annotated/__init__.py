"""Copies of reports with comments in them; what is not commented on stays as it was, byte by byte."""

from kpi_nlp.reports.annotated.copies import Copied, WithinReports, save_copies

__all__ = ["Copied", "WithinReports", "save_copies"]
