"""A check and an import that are killed leave a consistent store, and the same command run again does its work."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.model import COLUMNS
from kpi_nlp.review import all_runs, findings_of, open_store, run_of, since, trail

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
HEADER = [column.title for column in COLUMNS.values()]


@pytest.fixture
def folder(reports: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reports / "faulty", tmp_path / "报告"))


def store_of(folder: Path) -> Path:
    return folder / ".kpi-nlp" / "review.sqlite"


def killed(command: Sequence[str], after: float) -> bool:
    """Start a command and kill it; whether it had not ended by itself."""
    with subprocess.Popen([sys.executable, "-m", "kpi_nlp", *command], stdout=-3, stderr=-3) as process:
        time.sleep(after)
        process.kill()
        return process.wait() == -signal.SIGKILL


def length_of(command: Sequence[str]) -> float:
    """How long a command takes to its end on this machine now."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kpi_nlp", *command], check=False, stdout=-3, stderr=-3)
    return time.perf_counter() - begun


def test_a_check_that_is_killed_is_taken_up_by_the_next(folder: Path) -> None:
    whole = length_of(["check", str(folder)])
    command = ["check", str(folder), "--save", "--fail-on", "never"]
    cut = [killed(command, whole * share) for share in (0.6, 0.8, 1.0)]
    assert any(cut)
    assert run(command) == 0
    store = open_store(store_of(folder))
    assert all(entry.sound for entry in trail(store))
    assert run_of(store).number == max(known.number for known in all_runs(store))
    assert len(findings_of(store, run_of(store))) == run_of(store).findings > 30
    store.close()


def filled(path: Path) -> int:
    """Confirm every finding of a workbook; how many there are."""
    book = openpyxl.load_workbook(path)
    sheet = book["疑点清单"]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, HEADER.index("处理状态*") + 1, "确认问题")
    book.save(path)
    return sheet.max_row - 1


def test_an_import_that_is_killed_has_written_all_or_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "疑点清单.xlsx"
    assert run(["check", str(folder), "--save", "--fail-on", "never", "-o", f"xlsx={path}"]) == 0
    count = filled(path)
    command = ["import", str(path), "--store", str(store_of(folder))]
    whole = length_of([*command, "--dry-run"])
    for share in (0.8, 0.9, 1.0):
        killed(command, whole * share)
        store = open_store(store_of(folder))
        assert len(since(store, 0)) in (0, count)
        assert all(entry.sound for entry in trail(store))
        store.close()
    assert run(command) == 0
    store = open_store(store_of(folder))
    assert [said.verdict for said in since(store, 0)] == ["confirmed"] * count
    store.close()
