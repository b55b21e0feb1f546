"""The workbook there and back: sorted, cut down, saved again by another program, filled in twice."""

import random
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from papers.office import converted, soffice

from kpi_nlp.model import COLUMNS, RULING_TITLES, Decision, Imported, Result, Reviewed
from kpi_nlp.reports import save_report
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, decide, findings_of, finish_run, history, import_workbook, reviewed, run_of
from kpi_nlp.review.purging import purge
from kpi_nlp.review.workbook import WorkbookError

HEADER = [column.title for column in COLUMNS.values()]
Fill = Callable[[Worksheet], None]


def known(store: Store) -> Mapping[str, Reviewed]:
    return {str(state.finding["fingerprint"]): state for state in reviewed(store, run_of(store))}


@pytest.fixture
def written(saved: Store, faulty: Result, tmp_path: Path) -> Path:
    return workbook(saved, faulty, tmp_path / "疑点清单.xlsx")


def workbook(store: Store, result: Result, path: Path) -> Path:
    save_report(result, path, "check", "xlsx", known(store))
    return path


def filled(path: Path, fill: Fill, name: str = "填好.xlsx") -> Path:
    book = openpyxl.load_workbook(path)
    fill(book["疑点清单"])
    copy = path.with_name(name)
    book.save(copy)
    return copy


def entering(row: int, **cells: str) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for name, text in cells.items():
            sheet.cell(row, HEADER.index(COLUMNS[name].title) + 1, text)

    return fill


def brought_back(store: Store, path: Path, *, dry_run: bool = False) -> Imported:
    return import_workbook(store, path, reviewer="登录名", dry_run=dry_run)


def test_what_was_not_filled_in_changes_nothing(saved: Store, written: Path) -> None:
    done = brought_back(saved, written)
    assert (done.kept, done.conflicts, done.notes) == (0, (), ())
    assert done.unchanged == len(findings_of(saved, run_of(saved)))


def test_a_verdict_with_its_comment_comes_back(saved: Store, written: Path, faulty: Result) -> None:
    path = filled(written, entering(3, status="不是问题", first_comment="口径不同，已核实", first_reviewer="王审"))
    assert brought_back(saved, path) == Imported(1, len(faulty.findings) - 1)
    (said,) = history(saved, faulty.findings[1].fingerprint)
    assert (said.verdict, said.comment, said.reviewer, said.origin) == (
        "dismissed",
        "口径不同，已核实",
        "王审",
        "workbook",
    )
    again = openpyxl.load_workbook(workbook(saved, faulty, written.with_name("再次.xlsx")))["疑点清单"]
    shown = dict(zip(HEADER, [cell.value for cell in again[3]], strict=True))
    assert (shown["处理状态*"], shown["初审意见*"], shown["初审人*"]) == ("不是问题", "口径不同，已核实", "王审")


def test_sorting_and_deleting_rows_changes_no_verdict(saved: Store, written: Path, faulty: Result) -> None:
    path = filled(written, entering(3, status="确认问题"))
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book["疑点清单"].iter_rows(min_row=2)]
    kept = [rows[1], *random.Random(7).sample(rows[2:], 4)]
    sheet = book["疑点清单"]
    sheet.delete_rows(2, sheet.max_row)
    for row in reversed(kept):
        sheet.append(row)
    book.save(path)
    assert brought_back(saved, path) == Imported(1, 4)
    assert [said.verdict for said in history(saved, faulty.findings[1].fingerprint)] == ["confirmed"]


