"""One writer for each format that is written here, by the suffix of its files; LibreOffice makes others of these."""

from collections.abc import Callable

from papers.as_excel import excel
from papers.as_html import page
from papers.as_ofd import ofd
from papers.as_text import csv_, md, txt
from papers.as_word import word
from papers.report import Report

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "docx": word,
    "xlsx": excel,
    "html": page,
    "md": md,
    "txt": txt,
    "csv": csv_,
    "ofd": ofd,
}
CONVERTED = {"pdf": "docx", "xls": "xlsx", "doc": "docx"}
"""Suffixes, each with that of the format which LibreOffice makes it of."""
