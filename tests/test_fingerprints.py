"""Fingerprints: what stays when papers move and values change."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_nlp.checks import ALL
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.fingerprints import identifier
from kpi_nlp.model import Check, Finding, Page, Row
from kpi_nlp.pipeline import check_reports
from kpi_nlp.testing import dossier_of

ROWS = (
    Row(name="培训人次", target="200人次", actual="150人次", rate="100%"),
    Row(name="讲座场次", target="12场", actual="10场", rate="100%"),
    Row(name="展览场次", target="5场", actual="5场", rate="100%"),
)
SENTENCES = ("指标得分=33/41×6=4.98分。", "各项绩效指标均完成年度目标。")


def prints(page: Page) -> dict[str, tuple[str, str]]:
    return {
        finding.code + finding.message[:12]: (finding.fingerprint, finding.evidence_hash) for finding in found(page)
    }


def found(page: Page) -> tuple[Finding, ...]:
    return inspect(dossier_of(page), ALL).findings


def fingerprints(page: Page) -> set[str]:
    return {finding.fingerprint for finding in found(page)}


def test_reordering_and_inserting_rows_changes_nothing() -> None:
    before = {finding.fingerprint for finding in found(Page(rows=ROWS, sentences=SENTENCES)) if finding.code == "R01"}
    reordered = fingerprints(Page(rows=ROWS[::-1], sentences=SENTENCES))
    inserted = fingerprints(Page(rows=(Row(name="新行", target="1个", actual="2个"), *ROWS), sentences=SENTENCES))
    assert len(before) == 2
    assert before <= reordered
    assert before <= inserted


def test_width_and_spaces_change_nothing() -> None:
    wide = tuple(replace(row, name=f"{row.name[:2]} {row.name[2:]}", rate="１００％") for row in ROWS)
    assert fingerprints(Page(rows=ROWS)) == fingerprints(Page(rows=wide))


def test_an_edited_value_keeps_the_fingerprint_and_changes_the_evidence() -> None:
    edited = (replace(ROWS[0], actual="160人次"), *ROWS[1:])
    (before,) = [finding for finding in found(Page(rows=ROWS)) if finding.message.startswith("「培训人次」")]
    (after,) = [finding for finding in found(Page(rows=edited)) if finding.message.startswith("「培训人次」")]
    assert before.fingerprint == after.fingerprint
    assert before.evidence_hash != after.evidence_hash


def test_another_figure_in_a_sentence_keeps_the_fingerprint() -> None:
    one, other = (found(Page(sentences=(f"指标得分=33/41×6={score}分。",)))[0] for score in ("4.98", "4.99"))
    assert one.fingerprint == other.fingerprint
    assert one.evidence_hash != other.evidence_hash


def test_equal_sentences_are_told_apart() -> None:
    assert len(fingerprints(Page(sentences=("得分=33/41×6=4.98分。", "得分=33/41×6=4.98分。")))) == 2


def test_adding_a_check_changes_nothing() -> None:
    dossier = dossier_of(Page(rows=ROWS))
    assert {finding.fingerprint for finding in inspect(dossier, ALL[:8]).findings} <= {
        finding.fingerprint for finding in inspect(dossier, ALL).findings
    }


WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789%"}
MET = [Row(name=f"新增指标{letter}", target="5个", actual="5个", rate="100%") for letter in "甲乙丙丁"]


def spaced(row: Row, at: int, *, wide: bool) -> Row:
    """The same row as another typist would write it."""
    name = f"{row.name[:at]} {row.name[at:]}" if at else row.name
    values = (value.translate(WIDE) if wide else value for value in (row.target, row.actual, row.rate))
    return replace(row, name=name, **dict(zip(("target", "actual", "rate"), values, strict=True)))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.permutations([*ROWS, *MET]),
    kept=st.integers(0, len(MET)),
    ways=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=7, max_size=7),
    checks=st.permutations(ALL),
)
def test_however_rows_are_moved_added_and_typed_and_checks_are_ordered_the_findings_keep_their_fingerprints(
    rows: list[Row], kept: int, ways: list[tuple[int, bool]], checks: list[Check]
) -> None:
    before = found(Page(rows=ROWS, sentences=SENTENCES))
    moved = [row for row in rows if row not in MET[kept:]]
    typed = tuple(spaced(row, at, wide=wide) for row, (at, wide) in zip(moved, ways, strict=False))
    after = inspect(dossier_of(Page(rows=typed, sentences=SENTENCES)), tuple(checks)).findings
    assert {finding.fingerprint for finding in before} <= {finding.fingerprint for finding in after}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 190))  # nearer to the 200 of the target a rate of 100 % may be rounded
def test_whatever_value_is_edited_the_fingerprint_stays_and_the_evidence_follows(actual: int) -> None:
    edited = (replace(ROWS[0], actual=f"{actual}人次"), *ROWS[1:])
    (before,), (after,) = (
        [finding for finding in found(Page(rows=rows)) if finding.code == "R01" and "「培训人次」" in finding.message]
        for rows in (ROWS, edited)
    )
    assert before.fingerprint == after.fingerprint
    assert (before.evidence_hash == after.evidence_hash) == (actual == 150)


def test_renamed_files_change_nothing(reports: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted((reports / "faulty").glob("*.*x"), reverse=True)):
        shutil.copy(path, tmp_path / f"{number:02}附件{path.suffix}")
    before, after = (
        {(finding.fingerprint, finding.evidence_hash) for finding in check_reports([folder]).findings}
        for folder in (reports / "faulty", tmp_path)
    )
    assert len(before) > 30
    assert before == after


def test_identifiers_grow_where_they_collide() -> None:
    name = identifier("ab" * 32, set())
    longer = identifier("ab" * 32, {name})
    assert re.fullmatch(r"YD-[A-Z2-7]{8}", name)
    assert longer.startswith(name)
    assert len(longer) == len(name) + 1
