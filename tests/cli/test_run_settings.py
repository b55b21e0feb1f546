"""`review` and `annotate` check as the last run of the same files was checked, unless they are told otherwise."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kpi_nlp import lexicon
from kpi_nlp.__main__ import run
from kpi_nlp.model import Run, Settings
from kpi_nlp.review import all_runs, begin_run, findings_of, finish_run, open_store, run_of


@pytest.fixture
def folder(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = tmp_path / "报告"
    shutil.copytree(reports / "clean", copied)
    monkeypatch.chdir(tmp_path)
    return copied


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """An office's own lexicons, with a profile of its own; taken out of use at the end."""
    profiles = tmp_path / "词库" / "profiles"
    profiles.mkdir(parents=True)
    text = (Path(lexicon.__file__).parents[3] / "lexicons" / "profiles" / "gd-sz.toml").read_text(encoding="utf-8")
    (profiles / "ours.toml").write_text(text, encoding="utf-8")
    yield tmp_path / "词库"
    empty = tmp_path / "空"
    empty.mkdir()
    lexicon.use(empty)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The pages that were served, each by its sources, once they were read."""
    pages: list[Any] = []

    def serve(_: str, __: int, desk: Any, sources: Any, **___: object) -> None:  # noqa: ANN401 - desk and sources
        sources.wait()
        assert not sources.failed
        pages.append((desk.run.number, sources))

    monkeypatch.setattr(import_module("kpi_nlp.cli.review"), "serve_at", serve)  # the verb bears the name of its file
    return pages


def runs(folder: Path) -> tuple[Run, ...]:
    store = open_store(folder / ".kpi-nlp" / "review.sqlite")
    found = all_runs(store)
    store.close()
    return found


def test_review_takes_the_settings_of_the_run_and_keeps_them_when_it_checks_anew(
    folder: Path, own: Path, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--profile", "ours", "--lexicons", "词库", "--embedder", "none"]
    assert run(["check", "报告", "--save", *asked, "--fail-on", "never"]) == 0
    kept = Settings(profile="ours", embedder="none", lexicons=own.as_posix())
    assert runs(folder)[0].settings == kept
    assert run(["review", "报告"]) == 0
    assert "沿用第 1 次核对的设置：评分口径 ours，向量模型 none，词库" in capsys.readouterr().err
    next(folder.glob("*.docx")).unlink()
    assert run(["review", "报告"]) == 0
    assert [(known.number, known.settings, known.profile) for known in runs(folder)] == [
        (2, kept, "ours"),
        (1, kept, "ours"),
    ]
    assert run(["review", "报告", "--profile", "national"]) == 0
    assert [number for number, _ in served] == [1, 2, 3]
    assert (runs(folder)[0].settings.profile, runs(folder)[0].settings.lexicons) == ("national", own.as_posix())


def test_a_first_review_checks_as_it_is_told(folder: Path, served: list[Any]) -> None:
    assert run(["review", "报告", "--profile", "sc"]) == 0
    assert run(["review", "报告"]) == 0
    assert run(["review", "报告", "--profile", "没有"]) == 2
    assert [number for number, _ in served] == [1, 1]
    assert [known.settings for known in runs(folder) if known.finished] == [Settings(profile="sc")]


def test_annotate_takes_the_settings_of_the_run_and_makes_no_store(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["annotate", "报告", "-o", "批注"]) in (0, 1)
    assert not (folder / ".kpi-nlp").exists()
    assert "沿用" not in capsys.readouterr().err
    assert run(["check", "报告", "--save", "--profile", "sc", "--fail-on", "never"]) == 0
    capsys.readouterr()
    assert run(["annotate", "报告", "-o", "批注", "--overwrite"]) in (0, 1)
    assert "沿用第 1 次核对的设置：评分口径 sc" in capsys.readouterr().err


def test_a_run_of_before_has_the_usual_settings(tmp_path: Path) -> None:
    from sqlalchemy import text

    result: dict[str, Any] = {
        "version": "1",
        "profile": "national",
        "embedder": "static",
        "documents": [],
        "findings": [],
    }
    store = open_store(tmp_path / "review.sqlite")
    finish_run(store, begin_run(store, ("报告",), version="1", actor="测试"), result, actor="测试")
    with store.writing() as connection:
        connection.execute(text("DROP TABLE settings"))
    store.close()
    store = open_store(tmp_path / "review.sqlite")
    assert run_of(store).settings == Settings()
    store.close()


def test_a_run_that_names_nobody_is_shown_and_checked_anew_without_names(
    folder: Path, served: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "报告", "--save", "--anonymize", "--fail-on", "never"]) == 0
    next(folder.glob("*.docx")).unlink()
    capsys.readouterr()
    assert run(["review", "报告"]) == 0
    assert "沿用第 1 次核对的设置：隐去姓名、电话等" in capsys.readouterr().err
    assert [known.settings for known in runs(folder)] == [Settings(anonymize=True)] * 2
    assert [number for number, _ in served] == [2]
    assert run(["annotate", "报告", "-o", "批注"]) in (0, 1)
    assert "沿用" not in capsys.readouterr().err


def test_rows_to_choose_from_are_those_that_the_linker_of_the_run_holds_likeliest(
    reports: Path, served: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(shutil.copytree(reports / "faulty", tmp_path / "报告"))
    asked: list[str] = []
    monkeypatch.setattr(
        "kpi_nlp.web.sources.likeliest", lambda _, others, linker, __: asked.append(linker.embedder.id) or others
    )
    assert run(["check", folder, "--save", "--embedder", "none", "--fail-on", "never"]) == 0
    assert run(["review", folder]) == 0
    [(_, sources)] = served
    store = open_store(Path(folder) / ".kpi-nlp" / "review.sqlite")
    assert any(sources.near(finding) for finding in findings_of(store, run_of(store)))
    store.close()
    assert set(asked) == {"none"}
