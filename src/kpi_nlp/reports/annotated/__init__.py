"""Copies of reports with comments in them; what is not commented on stays as it was, byte by byte."""

from kpi_nlp.reports.annotated.copies import Copied, NotWanted, WithinReports, save_copies

__all__ = ["Copied", "NotWanted", "WithinReports", "save_copies"]
