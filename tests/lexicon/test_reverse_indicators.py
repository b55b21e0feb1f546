"""Names of reverse indicators: what is better when lower, and what turns that round."""

import pytest

from kpi_nlp.lexicon import lower_is_better


@pytest.mark.parametrize(
    "name",
    [
        "投诉次数",
        "社会救助投诉率",
        "医疗救助投诉次数",
        "救助对象投诉率",
        "污染防治群众投诉率",
        "单位成本",
        "污水处理成本",
        "垃圾处置单位成本",
        "环境监测点位运行成本",
        "设备检测成本",
        "困难群众救助成本",
        "资源回收利用成本",
    ],
)
def test_a_service_in_front_leaves_what_it_costs_and_complaints_about_it(name: str) -> None:
    assert lower_is_better(name)


@pytest.mark.parametrize(
    "name",
    [
        "投诉处理率",
        "处理投诉次数",
        "化解投诉件数",
        "社会救助投诉办结率",
        "污水处理投诉处置率",
        "处理成本节约率",
        "节约处理成本",
        "降低率",
        "污水处理成本降低率",
        "检测成本控制有效",
        "救助事故伤亡人数",
        "监测污染物点位数",
        "利用不良资产数额",
        "预防事故发生次数",
        "减少能耗",
        "救助人数",
    ],
)
def test_what_is_done_about_a_fault_is_better_when_more(name: str) -> None:
    assert not lower_is_better(name)


@pytest.mark.parametrize(
    "name", ["超期未办结事项数", "食品抽检不合格率", "问题逾期未整改数量", "信访积案存量", "拖欠工资人数"]
)
def test_what_was_not_done_is_better_when_less(name: str) -> None:
    assert lower_is_better(name)


@pytest.mark.parametrize(
    "name", ["不合格产品查处批次", "欠薪案件查处件数", "撂荒地复耕面积", "成本核算业务培训场次", "差错案例分析报告份数"]
)
def test_work_that_speaks_of_a_fault_is_better_when_more(name: str) -> None:
    assert not lower_is_better(name)
