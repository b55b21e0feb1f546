"""One writer for each format that is written here, by the suffix of its files; LibreOffice makes others of these."""

from collections.abc import Callable

from papers.as_excel import excel
from papers.as_text import md, txt
from papers.as_word import word
from papers.report import Report

WRITERS: dict[str, Callable[[Report], bytes]] = {"docx": word, "xlsx": excel, "md": md, "txt": txt}
CONVERTED: dict[str, str] = {}  # suffix -> that of the format which LibreOffice makes it of
