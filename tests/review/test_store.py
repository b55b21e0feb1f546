"""The store keeps runs and decisions on SQLite and on PostgreSQL alike; what was decided is carried from run to run."""

import multiprocessing
import os
import signal
import time
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from kpi_nlp.model import Decision, Result, Reviewed, Round, Ruling
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import (
    Conflict,
    Store,
    StoreError,
    UnknownRun,
    all_runs,
    begin_run,
    decide,
    decide_all,
    difference,
    documents_of,
    findings_of,
    finish_run,
    history,
    open_store,
    purge,
    reviewed,
    run_of,
    trail,
    vanished,
)

Object = dict[str, Any]


def decision(
    finding: Mapping[str, Any],
    verdict: Ruling | None,
    reviewer: str = "王审",
    comment: str = "",
    round_: Round = "first",
) -> Decision:
    return Decision(finding["fingerprint"], finding["evidence_hash"], verdict, comment, reviewer, round_)


def another_run(store: Store, result: Object) -> None:
    finish_run(store, begin_run(store, ("报告",), version="1", actor="测试"), result, actor="测试")


def states(store: Store) -> dict[str, Reviewed]:
    return {state.finding["id"]: state for state in reviewed(store, run_of(store))}


@pytest.fixture
def result(faulty: Result) -> Object:
    return deepcopy(whole(faulty, "check", "1"))


def test_a_run_comes_back_as_it_was_kept(saved: Store, result: Object) -> None:
    run = run_of(saved)
    assert (run.roots, run.profile, run.findings) == (("报告",), result["profile"], len(result["findings"]))
    assert list(findings_of(saved, run)) == result["findings"]
    assert list(documents_of(saved, run)) == result["documents"]


def test_a_run_that_was_broken_off_is_taken_up_again(store: Store, result: Object) -> None:
    first = begin_run(store, ("报告",), version="1", actor="测试")
    with pytest.raises(UnknownRun, match="没有完成的核对"):
        run_of(store)
    assert begin_run(store, ("别处",), version="1", actor="测试") != first
    assert begin_run(store, ("报告",), version="1", actor="测试") == first
    assert finish_run(store, first, result, actor="测试").findings == len(result["findings"])
    assert begin_run(store, ("报告",), version="1", actor="测试") != first


def test_an_unknown_run_names_those_there_are(saved: Store) -> None:
    with pytest.raises(UnknownRun, match="没有第 7 次核对；有：1"):
        run_of(saved, 7)


def test_the_last_decision_of_a_round_holds_and_the_second_round_wins(saved: Store) -> None:
    finding = findings_of(saved, run_of(saved))[0]
    first = decide(saved, decision(finding, "dismissed"), seen=None)
    again = decide(saved, decision(finding, "confirmed", comment="有批复"), seen=first.number)
    assert states(saved)[finding["id"]].verdict == "confirmed"
    decide(saved, decision(finding, "needs_material", "李审", round_="second"), seen=None)
    state = states(saved)[finding["id"]]
    assert (state.verdict, state.decisions["first"]) == ("needs_material", again)
    assert [said.verdict for said in history(saved, finding["fingerprint"])] == [
        "dismissed",
        "confirmed",
        "needs_material",
    ]


def test_a_revoking_decision_takes_the_last_one_back(saved: Store) -> None:
    finding = findings_of(saved, run_of(saved))[0]
    first = decide(saved, decision(finding, "dismissed"), seen=None)
    second = decide(saved, decision(finding, None), seen=first.number)
    assert states(saved)[finding["id"]].verdict is None
    decide(saved, decision(finding, "confirmed"), seen=second.number)
    assert states(saved)[finding["id"]].verdict == "confirmed"


def test_who_decides_on_what_another_has_decided_meets_a_conflict(saved: Store) -> None:
    finding = findings_of(saved, run_of(saved))[0]
    theirs = decide(saved, decision(finding, "dismissed", "李审", "已说明"), seen=None)
    with pytest.raises(Conflict) as met:
        decide(saved, decision(finding, "confirmed", comment="打字很久"), seen=None)
    assert met.value.standing == theirs
    assert met.value.wanted.comment == "打字很久"
    assert history(saved, finding["fingerprint"]) == (theirs,)


def test_of_many_decisions_only_those_without_conflict_are_kept(saved: Store) -> None:
    findings = findings_of(saved, run_of(saved))[:3]
    decide(saved, decision(findings[1], "dismissed", "李审"), seen=None)
    kept, conflicts = decide_all(saved, [(decision(finding, "confirmed"), None) for finding in findings])
    assert [said.fingerprint for said in kept] == [findings[0]["fingerprint"], findings[2]["fingerprint"]]
    assert [met.wanted.fingerprint for met in conflicts] == [findings[1]["fingerprint"]]


def test_decisions_stand_while_the_evidence_does(saved: Store, result: Object) -> None:
    same, edited, gone = result["findings"][:3]
    for finding in (same, edited, gone):
        decide(saved, decision(finding, "dismissed"), seen=None)
    later = deepcopy(result)
    later["findings"][1]["evidence_hash"] = "e" * 64
    del later["findings"][2]
    later["findings"].append(deepcopy(gone) | {"id": "YD-NEW", "fingerprint": "f" * 64})
    another_run(saved, later)
    now = states(saved)
    assert (now[same["id"]].standing, now[same["id"]].verdict) == ("kept", "dismissed")
    assert (now[edited["id"]].standing, now[edited["id"]].verdict) == ("changed", None)
    assert now[edited["id"]].outdated["first"].verdict == "dismissed"
    assert (now["YD-NEW"].standing, now["YD-NEW"].verdict) == ("new", None)
    ((lost, decided),) = vanished(saved, run_of(saved))
    assert lost == gone
    assert [said.verdict for said in decided.values()] == ["dismissed"]


