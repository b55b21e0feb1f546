"""Points of levels: behind their names, or in columns beside them, each once."""

from drawing import drawn

from kpi_nlp.extract import extract
from kpi_nlp.quantities import shown


def points(form: str, *, exact: bool = True) -> list[str]:
    """Return the points of the levels of a form."""
    found = extract(drawn(f"澜川市示例局2023年度部门整体支出绩效自评表\n{form}", exact=exact)).points
    return [f"{'/'.join(level.levels)} {shown(level.figure.amount)} {level.figure.text}" for level in found]


def test_points_in_names_of_both_levels() -> None:
    form = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分 |
| 产/ 出/ 指/ 标/ （60分） | 数量指标（20分） | 培训期数 | 12期 | 20 | 20 |
| ^ | 质量指标 40分 | 合格率 | 95% | 40 | 40 |
| 效益指标（权重40%） | 社会效益指标（40） | 覆盖面 | 100% | 40 | 40 |
"""
    assert points(form) == [
        "产出指标 60 产出指标（60分）",
        "效益指标 40 效益指标（权重40%）",
        "产出指标/数量指标 20 数量指标（20分）",
        "产出指标/质量指标 40 质量指标 40分",
        "效益指标/社会效益指标 40 社会效益指标（40）",
    ]


def test_points_in_columns() -> None:
    form = """
| 一级指标 | 一级指标权重 | 二级指标 | 二级指标权重 | 三级指标 | 分值 | 得分 |
| 产出指标 | 60 | 数量指标 | 20 | 培训期数 | 20 | 20 |
| ^ | ^ | 质量指标 | 40 | 合格率 | 40 | 40 |
| 效益指标 | 40 | 社会效益指标 | 40 | 覆盖面 | 40 | 40 |
"""
    assert points(form) == [
        "产出指标 60 60", "产出指标/数量指标 20 20", "产出指标/质量指标 40 40", "效益指标 40 40", "效益指标/社会效益指标 40 40",
    ]  # fmt: skip


def test_a_level_that_is_repeated_in_every_row_states_its_points_once() -> None:
    form = """
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
| 产出指标(60分) | 数量指标 | 培训期数 | 20 | 20 |
| 产出指标(60分) | 质量指标 | 合格率 | 40 | 40 |
| 效益指标(40分) | 社会效益指标 | 覆盖面 | 40 | 40 |
"""
    assert points(form) == ["产出指标 60 产出指标(60分)", "效益指标 40 效益指标(40分)"]


def test_numbers_of_an_outline_are_no_points() -> None:
    form = """
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
| 产出指标(1) | 数量指标（1） | 培训期数 | 60 | 20 |
| 效益指标(2) | 社会效益指标（2） | 覆盖面 | 40 | 40 |
"""
    assert points(form) == []
