"""Opposed words against synonyms and close words: no group holds both, none hides one, and a close word is no opposite."""

import tomllib
from itertools import combinations

import pytest

from kpi_nlp import lexicon, resources
from kpi_nlp.align.names import analyse
from kpi_nlp.align.residue import lone_letters
from kpi_nlp.lexicon import canonical, opposed

GROUPS: list[list[str]] = [
    *tomllib.loads(resources.data("lexicons/synonyms.toml").read_text(encoding="utf-8"))["groups"],
    *map(list, lexicon.near()),
]
EQUAL_HERE = [{"市", "镇"}, {"生", "师"}]  # 城市低保 is 城镇低保, 全科医生 are 全科医师


def names_opposed(one: str, other: str) -> tuple[str, str] | None:
    return opposed(analyse(one).wordings, analyse(other).wordings)


def test_no_group_of_synonyms_or_close_words_holds_opposed_words() -> None:
    pairs = (pair for group in GROUPS for pair in combinations(group, 2))
    assert [pair for pair in pairs if names_opposed(*pair)] == []


def test_no_group_holds_words_that_differ_by_a_telling_letter() -> None:
    pairs = (pair for group in GROUPS for pair in combinations(group, 2))
    told = [(pair, lone_letters(*pair)) for pair in pairs]
    assert [
        pair for pair, letters in told if letters in lexicon.telling_letters() and set(letters) not in EQUAL_HERE
    ] == []


def test_no_opposed_words_are_close() -> None:
    assert [pair for pair in lexicon.names().antonyms if lexicon.loosely(pair[0]) == lexicon.loosely(pair[1])] == []


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("一类疫苗接种人次", "二类疫苗接种人次", ("一类", "二类")), ("城市污水处理率", "农村污水处理率", ("城市", "农村")), ("生活垃圾清运量", "建筑垃圾清运量", ("生活垃圾", "建筑垃圾")),
        ("农村留守老人关爱人数", "城市留守老人关爱人数", ("农村", "城市")), ("城镇污水处理率", "城市污水处理率", None), ("污水处理率", "农村污水处理率", None),
    ],
)  # fmt: skip
def test_a_word_that_a_synonym_leaves_out_still_tells_names_apart(
    one: str, other: str, pair: tuple[str, str] | None
) -> None:
    assert names_opposed(one, other) == pair


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("排查隐患整治完成率", "安全隐患整改率", None), ("隐患排查处数", "隐患整改处数", ("排查", "整改")), ("采购及运维套数", "维护套数", None),
    ],
)  # fmt: skip
def test_a_name_with_a_word_and_what_is_close_to_its_opposite_is_opposed_to_neither(
    one: str, other: str, pair: tuple[str, str] | None
) -> None:
    assert names_opposed(one, other) == pair


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("淡水鱼苗放流数", "海水鱼苗放流数", ("淡水", "海水")), ("社会组织成立登记家数", "社会组织注销登记家数", ("成立", "注销")), ("部门预算公开率", "部门决算公开率", ("预算", "决算")),
        ("刑事案件立案数", "行政案件立案数", ("刑事案件", "行政案件")), ("可移动文物修复件数", "不可移动文物修复件数", ("可移动文物", "不可移动文物")),
        ("合格产品批次", "不合格产品批次", ("合格", "不合格")), ("税收收入", "非税收入", ("税收收入", "非税收入")), ("生猪存栏量", "生猪出栏量", ("存栏", "出栏")),
        ("中西医专家义诊次数", "中医专家义诊次数", None), ("孕产妇健康管理率", "孕妇健康管理率", None), ("离退休人员慰问人数", "离休人员慰问人数", None), ("工农业用水量", "农业用水量", None),
    ],
)  # fmt: skip
def test_opposed_words_of_every_kind_of_department_tell_names_apart(
    one: str, other: str, pair: tuple[str, str] | None
) -> None:
    assert opposed(canonical(one), canonical(other)) == pair
    assert names_opposed(one, other) == pair
