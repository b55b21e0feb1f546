"""What is printed in paragraphs and cells of Word, and nothing else: fields, symbols, boxes, notes, struck out text."""

import pytest
from word_xml import (
    cell,
    control,
    deleted,
    document,
    field,
    inserted,
    kinds,
    lines,
    one_cell,
    paragraph,
    part,
    prose,
    row,
    run,
    table,
    tables,
    text_box,
    texts,
    texts_row,
)

from kpi_nlp.model import Heading, Paragraph, Table

CHECK_BOX = "<w:ffData><w:checkBox><w:sizeAuto/>{}</w:checkBox></w:ffData>"
CHOICES = '<w:listEntry w:val="优"/><w:listEntry w:val="良"/><w:listEntry w:val="中"/>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def m(name: str, inside: str) -> str:
    return f"<m:{name}>{inside}</m:{name}>"


def said(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (field("DATE", run("2024年12月31日")), "2024年12月31日"),
        (field("PAGE", None), ""),
        ('<w:fldSimple w:instr="SUM(ABOVE)">' + run("95.5") + "</w:fldSimple>", "95.5"),
        (field(code("IF ") + field("MERGEFIELD 甲", run("99")) + code(' &gt; 60 "合格"'), run("合格")), "合格"),
        (field("HYPERLINK 甲", run("达到") + field("PAGEREF 甲", run("12"))), "达到12"),
        (mark("begin") + code("PAGE") + run("正文"), "正文"),
        (mark("end") + run("正文") + mark("separate"), "正文"),
        (mark("begin") + code("A") + mark("separate") + run("甲") + field("B", run("乙")) + mark("begin"), "甲乙"),
        (field("FORMTEXT", run("12期"), data="<w:ffData><w:textInput/></w:ffData>"), "12期"),
        (field("FORMDROPDOWN", None, data=f'<w:ffData><w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList></w:ffData>'), "良"),
        (field("FORMDROPDOWN", None, data=f'<w:ffData><w:ddList><w:default w:val="2"/>{CHOICES}</w:ddList></w:ffData>'), "中"),
        (field("FORMDROPDOWN", None, data=f"<w:ffData><w:ddList>{CHOICES}</w:ddList></w:ffData>"), "优"),
        (field("FORMDROPDOWN", run("良"), data=f"<w:ffData><w:ddList>{CHOICES}</w:ddList></w:ffData>"), "良"),
        (field("FORMDROPDOWN", None, data='<w:ffData><w:ddList><w:result w:val="9"/></w:ddList></w:ffData>'), ""),
        (field("FORMCHECKBOX", None, data=CHECK_BOX.format('<w:default w:val="0"/><w:checked/>')), "☑"),
        (field("FORMCHECKBOX", None, data=CHECK_BOX.format('<w:default w:val="1"/><w:checked w:val="0"/>')), "□"),
        (field("FORMCHECKBOX", "", data=CHECK_BOX.format("<w:default/>")), "☑"),
        (field(r"EQ \o\ac(○,12)", None), "⑫"),
        (field(r"eq \o\ac(□,√)", None), "☑"),
        (field(r"EQ \f(33,41)", None), "33/41"),
        (field(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhi),治)', None), "治"),
        (field(r"SYMBOL 179 \f Symbol \s 12", None) + run("95%"), "≥95%"),
        (field(r'SYMBOL 0xFE \f "Wingdings"', None), "☑"),
    ],
)  # fmt: skip
def test_fields_print_their_results(inside: str, text: str) -> None:
    found, warnings = one_cell(paragraph(inside))
    assert (found.text, warnings) == (text, [])


def test_a_field_that_is_not_understood_is_told() -> None:
    assert one_cell(paragraph(field(r"EQ \i(1,2,3)", None)))[1] == ["FieldNotRead"]


