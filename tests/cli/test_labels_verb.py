"""`labels`, `evaluate --store`, `train --store`: from a saved check through verdicts to figures and a matcher."""

import json
import shutil
from pathlib import Path

import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.model import Decision, KnownPair, Named, PairLabel
from kpi_nlp.review import decide, findings_of, label_pair, open_store, run_of

STORE = ".kpi-nlp/review.sqlite"


@pytest.fixture
def kept(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A report set with a saved run, in which the targets that changed were decided: two confirmed, one dismissed, one wrongly matched."""
    folder = tmp_path / "报告"
    shutil.copytree(reports / "faulty", folder)
    monkeypatch.chdir(folder)
    assert run(["check", ".", "--save", "--fail-on", "never"]) == 0
    store = open_store(STORE)
    changed = [found for found in findings_of(store, run_of(store)) if found["code"] == "T01"]
    for found, verdict in zip(changed, ("confirmed", "confirmed", "dismissed", "mismatched"), strict=True):
        decide(store, Decision(found["fingerprint"], found["evidence_hash"], verdict, "", "王审"), seen=None)  # type: ignore[arg-type]
    store.close()
    capsys.readouterr()
    return folder


def letters(at: int) -> str:
    return chr(0x4E00 + 50 * at) + chr(0x4E01 + 61 * at) + chr(0x4E02 + 37 * at)


def label_many(count: int, *, disputed: int = 0) -> None:
    """Label as many pairs of either kind as asked for, blindly; some by a second reviewer, and otherwise."""
    store = open_store(STORE)
    for at in range(2 * count):
        label = "same" if at % 2 else "different"
        other = letters(at) if label == "same" else letters(2 * count + at)
        pair = KnownPair(f"{at:064}", Named(letters(at)), Named(other), "甲乙丙丁"[at % 4])
        label_pair(store, PairLabel(pair.key, label, "random", "王审", "match"), pair)  # type: ignore[arg-type]
        if at < disputed:
            against = "different" if label == "same" else "same"
            label_pair(store, PairLabel(pair.key, against, "random", "李核", "match"))  # type: ignore[arg-type]
    store.close()


@pytest.mark.usefixtures("kept")
def test_verdicts_leave_the_store_as_a_plain_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "标注.jsonl"
    assert run(["labels", "-o", str(path)]) == 0
    assert "样本对 4（疑点的复核意见 4）；疑点意见 4。" in capsys.readouterr().err
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["label"] for line in lines if line["kind"] == "pair"] == ["same", "same", "same", "different"]
    assert [line["right"] for line in lines if line["kind"] == "ruling"] == [True, True, False, None]
    assert run(["labels"]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")
    told = []
    for source in ([str(path)], ["--store", STORE]):
        assert run(["evaluate", *source, "-f", "json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    assert (told[0]["pairs"], told[0]["asides"]["finding"]["pairs"]) == (0, 4)
    assert [(rule["code"], rule["right"], rule["wrong"], rule["open"]) for rule in told[0]["rules"]] == [
        ("T01", 2, 1, 1)
    ]


@pytest.mark.usefixtures("kept")
def test_figures_of_checks_are_printed_and_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "评测.html"
    assert run(["evaluate", "--store", STORE, "-o", f"html={page}"]) == 0
    told = capsys.readouterr().out
    assert "没有随机抽取、看不到分数的标注，不给出总的数字" in told.replace("\n", "")
    assert "其他来源的标注" in told
    (line,) = [line for line in told.splitlines() if line.strip().startswith("T01")]
    assert line.split()[-5:] == ["2", "1", "1", "0.667", "0.208-0.939"]
    assert "0.208-0.939" in page.read_text(encoding="utf-8")
    assert "总体" not in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("kept")
def test_a_matcher_is_fitted_on_what_reviewers_agree_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["train", "--store", STORE, "-o", str(tmp_path)]) == 2
    assert "样本太少" in capsys.readouterr().err
    label_many(100, disputed=6)
    assert run(["train", "--store", STORE, "-o", str(tmp_path), "--embedder", "none"]) == 0
    told = capsys.readouterr()
    assert "有 6 对各人标注不一，训练时不用" in told.out
    # 4 of findings, and 200 labelled ones without those that are disputed
    assert "样本 198 对：应对应 100，不对应 98" in told.out
    assert (tmp_path / "matcher.json").exists()
    assert run(["labels", "-o", str(tmp_path / "标注.jsonl")]) == 0
    named = [line for line in capsys.readouterr().err.splitlines() if line.startswith("各人标注不一")]
    assert named[0] == f"各人标注不一：甲「{letters(0)}」与「{letters(200)}」"
    assert named[5:] == ["各人标注不一：另有 1 对，见导出的文件中 disputed 为 true 的行"]
    assert run(["evaluate", "--store", STORE, "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["pairs"], found["doubtful"], found["asides"]["finding"]["pairs"]) == (194, 6, 4)


@pytest.mark.usefixtures("kept")
def test_what_was_purged_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["purge", "--yes"]) == 0
    assert run(["labels"]) == 0
    assert "另有 4 对的名称已用 purge 清除，没有导出" in capsys.readouterr().err
    assert run(["evaluate", "--store", STORE]) == 0
    assert "4 对标注没有留存名称（已用 purge 清除），无法使用" in capsys.readouterr().out


def test_where_nothing_was_said_there_is_nothing_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store(STORE).close()
    assert run(["labels"]) == 2
    assert "还没有标注和复核意见" in capsys.readouterr().err
    for given, told in (([], "或用 --store 指复核库"), (["样本.csv", "--store", STORE], "只写一个")):
        assert run(["evaluate", *given]) == 2
        assert told in capsys.readouterr().err
    assert run(["evaluate", "--store", STORE]) == 2
    assert "还没有标注和复核意见" in capsys.readouterr().err
    assert run(["train", "--store", STORE]) == 2
    assert "还没有标注和复核意见" in capsys.readouterr().err


def test_matches_are_judged_in_the_workbook_of_a_check(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    path = tmp_path / "疑点清单.xlsx"
    assert run(["check", str(kept), "--save", "-o", f"xlsx={path}", "--fail-on", "never"]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["指标对照"]
    column = [cell.value for cell in sheet[1]].index("匹配是否正确*") + 1
    sheet.cell(2, column, "正确")
    sheet.cell(3, column, "有误")
    book.save(path)
    capsys.readouterr()
    assert run(["import", str(path), "--reviewer", "李核"]) == 0
    told = capsys.readouterr().out
    assert "「指标对照」第 3 行有两处以上对应，看不出哪一处有误，请在「正确对应项」写明，没有采用" in told
    assert "已写入 0 条意见，指标对照标注 5 对，未改动" in told
    assert run(["evaluate", "--store", STORE, "-f", "json"]) == 0
    asides = json.loads(capsys.readouterr().out)["asides"]
    assert {name: (found["pairs"], found["links"]) for name, found in asides.items()} == {
        "finding": (4, 3),
        "map": (5, 5),
    }


def test_the_map_is_not_made_where_no_workbook_is_asked_for(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("kpi_nlp.pipeline.indicator_map", fail)
    assert run(["check", str(reports / "clean"), "--fail-on", "never"]) == 0
