"""JSON Lines: one object a line."""

import json
from typing import TextIO

from kpi_nlp.model import Result
from kpi_nlp.reports.contract import View, objects


def write(result: Result, stream: TextIO, view: View) -> None:
    """Write one object a line in UTF-8."""
    stream.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in objects(result, view))
