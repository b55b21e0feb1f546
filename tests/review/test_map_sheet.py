"""指标对照 there and back: what a reviewer says of matches becomes labels, however the sheet was treated on the way."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers.office import converted, soffice

from kpi_nlp.align import align, load_linker
from kpi_nlp.align.indicator_map import indicator_map
from kpi_nlp.model import Imported, KnownRow, MapEntry, MapKey, Named, Page, Paper, Result, Row, Stage
from kpi_nlp.reports import save_report
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, entries_of, finish_run, import_workbook, labels_from, labels_of, open_store
from kpi_nlp.review.map_sheet import FilledMap
from kpi_nlp.review.mapping import label_map
from kpi_nlp.review.workbook import WorkbookError
from kpi_nlp.testing import paper_of

SHEET, RIGHT, CHOSEN, KEY = "指标对照", "匹配是否正确*", "正确对应项*", "对应键"
Entered = Mapping[int, tuple[str, str]]
"""What was entered by the number (序号) of the row: whether the match is right, and the right counterpart."""


LEVELS = ("产出指标", "数量指标")


def paper(stage: Stage, *rows: tuple[str, str]) -> Paper:
    page = Page(
        rows=tuple(Row(name=name, target=target, levels=LEVELS) for name, target in rows), stage=stage, year=2023
    )
    return paper_of(page, f"{stage}.docx")


@pytest.fixture(scope="module")
def mapped() -> Result:
    """Three papers: a row in all of them, one in two, one of two parts, and some that stand alone."""
    papers = (
        paper(
            "declaration", ("新建改建堤防长度", "12公里"), ("学生满意度", "≥90%"), ("养老护理员培训人次", "≥1200人次"),
            ("法律援助案件数", "≥30件"), ("城市低保月人均标准", "815元"), ("农村低保月人均标准", "680元"),
        ),
        paper("monitoring", ("新建改建堤防长度", "12公里"), ("养老护理员培训人数", "≥600人"), ("家长满意度", "≥90%")),
        paper(
            "self_evaluation", ("堤防新建改建长度", "12公里"), ("法律援助案件办理数", "≥30件"),
            ("城乡低保月人均标准", "城市815元，农村680元"),
        ),
    )  # fmt: skip
    found = align(papers)
    chart = indicator_map("澜川市示例局", papers, found, linker=load_linker())
    return Result(papers, matches=found.matches, maps=(chart,))


@pytest.fixture
def ready(store: Store) -> Store:
    """A store with a run: what its findings are does not matter to the map."""
    finish_run(
        store, begin_run(store, ("报告",), version="1", actor="测试"), whole(Result(()), "check", "1"), actor="测试"
    )
    return store


@pytest.fixture(scope="module")
def written(mapped: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("对照") / "疑点清单.xlsx"
    save_report(mapped, path, "check", "xlsx", {})
    return path


def table(path: Path) -> tuple[list[str], list[list[Any]]]:
    header, *rows = openpyxl.load_workbook(path)[SHEET].iter_rows(values_only=True)
    return [str(title) for title in header], [list(row) for row in rows]


def filled(
    path: Path, entered: Entered, target: Path, *, keep: Callable[[list[list[Any]]], list[list[Any]]] = list
) -> Path:
    """Enter something in rows by their numbers and write the sheet anew with the rows that `keep` leaves, in its order."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    header, rows = table(path)
    for row in rows:
        row[header.index(RIGHT)], row[header.index(CHOSEN)] = entered.get(int(row[0]), ("", ""))
    sheet.delete_rows(2, sheet.max_row)
    for row in keep(rows):
        sheet.append(row)
    book.save(target)
    return target


def brought(store: Store, path: Path, *, dry_run: bool = False) -> Imported:
    return import_workbook(store, path, reviewer="王审", dry_run=dry_run)


def said(store: Store) -> dict[frozenset[str], str]:
    return {frozenset((pair.left.text, pair.right.text)): pair.label for pair in labels_from(store).pairs}


