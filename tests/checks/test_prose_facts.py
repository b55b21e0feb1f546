"""The passages of a paper that are its own, and what two papers share."""

import pytest
from cases import paper_of_sentences

from kpi_nlp.checks.prose import Passage, grams, longest_shared, own_passages

_DONE = "全年举办科普讲座十二场次"  # twelve letters, the fewest of a passage


def _own(*sentences: str) -> list[Passage]:
    """Return the passages behind the title."""
    return list(own_passages(paper_of_sentences(*sentences).document))[1:]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("一、主要工作", True),
        ("一、部门职责", False),
        ("(一)部门职责", False),
        ("1.部门职责", False),
        ("部门职责", True),
        ("一、部门职责。", True),
        ("一、部门职责；", True),
        ("一、部门职责;", True),
        (f"一、部门职责{'及' * 24}", False),  # thirty letters are a heading yet
        (f"一、部门职责{'及' * 25}", True),
    ],
)
def test_passages_stand_below_headings_of_the_years_work(heading: str, shown: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (_DONE in [passage.text for passage in _own(heading, _DONE)]) is shown


def test_a_heading_holds_until_the_next() -> None:
    passages = _own("一、部门职责", _DONE, "二、主要工作", f"{_DONE}以上")
    assert [passage.text for passage in passages] == [f"{_DONE}以上"]


@pytest.mark.parametrize(
    "sentence",
    [_DONE[:-1], "根据《办法》举办科普讲座12场次", "按照上级文件要求举办科普讲座", "澜发〔2024〕3号举办科普讲座12场"],
)
def test_short_lines_and_legal_bases_are_no_passages(sentence: str) -> None:
    assert _own(sentence) == []


def test_grams_do_not_run_over_paragraphs() -> None:
    passages = _own(_DONE, "另外开展科普宣传活动周一次")
    assert grams(passages, 12) == [_DONE, "另外开展科普宣传活动周一", "外开展科普宣传活动周一次"]
    assert grams(passages, 13) == ["另外开展科普宣传活动周一次"]
    assert grams(passages[:1])[0] == "全年举办科普讲座"
    assert grams(passages, 14) == []


def test_the_longest_phrase_that_two_papers_share_is_quoted_from_both() -> None:
    one = _own(_DONE, "另外开展科普宣传活动周，共一次")
    other = _own(f"据统计，{_DONE}。", "今年继续另外开展科普宣传活动周，并举办展览")
    assert longest_shared(one, other) == (_DONE, one[0].paragraph, other[0].paragraph)
    assert longest_shared(one[1:], other) == ("另外开展科普宣传活动周", one[1].paragraph, other[1].paragraph)
    assert longest_shared(one[1:], other[:1]) is None
    assert longest_shared(one, []) is None
