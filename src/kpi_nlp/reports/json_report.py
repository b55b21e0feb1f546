"""One JSON object for the whole run."""

import json
from typing import TextIO

from kpi_nlp import __version__
from kpi_nlp.model import Result
from kpi_nlp.reports.contract import View, whole


def write(result: Result, stream: TextIO, view: View) -> None:
    """Write the run as one indented object in UTF-8."""
    json.dump(whole(result, view, __version__), stream, ensure_ascii=False, indent=1)
    stream.write("\n")