def first(
    rows: Sequence[Sequence[Any]], header: Sequence[str], fits: Callable[[Mapping[str, Any], Mapping[str, Any]], bool]
) -> int:
    """The number of the first row whose cells and key fit."""
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        if fits(cells, json.loads(cells[KEY])):
            return int(cells["序号"])
    raise AssertionError


@pytest.fixture(scope="module")
def numbers(written: Path) -> Mapping[str, int]:
    """Rows of each kind: one link, several, standing alone with candidates."""
    header, rows = table(written)
    return {
        "one": first(rows, header, lambda cells, key: len(key["links"]) == 1 and cells["判断"] != "部分"),
        "several": first(rows, header, lambda _, key: len(key["links"]) > 1),
        "alone": first(rows, header, lambda _, key: len(key["candidates"]) > 1),
        "part": first(rows, header, lambda cells, key: cells["判断"] == "部分" and len(key["links"]) == 1),
    }


@pytest.mark.parametrize(
    ("kind", "right", "chosen"),
    [
        ("one", "正确", ""), ("one", "不确定", ""), ("one", "有误", ""), ("one", "有误", "农村低保月人均标准"), ("several", "正确", ""),
        ("several", "不确定", ""), ("alone", "正确", ""), ("alone", "不确定", ""), ("alone", "有误", "候选二"), ("part", "正确", ""),
    ],
)  # fmt: skip
def test_what_was_said_of_the_map_stands_in_the_next_workbook_and_comes_back_as_nothing_new(
    ready: Store,
    written: Path,
    mapped: Result,
    numbers: Mapping[str, int],
    tmp_path: Path,
    *,
    kind: str,
    right: str,
    chosen: str,
) -> None:
    brought(ready, filled(written, {numbers[kind]: (right, chosen)}, tmp_path / "填好.xlsx"))
    before = labels_of(ready)
    assert before
    again = tmp_path / "再次.xlsx"
    save_report(mapped, again, "check", "xlsx", {}, entries=entries_of(ready))
    header, rows = table(again)
    shown = {int(row[0]): (row[header.index(RIGHT)] or "", row[header.index(CHOSEN)] or "") for row in rows}
    assert shown[numbers[kind]] == (right, chosen)
    for reviewer in ("王审", "李核"):
        done = import_workbook(ready, again, reviewer=reviewer)
        assert (done.labels, done.notes) == (0, ())
    assert labels_of(ready) == before
    changed = filled(again, {numbers[kind]: ("", "")}, tmp_path / "清空.xlsx")
    assert any("清空了，以前的标注没有收回" in note for note in brought(ready, changed).notes)
    assert labels_of(ready) == before


def test_of_what_reviewers_differ_nothing_stands_in_the_next_workbook(
    ready: Store, written: Path, mapped: Result, numbers: Mapping[str, int], tmp_path: Path
) -> None:
    for reviewer, right in (("王审", "正确"), ("李核", "有误")):
        path = filled(written, {numbers["one"]: (right, "")}, tmp_path / f"{reviewer}.xlsx")
        import_workbook(ready, path, reviewer=reviewer)
    again = tmp_path / "再次.xlsx"
    save_report(mapped, again, "check", "xlsx", {}, entries=entries_of(ready))
    header, rows = table(again)
    assert {row[header.index(RIGHT)] or "" for row in rows} == {""}


def test_every_row_of_the_map_stands_in_the_sheet_once_and_those_alone_last(written: Path, mapped: Result) -> None:
    header, rows = table(written)
    judged = [row[header.index("判断")] for row in rows]
    lines, alone = (
        sum(len(found) for found in kinds)
        for kinds in zip(*((chart.lines, chart.unmatched) for chart in mapped.maps), strict=True)
    )
    assert (judged.count("未对应"), len(judged)) == (alone, lines + alone)
    assert judged.index("未对应") == lines
    numbers = [number for row in rows for number in json.loads(row[-1])["rows"]]
    assert len(numbers) == len(set(numbers)) == sum(len(paper.valued) for paper in mapped.papers)


def test_an_untouched_sheet_says_nothing(ready: Store, written: Path) -> None:
    done = brought(ready, written)
    assert (done.labels, done.notes, labels_of(ready)) == (0, (), ())


