"""Which measures belong under which level, as our list says it."""

from kpi_nlp.lexicon import levels, measures, placement


def test_only_levels_and_classes_that_there_are_stand_in_the_list() -> None:
    known = placement()
    named = {*known.foreign, *known.endings, *(level for out_of, _ in known.kinds for level in out_of)}
    assert named <= {*levels().first.values(), *levels().second.values()}
    assert {name for names in known.foreign.values() for name in names} <= {name for _, name in measures().classes}


def test_a_kind_is_told_by_its_end_by_what_stands_near_in_front_and_by_what_it_lacks() -> None:
    elsewhere = placement().is_elsewhere
    assert elsewhere("数量指标", "户均支出")
    assert not elsewhere("数量指标", "户均年支出")  # near = 0
    assert elsewhere("社会效益指标", "按期报送完成率")
    assert not elsewhere("社会效益指标", "按期报送任务完成率")  # near = 4
    assert elsewhere("质量指标", "采购办公设备数量")  # anywhere in front
    assert not elsewhere("质量指标", "采购问题数量")  # without
    assert elsewhere("经济效益指标", "森林覆盖情况")  # anywhere in the name
    assert not elsewhere("", "户均支出")
