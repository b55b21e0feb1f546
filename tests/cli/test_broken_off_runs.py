"""A saved check that is broken off while it reads, and run again: it has the number and the result of one that was not."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.review import all_runs, documents_of, findings_of, open_store, run_of, trail

Given = Callable[[Path], list[str]]
Kept = tuple[int, tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]

_BREAKING_OFF = """
import os, signal, sys
from contextlib import contextmanager
from importlib import import_module
from kpi_nlp.__main__ import run

def broken_off(name, done, total):
    if done == 3:
        {stroke}

@contextmanager
def progress_bar():
    yield broken_off

import_module("kpi_nlp.cli.check").progress_bar = progress_bar
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def check(reports: Path, tmp_path: Path) -> Given:
    """Return the command of a check that is saved in a store."""
    folder = tmp_path / "报告"
    folder.mkdir()
    for paper in (reports / "faulty").glob("*水务局*"):
        shutil.copy(paper, folder)
    return lambda store: ["check", str(folder), "--store", str(store), "--reviewer", "王审", "--fail-on", "never"]


def _broken_off(command: list[str], stroke: str) -> subprocess.CompletedProcess[str]:
    script = _BREAKING_OFF.format(stroke=stroke)
    return subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, text=True, encoding="utf-8", check=False
    )


def _kept(place: Path) -> Kept:
    """Return the number of the only run of a store, its findings and its documents."""
    store = open_store(str(place))
    try:
        (known,) = all_runs(store)
        assert known.finished
        assert all(entry.sound for entry in trail(store))
        return known.number, findings_of(store, known), documents_of(store, run_of(store))
    finally:
        store.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_check_that_was_killed_gives_what_an_unbroken_one_gives(check: Given, tmp_path: Path) -> None:
    done = _broken_off(check(tmp_path / "断.sqlite"), "os.kill(os.getpid(), signal.SIGKILL)")
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "")
    for name in ("断.sqlite", "整.sqlite"):
        assert run(check(tmp_path / name)) == 0
    assert _kept(tmp_path / "断.sqlite") == _kept(tmp_path / "整.sqlite")


def test_an_interrupted_check_shows_what_it_read_and_keeps_nothing(check: Given, tmp_path: Path) -> None:
    done = _broken_off(check(tmp_path / "断.sqlite"), "raise KeyboardInterrupt")
    assert done.returncode == 130
    assert "读取被中断：6 份文件读了" in done.stdout
    assert "核对被中断，没有存入复核库；再次运行同一命令会重新读取，仍记为第 1 次核对" in done.stderr
    for name in ("断.sqlite", "整.sqlite"):
        assert run(check(tmp_path / name)) == 0
    assert _kept(tmp_path / "断.sqlite") == _kept(tmp_path / "整.sqlite")
