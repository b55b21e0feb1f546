"""Width, spaces, punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_nlp.text import (
    clip,
    fold,
    join_lines,
    padded,
    printable,
    printed_width,
    squeeze,
    unified,
    without_brackets,
    words_only,
    wrapped,
)


@given(st.text())
def test_folding_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("周播出一期,全年\n50期", "周播出一期,全年 50期"), ("科普进社区党 群服务中心数\n量", "科普进社区党群服务中心数量"), ("<p>坚持</p><p>贯彻</p>", "坚持贯彻"),
        ("满意度<90%", "满意度<90%"), ("IT\n应用 系统", "IT 应用系统"), ("  甲 \n\n 乙  ", "甲乙"), ("a  b", "a b"),
    ],
)  # fmt: skip
def test_joining_lines(text: str, joined: str) -> None:
    assert join_lines(text) == joined


def test_the_rest() -> None:
    assert squeeze("（ １２ ％）") == "(12%)"
    assert without_brackets("全年预算数（A（万元））[注]") == "全年预算数"
    assert words_only("《科普》：≥１０次！") == "科普≥10次"
    assert clip("有效推动。") == "有效推动"
    assert clip("一二三四五六", 4) == "一二三…"


def test_radicals_doubled_ideographs_and_ligatures_are_the_usual_characters() -> None:
    assert (
        unified("⼯作⽬标，⻓期，⻔类，⻢⻚，office eﬃcient，ﬁne，不")
        == "工作目标，长期，门类，马页，office efficient，fine，不"
    )


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 8, [""]), ("≥98.5%", 4, ["≥98.5%"]), ("改造敬老院6所，新增床位480张", 14, ["改造敬老院", "6所，新增床位", "480张"]),
        ("播种面积98.5万亩，总产量41万吨", 12, ["播种面积", "98.5万亩，总", "产量41万吨"]), ("老年人（65岁及以上）", 12, ["老年人（65岁", "及以上）"]),
        ("甲 乙", 4, ["甲", "乙"]),
    ],
)  # fmt: skip
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(alphabet="甲乙丙，。（）19.5%≥ \n"), st.integers(4, 20))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    assert squeeze("".join(wrapped(text, width))) == squeeze(text)


def test_padding_counts_columns() -> None:
    assert padded("甲1", 5) == "甲1  "
    assert printed_width(padded("甲乙丙", 4)) == 6


def test_what_a_document_cannot_hold_is_taken_out_and_breaks_are_of_one_kind() -> None:
    assert printable("甲\r\n乙\r丙\x0b丁\u2028戊\t己") == "甲\n乙\n丙\n丁\n戊\t己"
    assert printable("\x00\x1f\x7f\x9f\ud800\ufffe\u202e\u2066甲\U00020000é\u3000𝑥") == "甲\U00020000é\u3000𝑥"
