"""PDFs as an office suite makes them: what is read of them is what is read of the Word and Excel files they come from."""

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from long_report import Style, long_report

from kpi_nlp.extract import extract
from kpi_nlp.model import Cell, Document, Paper, Table
from kpi_nlp.readers import Source, read
from kpi_nlp.text import squeeze

SOFFICE = shutil.which("soffice")
STYLES = (Style(1), Style(6, repeat_header=False, centred=False, size=10.5), Style(2, landscape=True, size=10))

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def originals(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both demo sets and some long reports, each file beside its PDF."""
    folder = tmp_path_factory.mktemp("printed")
    for path in [*reports.glob("*/*.docx"), *reports.glob("*/*.xlsx")]:
        shutil.copy(path, folder / f"{path.parent.name}_{path.name}")
    for style in STYLES:
        (folder / f"long_{style.seed}.docx").write_bytes(long_report(style))
    files = sorted(folder.iterdir())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE or "", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder


def opened(path: Path) -> Document:
    return read(Source(path.name, path.read_bytes()))


def pairs(folder: Path, pattern: str) -> Iterable[tuple[Document, Document]]:
    for path in sorted([*folder.glob(f"{pattern}.docx"), *folder.glob(f"{pattern}.xlsx")]):
        yield opened(path), opened(path.with_suffix(".pdf"))


def facts(document: Document, *, prose: bool = True) -> list[object]:
    """All that checks see, without places."""
    paper: Paper = extract(document)

    def text(value: object) -> str | None:
        return squeeze(getattr(value, "text", "")) if value else None

    rows: list[object] = [
        (
            row.scope,
            row.levels,
            row.name,
            *map(text, (row.target, row.period_target, row.actual, row.forecast, row.rate, row.weight, row.score)),
            [amount.text for amount in row.target.quantities] if row.target else [],
            row.state,
        )
        for row in paper.indicators
    ]
    claims = [(squeeze(claim.text), claim.judgement, claim.scope, claim.period) for claim in paper.claims]
    identity = paper.document.identity
    budgets = [(budget.item, budget.project, text(budget.full)) for budget in paper.budgets]
    totals = [(total.label, total.figure.text) for total in paper.totals]
    return [*rows, *(claims if prose else ()), *budgets, *totals, (identity.department, identity.year, identity.stage)]


def test_the_demo_sets_say_the_same_as_pdf(originals: Path) -> None:
    for set_ in ("clean", "faulty"):
        for original, printed in pairs(originals, f"{set_}_*"):
            prose = original.format == "docx"  # that of a printed workbook is cut at the edge of its cell
            assert facts(printed, prose=prose) == facts(original, prose=prose), original.path


def test_long_reports_say_the_same_as_pdf(originals: Path) -> None:
    for original, printed in pairs(originals, "long_*"):
        assert facts(printed) == facts(original), original.path


def cells(rows: Iterable[Sequence[Cell]]) -> list[tuple[str, ...]]:
    return [tuple(squeeze(cell.text) for cell in row if cell.covered not in ("right", "inner")) for row in rows]


def test_nearly_every_cell_of_long_tables_is_read(originals: Path) -> None:
    """A table over several pages counts as one; the limit is that of the project."""
    same = total = 0
    for original, printed in pairs(originals, "long_*"):
        tables = [cells(block.rows) for block in original.blocks if isinstance(block, Table)]
        pages = defaultdict(list)
        for block in printed.blocks:
            if isinstance(block, Table):
                pages[block.location.table] += cells(block.rows)
        for expected, found in zip(tables, pages.values(), strict=True):
            matcher = SequenceMatcher(None, expected, found, autojunk=False)
            same += sum(
                len(row) for match in matcher.get_matching_blocks() for row in expected[match.a :][: match.size]
            )
            total += sum(map(len, expected))
    assert total > 2000
    assert same >= 0.995 * total
