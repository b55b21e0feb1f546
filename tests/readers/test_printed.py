"""Printed pages: letters and ruling lines to blocks, whatever format they came from."""

import re

import pytest
from printed_pages import across, blocks, covered, down, grid, page, prose, read, texts, word

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Paragraph, Table
from kpi_nlp.readers.printed.page import Glyph, Page, Rule


def test_a_ruled_table_between_two_lines_of_prose() -> None:
    glyphs, rules = grid(50, 50, (60, 90), [["一级指标", "目标"], ["产出", "12期"], ["^", "13期"]])
    found = blocks(page(word("绩效自评表", 100, 20), glyphs, word("填表人", 60, 130), rules=rules))
    assert [block.text if isinstance(block, Paragraph) else covered(block) for block in found] == [
        "绩效自评表",
        [[("一级指标", ""), ("目标", "")], [("产出", ""), ("12期", "")], [("产出", "down"), ("13期", "")]],
        "填表人",
    ]
    assert [str(block.location) for block in found] == [
        "报告.pdf 第1页 第1段",
        "报告.pdf 第1页 第1个表 第1行",
        "报告.pdf 第1页 第2段",
    ]
    orders = [block.location.order for block in found]
    assert orders == sorted(set(orders))


def test_merged_cells_stand_in_every_place_they_span() -> None:
    glyphs, rules = grid(50, 50, (60,) * 3, [["甲", "<", "乙"], ["<", "<", "丙"], ["丁", "戊", "己"]])
    rules = [rule for rule in rules if rule != across(70, 50, 110) and rule != across(70, 110, 170)]
    (table,) = blocks(page(glyphs, rules=rules))
    assert covered(table) == [
        [("甲", ""), ("甲", "right"), ("乙", "")],
        [("甲", "down"), ("甲", "inner"), ("丙", "")],
        [("丁", ""), ("戊", ""), ("己", "")],
    ]


def test_tables_side_by_side_and_below_each_other() -> None:
    one, rules_one = grid(50, 50, (60, 60), [["甲", "乙"], ["1", "2"]])
    two, rules_two = grid(300, 50, (60, 60), [["丙", "丁"], ["3", "4"]])
    three, rules_three = grid(50, 150, (60, 60), [["戊", "己"], ["5", "6"]])
    found = texts(page(one, two, three, rules=[*rules_one, *rules_two, *rules_three]))
    assert found == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]], [["戊", "己"], ["5", "6"]]]


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    outer, rules_outer = grid(50, 50, (300, 60), [["外", "乙"], ["", "丁"], ["", "^"], ["", "^"], ["", "^"]])
    inner, rules_inner = grid(80, 85, (60, 60), [["内", "丙"], ["1", "2"]])
    rules = [rule for rule in rules_outer if not (rule.top == rule.bottom and 70 < rule.top < 150)]
    assert texts(page(outer, inner, rules=[*rules, *rules_inner]))[1] == [["内", "丙"], ["1", "2"]]


def test_frames_and_underlines_make_no_table() -> None:
    frame = [across(40, 40, 560), across(760, 40, 560), down(40, 40, 760), down(560, 40, 760)]
    text = word("项目名称：科普经费", 60, 100)
    assert texts(page(text, rules=[*frame, across(111, 110, 150)])) == ["项目名称：科普经费"]


@pytest.mark.parametrize("left_out", ["left", "right", "top", "bottom", "sides"])
def test_outer_lines_that_were_left_out(left_out: str) -> None:
    rows = [["一级指标", "目标"], ["产出", "12期"], ["效益", "90%"]]
    glyphs, rules = grid(50, 50, (60, 90), rows)
    edges = {"left": 50.0, "right": 200.0, "top": 50.0, "bottom": 110.0}
    gone = {"sides": ("left", "right")}.get(left_out, (left_out,))
    for name in gone:
        rules = [
            rule
            for rule in rules
            if not (
                rule.left == rule.right == edges[name]
                if name in ("left", "right")
                else rule.top == rule.bottom == edges[name]
            )
        ]
    assert texts(page(glyphs, rules=rules)) == [rows]


def test_lines_drawn_a_little_apart_are_one() -> None:
    rows = [["一级指标", "目标"], ["产出", "12期"]]
    glyphs, rules = grid(50, 50, (60, 90), rows)
    shaken = [
        Rule(
            rule.left + 0.7 * (at % 3),
            rule.top + 0.5 * (at % 2),
            rule.right + 0.7 * (at % 3),
            rule.bottom + 0.5 * (at % 2),
        )
        for at, rule in enumerate(rules)
    ]
    assert texts(page(glyphs, rules=shaken)) == [rows]