def test_verdicts_on_matches_are_labels_that_are_not_blind(
    ready: Store, written: Path, numbers: Mapping[str, int], tmp_path: Path
) -> None:
    entered = {numbers["one"]: ("正确", ""), numbers["alone"]: ("正确", ""), numbers["part"]: ("有误", "")}
    path = filled(written, entered, tmp_path / "填好.xlsx")
    assert brought(ready, path, dry_run=True).labels == (done := brought(ready, path)).labels > 3
    assert done.notes == ()
    found = labels_from(ready)
    assert {(pair.drawn, pair.blind) for pair in found.pairs} == {("map", False)}
    labels = sorted(pair.label for pair in found.pairs)
    assert (labels.count("same"), labels.count("different"), labels.count("unsure")) == (1, done.labels - 1, 0)
    assert brought(ready, path).labels == 0
    changed = filled(written, {numbers["one"]: ("不确定", "")}, tmp_path / "再填.xlsx")
    assert brought(ready, changed).labels == 1
    assert sorted(pair.label for pair in labels_from(ready).pairs).count("unsure") == 1


def test_a_candidate_is_chosen_by_its_number(
    ready: Store, written: Path, numbers: Mapping[str, int], tmp_path: Path
) -> None:
    path = filled(written, {numbers["alone"]: ("", "候选二")}, tmp_path / "填好.xlsx")
    assert brought(ready, path).labels == 1
    header, rows = table(written)
    cells = dict(zip(header, rows[numbers["alone"] - 1], strict=True))
    assert said(ready) == {frozenset((cells["指标"].split("（")[0], cells["候选二"].split("\n")[0])): "same"}


def test_what_is_not_certain_is_told_and_not_taken(
    ready: Store, written: Path, numbers: Mapping[str, int], tmp_path: Path
) -> None:
    entered = {
        numbers["one"]: ("也许", ""),
        numbers["several"]: ("有误", ""),
        numbers["alone"]: ("有误", ""),
        numbers["part"]: ("正确", "候选一"),
    }
    done = brought(ready, filled(written, entered, tmp_path / "填好.xlsx"))
    told = sorted(done.notes)
    assert (done.labels, len(told)) == (0, 4)
    assert all(any(words in note for note in told) for words in (
        "「也许」不认识（可用：正确、有误、不确定）", "有两处以上对应，看不出哪一处有误", "请在「正确对应项」写明它对应哪一项", "选了「正确」，又写了正确对应项",
    ))  # fmt: skip
    assert all(note.startswith("「指标对照」第 ") and note.endswith("，没有采用") for note in told)


def row(file: str, name: str, at: int) -> KnownRow:
    return KnownRow(f"{file} 第{at}行", file, Named(name), "水务局")


ROWS = {1: row("申报.docx", "甲数", 1), 2: row("监控.docx", "甲数", 1), 3: row("自评.docx", "乙数", 1), 4: row("自评.docx", "甲总数", 2), 5: row("监控.docx", "重名", 2), 6: row("自评.docx", "重名", 3)}  # fmt: skip
LINE = MapKey((1, 2, 3), ((1, 2, "same", "match"), (1, 3, "same", "review")))


@pytest.mark.parametrize(
    ("key", "counterpart", "expected"),
    [
        (LINE, "甲总数", {"甲数|乙数": "different", "甲数|甲总数": "same"}),
        (LINE, " 甲 总 数", {"甲数|乙数": "different", "甲数|甲总数": "same"}),
        (LINE, "2024 自评：自评.docx 第3行", {"甲数|乙数": "different", "甲数|重名": "same"}),
        (LINE, "自评.docx 第3行", {"甲数|乙数": "different", "甲数|重名": "same"}),
        (LINE, "重名", "有 2 行同名，请改写其中一行的位置"),
        (LINE, "没有", "在这份工作簿里找不到，请写名称或位置"),
        (LINE, "乙数", "在这份工作簿里找不到，请写名称或位置"),
        (LINE, "候选一", "没有候选一"),
        (MapKey((4,), (), (1, 2)), "甲数", "有 2 行同名，请改写其中一行的位置"),
        (MapKey((4,), (), (1, 2)), "候选二", {"甲数|甲总数": "same"}),
        (MapKey((1, 2), ((1, 2, "part", "match"),)), "甲总数", {"甲数|甲数": "different", "甲数|甲总数": "same"}),
    ],
)
def test_the_counterpart_that_is_named_takes_the_place_of_the_row_of_its_paper(
    store: Store, key: MapKey, counterpart: str, expected: object
) -> None:
    done = label_map(store, FilledMap((MapEntry(7, key, "有误", counterpart),), ROWS), reviewer="王审", dry_run=False)
    labels = {
        "|".join(sorted((pair.left.text, pair.right.text), key=["甲数", "乙数", "甲总数", "重名"].index)): pair.label
        for pair in labels_from(store).pairs
    }
    if isinstance(expected, str):
        assert (labels, len(done.notes)) == ({}, 1)
        assert expected in done.notes[0]
    else:
        assert (labels, done.notes) == (expected, ())


