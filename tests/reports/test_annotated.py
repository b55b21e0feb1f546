"""Copies with comments: every finding at its place, what was there kept, the reports untouched."""

import hashlib
import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from papers.office import converted, soffice

from kpi_nlp.__main__ import run
from kpi_nlp.model import Annotation, Location, Result
from kpi_nlp.reports.annotated import WithinReports, save_copies
from kpi_nlp.reports.annotated.annotations import annotations
from kpi_nlp.reports.annotated.excel import with_notes
from kpi_nlp.reports.annotated.word import with_comments


@pytest.fixture
def originals(reports: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(reports / "faulty", tmp_path / "报告"))


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_quote_gets_its_comment_and_the_reports_stay_as_they_were(
    faulty: Result, originals: Path, tmp_path: Path
) -> None:
    before = hashes(originals)
    copies = list(save_copies(faulty, [originals], tmp_path / "批注"))
    assert hashes(originals) == before
    assert {copied.name: copied.placed for copied in copies} == {
        path: len(said) for path, said in annotations(faulty.findings).items()
    }
    assert [copied for copied in copies if copied.lost or copied.path is None] == []


def test_comments_stand_beside_their_quotes_in_word(faulty: Result, originals: Path, tmp_path: Path) -> None:
    copies = {copied.name: copied.path for copied in save_copies(faulty, [originals], tmp_path / "批注")}
    path = copies["澜川市教育局2023年部门整体绩效自评报告.docx"]
    comments = [comment.text for comment in docx.Document(str(path)).comments]
    said = [remark.text for remark in annotations(faulty.findings)[path.name]]
    assert sorted(comments) == sorted(said)


def test_what_is_not_commented_on_stays_byte_by_byte(originals: Path) -> None:
    word = next(originals.glob("*.docx")).read_bytes()
    copy, lost = with_comments(word, [Annotation("澜川市", Location("甲.docx", paragraph=1), "看这里")])
    changed = {name for name, data in parts(copy).items() if parts(word).get(name) != data}
    assert (lost, changed) == (
        (), {"word/document.xml", "word/comments1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"},
    )  # fmt: skip
    book = next(originals.glob("*.xlsx")).read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0]
    copy, lost = with_notes(book, [Annotation("", Location("甲.xlsx", sheet=sheet, cell="B7"), "看这里")])
    changed = {name for name, data in parts(copy).items() if parts(book).get(name) != data}
    assert (lost, changed) == (
        (),
        {
            "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments1.xml",
            "xl/drawings/vmlDrawingKpi1.vml", "[Content_Types].xml",
        },
    )  # fmt: skip


def test_comments_that_were_there_are_kept_in_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全年举办培训班12期。")
    document.add_comment(paragraph.runs, text="领导批注", author="张局")
    stream = io.BytesIO()
    document.save(stream)
    copy, _ = with_comments(
        stream.getvalue(), [Annotation("培训班12期", Location("甲.docx", paragraph=1), "第一行\n第二行")]
    )
    kept = [(comment.author, comment.text) for comment in docx.Document(io.BytesIO(copy)).comments]
    assert kept == [("张局", "领导批注"), ("kpi-nlp", "第一行\n第二行")]


def test_notes_that_were_there_are_kept_in_excel() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "目标", "12期"  # type: ignore[index]
    book.active["A1"].comment = Comment("领导批注", "张局")  # type: ignore[index]
    stream = io.BytesIO()
    book.save(stream)
    place = Location("甲.xlsx", sheet="Sheet")
    remarks = [
        Annotation("目标", Location("甲.xlsx", sheet="Sheet", cell="A1"), "我们的"),
        Annotation("12期", Location("甲.xlsx", sheet="Sheet", cell="B2"), "另一条"),
        Annotation("12期", place, "没有格"),
        Annotation("12期", Location("甲.xlsx", sheet="别的", cell="B2"), "没有表"),
    ]
    copy, lost = with_notes(stream.getvalue(), remarks)
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert sheet is not None
    assert [sheet[cell].comment.text for cell in ("A1", "B2")] == ["领导批注\n\n我们的", "另一条"]
    assert lost == tuple(remarks[2:])


def test_a_note_of_many_lines_opens_high_enough_for_them(originals: Path) -> None:
    book = next(originals.glob("*.xlsx")).read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0]
    copy, _ = with_notes(
        book,
        [
            Annotation("", Location("甲.xlsx", sheet=sheet, cell="B7"), "短"),
            Annotation("", Location("甲.xlsx", sheet=sheet, cell="C7"), "很长的一段说明文字。" * 30),
        ],
    )
    anchors = re.findall(rb"<x:Anchor>([^<]+)<", parts(copy)["xl/drawings/vmlDrawingKpi1.vml"])
    assert [int(rows[6]) - int(rows[2]) for rows in (anchor.split(b", ") for anchor in anchors)] == [8, 17]


