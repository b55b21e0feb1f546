"""Tables over pages: what the break repeated, cut or left out is as if there were none, and what is in doubt is told."""

import pytest
from printed_pages import across, blocks, covered, down, form, grid, page, read, texts, word

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Table


def test_a_table_over_two_pages_has_the_columns_of_both() -> None:
    first = form([["名称", "某局", "<", "<"], ["一级", "二级", "名称", "数值"], ["产出", "数量", "甲", "1"]], top=720)
    second = form([["^", "^", "乙", "2"], ["效益", "社会", "丙", "3"]], top=60, number=2)
    tables = [block for block in blocks(first, second) if isinstance(block, Table)]
    assert [[[cell.text for cell in row] for row in table.rows] for table in tables] == [
        [["名称", "某局", "某局", "某局"], ["一级", "二级", "名称", "数值"], ["产出", "数量", "甲", "1"]],
        [["", "", "乙", "2"], ["效益", "社会", "丙", "3"]],
    ]
    assert [str(table.location) for table in tables] == ["报告.pdf 第1页 第1个表 第1行", "报告.pdf 第2页 第1个表 第1行"]


def test_a_table_goes_on_under_a_line_that_says_so() -> None:
    first = form([["名称", "某局", "<", "<"], ["一级", "二级", "名称", "数值"], ["产出", "数量", "甲", "1"]], top=720)
    glyphs, rules = grid(50, 80, (120, 60, 60), [["效益", "丙", "3"]])
    second = page(word("（续表）", 260, 60), glyphs, rules=rules, number=2)
    assert texts(first, second) == [
        [["名称", "某局", "某局", "某局"], ["一级", "二级", "名称", "数值"], ["产出", "数量", "甲", "1"]],
        [["效益", "效益", "丙", "3"]],
        "（续表）",
    ]


def test_headers_repeated_on_the_next_page_are_read_once() -> None:
    header = ["一级", "二级", "名称", "数值"]
    first = form([header, ["产出", "数量", "甲", "1"], ["^", "^", "乙", "2"]], top=720)
    second = form([header, ["效益", "社会", "丙", "3"]], top=60, number=2)
    assert texts(first, second) == [
        [header, ["产出", "数量", "甲", "1"], ["产出", "数量", "乙", "2"]],
        [["效益", "社会", "丙", "3"]],
    ]


def test_labels_cut_by_the_page_stand_on_both_sides() -> None:
    header = ["一级", "二级", "名称", "数值"]
    first = form([header, ["产出", "数量", "甲", "1"], ["^", "^", "乙", "2"], ["^", "", "丙", "3"]], top=700)
    second = form([["", "质量", "丁", "4"], ["^", "^", "戊", "5"]], top=60, number=2)
    found = [covered(block) for block in blocks(first, second)]
    assert found[0][3] == [("产出", "down"), ("质量", ""), ("丙", ""), ("3", "")]
    assert found[1] == [
        [("产出", "down"), ("质量", "down"), ("丁", ""), ("4", "")],
        [("产出", "down"), ("质量", "down"), ("戊", ""), ("5", "")],
    ]


def test_a_row_cut_by_the_page_is_whole_again() -> None:
    header = ["一级", "二级", "名称", "数值"]
    first = form([header, ["产出", "数量", "甲", "1"], ["^", "^", "培训学员", "600"]], top=720, widths=(60, 60, 46, 60))
    second = form([["", "", "人次", ""], ["^", "质量", "丁", "4"]], top=60, number=2, widths=(60, 60, 46, 60))
    found, warnings = read(first, second)
    assert [covered(block) for block in found] == [
        [
            [(text, "") for text in header],
            [("产出", ""), ("数量", ""), ("甲", ""), ("1", "")],
            [("产出", "down"), ("数量", "down"), ("培训学员人次", ""), ("600", "")],
        ],
        [[("产出", "down"), ("质量", ""), ("丁", ""), ("4", "")]],
    ]
    assert [(warning.kind, warning.message) for warning in warnings] == [
        ("TableRepaired", "表格有被分页截断的行（第2页页首），已并入上一页的末行")
    ]


NARROW = (60, 60, 46, 46, 46, 60)
TITLES = ["一级", "二级", "名称", "目标", "实际", "数值"]


