"""`check --save`, `runs`, `diff`, `purge`: what is kept of runs, told to a person."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from kpi_nlp.__main__ import run


@pytest.fixture
def kept(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A report set with two saved runs: one paper was taken away between them."""
    folder = tmp_path / "报告"
    shutil.copytree(reports / "faulty", folder)
    monkeypatch.chdir(folder)
    assert run(["check", ".", "--save", "--reviewer", "王审", "--fail-on", "never"]) == 0
    next(folder.glob("*水务局2024*自评*")).unlink()
    assert run(["check", str(folder), "--save", "--reviewer", "王审", "--fail-on", "never"]) == 0
    assert "已存为第 2 次核对" in capsys.readouterr().err
    return folder


def test_runs_are_listed_the_newest_first(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["runs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert all(line.endswith(kept.as_posix()) for line in lines)


def test_the_store_is_no_report(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(kept)]) == 0
    assert ".kpi-nlp" not in capsys.readouterr().out


@pytest.mark.usefixtures("kept")
def test_what_differs_between_two_runs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "1", "2"]) == 0
    told = capsys.readouterr().out
    assert all(line.startswith("消失 ") for line in told.splitlines()[:-1])
    assert run(["diff", "2", "1"]) == 1
    assert run(["diff", "1", "9"]) == 2
    assert "没有第 9 次核对；有：2、1" in capsys.readouterr().err


def test_purging_asks_first_and_leaves_no_text(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda _: False)
    assert run(["purge"]) == 2
    assert run(["purge", "--yes"]) == 0
    capsys.readouterr()
    assert run(["diff", "2", "1"]) == 1
    assert "（原文已清除）" in capsys.readouterr().out
    stored = b"".join(path.read_bytes() for path in (kept / ".kpi-nlp").iterdir())
    assert "实际完成值".encode() not in stored


def test_a_folder_without_a_store_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["runs"]) == 2
    assert "这里没有复核库" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
@pytest.mark.parametrize(
    "words",
    [
        ["runs"], ["diff", "1", "2"], ["purge", "--yes"], ["labels"], ["import", "疑点清单.xlsx"], ["evaluate"], ["train", "-o", "matcher.json"],
        ["users"], ["users", "remove", "王审"], ["annotate", "{reports}", "-o", "批注"], ["opinion", "-o", "意见"],
    ],
    ids=lambda words: "-".join(words[:2]),
)  # fmt: skip
def test_a_mistyped_store_is_told_and_none_is_made(
    words: list[str],
    reports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    scheme: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = [word.format(reports=reports / "clean") for word in words]
    assert run([*typed, "--store", f"{scheme}复合库.sqlite"]) == 2
    assert f"没有复核库「{scheme}复合库.sqlite」，请检查 --store 的路径" in capsys.readouterr().err.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


def test_what_was_said_of_a_match_stands_in_the_workbook_of_the_next_check(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(reports / "clean", tmp_path / "报告")
    monkeypatch.chdir(tmp_path)
    check = ["check", "报告", "--save", "--fail-on", "never", "-o"]
    assert run([*check, "xlsx=甲.xlsx"]) == 0
    book = openpyxl.load_workbook("甲.xlsx")
    book["指标对照"]["D2"] = "正确"
    book.save("甲.xlsx")
    assert run(["import", "甲.xlsx", "--store", "报告/.kpi-nlp/review.sqlite"]) == 0
    capsys.readouterr()
    assert run([*check, "xlsx=乙.xlsx"]) == 0
    sheet = openpyxl.load_workbook("乙.xlsx")["指标对照"]
    assert (sheet["D1"].value, sheet["D2"].value) == ("匹配是否正确*", "正确")
    assert {sheet.cell(row, 4).value or "" for row in range(3, sheet.max_row + 1)} == {""}
