"""A draft of manifest.csv: what was recognised of each file, for a person to correct."""

import csv
from typing import TextIO

from kpi_nlp import lexicon
from kpi_nlp.model import MANIFEST_COLUMNS, Result


def write(result: Result, stream: TextIO) -> None:
    """Write one line per document; what an older manifest leaves out stays, and a file that could not be read is listed."""
    writer = csv.writer(stream)
    writer.writerow(MANIFEST_COLUMNS)
    for paper in result.papers:
        identity = paper.document.identity
        stage = lexicon.stages().titles[identity.stage] if identity.stage != "other" else ""
        writer.writerow(
            [
                paper.document.path,
                identity.department or "",
                identity.year or "",
                stage,
                identity.project or "",
                identity.revision or "",
                "",
            ]
        )
    for entry in result.skipped:
        writer.writerow([getattr(entry, column) for column in MANIFEST_COLUMNS])
    for problem in result.problems:
        writer.writerow([problem.path, "", "", "", "", "", ""])
