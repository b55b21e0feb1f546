"""`kpi-nlp review` as a process: checks once, serves on this machine alone, ends in order."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from kpi_nlp.__main__ import run


@contextmanager
def reviewing(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the address that is printed, and what was said on the error stream once the page is closed."""
    command = [sys.executable, "-m", "kpi_nlp", "review", str(folder), "--reviewer", "王审", "--no-browser"]
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), said
        finally:
            process.send_signal(signal.SIGINT)
            said += process.communicate(timeout=60)[1].splitlines()
            said.append(f"退出码 {process.returncode}")


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt is sent otherwise there")
def test_reports_are_checked_once_and_served_until_an_interrupt(reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    shutil.copytree(reports / "faulty", folder)
    for first in (True, False):
        with reviewing(folder) as (address, said):
            assert address.startswith("http://127.0.0.1:")
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            assert "已处理" in browser.open(address, timeout=30).read().decode()
        assert ("已存为第 1 次核对" in said[0]) is first
        assert said[-2:] == ["复核页面已关闭，意见都已保存。", "退出码 0"]
    paper = next(folder.glob("*.docx"))
    paper.unlink()
    with reviewing(folder) as (address, said):
        assert address
    assert "已存为第 2 次核对" in said[0]


def test_a_taken_port_is_told(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kpi_nlp.web.server import listening

    with listening(0) as taken:
        place = ["--store", str(tmp_path / "review.sqlite"), "--port", str(taken.getsockname()[1])]
        assert run(["review", str(reports / "faulty"), "--no-browser", *place]) == 2
    assert "已被占用" in capsys.readouterr().err


def test_nothing_to_review_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", str(tmp_path / "没有"), "--store", str(tmp_path / "r.sqlite"), "--no-browser"]) == 2
    assert "没有" in capsys.readouterr().err
