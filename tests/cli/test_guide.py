"""Every command of the guide to reviewing is run, in order, on a copy of the demo set; what it quotes is really said."""

import getpass
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.review import beside, open_store, run_of
from kpi_nlp.web import Desk

GUIDE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("kpi-nlp ")
    for block in re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
QUOTED = [line for block in re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


def visited(command: str) -> str:
    """Open the page, confirm what is found first and close it again; what is said meanwhile."""
    arguments = [sys.executable, "-m", "kpi_nlp", *command.split(), "--no-browser"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as page:
        assert page.stdout
        address = page.stdout.readline()
        confirm(Path(command.split()[1]))
        page.send_signal(signal.SIGINT)
        said = page.communicate(timeout=60)[1]
    assert page.returncode == 0
    return address + said


def confirm(folder: Path) -> None:
    store = open_store(beside(folder))
    desk = Desk(store, run_of(store), "王审")
    desk.decide(desk.all[0], "confirmed", "请附批复。", seen=desk.seen(desk.all[0]))
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no process is interrupted by a signal there")
def test_the_guide_can_be_followed_step_by_step(
    reports: Path,
    certificate: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(reports / "faulty", tmp_path / "报告文件夹")
    for path in certificate:
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(getpass, "getpass", lambda _: "绩效复核-2026-春")
    monkeypatch.chdir(tmp_path)
    said = ""
    for command in COMMANDS:
        if command.startswith("review"):
            said += visited(command)
        else:
            assert run(command.split()) in (0, 1), command
    said += "".join(capfd.readouterr())
    assert [line for line in QUOTED if line not in said.splitlines()] == []
    assert said.count("http://127.0.0.1:") == 2
    assert "https://" in said
    assert {path.name for path in tmp_path.iterdir()} == {
        "报告文件夹", "疑点清单.xlsx", "核对结果.html", "复核结果.xlsx", "批注", "核对结果-隐名.html", "复核意见",
        "标注.jsonl", "证书.pem", "私钥.pem",
    }  # fmt: skip


def test_the_guide_names_the_keys_of_the_page() -> None:
    page = Path(sys.modules["kpi_nlp"].__file__ or "").parent / "web" / "templates" / "finding.html"
    keys = set(re.findall(r'data-key="(.)"', page.read_text(encoding="utf-8")))
    named = {"空格": " "}
    told = {
        named.get(key, key.lower())
        for key in re.findall(r"^\| (.+?) \|", GUIDE, re.MULTILINE)
        for key in re.findall(r"`(.+?)`", key)
    }
    assert keys - {"?"} <= told


def test_the_guide_tells_what_is_there_for_a_review() -> None:
    told = (
        "--host",
        "--no-tls",
        "--anonymize",
        "--overwrite",
        "users add",
        "users password",
        "users remove",
        "opinion",
        "labels",
    )
    assert [word for word in told if word not in GUIDE] == []