def test_the_lines_of_a_cell_run_on_where_they_were_full() -> None:
    cells = ["新增公办学\n前教育学位\n数", "≥12000\n人次", "1.提升能力\n2.改善环境", "98.6\n0%", "100\n200"]
    glyphs, rules = [], []
    for at, (text, width) in enumerate(zip(cells, (56, 46, 76, 26, 56), strict=True)):
        left = 50 + 100 * at
        glyphs += prose(left + 3, 54, *text.split("\n"), leading=12)
        rules += [across(50, left, left + width), across(95, left, left + width), across(115, left, left + width)]
        rules += [down(left, 50, 115), down(left + width, 50, 115)]
    read_ = [table[0][0] for table in texts(page(glyphs, rules=rules)) if isinstance(table, list)]
    assert read_ == ["新增公办学前教育学位数", "≥12000人次", "1.提升能力\n2.改善环境", "98.60%", "100\n200"]


def test_text_wider_than_its_cell_stays_whole() -> None:
    glyphs, rules = grid(50, 50, (60, 60, 60), [["开展防汛演练和培训", "", "甲"], ["乙", "", "丙"]])
    assert texts(page(glyphs, rules=rules)) == [[["开展防汛演练和培训", "", "甲"], ["乙", "", "丙"]]]


def test_lines_taller_than_their_row_stay_together() -> None:
    glyphs, rules = grid(50, 50, (60, 100), [["甲", "93%"], ["乙", ""], ["丙", "95%"]])
    spilled = prose(113, 68, "清理全部漂浮物一千", "吨，水质改善", leading=13)
    assert texts(page(glyphs, spilled, rules=rules)) == [
        [["甲", "93%"], ["乙", "清理全部漂浮物一千吨，水质改善"], ["丙", "95%"]]
    ]


def test_lines_of_several_rows_that_are_too_low() -> None:
    rows = [["甲", "93%"], ["乙", ""], ["丙", "95%"], ["丁", ""], ["戊", "97%"]]
    glyphs, rules = grid(50, 50, (60, 100), rows)
    two, four = (prose(113, top, "清理全部漂浮物一千", "吨", leading=13) for top in (68.5, 108.5))
    assert texts(page(glyphs, two, four, rules=rules)) == [
        [["甲", "93%"], ["乙", "清理全部漂浮物一千吨"], ["丙", "95%"], ["丁", "清理全部漂浮物一千吨"], ["戊", "97%"]]
    ]


def test_letters_of_other_heights_stand_on_their_line() -> None:
    line = [*word("面积800m", 50, 50), Glyph("2", 90, 49, 93, 55), *word("，合格", 94, 50)]
    lowered = [*word("CO", 50, 80), Glyph("2", 60, 86, 63, 92), *word("减排", 64, 80)]
    assert texts(page(line)) == ["面积800m²，合格"]
    assert texts(page(lowered)) == ["CO2减排"]


def test_radicals_in_fonts_are_the_usual_characters() -> None:
    assert texts(page(word("⼯作⽬标⻓期", 50, 50))) == ["工作目标长期"]


def test_printed_twice_counts_once_and_printed_over_is_told() -> None:
    twice = [
        Glyph(one.text, one.left + 0.4, one.top + 0.2, one.right + 0.4, one.bottom + 0.2)
        for one in word("600人次", 50, 50)
    ]
    assert read(page(word("600人次", 50, 50), twice)) == (
        (Paragraph("600人次", blocks(page(word("600人次", 50, 50)))[0].location),),
        (),
    )
    _, (warning,) = read(page(word("600人次", 50, 50), word("850人次", 50, 50)))
    assert (warning.kind, warning.message) == (
        "OverlappingText",
        "文字叠印：「600人次」与「850人次」印在同一处，请与原件核对",
    )


def test_struck_letters_are_what_stood_there_before() -> None:
    glyphs, rules = grid(50, 50, (60, 120), [["指标", "目标"], ["人次", "600人次650人次"]])
    (table,), (warning,) = read(page(glyphs, rules=[*rules, across(79, 113, 148)]))
    assert isinstance(table, Table)
    assert (table.rows[1][1].text, table.rows[1][1].before) == ("650人次", "600人次")
    assert (warning.kind, str(warning.location)) == ("StruckOutText", "报告.pdf 第1页 第1个表 第2行")
    (paragraph,), _ = read(page(word("全部划去", 50, 50), rules=[across(55, 50, 90)]))
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.before) == ("", "全部划去")