def test_a_field_may_run_over_paragraphs() -> None:
    contents = paragraph(mark("begin") + code("TOC") + mark("separate") + run("一、概况")) + paragraph(
        run("二、绩效") + mark("end")
    )
    assert prose(document(contents + lines("正文"))) == ["一、概况", "二、绩效", "正文"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="00A3"/></w:r>', "≤"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>', "±"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>', "②"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        (run("R", '<w:rFonts w:ascii="Wingdings 2"/>') + run("是"), "☑是"),
        (run("\uf0a3", '<w:rFonts w:ascii="Wingdings 2"/>') + run("否"), "□否"),
        (run("\uf0b395%", '<w:rFonts w:ascii="Symbol"/>'), "≥95%"),
        (run("约 9", '<w:rFonts w:ascii="Symbol"/>'), "约 9"),
        (run("1.2×10") + run("4", '<w:vertAlign w:val="superscript"/>'), "1.2×10⁴"),
        (run("95%") + run("1", '<w:vertAlign w:val="superscript"/>'), "95%¹"),
        (run("PM") + run("2.5", '<w:vertAlign w:val="subscript"/>'), "PM2.5"),
        (run("12") + "<w:r><w:softHyphen/></w:r>" + run("期"), "12期"),
        (run("甲") + "<w:r><w:ptab/></w:r>" + run("乙"), "甲 乙"),
        (run("9\u200f5\u00ad%\u202c"), "95%"),
        ("<w:r><w:noBreakHyphen/><w:t>5</w:t><w:cr/><w:t>℃</w:t></w:r>", "-5\n℃"),
        ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' + run("甲"), "甲"),
        ('<w:bdo w:val="rtl"><w:dir w:val="ltr">' + run("95%") + "</w:dir></w:bdo>", "95%"),
    ],
)
def test_characters_as_they_are_printed(inside: str, text: str) -> None:
    found, warnings = one_cell(paragraph(inside))
    assert (found.text, warnings) == (text, [])