def test_two_runs_are_compared_by_fingerprint(saved: Store, result: Object) -> None:
    later = deepcopy(result)
    later["findings"][1]["evidence_hash"] = "e" * 64
    gone = later["findings"].pop(2)
    another_run(saved, later)
    newest, oldest = all_runs(saved)
    found = difference(saved, oldest, newest)
    assert (found.appeared, found.vanished, found.kept) == ((), (gone,), len(result["findings"]) - 2)
    assert [old["id"] for old, _ in found.changed] == [result["findings"][1]["id"]]
    assert difference(saved, newest, oldest).appeared == (gone,)


def test_purging_leaves_no_text_of_reports_but_all_decisions(saved: Store, result: Object) -> None:
    finding = result["findings"][0]
    decide(saved, decision(finding, "dismissed"), seen=None)
    assert purge(saved, actor="王审") == len(result["findings"])
    kept = findings_of(saved, run_of(saved))
    assert {name for entry in kept for name in entry} <= {
        "id",
        "fingerprint",
        "evidence_hash",
        "code",
        "name",
        "title",
        "severity",
    }
    assert documents_of(saved, run_of(saved)) == ({},) * len(result["documents"])
    assert states(saved)[finding["id"]].verdict == "dismissed"


def test_the_audit_trail_shows_what_was_tampered_with(saved: Store) -> None:
    for finding in findings_of(saved, run_of(saved))[:3]:
        decide(saved, decision(finding, "confirmed"), seen=None)
    assert [entry.action for entry in trail(saved)] == ["run begun", "run finished", "decision", "decision", "decision"]
    assert all(entry.sound for entry in trail(saved))
    with saved.writing() as connection:
        connection.execute(text("UPDATE audit SET actor = '别人' WHERE number = 4"))
    assert [entry.sound for entry in trail(saved)] == [True, True, True, False, True]
    with saved.writing() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 4"))
    assert [entry.sound for entry in trail(saved)] == [True, True, True, False]


def _write_many(place: str, writer: int, count: int) -> None:
    store = open_store(place)
    for number in range(count):
        decide(store, Decision(f"{writer}-{number}", "0", "confirmed", f"第{number}条", f"审{writer}"), seen=None)
    store.close()


def test_eight_writers_at_once_lose_nothing(store: Store, place: str) -> None:
    store.close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(place, writer, 12)) for writer in range(8)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * 8
    assert sum(len(history(store, f"{writer}-{number}")) for writer in range(8) for number in range(12)) == 96
    assert [entry.number for entry in trail(store) if entry.sound] == list(range(1, 97))


def _write_without_end(place: str) -> None:
    store = open_store(place)
    for number in range(1_000_000):
        wanted = [(Decision(f"{number}-{at}", "0", "confirmed", "", "审"), None) for at in range(5)]
        decide_all(store, wanted)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_who_is_killed_while_writing_leaves_a_consistent_store(store: Store, place: str) -> None:
    for wait in (0.0, 0.05, 0.11):
        process = multiprocessing.get_context("spawn").Process(target=_write_without_end, args=(place,))
        process.start()
        before = len(trail(store))
        while len(trail(store)) == before:
            time.sleep(0.01)
        time.sleep(wait)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    entries = trail(store)
    assert all(entry.sound for entry in entries)
    assert len(entries) % 5 == 0
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM decisions")).scalar() == len(entries)


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("这不是数据库，只是一段很长的文字。" * 40, encoding="utf-8")
    for place, says in (
        (tmp_path / "文件", "读写失败|打不开"),
        (tmp_path / "文件" / "里面" / "x.sqlite", "无法在"),
        ("mssql+nothing://host/x", "无法识别复核库"),
        ("postgresql://reviewer:geheim@host:端口/x", "无法识别复核库"),
        ("postgresql+psycopg://reviewer:geheim@127.0.0.1:1/x", "打不开或正被占用"),
    ):
        with pytest.raises(StoreError, match=says) as told:
            open_store(place)
        assert "geheim" not in str(told.value)


@pytest.mark.parametrize("name", ["澜川市 报告", "100%自评", "甲?乙#丙", "a&b=c"])
def test_a_store_is_kept_and_named_where_the_user_says(tmp_path: Path, name: str) -> None:
    place = tmp_path / name / "review.sqlite"
    store = open_store(place)
    assert (store.name, place.is_file()) == (str(place), True)
    store.close()


def test_a_store_of_a_later_version_is_refused(store: Store, place: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE about SET value = '99' WHERE name = 'schema'"))
    with pytest.raises(StoreError, match="请升级"):
        open_store(place)


def test_a_decision_knows_its_place_in_time(saved: Store) -> None:
    finding = findings_of(saved, run_of(saved))[0]
    wanted = replace(decision(finding, "mismatched"), counterpart="培训人数", blind=True, origin="workbook")
    kept = decide(saved, wanted, seen=None)
    assert replace(kept, at="", number=0) == wanted
    assert history(saved, finding["fingerprint"]) == (kept,)
