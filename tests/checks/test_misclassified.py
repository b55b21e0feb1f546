"""Which measures belong under which level."""

import pytest

from kpi_nlp.checks.q03_misclassified import misclassified
from kpi_nlp.model import Page, Row
from kpi_nlp.testing import ask

_NAMES = (
    "培训人次", "培训人数", "帮扶户数", "巡查次数", "绿化面积", "养护里程", "平台数量", "家长满意度", "拨付及时性", "使用合规性",
    "验收合格率", "单位成本", "完工时间",
)  # fmt: skip
_COUNTS = "培训人次 培训人数 帮扶户数 巡查次数 绿化面积 养护里程"


@pytest.mark.parametrize(
    ("levels", "foreign"),
    [
        (("产出指标", "数量指标"), "家长满意度 拨付及时性 使用合规性 验收合格率 单位成本 完工时间"),
        (("产出指标", "质量指标"), f"{_COUNTS} 家长满意度 拨付及时性 单位成本 完工时间"),
        (("产出指标", "时效指标"), f"{_COUNTS} 平台数量 家长满意度 使用合规性 验收合格率 单位成本"),
        (("产出指标", "成本指标"), f"{_COUNTS} 家长满意度 拨付及时性 使用合规性 验收合格率 完工时间"),
        (("成本指标", "经济成本指标"), f"{_COUNTS} 家长满意度 拨付及时性 使用合规性 验收合格率 完工时间"),
        (("效益指标", "经济效益指标"), "培训人次 绿化面积 家长满意度 拨付及时性 验收合格率 完工时间"),
        (("效益指标", "社会效益指标"), "培训人次 家长满意度 拨付及时性 单位成本 完工时间"),
        (("效益指标", "生态效益指标"), "培训人次 家长满意度 拨付及时性 单位成本 完工时间"),
        (("效益指标", "可持续影响指标"), "家长满意度 拨付及时性 完工时间"),
        (
            ("满意度指标", "服务对象满意度指标"),
            f"{_COUNTS} 平台数量 拨付及时性 使用合规性 验收合格率 单位成本 完工时间",
        ),
    ],
)
def test_measures_that_are_foreign_to_a_level(levels: tuple[str, str], foreign: str) -> None:
    page = Page(stage="declaration", rows=tuple(Row(name=name, target="12", levels=levels) for name in _NAMES))
    (finding,) = ask(misclassified, page).findings
    assert [row.name for row in finding.rows] == foreign.split()
