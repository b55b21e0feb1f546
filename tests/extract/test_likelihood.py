"""How likely a target is to be met: a word in one column, or a tick under one of three."""

import pytest
from drawing import drawn

from kpi_nlp.extract import extract

_TICKED = """
澜川市示例局2023年绩效运行监控表
| 三级指标 | 年度目标值 | 1-7月执行情况 | 完成目标可能性 | < | < | 备注 |
| ^ | ^ | ^ | 确定能 | 有可能 | 完全不可能 | ^ |
| 巡查次数 | 120次 | 90次 | √ | | | |
| 培训人次 | 300人次 | 100人次 | | | √ | 师资不足 |
| 演练场次 | 4场 | 1场 | | | | |
"""
_WORDED = """
澜川市示例局2023年绩效运行监控表
| 三级指标 | 年度目标值 | 1-7月执行情况 | 完成目标可能性 |
| 巡查次数 | 120次 | 90次 | 确定能 |
| 培训人次 | 300人次 | 100人次 | 完全不可能 |
"""


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (_TICKED, [("√", "确定能"), ("√", "完全不可能"), None]),
        (_WORDED, [("确定能", "完成目标可能性"), ("完全不可能", "完成目标可能性")]),
    ],
)
def test_a_tick_is_told_with_the_word_above_it(form: str, expected: list[tuple[str, str] | None]) -> None:
    said = [row.likelihood for row in extract(drawn(form, exact=True)).indicators]
    assert [value and (value.text, value.location.column) for value in said] == expected
