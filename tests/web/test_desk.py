"""The desk: what a filter leaves, what comes next, what others decided, what an undo restores."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from visiting import on_both

from kpi_nlp.model import Decision, Result
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Conflict, Store, begin_run, finish_run, history, purge, run_of
from kpi_nlp.web import Desk
from kpi_nlp.web.filters import Filters

_SEVERITIES = ("error", "question", "note")


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, run_of(store), "王审")


def test_findings_are_grouped_by_check_the_gravest_first(desk: Desk) -> None:
    codes = [known.finding["code"] for known in desk.all]
    groups = list(dict.fromkeys(codes))
    assert codes == [code for code in groups for _ in range(codes.count(code))]
    gravity = {
        code: [_SEVERITIES.index(known.finding["severity"]) for known in desk.all if known.finding["code"] == code]
        for code in groups
    }
    assert all(inside == sorted(inside) for inside in gravity.values())
    assert [min(inside) for inside in gravity.values()] == sorted(min(inside) for inside in gravity.values())


def test_a_filter_leaves_what_it_names_and_nothing_else(desk: Desk) -> None:
    desk.decide(desk.all[0], "confirmed", "", seen=None)
    for filters, fits in (
        (Filters(severity="error"), lambda known: known.finding["severity"] == "error"),
        (Filters(code="R01"), lambda known: known.finding["code"] == "R01"),
        (Filters(department="澜川市水务局"), lambda known: known.finding["department"] == "澜川市水务局"),
        (Filters(state="pending"), lambda known: known.verdict is None),
        (Filters(state="confirmed"), lambda known: known.verdict == "confirmed"),
        (Filters(state="new", code="R01"), lambda known: known.finding["code"] == "R01"),
        (Filters(text="培训 中小学 教师"), lambda known: "培训中小学教师" in str(known.finding)),
        (Filters(text="yd-rmw2"), lambda known: known.finding["id"].startswith("YD-RMW2")),
        (Filters(text="没有这样的字"), lambda _: False),
    ):
        assert [*desk.shown(filters)] == [known for known in desk.all if fits(known)], filters


def test_the_next_one_is_that_which_the_filter_leaves_and_after_the_last_it_begins_anew(desk: Desk) -> None:
    rates = [known.finding["id"] for known in desk.shown(Filters(code="R01"))]
    following = desk.after(rates[-1], Filters(code="R01"))
    assert following is not None
    assert following.finding["id"] == rates[0]
    desk.decide(desk.find(rates[0]), "confirmed", "", seen=None)
    assert desk.after(rates[1], Filters(code="R01", state="pending")) is None


@on_both
def test_what_others_decide_meanwhile_is_seen(store: Store, desk: Desk) -> None:
    Desk(store, run_of(store), "李核").decide(desk.all[0], "dismissed", "口径不同", seen=None)
    assert desk.all[0].verdict is None
    desk.refresh()
    assert (desk.all[0].verdict, desk.done) == ("dismissed", 1)
    with pytest.raises(Conflict):
        desk.decide(desk.all[0], "confirmed", "", seen=None)


@on_both
def test_an_undo_restores_what_stood_before(store: Store, desk: Desk) -> None:
    finding = desk.all[0].finding
    first = desk.decide(desk.all[0], "confirmed", "核实无误", seen=None)
    second = desk.decide(desk.all[0], "dismissed", "", seen=first.number)
    assert desk.undo(second.number) == (desk.all[0], "")
    assert [(said.verdict, said.comment) for said in history(store, finding["fingerprint"])] == [
        ("confirmed", "核实无误"), ("dismissed", ""), ("confirmed", "核实无误"),
    ]  # fmt: skip


@on_both
def test_an_undo_never_takes_back_what_another_decided_since(store: Store, desk: Desk) -> None:
    mine = desk.decide(desk.all[0], "confirmed", "", seen=None)
    Desk(store, run_of(store), "李核").decide(desk.all[0], "dismissed", "", seen=mine.number)
    with pytest.raises(Conflict):
        desk.undo(mine.number)
    assert desk.all[0].verdict == "dismissed"


def test_a_second_round_stands_over_the_first_and_both_are_told_as_differing(store: Store, desk: Desk) -> None:
    desk.decide(desk.all[0], "confirmed", "", seen=None)
    second = Desk(store, run_of(store), "李核", "second")
    second.decide(second.all[0], "dismissed", "", seen=None)
    assert second.all[0].verdict == "dismissed"
    ((known, said),) = second.disagreements()
    assert (known, [(one.reviewer, one.round) for one in said]) == (
        second.all[0],
        [("王审", "first"), ("李核", "second")],
    )


def test_on_other_evidence_the_old_decision_is_shown_and_holds_no_longer(store: Store, faulty: Result) -> None:
    desk = Desk(store, run_of(store), "王审")
    first = desk.decide(desk.all[0], "confirmed", "旧意见", seen=None)
    changed = [
        replace(found, evidence_hash="0" * 64) if found.fingerprint == first.fingerprint else found
        for found in faulty.findings
    ]
    result = whole(replace(faulty, findings=tuple(changed)), "check", "1")
    run = finish_run(store, begin_run(store, ("报告",), version="1", actor="测试"), result, actor="测试")
    again = Desk(store, run, "王审")
    known = next(known for known in again.all if known.finding["fingerprint"] == first.fingerprint)
    assert (known.standing, known.verdict, known.outdated) == ("changed", None, {"first": first})
    assert again.compared
    assert not desk.compared
    assert [*again.shown(Filters(state="changed"))] == [known]
    second = again.decide(known, "dismissed", "", seen=again.seen(known))
    undone, _ = again.undo(second.number)
    assert undone.verdict is None


def test_a_run_whose_text_was_taken_out_can_still_be_reviewed(
    keep: Callable[[Mapping[str, Any]], Store], faulty: Result
) -> None:
    store = keep(whole(faulty, "check", "1"))
    purge(store, actor="测试")
    desk = Desk(store, run_of(store), "王审")
    said = desk.decide(desk.all[0], "confirmed", "", seen=None)
    assert isinstance(said, Decision)
    assert {known.finding["message"] for known in desk.all} == {"（原文已清除）"}
