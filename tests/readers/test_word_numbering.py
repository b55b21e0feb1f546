"""Automatic numbers of Word: stored nowhere as text, and printed all the same."""

import pytest
from word_xml import cell, deleted, document, kinds, lines, paragraph, part, prose, row, run, table, text_box, texts

from kpi_nlp.model import Heading, Paragraph


def level(at: int, text: str, format_: str = "decimal", *, start: int = 1, gap: str = "nothing", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def use(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def lists(*definitions: str) -> dict[str, str | bytes]:
    return {"word/numbering.xml": part("numbering", "".join(definitions))}


def numbered(number: int, at: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def item(text: str, number: int = 1, at: int = 0) -> str:
    return paragraph(run(text), numbered(number, at))


OUTLINE = abstract(
    7, level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCountingThousand"), level(2, "%3.", gap="tab")
)


def test_headings_and_paragraphs_begin_with_their_number() -> None:
    body = (
        item("概况") + item("职能", at=1) + item("预算", at=1) + item("收入", at=2) + item("绩效") + item("产出", at=1)
    )
    assert prose(document(body, lists(OUTLINE, use(1, 7)))) == [
        "一、概况",
        "（一）职能",
        "（二）预算",
        "1. 收入",
        "二、绩效",
        "（一）产出",
    ]


@pytest.mark.parametrize(
    ("format_", "printed"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {9: "09", 12: "12"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 25: "二十五", 110: "一百一十"}),
        ("chineseCountingThousand", {10: "十", 101: "一百零一", 1010: "一千零一十", 2024: "二千零二十四"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 23: "贰拾叁"}),
        ("japaneseCounting", {15: "十五"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 9: "IX", 1999: "MCMXCIX"}),
        ("lowerRoman", {14: "xiv"}),
        ("numberInDash", {3: "-3-"}),
        ("a format of tomorrow", {3: "3"}),
        ("none", {3: ""}),
    ],
)
def test_numbers_in_every_format(format_: str, printed: dict[int, str]) -> None:
    found = {}
    for value in printed:
        definition = lists(abstract(7, level(0, "%1", format_, start=value)), use(1, 7))
        found[value] = prose(document(item("甲"), definition))[0].removesuffix("甲")
    assert found == printed


def test_a_bullet_prints_no_number() -> None:
    assert prose(document(item("甲"), lists(abstract(7, level(0, "\uf06c", "bullet", gap="tab")), use(1, 7)))) == ["甲"]


@pytest.mark.parametrize(
    ("text", "gap", "printed"),
    [
        ("%1、", "tab", "1、甲"),
        ("（%1）", "space", "（1）甲"),
        ("%1.", "tab", "1. 甲"),
        ("%1", "nothing", "1甲"),
        ("第%1条", "space", "第1条 甲"),
        ("指标%1：", "tab", "指标1：甲"),
    ],
)
def test_what_stands_between_number_and_text(text: str, gap: str, printed: str) -> None:
    assert prose(document(item("甲"), lists(abstract(7, level(0, text, gap=gap)), use(1, 7)))) == [printed]


def test_levels_name_those_above_them() -> None:
    levels = (
        level(0, "第%1章", "chineseCounting"),
        level(1, "%1.%2", gap="space", more="<w:isLgl/>"),
        level(2, "%1.%2.%3", gap="space"),
    )
    body = item("总则") + item("目的", at=1) + item("范围", at=1) + item("细目", at=2)
    assert prose(document(body, lists(abstract(7, *levels), use(1, 7)))) == [
        "第一章总则",
        "1.1 目的",
        "1.2 范围",
        "一.2.1 细目",
    ]


def test_a_level_without_one_above_counts_from_its_start() -> None:
    levels = (level(0, "%1、"), level(1, "%1.%2", gap="space"))
    body = item("先", at=1) + item("后", at=1) + item("章") + item("节", at=1)
    assert prose(document(body, lists(abstract(7, *levels), use(1, 7)))) == ["1.1 先", "1.2 后", "1、章", "1.1 节"]


def test_lists_of_one_definition_count_on_and_an_override_begins_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    definition = lists(abstract(7, level(0, "%1、")), use(1, 7), use(2, 7), use(3, 7, override))
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1)
    assert prose(document(body, definition)) == ["1、甲", "2、乙", "1、丙", "2、丁", "3、戊"]


def test_an_override_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "upperLetter")}</w:lvlOverride>'
    assert prose(document(item("甲", 2), lists(abstract(7, level(0, "%1、")), use(2, 7, override)))) == ["（A）甲"]


@pytest.mark.parametrize(
    ("restart", "second"),
    [("", "1）节"), ('<w:lvlRestart w:val="0"/>', "2）节"), ('<w:lvlRestart w:val="1"/>', "1）节")],
)
def test_levels_begin_anew_below_another_unless_told_not_to(restart: str, second: str) -> None:
    definition = lists(abstract(7, level(0, "%1、"), level(1, "%2）", more=restart)), use(1, 7))
    body = item("章") + item("节", at=1) + item("章") + item("节", at=1)
    assert prose(document(body, definition)) == ["1、章", "1）节", "2、章", second]


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="节"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="无号"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="5"><w:name w:val="链"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)


