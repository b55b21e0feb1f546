"""CSV for Excel: UTF-8 with a mark, and a guard against cells that Excel would take for formulas."""

import csv
import re
from typing import TextIO

from kpi_nlp.model import Result
from kpi_nlp.reports.contract import View
from kpi_nlp.reports.tables import sheets

ENCODING = "utf-8-sig"
_NUMBER = re.compile(r"^[+-]?[\d,]+(?:\.\d+)?%?$")


def write(result: Result, stream: TextIO, view: View) -> None:
    """Write the main table of a view; the stream should be opened with ENCODING and newline=''."""
    table = sheets(result, view)[0]
    writer = csv.writer(stream)
    writer.writerow(title.replace("\n", " ") for title in table.columns)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: 「=1+1」 stays text, 「-5」 stays a number."""
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.match(cell):
        return f"'{cell}"
    return cell