HOSTILE = "<script>alert(1)</script>]]>&\"'=1+1"


def test_markup_in_a_finding_is_text_in_a_note_and_in_a_comment(originals: Path) -> None:
    word, book = (next(originals.glob(f"*.{kind}")).read_bytes() for kind in ("docx", "xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0]
    commented, _ = with_comments(word, [Annotation("澜川市", Location("甲.docx", paragraph=1), HOSTILE)])
    (comment,) = docx.Document(io.BytesIO(commented)).comments
    noted, _ = with_notes(book, [Annotation("", Location("甲.xlsx", sheet=sheet, cell="B7"), HOSTILE)])
    note = openpyxl.load_workbook(io.BytesIO(noted))[sheet]["B7"].comment
    assert [comment.text, note.text] == [HOSTILE] * 2


def test_characters_that_no_document_can_hold_do_not_stop_a_copy(
    faulty: Result, originals: Path, tmp_path: Path
) -> None:
    findings = tuple(replace(finding, message=f"坏\x0b字\x00{finding.message}") for finding in faulty.findings)
    copies = list(save_copies(replace(faulty, findings=findings), [originals], tmp_path / "批注"))
    word = next(copied.path for copied in copies if copied.path and copied.path.suffix == ".docx")
    said = [comment.text for comment in docx.Document(str(word)).comments]
    assert any("\n坏\n字" in text for text in said)
    assert sum(copied.lost for copied in copies) == 0


def test_of_equal_cells_the_one_in_the_row_is_marked() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row in table.rows:
        row.cells[1].text = "100%"
    stream = io.BytesIO()
    document.save(stream)
    copy, _ = with_comments(stream.getvalue(), [Annotation("100%", Location("甲.docx", row=2), "看这里")])
    rows = re.findall(rb"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", parts(copy)["word/document.xml"], re.DOTALL)
    assert [b"commentReference" in row for row in rows] == [False, True, False]


def test_a_quote_that_is_not_there_is_told(originals: Path) -> None:
    remark = Annotation("没有这句话", Location("甲.docx", paragraph=1), "看这里")
    assert with_comments(next(originals.glob("*.docx")).read_bytes(), [remark])[1] == (remark,)


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "flat"), [("docx", "fodt"), ("xlsx", "fods")])
def test_libreoffice_shows_every_comment(
    faulty: Result, originals: Path, tmp_path: Path, suffix: str, flat: str
) -> None:
    copies = [copied for copied in save_copies(faulty, [originals], tmp_path / "批注") if copied.format == suffix]
    files = {copied.name: copied.path.read_bytes() for copied in copies if copied.path}
    for name, shown in converted(files, suffix, flat).items():
        remarks = annotations(faulty.findings)[name]
        places = {remark.location.cell for remark in remarks} if suffix == "xlsx" else remarks
        assert shown.count(b"<office:annotation ") == len(places)


def test_the_folder_of_the_reports_is_refused(faulty: Result, originals: Path) -> None:
    before = hashes(originals)
    with pytest.raises(WithinReports, match="请另指定一个文件夹"):
        list(save_copies(faulty, [originals], originals))
    assert hashes(originals) == before


def test_the_verb_says_where_the_copies_are(
    originals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (originals / "说明.txt").write_text(
        "澜川市水务局2024年度部门整体绩效自评报告\n\n指标得分=33/41×6=4.98分。\n", encoding="utf-8"
    )
    assert run(["annotate", str(originals), "-o", str(tmp_path / "批注")]) == 1
    told = capsys.readouterr().out
    assert re.search(r"已保存 .*澜川市教育局2023年部门整体绩效自评报告\.docx：批注 \d+ 处\n", told)
    assert re.search(r"说明\.txt：\.txt 不能加批注，\d+ 处请看清单", told)
    assert run(["annotate", str(originals), "-o", str(originals)]) == 2


def test_copies_that_lie_there_are_not_written_over_in_silence(
    originals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "批注"
    asked = ["annotate", str(originals), "-o", str(out)]
    assert run(asked) == 1
    first = hashes(out)
    touched = min(out.iterdir())
    touched.write_bytes(b"by hand")
    capsys.readouterr()
    assert run(asked) == 2
    said = capsys.readouterr()
    assert "已保存" not in said.out
    assert "没有写入：已有「" in said.err
    assert f" {len(first)} 个文件，可能有人改过；请换一个文件夹，或加 --overwrite 覆盖" in said.err
    assert touched.read_bytes() == b"by hand"
    assert run([*asked, "--overwrite"]) == 1
    assert hashes(out) == first
