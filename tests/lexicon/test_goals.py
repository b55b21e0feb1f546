"""How goals and targets of declarations are worded."""

import pytest

from kpi_nlp.lexicon import goals


@pytest.mark.parametrize("target", ["若干", "视情况", "较好", "逐步提高", "进一步得到有效提升。"])
def test_targets_that_nobody_can_miss(target: str) -> None:
    assert goals().endless.fullmatch(target)


@pytest.mark.parametrize("target", ["较低", "逐步提高到90%", "有效提高", "视情况而定"])
def test_targets_that_say_something(target: str) -> None:
    assert not goals().endless.fullmatch(target)


def test_a_thing_is_delivered_where_its_name_ends_the_clause() -> None:
    delivered = goals().delivered
    assert delivered.search("编制完成全市综合交通规划")
    assert delivered.search("出台并印发城市更新指南")
    assert not delivered.search("编制规划")  # without a name
    assert not delivered.search("编制全市综合交通规划的说明")


def test_what_stands_in_every_goal_is_taken_out() -> None:
    assert goals().nothing.sub("", "进一步加强水库管理工作") == "水库"
    assert goals().deeds.sub("", "新建改造水库") == "水库"


def test_some_names_ask_for_a_number() -> None:
    assert "培训人数".endswith(goals().numbered)
    assert not "工作天数".endswith(goals().numbered)
