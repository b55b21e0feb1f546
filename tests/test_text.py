"""Width, spaces, punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_nlp.text import clip, fold, join_lines, squeeze, unified, without_brackets, words_only


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
