"""`opinion`: written per department, never over what lies there in silence, never half a set."""

import io
import shutil
from collections import Counter
from pathlib import Path

import docx
import pytest

from kpi_nlp import resources
from kpi_nlp.__main__ import run
from kpi_nlp.model import Decision
from kpi_nlp.review import beside, decide, open_store, reviewed, run_of

OPINIONS = ["澜川市教育局复核意见.docx", "澜川市水务局复核意见.docx"]


@pytest.fixture
def decided(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A report set of two departments with a saved run, of which one finding is confirmed."""
    folder = Path(shutil.copytree(reports / "faulty", tmp_path / "报告"))
    assert run(["check", str(folder), "--save", "--fail-on", "never"]) == 0
    store = open_store(beside(folder))
    found = next(
        known.finding for known in reviewed(store, run_of(store)) if known.finding["department"] == "澜川市教育局"
    )
    decide(store, Decision(found["fingerprint"], found["evidence_hash"], "confirmed", "请附批复。", "王审"), seen=None)
    store.close()
    capsys.readouterr()
    return folder


def text(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def own_template(path: Path, words: str) -> Path:
    document = docx.Document()
    document.add_paragraph(words)
    document.save(str(path))
    return path


def test_each_department_gets_a_file_and_what_it_tells_is_counted(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "意见"
    assert run(["opinion", str(decided), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert sorted(path.name for path in out.iterdir()) == OPINIONS
    store = open_store(beside(decided))
    waiting = Counter(known.finding["department"] for known in reviewed(store, run_of(store)) if known.verdict is None)
    store.close()
    assert said.out.splitlines() == [
        f"澜川市教育局：需核实 1 项，需补充材料 0 项，已整改 0 项；尚未复核 {waiting['澜川市教育局']} 项，只写了数量",
        f"澜川市水务局：需核实 0 项，需补充材料 0 项，已整改 0 项；尚未复核 {waiting['澜川市水务局']} 项，只写了数量",
    ]
    assert said.err.splitlines() == [
        *(f"已保存 {out / name}" for name in OPINIONS),
        "复核人的意见已原样写入，发出前请通读。",
    ]
    assert "请附批复。" in text(out / OPINIONS[0])
    assert "经核" not in text(out / OPINIONS[1])


def test_what_lies_there_is_not_written_over_in_silence(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "意见"
    out.mkdir()
    (out / OPINIONS[1]).write_bytes(b"by hand")
    assert run(["opinion", str(decided), "-o", str(out)]) == 2
    assert (
        f"没有写入：已有「{out / OPINIONS[1]}」，可能有人改过；请换一个文件夹，或加 --overwrite 覆盖"
        in capsys.readouterr().err
    )
    assert [path.read_bytes() for path in out.iterdir()] == [b"by hand"]
    assert run(["opinion", str(decided), "-o", str(out), "--overwrite"]) == 0
    assert "澜川市水务局：" in text(out / OPINIONS[1])


def test_a_faulty_template_leaves_nothing_behind(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = own_template(tmp_path / "本局.docx", "致{{ 单位 }}")
    assert run(["opinion", str(decided), "-o", str(tmp_path / "意见"), "--template", str(form)]) == 2
    assert capsys.readouterr().err == (
        "模板「本局.docx」不能用：没有「单位」这一项，在「致{{ 单位 }}」处。可用的项见 kpi-nlp opinion --fields\n"
    )
    assert not (tmp_path / "意见").exists()


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(decided: Path, tmp_path: Path) -> None:
    form = own_template(tmp_path / "本局.docx", "致{{ 部门 }}：{{ 数量.确认 }} 项")
    store = str(beside(decided))
    assert run(["opinion", "--store", store, "-o", str(tmp_path / "意见"), "--template", str(form)]) == 0
    assert [text(tmp_path / "意见" / name) for name in OPINIONS] == ["致澜川市教育局：1 项", "致澜川市水务局：0 项"]


def test_the_shipped_template_can_be_copied_and_its_fields_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "模板" / "复核意见模板.docx"
    assert run(["opinion", "--copy-template", str(copy)]) == 0
    assert copy.read_bytes() == resources.data("templates/opinion.docx").read_bytes()
    assert run(["opinion", "--copy-template", str(copy)]) == 2
    assert run(["opinion", "--copy-template", str(tmp_path / "模板.doc")]) == 2
    assert "模板要存为 .docx" in capsys.readouterr().err
    assert run(["opinion", "--fields"]) == 0
    listed = capsys.readouterr().out
    assert "  部门：部门名称\n" in listed
    assert listed.encode("gbk")


def test_a_report_that_changed_since_is_told(decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = next(decided.glob("*教育局2023*监控*"))
    changed.write_bytes(changed.read_bytes() + b" ")
    assert run(["opinion", str(decided), "-o", str(tmp_path / "意见")]) == 0
    assert f"注意：{changed.name} 在第 1 次核对之后有改动，意见按核对时的内容写" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{reports}"], "请用 -o 写明存放复核意见的文件夹"),
        (["{reports}", "-o", "{out}", "--run", "7"], "没有第 7 次核对；有：1"),
        (
            ["{reports}/别处", "-o", "{out}", "--store", "{reports}/.kpi-nlp/review.sqlite"],
            "请写核对时写的路径，或用 --run 写明第几次",
        ),
        (["{empty}", "-o", "{out}"], "这里没有复核库"),
        (["--store", "{empty}/没有.sqlite", "-o", "{out}"], "没有.sqlite」，请检查 --store 的路径"),
        (["{reports}", "-o", "{reports}/.kpi-nlp/review.sqlite"], "路径中有一段是文件、不是文件夹"),
    ],
)
def test_what_cannot_be_done_is_told(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    places = {"reports": decided, "out": tmp_path / "意见", "empty": empty}
    assert run(["opinion", *(argument.format(**places) for argument in arguments)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "意见").exists()
    assert list(empty.iterdir()) == []


def test_after_a_purge_there_is_nothing_to_tell(
    decided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["purge", "--yes", "--store", str(beside(decided))]) == 0
    assert run(["opinion", str(decided), "-o", str(tmp_path / "意见")]) == 2
    assert "第 1 次核对的报告原文已清除（purge），不能写复核意见" in capsys.readouterr().err


def test_a_check_after_it_does_not_read_opinions(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["opinion", str(decided), "-o", str(decided)]) == 0
    capsys.readouterr()
    assert run(["extract", str(decided)]) == 0
    assert "澜川市教育局复核意见.docx：这是本程序输出的结果，未作为报告读取" in capsys.readouterr().out


def test_papers_that_were_read_and_not_compared_are_not_listed(reports: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(reports / "clean", tmp_path / "报告"))
    first = min(folder.glob("*教育局*.docx"))
    shutil.copy(first, folder / f"另存的{first.name}")
    assert run(["check", str(folder), "--save", "--fail-on", "never"]) == 0
    assert run(["opinion", str(folder), "-o", str(tmp_path / "意见")]) == 0
    told = text(tmp_path / "意见" / OPINIONS[0])
    filed = [path for path in folder.iterdir() if "教育局" in path.name]
    assert f"（共 {len(filed) - 1} 份" in told
    assert told.count(first.name) == 1
