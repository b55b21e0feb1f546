"""What stands twice in a paper."""

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.repetition import in_place, in_prose
from kpi_nlp.checks.shared_cells import in_rows, in_targets
from kpi_nlp.model import Page, Row
from kpi_nlp.testing import paper_of

_SHORT = "加强全市财务人员业务培训工作"
_LONG = "因上级部门下达任务时间较晚前期准备工作不够充分未能按计划推进"


@pytest.mark.parametrize(
    ("paragraph", "twice"),
    [
        (f"{_SHORT}。{_SHORT}。", [_SHORT]),
        (f"{_SHORT}；{_SHORT}！", [_SHORT]),
        (f"{_SHORT}。{_SHORT}。{_SHORT}。", [_SHORT]),
        (f"{_SHORT[:12]}。{_SHORT[:12]}。", [_SHORT[:12]]),
        (f"{_SHORT[:11]}。{_SHORT[:11]}。", []),
        (f"{_SHORT}，{_SHORT}。", [f"{_SHORT}，{_SHORT}"]),
        (f"{_SHORT}，其中{_SHORT}。", []),
        (f"{_SHORT}。", []),
    ],
)
def test_a_sentence_stands_twice_in_one_paragraph(paragraph: str, twice: list[str]) -> None:
    assert [said for said, _ in in_place(paper_of_sentences(paragraph))] == twice


@pytest.mark.parametrize(
    ("paragraphs", "twice"),
    [
        ((f"{_LONG}。", f"{_LONG}。"), [(_LONG, 2, 3)]),
        ((f"{_LONG}。", "中间。", f"{_LONG}。", f"{_LONG}。"), [(_LONG, 2, 4)]),
        ((f"此外，{_LONG}。", f"{_LONG}。"), [(_LONG, 2, 3)]),
        ((f"{_LONG[:20]}。", f"{_LONG[:20]}。"), [(_LONG[:20], 2, 3)]),
        ((f"{_LONG[:19]}。", f"{_LONG[:19]}。"), []),
        ((f"{_LONG}。{_LONG}。",), [(_LONG, 2, 2)]),
        ((f"{_LONG}3项。", f"{_LONG}3项。"), []),
        ((f"一、{_LONG}。", f"一、{_LONG}。"), []),
        ((f"{'A' * 10}{_LONG[:12]}。", f"{'A' * 10}{_LONG[:12]}。"), []),
        ((_LONG, _LONG), []),
    ],
)
def test_a_long_sentence_stands_twice_in_the_prose(
    paragraphs: tuple[str, ...], twice: list[tuple[str, int, int]]
) -> None:
    found = in_prose(paper_of_sentences(*paragraphs))
    assert [(last.said, first.place.paragraph, last.place.paragraph) for first, last in found] == twice


@pytest.mark.parametrize(
    ("names", "length", "alike"),
    [("甲乙丙", 30, "甲乙丙"), ("甲乙丙", 20, "甲乙丙"), ("甲乙丙", 19, ""), ("甲乙", 30, ""), ("甲甲乙", 30, "")],
)
def test_one_reason_for_three_indicators(names: str, length: int, alike: str) -> None:
    rows = tuple(Row(name=name, target="3场", actual="2场", reason=_LONG[:length]) for name in names)
    found = in_rows(paper_of(Page(rows=rows), "示例.docx"))
    assert [row.name for shared in found for row in shared.rows] == list(alike)


@pytest.mark.parametrize(
    ("names", "target", "alike"),
    [
        ("甲乙", _SHORT, "甲乙"),
        ("甲乙", _SHORT[:12], "甲乙"),
        ("甲乙", _SHORT[:11], ""),
        ("甲甲", _SHORT, ""),
        ("甲乙", f"{_SHORT}3次", ""),
    ],
)
def test_one_target_in_words_for_two_indicators(names: str, target: str, alike: str) -> None:
    rows = tuple(Row(name=name, target=target) for name in names)
    paper = paper_of(Page(rows=rows, stage="declaration"), "示例.docx")
    assert [row.name for row in in_targets(paper)] == list(alike)