def test_borders_that_run_through_letters_strike_nothing_out() -> None:
    glyphs, rules = grid(50, 50, (30, 60), [["12", "目标"], ["", "人次"]])
    low = [Glyph(one.text, one.left, one.top + 11, one.right, one.bottom + 11) for one in glyphs[:2]]
    (table,), warnings = read(page(low, glyphs[2:], rules=rules))
    assert isinstance(table, Table)
    assert {cell.before for row in table.rows for cell in row} == {None}
    assert [(warning.kind, warning.message) for warning in warnings] == [
        ("OverlappingText", "文字超出行高，可能与相邻的行混淆：「12」，请与原件核对")
    ]


def test_the_least_sure_letter_tells_how_sure_a_cell_is() -> None:
    glyphs, rules = grid(50, 50, (60, 60), [["指标", "目标"], ["人次", ""]])
    sure = [Glyph("6", 113, 74, 118, 84, confidence=0.9), Glyph("0", 118, 74, 123, 84, confidence=0.6)]
    (table,) = blocks(page(glyphs, sure, rules=rules))
    assert isinstance(table, Table)
    assert [cell.confidence for cell in table.rows[1]] == [None, 0.6]


def test_a_paragraph_is_joined_from_its_lines() -> None:
    lines = prose(50, 50, "    全年举办培训班12", "期，培训学员600人次。", "    下一段。")
    assert texts(page(lines, width=220)) == ["全年举办培训班12期，培训学员600人次。", "下一段。"]


def test_a_short_line_ends_its_paragraph_unless_the_next_word_did_not_fit() -> None:
    lines = prose(
        50,
        50,
        "一、基本情况",
        "    全年完成改造工程共计三十余处，达到年初",
        "设定的目标，服务的群众",
        "12345678901234567.55人次，群众满意。",
        "二、主要做法",
    )
    assert texts(page(lines, width=310)) == [
        "一、基本情况",
        "全年完成改造工程共计三十余处，达到年初设定的目标，服务的群众12345678901234567.55人次，群众满意。",
        "二、主要做法",
    ]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    one = page(prose(50, 50, "    全年举办培训班十二", "期，培训学员六百人次"), width=200)
    two = page(prose(50, 50, "，满意度百分之九十五。", "    下一段的文字在这里"), number=2, width=200)
    assert texts(one, two) == ["全年举办培训班十二期，培训学员六百人次，满意度百分之九十五。", "下一段的文字在这里"]


def test_short_lines_alone_are_paragraphs() -> None:
    lines = prose(90, 50, "云岭县某局2023年度绩效自评表", "2023年度各项绩效指标均完成年度目标。")
    assert texts(page(lines)) == ["云岭县某局2023年度绩效自评表", "2023年度各项绩效指标均完成年度目标。"]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    text = "全年各项任务按计划推进，培训工作覆盖全市各县区"
    left = prose(50, 50, *(f"左{at}{text}"[:20] for at in range(6)))
    right = prose(310, 50, *(f"右{at}{text}"[:20] for at in range(6)))
    title, rest = (
        word("某局绩效自评报告", 200, 20),
        word("一、此后又是一栏，横贯全页的文字在这里从左边写到右边为止。", 50, 160),
    )
    found = [str(text) for text in texts(page(title, left, right, rest))]
    assert [text[:2] for text in found] == ["某局", "左0", "一、"]
    assert re.findall(r"[左右]\d", found[1]) == [f"{side}{at}" for side in "左右" for at in range(6)]


def test_columns_of_two_lines_below_short_lines() -> None:
    short = prose(50, 50, "完成情况：", "白字：")
    left, right = (
        prose(50, 80, "全年各项任务按计划推进，", "培训工作覆盖全市各县区，"),
        prose(200, 80, "学员反映良好，制度完善，", "绩效目标全部实现了。"),
    )
    wide = word("一、此后又是一栏，横贯全页的文字在这里从左边写到右边。", 50, 120)
    assert texts(page(short, left, right, wide))[:3] == [
        "完成情况：",
        "白字：",
        "全年各项任务按计划推进，培训工作覆盖全市各县区，学员反映良好，制度完善，绩效目标全部实现了。",
    ]


HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS = [
    ["产出指标", "数量指标", "培训人次", "≥600人次", "612人次", "10", "10"],
    ["", "", "举办期数", "12期", "12期", "10", "9"],
    ["", "质量指标", "培训合格率", "≥95%", "97.2%", "10", "10"],
    ["效益指标", "社会效益指标", "促进城乡教育均衡发展", "有效缩小差距", "有效缩小差距", "10", "9.5"],
]
FACTS = [
    (("产出指标", "数量指标"), "培训人次", "≥600人次", "612人次", "10", "10"),
    (("产出指标", "数量指标"), "举办期数", "12期", "12期", "10", "9"),
    (("产出指标", "质量指标"), "培训合格率", "≥95%", "97.2%", "10", "10"),
    (("效益指标", "社会效益指标"), "促进城乡教育均衡发展", "有效缩小差距", "有效缩小差距", "10", "9.5"),
]
COLUMNS = (40, 100, 170, 290, 370, 450, 490)


def open_form(*, wrapped: bool, rules: str) -> Page:
    """The same form without lines between its columns; `rules` are none, three, or one below each row."""
    glyphs, drawn, top = [], [], 50.0
    for number, row in enumerate((HEADER, *ROWS)):
        if rules == "all" or (rules == "three" and number < 2):
            drawn.append(across(top - 5, 35, 520))
        for left, text in zip(COLUMNS, row, strict=True):
            if wrapped and len(text) > 6:
                glyphs += prose(left, top, text[:6], text[6:], leading=11)
            else:
                glyphs += word(text, left, top + (5.5 if wrapped else 0))
        top += 29 if wrapped else 18
    return page(word("绩效自评表", 200, 20), glyphs, rules=[*drawn, *([across(top - 5, 35, 520)] if drawn else [])])


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("rules", ["none", "three", "all"])
def test_forms_without_lines_between_their_columns(rules: str, *, wrapped: bool) -> None:
    found = blocks(open_form(wrapped=wrapped, rules=rules))
    assert [block.exact for block in found if isinstance(block, Table)] == [False]
    paper = extract(Document("自评.pdf", "", "pdf", found))
    assert [
        (
            row.levels,
            row.name,
            row.target and row.target.text,
            row.actual and row.actual.text,
            row.weight and row.weight.text,
            row.score and row.score.text,
        )
        for row in paper.indicators
    ] == FACTS


def test_a_few_words_side_by_side_are_no_table() -> None:
    lines = prose(50, 50, "填表人：张三      联系电话：123      日期：2024年", "审核人：李四      单位负责人：王五")
    assert all(isinstance(block, Paragraph) for block in blocks(page(lines)))


def test_headers_and_footers_stand_once_and_page_numbers_not_at_all() -> None:
    pages = [
        page(
            word("某局2024年绩效自评报告", 200, 20),
            prose(50, 60, *(f"第{number}页的文字，写到这里为止。" for _ in range(3))),
            word(f"- {number} -", 290, 770),
            word(f"编号：绩效第{number}号", 50, 785),
            number=number,
        )
        for number in (1, 2, 3)
    ]
    found = [block for block in blocks(*pages) if "文字" not in getattr(block, "text", "")]
    assert [(getattr(block, "text", ""), block.location.page) for block in found] == [
        ("某局2024年绩效自评报告", 1),
        ("编号：绩效第1号", 1),
    ]


def test_lines_at_the_top_of_the_text_are_no_header() -> None:
    pages = [
        page(word("单位：万元", 450, 60), word("某局绩效自评报告", 50, 30), word(text, 50, 80), number=number)
        for number, text in enumerate(("甲表。", "乙表。", "丙表。"), 2)
    ]
    cover = page(word("绩效自评报告封面", 50, 60))
    assert texts(cover, *pages) == [
        "绩效自评报告封面",
        *("单位：万元", "甲表。", "单位：万元", "乙表。", "单位：万元", "丙表。"),
        "某局绩效自评报告",
    ]


def test_a_drawing_of_many_lines_is_no_table_and_keeps_its_text() -> None:
    rules = [down(20 + 2.1 * at, 50, 150) for at in range(265)] + [across(50 + 5 * at, 20, 576) for at in range(21)]
    assert texts(page(word("图例", 60, 60), rules=rules)) == ["图例"]


def test_an_empty_page_and_no_page() -> None:
    assert read(page()) == ((), ())
    assert read() == ((), ())


def test_lines_too_near_for_letters_make_no_cells() -> None:
    rules = [across(50, 50, 200), across(53, 50, 200), down(50, 50, 53), down(90, 50, 53), down(200, 50, 53)]
    assert texts(page(word("文字", 55, 46), rules=rules)) == ["文字"]