@pytest.mark.parametrize(
    ("heads", "rests", "whole"),
    [
        (["培训学员", "举办讲座", "培"], ["人次", "期数", "训"], ["培训学员人次", "举办讲座期数", "培\n训"]),
        (["满意", "讲座", "12345.67"], ["高", "", "%"], ["满意\n高", "讲座", "12345.67%"]),
        (["培训学员", "1234567.", "600"], ["人次", "8", ""], ["培训学员人次", "1234567.8", "600"]),
    ],
    ids=["a line ended by hand", "a sign that begins no text", "a number"],
)
def test_what_shows_that_a_row_goes_on(heads: list[str], rests: list[str], whole: list[str]) -> None:
    first = form([TITLES, ["产出", "数量", *heads, "1"]], top=740, widths=NARROW)
    second = form([["", "", *rests, ""], ["效益", "质量", "丁", "戊", "己", "4"]], top=60, number=2, widths=NARROW)
    assert texts(first, second)[0] == [TITLES, ["产出", "数量", *whole, "1"]]


def test_a_number_below_a_title_is_no_rest_of_it() -> None:
    titles = ["一级", "二级", "指标名称", "目标分值", "权重分值", ""]
    first = form([["产出", "数量", "甲", "1", "2", "3"], titles], top=740, widths=NARROW)
    second = form(
        [["产出", "数量", "丙", "10", "9", ""], ["^", "^", "丁", "5", "5", "4"]], top=60, number=2, widths=NARROW
    )
    assert texts(first, second)[1][0] == ["产出", "数量", "丙", "10", "9", ""]


def test_a_header_is_repeated_beside_a_label_that_the_page_cuts() -> None:
    header = ["一级", "名称", "数值"]
    first = form([["绩效指", *header], ["^", "产出", "甲", "1"], ["^", "^", "乙", "2"], ["^", "^", "丙", "3"]], top=700)
    second = form([["标", *header], ["^", "效益", "丁", "4"], ["^", "^", "戊", "5"]], top=60, number=2)
    assert [row[1:] for row in texts(first, second)[1]] == [["效益", "丁", "4"], ["效益", "戊", "5"]]


def test_a_row_that_only_lacks_a_value_is_not_joined() -> None:
    header = ["一级", "二级", "名称", "数值"]
    first = form([header, ["产出", "数量", "培训", "600"]], top=740)
    second = form([["效益", "社会", "满意", ""], ["^", "^", "丁", "4"]], top=60, number=2)
    assert texts(first, second)[1] == [["效益", "社会", "满意", ""], ["效益", "社会", "丁", "4"]]


def test_tables_with_room_between_them_are_two() -> None:
    rows = [["一级", "二级", "名称", "数值"], ["产出", "数量", "甲", "1"]]
    found = blocks(form(rows), form(rows, number=2))
    assert [str(block.location) for block in found] == ["报告.pdf 第1页 第1个表 第1行", "报告.pdf 第2页 第2个表 第1行"]
    assert texts(form(rows), form(rows, number=2)) == [rows, rows]


def test_a_header_cut_by_the_page_is_whole_again() -> None:
    first = form([["部门", "某局", "<", "<"], ["一级指标", "三级", "完成情况", "<"]], top=740)
    second = form([["", "指标", "目标值", "完成值"], ["产出指标", "甲", "1", "2"]], top=60, number=2)
    found, warnings = read(first, second)
    assert [covered(block) for block in found] == [
        [
            [("部门", ""), ("某局", ""), ("某局", "right"), ("某局", "right")],
            [("一级指标", ""), ("三级\n指标", ""), ("完成情况", ""), ("完成情况", "right")],
            [("一级指标", "down"), ("三级\n指标", "down"), ("目标值", ""), ("完成值", "")],
        ],
        [[("产出指标", ""), ("甲", ""), ("1", ""), ("2", "")]],
    ]
    assert [warning.message for warning in warnings] == ["表格有被分页截断的行（第2页页首），已并入上一页的末行"]


def test_a_header_below_a_budget_is_no_part_of_it() -> None:
    widths = (46, 46, 60, 60, 60)
    first = form([["资金总额", "1234.56", "1,200.00", "90.25%", "<"]], top=760, widths=widths)
    second = form(
        [["一级指标", "指标", "目标值", "完成值", "得分"], ["产出", "甲", "1", "2", "3"]],
        top=60,
        number=2,
        widths=widths,
    )
    assert texts(first, second)[1] == [["一级指标", "指标", "目标值", "完成值", "得分"], ["产出", "甲", "1", "2", "3"]]


def test_a_row_below_a_tall_header_is_no_rest_of_it() -> None:
    titles = [["一级指标", "指标名称", "完成情况", "<"], ["^", "^", "目标值和限", "完成值"]]
    first = form(titles, top=740, widths=(60, 60, 60, 60))
    second = form(
        [["产出指标", "甲", "不低于", ""], ["效益指标", "乙", "1", "2"]], top=60, number=2, widths=(60, 60, 60, 60)
    )
    assert texts(first, second)[1] == [["产出指标", "甲", "不低于", ""], ["效益指标", "乙", "1", "2"]]


