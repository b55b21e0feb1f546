"""The test of all formats: reports by chance are written in each and read back to what was printed, cell by cell.

At least 99.5 % of the cells of every format are right, and a report with a wrong one carries a warning.
`pytest -s --reports 500` takes more reports and prints the figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from papers.comparison import Comparison, compare
from papers.office import converted, soffice
from papers.random_reports import random_report
from papers.writers import CONVERTED, WRITERS

from kpi_nlp.extract import extract
from kpi_nlp.readers import Source, read

LEAST_RIGHT = 0.995
OF_A_BATCH = 40  # files that LibreOffice turns into another format by one call
SHARE = {"pdf": 4, "xls": 4, "doc": 20}  # reports go through LibreOffice one in so many: it takes its time
ALWAYS_THERE = {"Converted"}  # warnings that tell of no loss


@dataclass
class Figures:
    """What became of the reports of a format."""

    reports: int = 0
    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def add(self, name: str, comparison: Comparison, warnings: set[str]) -> None:
        self.reports += 1
        self.cells += comparison.cells
        self.wrong += [f"{name}: {difference}" for difference in comparison.wrong]
        if comparison.wrong and not warnings - ALWAYS_THERE:
            self.silent.append(f"{name}: {comparison.wrong[0]}")

    def line(self, format_: str) -> str:
        right = 1 - len(self.wrong) / self.cells
        return (
            f"{format_:>5} {self.reports:>5} {self.cells:>8} {len(self.wrong):>6} {right:>9.3%} {len(self.silent):>6}"
        )


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, Figures]]:
    figures: dict[str, Figures] = {}
    yield figures
    print("\nformat reports  cells  wrong   right  silent")
    print("\n".join(found.line(format_) for format_, found in figures.items()))


def written(format_: str, count: int) -> Iterator[tuple[int, bytes]]:
    """Yield seeds with their reports in a format."""
    if format_ in WRITERS:
        yield from ((seed, WRITERS[format_](random_report(seed))) for seed in range(count))
        return
    origin = CONVERTED[format_]
    chosen = range(max(2, count // SHARE[format_]))
    for seeds in (chosen[at : at + OF_A_BATCH] for at in chosen[::OF_A_BATCH]):
        files = {str(seed): WRITERS[origin](random_report(seed)) for seed in seeds}
        yield from ((int(name), data) for name, data in converted(files, origin, format_).items())


@pytest.mark.parametrize("format_", [*WRITERS, *CONVERTED])
def test_what_was_printed_is_read_and_every_loss_is_told(
    format_: str, table: dict[str, Figures], request: pytest.FixtureRequest
) -> None:
    if format_ in CONVERTED and soffice() is None:
        pytest.skip("LibreOffice is not installed: nothing writes this format")
    figures = table.setdefault(format_, Figures())
    for seed, data in written(format_, request.config.getoption("--reports")):
        paper = extract(read(Source(f"{seed}.{format_}", data)))
        kinds = {warning.kind for warning in paper.document.warnings}
        figures.add(f"report {seed}", compare(random_report(seed), paper), kinds)
    assert len(figures.wrong) <= (1 - LEAST_RIGHT) * figures.cells, figures.wrong[:20]
    assert figures.silent == []
