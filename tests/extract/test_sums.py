"""Totals of tables with the figures that they are printed to be the sum of: grids of many layouts, sound and unsound.

A grid is written with a line a row and a bar between cells. An addition reads 「合计 150.00 = 基本支出 100.00 + 项目支出 50.00」,
an item 「基本支出 100 ≥ 人员经费 80」.
"""

import pytest

from kpi_nlp.model import Addition, Page
from kpi_nlp.testing import paper_of


def _read(grid: str) -> list[str]:
    rows = tuple(tuple(line.strip("\n").split("|")) for line in grid.strip("\n").split("\n"))
    return [_shown(addition) for addition in paper_of(Page(tables=(rows,)), "示例.docx").additions]


def _shown(addition: Addition) -> str:
    parts = [f"{name} {part.text}" for name, part in zip(addition.names, addition.parts, strict=True)]
    return f"{addition.label} {addition.total.text} {'≥' if addition.within else '='} {' + '.join(parts)}"


LAYOUTS = {
    "a total below, percentages left out": (
        """
支出项目|金额（万元）|占比
基本支出|100.00|66.67%
项目支出|50.00|33.33%
合计|150.00|100%
""",
        ["合计 150.00 = 基本支出 100.00 + 项目支出 50.00"],
    ),
    "a total above, an item of one of its parts": (
        """
科目|预算数|决算数
合计|150|140
基本支出|100|95
其中：人员经费|80|79
项目支出|50|45
""",
        [
            "合计 150 = 基本支出 100 + 项目支出 50",
            "合计 140 = 基本支出 95 + 项目支出 45",
            "基本支出 100 ≥ 人员经费 80",
            "基本支出 95 ≥ 人员经费 79",
        ],
    ),
    "parts that are not marked are known by their figures": (
        """
支出项目|金额（万元）
基本支出|100
人员经费|80
公用经费|20
项目支出|50
合计|150
""",
        ["合计 150 = 基本支出 100 + 项目支出 50"],
    ),
    "the money of a self-evaluation: all funds are parts, points and rates are none": (
        """
预算执行情况（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|100|110|100|10|90.91%|9.09
其中：当年财政拨款|90|100|95|—|95%|—
上年结转资金|10|10|5|—|50%|—
其他资金|0|0|0|—|—|—
""",
        [
            "年度资金总额 100 = 当年财政拨款 90 + 上年结转资金 10 + 其他资金 0",
            "年度资金总额 110 = 当年财政拨款 100 + 上年结转资金 10 + 其他资金 0",
            "年度资金总额 100 = 当年财政拨款 95 + 上年结转资金 5 + 其他资金 0",
        ],
    ),
    "the money of a declaration": (
        """
资金总额|100
其中：财政拨款|80
其他资金|21
""",
        ["资金总额 100 = 财政拨款 80 + 其他资金 21"],
    ),
    "totals below and beside": (
        """
类别|人员经费|公用经费|合计
局机关|10|5|15
二级单位|20|6|26
三级单位|20|6|27
合计|50|17|68
""",
        [
            "合计 50 = 局机关 10 + 二级单位 20 + 三级单位 20",
            "合计 17 = 局机关 5 + 二级单位 6 + 三级单位 6",
            "合计 68 = 局机关 15 + 二级单位 26 + 三级单位 27",
            "局机关 合计 15 = 人员经费 10 + 公用经费 5",
            "二级单位 合计 26 = 人员经费 20 + 公用经费 6",
            "三级单位 合计 27 = 人员经费 20 + 公用经费 6",
            "合计 合计 68 = 人员经费 50 + 公用经费 17",
        ],
    ),
    "subtotals are not added twice": (
        """
基本支出|工资福利支出|50
基本支出|商品服务支出|30
基本支出|小计|80
项目支出|专项一|10
项目支出|专项二|15
项目支出|小计|25
合计||105
""",
        [
            "小计 80 = 工资福利支出 50 + 商品服务支出 30",
            "小计 25 = 专项一 10 + 专项二 15",
            "合计 105 = 小计 80 + 小计 25",
        ],
    ),
    "codes of accounts tell how deep a line stands": (
        """
科目编码|科目名称|决算数
201|一般公共服务支出|30
20101|人大事务|10
20103|政府办公厅|20
205|教育支出|70
20502|普通教育|70
合计||100
""",
        [
            "合计 100 = 一般公共服务支出 30 + 教育支出 70",
            "一般公共服务支出 30 = 人大事务 10 + 政府办公厅 20",
        ],
    ),
    "income and spending side by side, a total over a total": (
        """
收入|金额|支出|金额
财政拨款收入|80|基本支出|60
其他收入|20|项目支出|30
本年收入合计|100|本年支出合计|90
上年结转|5|结转下年|15
总计|105|总计|105
""",
        [
            "本年收入合计 100 = 财政拨款收入 80 + 其他收入 20",
            "总计 105 = 本年收入合计 100 + 上年结转 5",
            "本年支出合计 90 = 基本支出 60 + 项目支出 30",
            "总计 105 = 本年支出合计 90 + 结转下年 15",
        ],
    ),
    "years as titles are no amounts": (
        """
项目|2022|2023
活动场次|12|15
培训期数|4|5
合计|16|21
""",
        ["合计 16 = 活动场次 12 + 培训期数 4", "合计 21 = 活动场次 15 + 培训期数 5"],
    ),
    "amounts that look like years or numbers of columns are amounts": (
        """
项目|年初数|年末数
甲|1|2
乙|2021|2022
合计|2022|2024
""",
        ["合计 2022 = 甲 1 + 乙 2021", "合计 2024 = 甲 2 + 乙 2022"],
    ),
    "numbers of rows are no amounts, and a wrong total is still one": (
        """
序号|项目|金额
1|甲|10.00
2|乙|20.00
3|丙|30.00
|合计|65.00
""",
        ["合计 65.00 = 甲 10.00 + 乙 20.00 + 丙 30.00"],
    ),
    "numbered parts of a numbered line, where one column shows that they are all": (
        """
项目|调整前|调整后
一、甲|10|10
（一）甲一|4|5
（二）甲二|6|9
二、乙|20|20
合计|30|30
""",
        [
            "合计 30 = 甲 10 + 乙 20",
            "合计 30 = 甲 10 + 乙 20",
            "甲 10 = 甲一 4 + 甲二 6",
            "甲 10 = 甲一 5 + 甲二 9",
        ],
    ),
    "numbered parts that add up nowhere may be examples": (
        """
项目|金额
一、甲|10
（一）甲一|4
（二）甲二|3
二、乙|20
合计|30
""",
        ["合计 30 = 甲 10 + 乙 20"],
    ),
    "a line too much that may be part of the one above": (
        """
支出项目|金额（万元）
基本支出|100.00
项目支出|50.00
政府采购|12.00
合计|150.00
""",
        [],
    ),
    "a total of something else": (
        """
项目|金额
设备购置|12.00
房屋维修|15.00
固定资产合计|2850.00
""",
        [],
    ),
    "averages, prices and shares are not added": (
        """
项目|数量|单价|人均费用|占比（%）
甲|10|5.00|1.20|40
乙|15|6.00|1.60|60
合计|25|11.00|2.80|100
""",
        ["合计 25 = 甲 10 + 乙 15"],
    ),
    "a cell of words leaves the sum open": (
        """
项目|金额（万元）
甲|10.00
乙|约20
合计|31.00
""",
        [],
    ),
    "an empty cell counts for nothing where another column shows the sum": (
        """
项目|年初数|年末数
甲|10|12
乙||3
丙|5|5
合计|15|20
""",
        ["合计 15 = 甲 10 + 丙 5", "合计 20 = 甲 12 + 乙 3 + 丙 5"],
    ),
    "part of a whole beside it": (
        """
任务名称|预算数（元）全额|其中：财政拨款
甲|100.00|80.00
乙|50.00|60.00
""",
        ["甲 预算数（元）全额 100.00 ≥ 其中：财政拨款 80.00", "乙 预算数（元）全额 50.00 ≥ 其中：财政拨款 60.00"],
    ),
    "a table without a total": (
        """
项目|金额
甲|10
乙|20
""",
        [],
    ),
}


@pytest.mark.parametrize(("grid", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_totals_are_read_with_their_parts(grid: str, expected: list[str]) -> None:
    assert _read(grid) == expected


def test_points_of_indicators_are_no_amounts() -> None:
    assert (
        _read(
            "一级指标|二级指标|三级指标|分值|得分\n产出指标|数量指标|甲|60|60\n产出指标|数量指标|乙|40|39\n合计|||100|98"
        )
        == []
    )


def test_many_rows_take_time_in_proportion() -> None:
    """The lines of a total are looked at once or a fixed number of times, never against each other."""
    body = "\n".join(f"项目{number}|{number}.00" for number in range(1, 3001))
    assert len(_read(f"项目|金额\n{body}\n合计|4501500.00")) == 1