def test_two_rows_that_contradict_each_other_are_told(store: Store) -> None:
    entries = (MapEntry(2, MapKey((1,), (), (2,)), "正确", ""), MapEntry(5, MapKey((2,), (), (1,)), "", "候选一"))
    done = label_map(store, FilledMap(entries, ROWS), reviewer="王审", dry_run=False)
    assert (done.labels, done.notes) == (0, ("「指标对照」第 2 行与第 5 行对「甲数」与「甲数」说法不一，没有采用",))


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_changes_nothing(ready: Store, written: Path, numbers: Mapping[str, int], tmp_path: Path) -> None:
    path = filled(written, {numbers["one"]: ("正确", ""), numbers["alone"]: ("", "候选二")}, tmp_path / "填好.xlsx")
    again = tmp_path / "重存.xlsx"
    again.write_bytes(converted({"重存": path.read_bytes()}, "xlsx", "xlsx")["重存"])
    assert brought(ready, path).labels == 2
    assert (brought(ready, again).labels, brought(ready, again).notes) == (0, ())


def test_a_changed_key_a_copied_row_and_a_lost_sheet_are_told(
    ready: Store, written: Path, numbers: Mapping[str, int], tmp_path: Path
) -> None:
    entered = {numbers["one"]: ("正确", "")}
    copied = filled(written, entered, tmp_path / "复制.xlsx", keep=lambda rows: [*rows, rows[numbers["one"] - 1]])
    with pytest.raises(WorkbookError, match="是同一项，请删去一行后再交回"):
        brought(ready, copied)
    changed = filled(written, entered, tmp_path / "改键.xlsx", keep=lambda rows: [[*row[:-1], "3"] for row in rows])
    with pytest.raises(WorkbookError, match="的隐藏编号被改动"):
        brought(ready, changed)
    for name, told in (("_rows", "已被删除，无法对应"), (None, "缺少栏目「匹配是否正确")):
        path = filled(written, entered, tmp_path / "残.xlsx")
        book = openpyxl.load_workbook(path)
        if name:
            del book[name]
        else:
            book[SHEET].delete_cols(4)
        book.save(path)
        with pytest.raises(WorkbookError, match=told):
            brought(ready, path)
    assert labels_of(ready) == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_sorting_and_deleting_rows_changes_no_label(
    seed: int, written: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("乱")
    _, rows = table(written)
    chosen = [int(row[0]) for row in chance.sample(rows, 4)]
    entered = {number: (chance.choice(("正确", "不确定")), "") for number in chosen}

    def shuffled(given_: list[list[Any]]) -> list[list[Any]]:
        kept = [row for row in given_ if int(row[0]) in chosen or chance.random() < 0.5]
        return chance.sample(kept, len(kept))

    found = []
    for name, keep in (("如初", list), ("打乱", shuffled)):
        store = open_store(folder / f"{name}.sqlite")
        finish_run(
            store, begin_run(store, ("报告",), version="1", actor="测试"), whole(Result(()), "check", "1"), actor="测试"
        )
        brought(store, filled(written, entered, folder / f"{name}.xlsx", keep=keep))
        found.append(said(store))
        store.close()
    assert found[0] == found[1]
