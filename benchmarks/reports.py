"""How long the workbook and the page of very many findings take, and how large the page is.

    python benchmarks/reports.py

The findings are those of the demo set `faulty`, repeated under names of their own. Opponent of the workbook: openpyxl, which
writes the bare text of the same cells, without a format, a height or a filter. Times are those of the processor. The limits
are those of the project's issue 7.
"""

import io
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
from timing import paired

from kpi_nlp import resources
from kpi_nlp.model import FINDINGS_SHEET, Result
from kpi_nlp.pipeline import check_reports
from kpi_nlp.reports import save_report

_WORKBOOK, _PAGE = 5_000, 2_000  # findings
_SECONDS, _MEGABYTES = 2, 3
_ROUNDS = 3


def main() -> None:
    """Print what was measured beside its limit."""
    faulty = check_reports([resources.data("corpora/reports/faulty")])
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "清单.xlsx"
        ours = partial(save_report, many(faulty, _WORKBOOK), path, "check", "xlsx")
        ours()
        cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[FINDINGS_SHEET]]
        spent, bare = paired(ours, partial(_write, cells), _ROUNDS, time.process_time)
        print(f"workbook of {_WORKBOOK} findings: {spent:.2f} s (limit {_SECONDS}); openpyxl, bare cells: {bare:.2f} s")
        page = Path(place) / "清单.html"
        begun = time.process_time()
        save_report(many(faulty, _PAGE), page, "check", "html")
        spent, size = time.process_time() - begun, page.stat().st_size / 1_000_000
        print(f"page of {_PAGE} findings: {size:.2f} MB (limit {_MEGABYTES}), {spent:.2f} s")


def many(result: Result, count: int) -> Result:
    """Return a result whose findings are repeated under fingerprints and messages of their own."""
    found = result.findings
    repeated = (
        replace(finding, id=f"YD-{at}", fingerprint=f"{finding.fingerprint}{at}", message=f"{finding.message}{at}")
        for at, finding in ((at, found[at % len(found)]) for at in range(count))
    )
    return replace(result, findings=tuple(repeated))


def _write(cells: Sequence[Sequence[object]]) -> None:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in cells:
        sheet.append(list(row))
    workbook.save(io.BytesIO())


if __name__ == "__main__":
    main()