@pytest.mark.parametrize("inside", ['<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>', '<w:r><w:sym w:char="zz"/></w:r>', run("J", '<w:rFonts w:ascii="Wingdings"/>')])  # fmt: skip
def test_a_symbol_that_is_not_known_is_told(inside: str) -> None:
    found, warnings = one_cell(paragraph(inside + run("95%")))
    assert (found.text, warnings) == ("95%", ["SymbolNotRead"])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (m("f", m("num", said("a+b")) + m("den", said("41"))), "(a+b)/41"),
        (m("d", m("e", said("1+2"))) + said("×100%"), "(1+2)×100%"),
        (m("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>' + m("e", said("2"))), "[2]"),
        (m("sSup", m("e", said("10")) + m("sup", said("4"))), "10⁴"),
        (m("sSup", m("e", said("x")) + m("sup", said("n+1"))), "x^(n+1)"),
        (m("sSub", m("e", said("K")) + m("sub", said("2"))), "K2"),
        (m("rad", m("deg", "") + m("e", said("2"))), "√2"),
        (m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>' + m("e", said("x"))), "∑x"),
        ("<w:ins>" + said("95%") + "</w:ins>", "95%"),
    ],
)
def test_formulas_on_one_line(inside: str, text: str) -> None:
    assert one_cell(paragraph(math(inside)))[0].text == text


def test_a_deleted_formula_is_kept_as_it_was() -> None:
    found, _ = one_cell(paragraph(f"<w:del>{math(said('90%'))}</w:del>" + inserted("95%")))
    assert (found.text, found.before) == ("95%", "90%")


@pytest.mark.parametrize(
    ("properties", "inside", "text"),
    [
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒"), "☑"),
        ('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', run("☐"), "□"),
        ("<w14:checkbox/>", '<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "□"),
        ('<w:date w:fullDate="2024-12-31T00:00:00Z"/>', run("2024年12月31日"), "2024年12月31日"),
        ('<w:dropDownList><w:listItem w:value="1"/></w:dropDownList>', run("良"), "良"),
        ("<w:showingPlcHdr/>", run("选择一项。"), ""),
        ("<w:showingPlcHdr/>", run("XX万元", '<w:rStyle w:val="a3"/>'), ""),
        ("<w:showingPlcHdr/>", run("95.5万元"), "95.5万元"),
        ('<w:showingPlcHdr w:val="0"/>', run("请示12件"), "请示12件"),
    ],
)
def test_content_controls(properties: str, inside: str, text: str) -> None:
    styles = part("styles", '<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style>')
    read_ = document(table(row(cell(paragraph(control(inside, properties))))), {"word/styles.xml": styles})
    assert (texts(read_), kinds(read_)) == ([[text]], [])


def test_a_prompt_around_a_cell_leaves_the_cell_in_its_place() -> None:
    prompt = control(cell(paragraph(run("单击此处输入文字。"))), "<w:showingPlcHdr/>")
    assert texts(document(table(row(prompt, cell(lines("95%")))))) == [["", "95%"]]


BOX = "<w:txbxContent>" + paragraph(run("盒中")) + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("choice", "fallback", "printed"),
    [
        (f"<w:r><w:drawing>{BOX}</w:drawing></w:r>", f"<w:r><w:pict>{BOX}</w:pict></w:r>", ["盒中"]),
        ("<w:r><w:drawing/></w:r>", f"<w:r><w:pict>{BOX}</w:pict></w:r>", ["盒中"]),
        ("<w:r><w14:symEx/></w:r>", run("✅"), ["✅"]),
        (run("新"), run("旧"), ["新"]),
        ("<w:r/>", "<w:r/>", []),
    ],
)
def test_alternatives_are_read_once(choice: str, fallback: str, printed: list[str]) -> None:
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'
    assert prose(document(paragraph(both))) == printed


@pytest.mark.parametrize("level", ["block", "row", "cell", "nested"])
def test_alternatives_in_every_place(level: str) -> None:
    def either(new: str, old: str) -> str:
        return (
            f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
        )

    inside = lines("95%")
    bodies = {
        "block": either(table(row(cell(inside))), ""),
        "row": table(either(row(cell(inside)), row(cell(inside)))),
        "cell": table(row(either(cell(inside), ""))),
        "nested": table(row(cell(either(either(inside, inside), inside)))),
    }
    assert texts(document(bodies[level])) == [["95%"]]


def test_text_boxes_hold_tables_and_what_was_deleted_is_gone() -> None:
    box = text_box(lines("盒中") + table(texts_row("甲", "乙")))
    gone = f"<w:del>{text_box(lines('删去'))}</w:del>"
    read_ = document(paragraph(run("正文") + box + gone))
    assert prose(read_) == ["正文", "盒中"]
    assert texts(read_) == [["甲", "乙"]]
    in_cell = document(table(row(cell(paragraph(box)), cell(lines("侧")))))
    assert [[[one.text for one in cells] for cells in rows] for rows in tables(in_cell)] == [
        [["盒中", "侧"]],
        [["甲", "乙"]],
    ]


def test_paragraphs_joined_by_a_deleted_mark_are_one_with_both_versions() -> None:
    joined = paragraph(run("全年举办"), "<w:rPr><w:del/></w:rPr>") + paragraph(run("12期。"))
    read_ = document(joined + lines("其后。"))
    assert [(block.text, block.before) for block in read_.blocks if isinstance(block, Paragraph)] == [
        ("全年举办12期。", "全年举办\n12期。"),
        ("其后。", None),
    ]
    assert [str(block.location) for block in read_.blocks] == ["报告.docx 第1段", "报告.docx 第3段"]


def test_a_paragraph_that_would_join_a_table_stands_alone() -> None:
    read_ = document(paragraph(run("表前"), "<w:rPr><w:del/></w:rPr>") + table(texts_row("甲")))
    assert [type(block) for block in read_.blocks] == [Paragraph, Table]


def test_a_cell_that_was_split_by_a_tracked_change_was_one_line() -> None:
    found, _ = one_cell(paragraph(run("12期"), "<w:rPr><w:ins/></w:rPr>") + paragraph(inserted("其中") + run("600人")))
    assert (found.text, found.before) == ("12期\n其中600人", "12期600人")


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="s"/>'])
def test_struck_out_text_is_not_the_value(strike: str) -> None:
    styles = part(
        "styles", '<w:style w:type="character" w:styleId="s"><w:name w:val="作废"/><w:rPr><w:strike/></w:rPr></w:style>'
    )
    body = table(row(cell(paragraph(run("200", strike) + run("150人次")))), row(cell(paragraph(run("取消", strike)))))
    read_ = document(
        body + paragraph(run("作废", strike)) + paragraph(run("有效", '<w:strike w:val="0"/>')),
        {"word/styles.xml": styles},
    )
    ((first, second),) = [[cells[0] for cells in rows] for rows in tables(read_)]
    assert (first.text, first.before) == ("150人次", "200")
    assert (second.text, second.before) == ("", "取消")
    assert [(block.text, block.before) for block in read_.blocks if isinstance(block, Paragraph)] == [
        ("", "作废"),
        ("有效", None),
    ]
    assert kinds(read_) == ["StruckOutText"] * 3


def test_struck_out_text_in_a_tracked_change() -> None:
    found, warnings = one_cell(paragraph(run("约", "<w:strike/>") + deleted("200") + inserted("150")))
    assert (found.text, found.before, warnings) == ("150", "约200", ["TrackedChanges", "StruckOutText"])


def test_text_that_a_style_hides() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="h"><w:name w:val="批注"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="说明"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="q"><w:name w:val="下级"/><w:basedOn w:val="p"/></w:style>',
    )
    body = (
        paragraph(run("甲", '<w:rStyle w:val="h"/>') + run("乙"))
        + paragraph(run("丙"), '<w:pStyle w:val="q"/>')
        + paragraph(run("丁", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="q"/>')
    )
    read_ = document(body, {"word/styles.xml": styles})
    assert (prose(read_), kinds(read_)) == (["乙", "丁"], ["HiddenText"])


def note(kind: str, number: int, text: str, more: str = "") -> str:
    return f'<w:{kind} w:id="{number}"{more}><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'


def mark_of(kind: str, number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


NOTES = {
    "word/footnotes.xml": part(
        "footnotes",
        note("footnote", 0, "线", ' w:type="separator"')
        + note("footnote", 1, "含临时人员。")
        + note("footnote", 2, "决算口径。"),
    ),
    "word/endnotes.xml": part("endnotes", note("endnote", 1, "数据来自台账。")),
}


def test_notes_follow_the_paragraph_that_their_mark_stands_in() -> None:
    body = paragraph(run("培训600") + mark_of("footnote", 1) + run("人次") + mark_of("endnote", 1)) + lines("其后。")
    read_ = document(body, NOTES)
    assert [(block.text, str(block.location)) for block in read_.blocks if isinstance(block, Paragraph)] == [
        ("培训600人次", "报告.docx 第1段"),
        ("含临时人员。", "报告.docx 脚注 第1段"),
        ("数据来自台账。", "报告.docx 尾注 第1段"),
        ("其后。", "报告.docx 第2段"),
    ]


def test_notes_to_a_table_follow_the_tables_that_stand_together() -> None:
    first = table(row(cell(paragraph(run("95%") + mark_of("footnote", 1)))))
    body = first + paragraph() + table(texts_row("甲")) + lines("其后。")
    read_ = document(body, NOTES)
    assert [type(block) for block in read_.blocks] == [Table, Table, Paragraph, Paragraph]
    assert prose(read_) == ["含临时人员。", "其后。"]
    assert [block.location.order for block in read_.blocks] == sorted(block.location.order for block in read_.blocks)


def test_notes_at_the_end_deleted_marks_and_marks_of_their_own() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    gone = f"<w:del>{mark_of('footnote', 1)}</w:del>"
    read_ = document(table(row(cell(paragraph(run("95%") + own + gone + mark_of("footnote", 9))))), NOTES)
    assert texts(read_) == [["95%"]]
    assert prose(read_) == ["决算口径。"]


def test_comments_are_told_and_not_read() -> None:
    commented = (
        '<w:commentRangeStart w:id="0"/>'
        + run("95%")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    comments = part("comments", f'<w:comment w:id="0">{lines("请核实")}</w:comment>')
    read_ = document(paragraph(commented), {"word/comments.xml": comments})
    assert (prose(read_), [warning.message for warning in read_.warnings]) == (["95%"], ["含 1 条批注，不作为正文读取"])


def test_changes_of_looks_are_no_changes_of_text() -> None:
    past = '<w:rPrChange w:id="1"><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>'
    cell_past = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr></w:tcPrChange>'
    line_past = '<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    read_ = document(
        table(row(cell(paragraph(run("95%", past), line_past), cell_past))) + paragraph(run("正文"), line_past)
    )
    assert (texts(read_), prose(read_), kinds(read_)) == ([["95%"]], ["正文"], [])
    assert not [block for block in read_.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(("name", "identifier"), [("toc 1", "TOC1"), ("TOC 2", "21"), ("目录 1", "a")])
def test_the_table_of_contents_is_furniture(name: str, identifier: str) -> None:
    styles = part("styles", f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>')
    style = f'<w:pStyle w:val="{identifier}"/>'
    entry = paragraph(run("（一）培训学员人次") + "<w:r><w:tab/></w:r>" + field("PAGEREF _1", run("12")), style)
    read_ = document(
        entry + paragraph(run("没有页码的一行"), style) + lines("（一）培训学员人次 12"), {"word/styles.xml": styles}
    )
    assert prose(read_) == ["没有页码的一行", "（一）培训学员人次 12"]


def test_a_heading_that_was_deleted_is_no_heading() -> None:
    (block,) = document(paragraph(deleted("概况"), '<w:outlineLvl w:val="0"/>')).blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.before) == ("", "概况")
