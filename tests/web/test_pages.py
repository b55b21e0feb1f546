"""The pages over a whole run, the list in windows, and the sources: what a reviewer reads there."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient
from visiting import entered, many, on_both

from kpi_nlp.align import load_linker
from kpi_nlp.model import PairLabel, Result
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, StoreError, findings_of, history, label_pair, labels_from, run_of
from kpi_nlp.web import Desk, Sources
from kpi_nlp.web.answers import WINDOW
from kpi_nlp.web.sources import Sources as Read


def words(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def decided(store: Store, *verdicts: str) -> Desk:
    desk = Desk(store, run_of(store), "王审")
    for known, verdict in zip(desk.all, verdicts, strict=False):
        desk.decide(known, verdict, "", seen=None)  # type: ignore[arg-type]
    return desk


@on_both
def test_progress_counts_by_check_department_and_reviewer(store: Store, client: TestClient) -> None:
    count = len(decided(store, "confirmed", "dismissed", "confirmed").all)
    told = words(client.get("/progress").text)
    assert f"已处理 3 / {count} 条" in told
    assert "C01 算式不成立 3 3 100%" in told
    assert "R01 完成率复算不符 0 2 0%" in told
    assert "王审 初审 2 1 3" in told


@on_both
def test_conflicts_show_what_each_said(store: Store, client: TestClient) -> None:
    assert "没有冲突" in client.get("/conflicts").text
    decided(store, "confirmed")
    other = Desk(store, run_of(store), "李核", "second")
    other.decide(other.all[0], "dismissed", "以年报为准", seen=None)
    told = words(client.get("/conflicts").text)
    assert "确认问题 王审（初审" in told
    assert "不是问题 李核（复审" in told
    assert "以年报为准" in told


def test_what_is_said_on_the_page_can_be_learned_from(store: Store, client: TestClient, sources: Sources) -> None:
    pair = sources.pairs()[0]
    assert client.post(f"/labelling/{pair.key}", data={"label": "part"}).status_code == 200
    finding, wrong, right = next(
        (found, rows[0], rows[1])
        for found in findings_of(store, run_of(store))
        if (rows := sources.near(found)) and sources.match_of(found)
    )
    for row in (wrong, right):  # a reviewer may think again
        seen = Desk(store, run_of(store), "王审").seen(Desk(store, run_of(store), "王审").find(finding["id"]))
        form = {"verdict": "mismatched", "counterpart": str(row.location), "seen": str(seen or "")}
        assert client.post(f"/finding/{finding['id']}/decision", data=form).status_code == 200
    name = finding["indicators"][0]["name"]
    assert [
        (taught.left.text, taught.right.text, taught.label, taught.drawn) for taught in labels_from(store).pairs
    ] == [
        (pair.left.name, pair.right.name, "part", "random"),
        (name, right.name, "same", "finding"),
    ]


def test_the_headline_counts_random_and_blind_labels_alone(store: Store, client: TestClient) -> None:
    for number, (label, source, blind) in enumerate(
        [("same", "random", True), ("different", "random", True), ("part", "random", True), ("unsure", "random", True),
         ("same", "random", False), ("same", "chosen", True)]
    ):  # fmt: skip
        label_pair(store, PairLabel(f"{number}", label, source, "王审", "match", blind))  # type: ignore[arg-type]
    decided(store, "confirmed", "dismissed", "mismatched")
    told = words(client.get("/evaluation").text)
    assert "判为同一指标的 2 3 67% 21% 至 94% 样本少" in told
    assert "C01 算式不成立 1 2 50% 9% 至 91% 样本少 1" in told


@on_both
def test_the_trail_is_shown_whole_and_a_forged_line_is_told(store: Store, client: TestClient) -> None:
    decided(store, "confirmed")
    assert "全部校验一致" in client.get("/trail").text
    assert "确认问题（初审）" in words(client.get("/trail").text)
    with store.writing() as connection:
        connection.execute(text("UPDATE audit SET actor = '别人' WHERE number = 2"))
    told = words(client.get("/trail").text)
    assert "第 2 行与前后不符" in told
    assert "全部校验一致" not in told
    assert "开始核对" not in words(client.get("/trail", params={"before": "1"}).text)


def test_the_list_comes_in_windows_without_gap_or_repeat(
    keep: Callable[[Mapping[str, Any]], Store], faulty: Result, sources: Sources
) -> None:
    store = keep(many(whole(faulty, "check", "1"), 2 * WINDOW + 50))
    client = entered(store, sources, "王审")
    expected = [known.finding["id"] for known in Desk(store, run_of(store), "").all]
    seen, address = [], "/list"
    while address:
        answer = client.get(address).text
        seen += re.findall(r'id="row-(YD-\d+)"', answer)
        following = re.search(
            r'hx-get="(/list\?from=\d+)" hx-include="#filters" hx-swap="outerHTML" hx-trigger="inter', answer
        )
        address = following[1] if following else ""
    assert seen == expected
    around = client.get("/list", params={"id": expected[130]}).text
    assert re.findall(r'id="row-(YD-\d+)"', around) == expected[WINDOW : 2 * WINDOW]
    assert "/list?from=0&amp;up=1" in around
    assert "intersect" not in client.get("/list?from=0&up=1").text


def test_a_page_opened_where_a_reviewer_left_off_begins_with_what_waits(
    keep: Callable[[Mapping[str, Any]], Store], faulty: Result, sources: Sources
) -> None:
    store = keep(many(whole(faulty, "check", "1"), 2 * WINDOW))
    desk = decided(store, *["confirmed"] * (WINDOW + 5))
    page = entered(store, sources, "王审").get("/").text
    waiting = desk.all[WINDOW + 5].finding["id"]
    assert f'data-id="{waiting}"' in page
    assert f'id="row-{waiting}"' in page


def test_the_sources_show_both_documents_and_the_features_of_the_match(
    store: Store, client: TestClient, sources: Sources
) -> None:
    found = next(known.finding for known in Desk(store, run_of(store), "").all if known.finding["code"] == "T01")
    answer = client.get(f"/finding/{found['id']}/sources").text
    assert len(re.findall('class="pane"', answer)) == 2
    assert len(re.findall('class="marked"', answer)) == 2
    assert "对应把握" in answer
    match = sources.match_of(found)
    assert match is not None
    assert len(re.findall("<rect", answer)) == len([value for value in match.features.values() if value])
    assert "右边显示" in answer
    other = client.get(f"/finding/{found['id']}/sources?right=1").text
    assert found["evidence"][1]["path"] in re.findall(r"<h2>(.*?)</h2>", other)


def test_until_the_reports_are_read_and_where_they_cannot_be_the_page_says_so(store: Store) -> None:
    def broken() -> Result:
        raise OSError

    failed = Read(broken, load_linker())
    failed.wait()
    client = entered(store, failed, "王审")
    found = Desk(store, run_of(store), "").all[0].finding
    answer = client.get(f"/finding/{found['id']}/sources").text
    assert "这份文件现在读不到" in answer
    assert client.post(f"/finding/{found['id']}/decision", data={"verdict": "confirmed"}).status_code == 200
    assert [said.verdict for said in history(store, found["fingerprint"])] == ["confirmed"]


def test_a_store_that_cannot_be_written_is_told_in_a_sentence(
    store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object, **__: object) -> None:
        message = "复核库打不开"
        raise StoreError(message)

    monkeypatch.setattr("kpi_nlp.web.desk.decide", held)
    found = Desk(store, run_of(store), "").all[0].finding
    answer = client.post(f"/finding/{found['id']}/decision", data={"verdict": "confirmed"})
    assert (answer.status_code, answer.text) == (503, "没有写入：复核库打不开")


def test_a_fault_of_the_program_is_told_without_text_of_reports(
    store: Store, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        message = "报告原文"
        raise RuntimeError(message)

    client = entered(store, sources, "王审", raise_server_exceptions=False)
    monkeypatch.setattr("kpi_nlp.web.findings.listed", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer.text.startswith("程序内部错误：RuntimeError（")
    assert "报告原文" not in answer.text


def test_the_page_is_told_what_others_decided_since_and_nothing_twice(store: Store, client: TestClient) -> None:
    def changed(answer: Any) -> list[str]:  # noqa: ANN401 - an answer
        return re.findall(r'id="row-(YD-\w+)" hx-swap-oob', answer.text)

    mine, other = Desk(store, run_of(store), "王审"), Desk(store, run_of(store), "李核")
    ids = [known.finding["id"] for known in mine.all[:3]]
    mine.decide(mine.all[0], "confirmed", "", seen=None)
    assert client.get("/news?since=0").status_code == 204
    for known in other.all[1:3]:
        other.decide(known, "dismissed", "", seen=None)
    news = client.get("/news?since=0")
    assert changed(news) == ids[1:]
    assert "已处理 <b>3</b>" in news.text
    [since] = re.findall(r"/news\?since=(\d+)", news.text)
    assert client.get(f"/news?since={since}").status_code == 204
    assert changed(client.get("/news?since=甲")) == ids[1:]


def test_a_whole_workbook_of_decisions_is_told_a_part_at_a_time(
    keep: Callable[[Mapping[str, Any]], Store], faulty: Result
) -> None:
    store = keep(many(whole(faulty, "check", "1"), 230))
    other, desk = (Desk(store, run_of(store), name) for name in ("李核", "王审"))
    for known in other.all:
        other.decide(known, "dismissed", "", seen=None)
    desk.refresh()
    told, at = [], 0
    while (part := desk.by_others(at))[0]:
        told.append([known.finding["id"] for known in part[0]])
        at = part[1]
    assert [len(ids) for ids in told] == [100, 100, 30]
    assert [id_ for ids in told for id_ in ids] == [known.finding["id"] for known in desk.all]