def styled(text: str, style: str, more: str = "") -> str:
    return paragraph(run(text), f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_number_their_paragraphs_and_hand_it_down() -> None:
    linked = level(2, "%3.", gap="space", more='<w:pStyle w:val="5"/>')
    definition = lists(abstract(7, level(0, "%1、", "chineseCounting"), level(1, "（%2）"), linked), use(1, 7))
    body = (
        styled("概况", "1") + styled("职能", "2") + styled("预算", "3") + styled("附注", "4") + styled("细目", "5")
        + styled("不编号", "1", '<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("绩效", "1")
    )  # fmt: skip
    found = document(body, {**definition, "word/styles.xml": STYLES})
    assert prose(found) == ["一、概况", "（1）职能", "（2）预算", "附注", "1. 细目", "不编号", "二、绩效"]
    assert [block.level for block in found.blocks if isinstance(block, Heading)] == [1, 2, 2, 1, 1, 1]


def test_lists_that_are_linked_to_a_style_of_lists() -> None:
    styles = part(
        "styles",
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>',
    )
    definition = lists(
        abstract(7, more='<w:numStyleLink w:val="L"/>'),
        abstract(8, level(0, "%1、", "chineseCounting"), more='<w:styleLink w:val="L"/>'),
        use(1, 7),
        use(9, 8),
    )
    assert prose(document(item("甲") + item("乙"), {**definition, "word/styles.xml": styles})) == ["一、甲", "二、乙"]


def test_running_numbers_in_cells_are_printed_in_reading_order() -> None:
    inner = table(row(cell(paragraph("", numbered(1))), cell(lines("内"))))
    body = table(
        row(cell(paragraph("", numbered(1))), cell(lines("甲") + inner)),
        row(cell(paragraph("", numbered(1))), cell(lines("乙"))),
    )
    found = document(body, lists(abstract(7, level(0, "%1")), use(1, 7)))
    assert [
        [[one.text for one in cells] for cells in block.rows] for block in found.blocks if hasattr(block, "rows")
    ] == [
        [["1", "甲"], ["3", "乙"]],
        [["2", "内"]],
    ]


def test_paragraphs_of_a_cell_have_their_numbers() -> None:
    body = table(row(cell(item("举办培训") + item("开展检查"))))
    assert texts(
        document(
            body,
            lists(
                abstract(
                    7,
                    level(0, "%1."),
                ),
                use(1, 7),
            ),
        )
    ) == [["1.举办培训\n2.开展检查"]]


def test_what_is_deleted_or_hidden_does_not_count() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    gone = paragraph(deleted("删"), numbered(1) + mark)
    hidden = paragraph(run("藏", "<w:vanish/>"), numbered(1) + "<w:rPr><w:vanish/></w:rPr>")
    struck_row = table(row(cell(item("删行")), properties="<w:del/>"), row(cell(item("留行"))))
    found = document(
        item("甲") + gone + item("乙") + hidden + struck_row + item("丙"),
        lists(abstract(7, level(0, "%1、")), use(1, 7)),
    )
    assert prose(found) == ["1、甲", "2、乙", "4、丙"]
    assert texts(found) == [["3、留行"]]


def test_an_empty_numbered_paragraph_counts_and_prints_nothing_alone() -> None:
    found = document(
        item("甲") + paragraph("", numbered(1)) + item("乙"), lists(abstract(7, level(0, "%1、")), use(1, 7))
    )
    assert prose(found) == ["1、甲", "3、乙"]


def test_the_number_stands_before_text_that_a_deleted_mark_joined() -> None:
    body = paragraph(run("上半"), "<w:rPr><w:del/></w:rPr>") + item("下半")
    assert prose(document(body, lists(abstract(7, level(0, "%1、")), use(1, 7)))) == ["1、上半下半"]


def test_numbers_of_text_boxes_come_after_those_of_the_body() -> None:
    body = paragraph(text_box(item("盒"))) + item("甲")
    assert prose(document(body, lists(abstract(7, level(0, "%1、")), use(1, 7)))) == ["2、盒", "1、甲"]


@pytest.mark.parametrize(
    "definitions",
    [
        ("<w:num/>", abstract(7)),
        ('<w:num w:numId="1"/>',),
        (use(1, 9),),
        (abstract(7, '<w:lvl w:ilvl="x"><w:start w:val="y"/><w:lvlText/></w:lvl>'), use(1, 7)),
        (abstract(7, more='<w:numStyleLink w:val="L"/>'), use(1, 7)),
    ],
)
def test_broken_definitions_print_no_number(definitions: tuple[str, ...]) -> None:
    found = document(item("甲") + item("乙", at=12) + item("丙", number=-3), lists(*definitions))
    assert (prose(found), kinds(found)) == (["甲", "乙", "丙"], [])


def test_a_format_given_by_example() -> None:
    custom = '<w:lvl w:ilvl="0"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/><w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl>'
    assert prose(document(item("甲"), lists(abstract(7, custom), use(1, 7)))) == ["001 甲"]


def test_a_number_that_a_tracked_change_gave() -> None:
    given = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>'
    read_ = document(paragraph(run("甲"), given), lists(abstract(7, level(0, "%1、")), use(1, 7)))
    assert [(block.text, block.before) for block in read_.blocks if isinstance(block, Paragraph)] == [("1、甲", "甲")]
    assert kinds(read_) == ["TrackedChanges"]