@pytest.mark.parametrize(
    ("head", "rest", "label"),
    [("经济成本指", "标", "经济成本指标"), ("社\n会", "效\n益\n指\n标", "社会效益指标")],
    ids=["in its line", "letter by letter"],
)
def test_a_label_torn_by_the_page_stands_whole_on_both_sides(head: str, rest: str, label: str) -> None:
    widths, height = (56, 120, 60), 60
    first = form([["数量指标", "甲", "1"], ["^", "乙", "2"], [head, "丙", "3"]], top=600, widths=widths, height=height)
    second = form(
        [[rest, "丁", "4"], ["^", "戊", "5"], ["质量指标", "己", "6"]], top=60, number=2, widths=widths, height=height
    )
    found, warnings = read(first, second)
    assert [
        [cell.text.replace("\n", "") for cell, *_ in block.rows] for block in found if isinstance(block, Table)
    ] == [
        ["数量指标", "数量指标", label],
        [label, label, "质量指标"],
    ]
    assert [warning.kind for warning in warnings] == ["TableRepaired"]


def test_labels_that_end_alike_are_two() -> None:
    widths, height = (46, 120, 60), 40
    first = form(
        [["数量指标", "甲", "1"], ["^", "乙", "2"], ["效益指标", "丙", "3"]], top=660, widths=widths, height=height
    )
    second = form([["质量指标", "丁", "4"], ["^", "戊", "5"]], top=60, number=2, widths=widths, height=height)
    assert [[cell.text for cell, *_ in block.rows] for block in blocks(first, second) if isinstance(block, Table)] == [
        ["数量指标", "数量指标", "效益指标"],
        ["质量指标", "质量指标"],
    ]


def test_what_whole_rows_show_as_well_proves_nothing_and_is_told() -> None:
    full = [["培训学员", "有效提升", "1"], ["举办讲座", "持续改善", ""], ["整理档案", "长期坚持", "3"]]
    first = form([["指标名称", "完成情况", "得分"], *full], top=700, widths=(46, 46, 60))
    second = form([["清理河道", "有效改善", ""], ["新建公园", "持续提升", "5"]], top=60, number=2, widths=(46, 46, 60))
    found, warnings = read(first, second)
    assert [len(block.rows) for block in found if isinstance(block, Table)] == [4, 2]
    assert [warning.message for warning in warnings] == [
        "表格第2页页首的行可能是上一页末行的续行，未并入，请与原件核对"
    ]


def test_a_page_with_room_below_has_cut_no_row() -> None:
    widths = (60, 60, 46, 60)
    first = form([["一级", "二级", "名称", "数值"], ["产出", "数量", "培训学员", "600"]], top=700, widths=widths)
    note = page(word("注：本页下方另有说明", 50, 790), number=3)
    second = form([["", "", "人次", ""], ["效益", "质量", "丁", "4"]], top=60, number=2, widths=widths, height=70)
    found, _ = read(first, second, note)
    assert [len(block.rows) for block in found if isinstance(block, Table)] == [2, 2]


def test_a_line_beside_a_merged_label_makes_no_row_of_its_own() -> None:
    rules = [across(top, 50, 250) for top in (50, 80, 140)] + [across(110, 50, 70)]
    rules += [down(left, 50, 140) for left in (50, 70, 150, 250)]
    glyphs = [
        *word("效", 53, 85),
        *word("指标名称", 73, 53),
        *word("完成值", 153, 53),
        *word("培训", 73, 100),
        *word("600", 153, 100),
    ]
    assert texts(page(glyphs, rules=rules)) == [[["", "指标名称", "完成值"], ["效", "培训", "600"]]]


def test_a_row_without_a_rate_at_the_top_of_a_page_is_a_row() -> None:
    widths = (60, 80, 80, 80, 60)
    titles = ["一级指标", "指标名称", "年度指标值", "实际完成值", "完成率"]
    first = form([titles, ["产出指标", "培训人数", "600人", "610人", "101%"]], top=740, widths=widths)
    second = form(
        [["", "改善环境", "有效改善", "有效改善", ""], ["效益指标", "受益人数", "500人", "520人", "104%"]],
        top=60,
        number=2,
        widths=widths,
    )
    found, warnings = read(first, second)
    paper = extract(Document("自评表.pdf", "0" * 64, "pdf", found, warnings))
    assert [(row.levels, row.name, row.actual.text if row.actual else "") for row in paper.indicators] == [
        (("产出指标",), "培训人数", "610人"),
        (("产出指标",), "改善环境", "有效改善"),
        (("效益指标",), "受益人数", "520人"),
    ]
