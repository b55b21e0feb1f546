"""Printed pages: letters and ruling lines to blocks, whatever format they came from."""

from collections.abc import Iterable

from kpi_nlp.model import Block, Paragraph, Table
from kpi_nlp.readers.printed.blocks import blocks_of
from kpi_nlp.readers.printed.page import Glyph, Page, Rule

SIZE = 10.0


def word(text: str, left: float, top: float, *, size: float = SIZE) -> list[Glyph]:
    return [
        Glyph(letter, left + at * size, top, left + (at + 1) * size, top + size)
        for at, letter in enumerate(text)
        if letter != " "
    ]


def across(top: float, left: float, right: float) -> Rule:
    return Rule(left, top, right, top)


def down(left: float, top: float, bottom: float) -> Rule:
    return Rule(left, top, left, bottom)


def page(*glyphs: list[Glyph], rules: Iterable[Rule] = (), number: int = 1) -> Page:
    return Page(number, 600, 800, tuple(glyph for part in glyphs for glyph in part), tuple(rules))


def blocks(*pages: Page) -> tuple[Block, ...]:
    return blocks_of("报告.pdf", pages)[0]


def texts(block: Block) -> object:
    if isinstance(block, Table):
        return [[(cell.text, cell.covered) for cell in row] for row in block.rows]
    return block.text


FORM = (
    word("一级指标", 52, 55)
    + word("产出", 52, 75)
    + word("目标", 112, 55)
    + word("12期", 112, 75)
    + word("13期", 112, 95)
)
LINES = (
    across(50, 50, 200),
    across(70, 50, 200),
    across(90, 110, 200),
    across(110, 50, 200),
    down(50, 50, 110),
    down(110, 50, 110),
    down(200, 50, 110),
)
CELLS = [
    [("一级指标", ""), ("目标", "")],
    [("产出", ""), ("12期", "")],
    [("产出", "down"), ("13期", "")],
]


def test_a_ruled_table_between_two_lines_of_prose() -> None:
    found = blocks(page(word("绩效自评表", 100, 20), FORM, word("填表人", 60, 130), rules=LINES))
    assert [texts(block) for block in found] == ["绩效自评表", CELLS, "填表人"]
    assert [str(block.location) for block in found] == [
        "报告.pdf 第1页 第1段",
        "报告.pdf 第1页 第1个表 第1行",
        "报告.pdf 第1页 第2段",
    ]
    orders = [block.location.order for block in found]
    assert orders == sorted(set(orders))


def test_outer_lines_that_were_left_out() -> None:
    open_sides = [rule for rule in LINES if rule.left != rule.right or rule.left == 110]
    assert [texts(block) for block in blocks(page(FORM, rules=open_sides))] == [CELLS]


def test_a_paragraph_is_joined_from_its_lines() -> None:
    lines = word("全年举办培训班12", 70, 50) + word("期，培训学员600人次。", 50, 65) + word("下一段。", 70, 80)
    assert [block.text for block in blocks(page(lines)) if isinstance(block, Paragraph)] == [
        "全年举办培训班12期，培训学员600人次。",
        "下一段。",
    ]