def test_moved_columns_and_a_login_in_place_of_a_name(saved: Store, written: Path, faulty: Result) -> None:
    path = filled(written, entering(2, status="已整改"))
    book = openpyxl.load_workbook(path)
    sheet = book["疑点清单"]
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        sheet.append(row)
    book.save(path)
    assert brought_back(saved, path).kept == 1
    assert [said.reviewer for said in history(saved, faulty.findings[0].fingerprint)] == ["登录名"]


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_again_by_libreoffice_comes_back(saved: Store, written: Path, faulty: Result) -> None:
    path = filled(written, entering(2, status="匹配有误", first_comment="应对应培训人数", first_date="2024-03-05"))
    again = converted({"重存": path.read_bytes()}, "xlsx", "xlsx")["重存"]
    path.write_bytes(again)
    dated = "第 2 行填写的日期没有采用：日期按交回的时间记，原来的日期请写进意见"
    assert brought_back(saved, path) == Imported(1, len(faulty.findings) - 1, notes=(dated,))
    (said,) = history(saved, faulty.findings[0].fingerprint)
    assert (said.verdict, said.comment) == ("mismatched", "应对应培训人数")


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_shuffled_filtered_cut_down_and_saved_again_a_workbook_brings_the_same_decisions(
    saved: Store, written: Path, faulty: Result
) -> None:
    verdicts = dict(zip(range(2, 12), ("确认问题", "不是问题", "匹配有误", "需补充材料", "已整改") * 2, strict=True))

    def fill(sheet: Worksheet) -> None:
        for row, status in verdicts.items():
            entering(row, status=status, first_comment=f"第{row}行\n=次行", first_reviewer="王审")(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, sheet.max_row)
        for row in random.Random(3).sample(rows[:20], 20):  # shuffled, and those behind deleted
            sheet.append(row)
        sheet.auto_filter.ref = f"A1:AI{sheet.max_row}"
        sheet.auto_filter.add_filter_column(1, ["待复核"])
        for row in range(2, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = sheet.cell(row, 2).value != "待复核"

    path = filled(written, fill)
    path.write_bytes(converted({"重存": path.read_bytes()}, "xlsx", "xlsx")["重存"])
    assert brought_back(saved, path) == Imported(10, 10)
    for row, status in verdicts.items():
        (said,) = history(saved, faulty.findings[row - 2].fingerprint)
        assert (RULING_TITLES[said.verdict or "confirmed"], said.comment) == (status, f"第{row}行\n=次行")


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_a_comment_that_a_spreadsheet_took_for_a_formula_is_told_and_not_taken(
    saved: Store, written: Path, faulty: Result
) -> None:
    path = filled(written, entering(2, status="确认问题", first_comment="=应为百分之九十"))
    path.write_bytes(converted({"重存": path.read_bytes()}, "xlsx", "xlsx")["重存"])
    done = brought_back(saved, path)
    assert done.notes == ("第 2 行的「初审意见*」被当成公式（#NAME?），没有采用：请在开头加一个 ' 再交回",)
    assert [(said.verdict, said.comment) for said in history(saved, faulty.findings[0].fingerprint)] == [
        ("confirmed", "")
    ]


def test_revoking_takes_a_verdict_back(saved: Store, written: Path, faulty: Result) -> None:
    brought_back(saved, filled(written, entering(2, status="确认问题")))
    path = filled(workbook(saved, faulty, written), entering(2, status="撤销"))
    assert brought_back(saved, path).kept == 1
    assert known(saved)[faulty.findings[0].fingerprint].verdict is None


def test_two_copies_filled_in_alike_or_apart_are_merged(saved: Store, written: Path, faulty: Result) -> None:
    mine = filled(written, entering(2, status="确认问题", first_reviewer="王审"), "王.xlsx")
    theirs = filled(written, entering(2, status="确认问题", first_reviewer="李审"), "李.xlsx")
    others = filled(written, entering(2, first_comment="有批复", first_reviewer="赵审"), "赵.xlsx")
    assert brought_back(saved, mine).kept == 1
    assert brought_back(saved, theirs) == Imported(0, len(faulty.findings))
    assert brought_back(saved, others).kept == 1
    assert (said := known(saved)[faulty.findings[0].fingerprint].decisions["first"]).verdict == "confirmed"
    assert (said.comment, said.reviewer) == ("有批复", "赵审")


def test_two_copies_filled_in_differently_are_a_conflict_and_nothing_is_overwritten(
    saved: Store, written: Path, faulty: Result
) -> None:
    mine = filled(written, entering(2, status="确认问题", first_reviewer="王审"), "王.xlsx")
    theirs = filled(written, entering(2, status="不是问题", first_reviewer="李审"), "李.xlsx")
    brought_back(saved, mine)
    done = brought_back(saved, theirs)
    assert done.kept == 0
    assert len(done.conflicts) == 1
    assert done.conflicts[0].startswith("第 2 行 初审意见冲突：这里是「不是问题」，王审 已于 ")
    assert known(saved)[faulty.findings[0].fingerprint].verdict == "confirmed"


def test_the_second_round_stands_beside_the_first(saved: Store, written: Path, faulty: Result) -> None:
    brought_back(saved, filled(written, entering(2, status="确认问题", first_reviewer="王审")))
    path = filled(
        workbook(saved, faulty, written), entering(2, status="已整改", second_comment="已改", second_reviewer="李审")
    )
    brought_back(saved, path)
    state = known(saved)[faulty.findings[0].fingerprint]
    assert (state.verdict, state.decisions["first"].verdict, state.decisions["second"].comment) == (
        "rectified", "confirmed", "已改",
    )  # fmt: skip


def test_what_two_wrote_into_one_copy_is_kept_of_both(saved: Store, written: Path, faulty: Result) -> None:
    fill = entering(
        2,
        status="不是问题",
        first_comment="数据填反",
        first_reviewer="王审",
        second_comment="有批复",
        second_reviewer="李审",
    )
    assert brought_back(saved, filled(written, fill)).kept == 2
    kept = {said.round: said for said in history(saved, faulty.findings[0].fingerprint)}
    assert {round_: (said.verdict, said.comment, said.reviewer) for round_, said in kept.items()} == {
        "first": (None, "数据填反", "王审"), "second": ("dismissed", "有批复", "李审"),
    }  # fmt: skip


def test_a_first_comment_beside_a_second_verdict_keeps_the_first_verdict(
    saved: Store, written: Path, faulty: Result
) -> None:
    found = faulty.findings[0]
    for verdict, round_ in (("confirmed", "first"), ("dismissed", "second")):
        decide(saved, Decision(found.fingerprint, found.evidence_hash, verdict, "", "审", round_), seen=None)  # type: ignore[arg-type]
    path = filled(workbook(saved, faulty, written), entering(2, first_comment="补记一句"))
    assert brought_back(saved, path).kept == 1
    state = known(saved)[found.fingerprint]
    assert (state.verdict, state.decisions["first"].verdict, state.decisions["first"].comment) == (
        "dismissed", "confirmed", "补记一句",
    )  # fmt: skip


def test_a_date_that_was_typed_in_is_told_not_to_be_taken(saved: Store, written: Path) -> None:
    path = filled(written, entering(2, status="确认问题", first_date="2026-01-05"))
    assert brought_back(saved, path).notes == ("第 2 行填写的日期没有采用：日期按交回的时间记，原来的日期请写进意见",)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock of a process cannot be moved here")
def test_times_are_told_by_the_clock_of_the_machine(
    saved: Store, written: Path, faulty: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = filled(written, entering(2, status="不是问题"), "李.xlsx")
    brought_back(saved, filled(written, entering(2, status="确认问题", first_reviewer="王审")))
    (said,) = history(saved, faulty.findings[0].fingerprint)
    for zone in ("CST-8", "XYZ+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        here = datetime.fromisoformat(said.at).astimezone()
        assert f"王审 已于 {here:%Y-%m-%d %H:%M} 记为" in brought_back(saved, theirs).conflicts[0]
        sheet = openpyxl.load_workbook(workbook(saved, faulty, written))["疑点清单"]
        assert sheet.cell(2, HEADER.index("初审日期*") + 1).value == f"{here:%Y-%m-%d}"
    monkeypatch.undo()
    time.tzset()


def test_a_dry_run_tells_and_writes_nothing(saved: Store, written: Path, faulty: Result) -> None:
    path = filled(written, entering(2, status="确认问题"))
    assert brought_back(saved, path, dry_run=True).kept == 1
    assert history(saved, faulty.findings[0].fingerprint) == ()


def test_what_is_not_the_reviewers_is_told_and_not_taken(saved: Store, written: Path) -> None:
    path = filled(written, entering(4, message="改过的说明", status="也许"))
    done = brought_back(saved, path)
    assert done.kept == 0
    assert done.notes[0] == "第 4 行的「问题说明」被改动，没有采用"
    assert done.notes[1].startswith("第 4 行的处理状态「也许」不认识")


def test_messages_that_the_store_let_go_or_a_later_run_worded_anew_were_not_altered(
    saved: Store, written: Path, faulty: Result
) -> None:
    anew = [replace(found, message=f"{found.message}又", evidence_hash="0" * 20) for found in faulty.findings]
    path, later = filled(written, entering(2, status="确认问题")), replace(faulty, findings=tuple(anew))
    finish_run(saved, begin_run(saved, ("报告",), version="1", actor="王"), whole(later, "check", "1"), actor="王")
    assert brought_back(saved, path, dry_run=True).notes == ()
    purge(saved, actor="王审")
    assert brought_back(saved, path, dry_run=True).notes == ()


def test_findings_that_the_last_run_does_not_have_are_told(saved: Store, written: Path) -> None:
    path = filled(written, entering(2, fingerprint="0" * 64, status="确认问题"))
    done = brought_back(saved, path)
    assert done.notes == ("第 2 行（共 1 行）的疑点不在最近一次核对中，没有采用",)


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (lambda sheet: sheet.append([cell.value for cell in sheet[2]]), "是同一条疑点"),
        (entering(2, base="{}"), "隐藏编号被改动"),
        (lambda sheet: sheet.delete_cols(2), "缺少栏目「处理状态\\*」"),
    ],
)
def test_a_workbook_that_cannot_be_trusted_is_refused_as_a_whole(
    saved: Store, written: Path, fill: Fill, says: str
) -> None:
    path = filled(filled(written, entering(3, status="确认问题")), fill)
    with pytest.raises(WorkbookError, match=says):
        brought_back(saved, path)


def test_what_is_no_workbook_of_ours_is_told(saved: Store, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    (tmp_path / "假.xlsx").write_text("文字", encoding="utf-8")
    for path, says in (
        (other, "没有「疑点清单」"),
        (tmp_path / "假.xlsx", "不是 .xlsx"),
        (tmp_path / "无.xlsx", "找不到"),
    ):
        with pytest.raises(WorkbookError, match=says):
            brought_back(saved, path)


def test_an_amount_with_a_sign_of_equality_stays_text(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["疑点清单"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_amounts_kept_as_text_raise_no_flag_in_excel(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(b'numberStoredAsText="1"' in sheet for sheet in sheets)


def test_long_values_beside_a_finding_do_not_make_its_row_endless(saved: Store, written: Path, faulty: Result) -> None:
    found = next(finding for finding in faulty.findings if finding.indicators)
    row = replace(found.indicators[-1], name="开展各类科普活动和培训" * 60)
    long = replace(found, indicators=(*found.indicators[:-1], row))
    book = openpyxl.load_workbook(workbook(saved, replace(faulty, findings=(long,)), written))
    assert book["疑点清单"].row_dimensions[2].height == 8 * 15


def test_a_workbook_of_a_check_that_was_not_saved_comes_back_once_it_is(
    store: Store, faulty: Result, tmp_path: Path
) -> None:
    path = tmp_path / "疑点清单.xlsx"
    save_report(faulty, path, "check", "xlsx")
    finish_run(store, begin_run(store, ("报告",), version="1", actor="王"), whole(faulty, "check", "1"), actor="王")
    assert brought_back(store, filled(path, entering(2, status="确认问题"))).kept == 1


def test_decisions_of_the_page_stand_in_the_next_workbook(saved: Store, written: Path, faulty: Result) -> None:
    found = faulty.findings[0]
    decide(saved, Decision(found.fingerprint, found.evidence_hash, "dismissed", "=1+1", "李审"), seen=None)
    sheet = openpyxl.load_workbook(workbook(saved, faulty, written))["疑点清单"]
    assert [sheet.cell(2, column).value for column in (2, 3, 4)] == ["不是问题", "=1+1", "李审"]
    assert sheet.cell(2, 3).data_type == "s"
