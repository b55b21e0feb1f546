"""Fingerprints: what stays when papers move and values change."""

import re
from dataclasses import replace

from kpi_nlp.checks import ALL
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.fingerprints import identifier
from kpi_nlp.model import Finding, Page, Row
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


def test_identifiers_grow_where_they_collide() -> None:
    name = identifier("ab" * 32, set())
    longer = identifier("ab" * 32, {name})
    assert re.fullmatch(r"YD-[A-Z2-7]{8}", name)
    assert longer.startswith(name)
    assert len(longer) == len(name) + 1
