"""Word documents as people make them: tracked changes, content controls, merges, text boxes."""

import io
import zipfile

import pytest
from word_xml import (
    NAMESPACES,
    cell,
    control,
    document,
    kinds,
    one_cell,
    paragraph,
    part,
    row,
    run,
    table,
    tables,
    texts,
)

from kpi_nlp.model import Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, Source, read

STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="节"/><w:basedOn w:val="a2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="目录标题"/><w:basedOn w:val="a2"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="a5"><w:name w:val="标题 1 字符"/></w:style>',
)


def test_a_tracked_change_keeps_both_versions() -> None:
    changed = f'<w:del w:id="1"><w:r><w:delText>200</w:delText></w:r></w:del><w:ins w:id="2">{run("150")}</w:ins>{run("人次")}'
    read_ = document(table(row(cell(paragraph(changed)))))
    (found,) = tables(read_)[0][0]
    assert (found.text, found.before) == ("150人次", "200人次")
    assert kinds(read_) == ["TrackedChanges"]


def test_a_deleted_row_is_gone_and_an_inserted_row_is_there() -> None:
    deleted = row(cell(paragraph(run("删"))), properties="<w:del/>")
    inserted = row(cell(paragraph(run("增"))), properties="<w:ins/>")
    assert texts(document(table(row(cell(paragraph(run("留")))), deleted, inserted))) == [["留"], ["增"]]


def test_moved_text_stands_where_it_went() -> None:
    body = paragraph("<w:moveFrom>" + run("旧") + "</w:moveFrom>") + paragraph("<w:moveTo>" + run("新") + "</w:moveTo>")
    found = [(block.text, block.before) for block in document(body).blocks if isinstance(block, Paragraph)]
    assert found == [("", "旧"), ("新", "")]


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell(paragraph(control(run("95%")))))),
        table(row(cell(control(paragraph(run("95%")))))),
        table(row(control(cell(paragraph(run("95%")))))),
        table(control(row(cell(paragraph(run("95%")))))),
        control(table(row(cell(paragraph(run("95%")))))),
    ],
    ids=["run", "paragraph", "cell", "row", "table"],
)
def test_content_controls_at_every_level(body: str) -> None:
    assert texts(document(body)) == [["95%"]]


def test_merged_cells_stand_in_every_place_they_span() -> None:
    body = "".join(
        (
            row(
                cell(paragraph(run("产出")), '<w:vMerge w:val="restart"/>'),
                cell(paragraph(run("甲")), '<w:gridSpan w:val="2"/>'),
            ),
            row(cell(paragraph(""), "<w:vMerge/>"), cell(paragraph(run("乙"))), cell(paragraph(run("丙")))),
        )
    )
    (found,) = tables(document(table(body)))
    assert [[(one.text, one.covered) for one in cells] for cells in found] == [
        [("产出", ""), ("甲", ""), ("甲", "right")],
        [("产出", "down"), ("乙", ""), ("丙", "")],
    ]


def test_cells_left_out_before_a_row_keep_their_columns() -> None:
    body = row(cell(paragraph(run("甲"))), cell(paragraph(run("乙")))) + row(
        cell(paragraph(run("丙"))), properties='<w:gridBefore w:val="1"/>'
    )
    assert texts(document(table(body))) == [["甲", "乙"], ["", "丙"]]


def test_nested_tables_follow_their_table() -> None:
    inner = table(row(cell(paragraph(run("内"))), cell(paragraph(run("侧")))))
    read_ = document(table(row(cell(paragraph(run("外")) + inner))))
    assert [
        [[one.text for one in cells] for cells in block.rows] for block in read_.blocks if isinstance(block, Table)
    ] == [[["外"]], [["内", "侧"]]]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph(run("盒中")) + "</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    found = [
        block.text
        for block in document(paragraph(run("正文") + f"<w:r>{both}</w:r>")).blocks
        if isinstance(block, Paragraph)
    ]
    assert found == ["正文", "盒中"]


def test_headings_by_style_and_by_outline() -> None:
    body = (
        paragraph(run("小节"), '<w:pStyle w:val="a1"/>')
        + paragraph(run("章"), '<w:pStyle w:val="a2"/>')
        + paragraph(run("三"), '<w:outlineLvl w:val="2"/>')
        + paragraph(run("继承"), '<w:pStyle w:val="a3"/>')
        + paragraph(run("目录"), '<w:pStyle w:val="a4"/>')
        + paragraph(run("正文"), '<w:pStyle w:val="a2"/><w:outlineLvl w:val="9"/>')
        + paragraph(run("字符样式"), '<w:pStyle w:val="a5"/>')
    )
    read_ = document(body, {"word/styles.xml": STYLES})
    found = [(block.text, block.level) for block in read_.blocks if isinstance(block, Heading)]
    assert found == [("小节", 2), ("章", 1), ("三", 3), ("继承", 1)]


def test_breaks_tabs_and_field_codes() -> None:
    codes = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inside = run("甲") + "<w:r><w:br/></w:r>" + run("乙") + "<w:r><w:tab/></w:r>" + run("丙") + codes
    (block,) = document(paragraph(inside)).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "甲\n乙 丙"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<m:oMath><m:r><m:t>≥30</m:t></m:r></m:oMath>" + run("公里"), "≥30公里"),
        ("<m:oMath><m:f><m:num><m:r><m:t>33</m:t></m:r></m:num><m:den><m:r><m:t>41</m:t></m:r></m:den></m:f></m:oMath>", "33/41"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("95%"), "≥95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (run("32m") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "32m²"),
        ("<w:r><w:ruby><w:rt>" + run("zhi") + "</w:rt><w:rubyBase>" + run("治") + "</w:rubyBase></w:ruby></w:r>", "治"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>95%</w:t></w:r>', "95%"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入文字。") + "</w:sdtContent></w:sdt>", ""),
    ],
    ids=["formula", "fraction", "symbol", "tick", "raised", "reading aid", "not hidden", "prompt"],
)  # fmt: skip
def test_what_is_printed_is_read(inside: str, text: str) -> None:
    found, warnings = one_cell(paragraph(inside))
    assert (found.text, warnings) == (text, [])


def test_hidden_text_is_left_out_and_told() -> None:
    found, warnings = one_cell(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>" + run("32公里")))
    assert (found.text, warnings) == ("32公里", ["HiddenText"])


def test_a_frame_around_text_and_a_text_box_belong_to_their_cell() -> None:
    frame = table(row(cell(paragraph(run("32公里")))))
    assert one_cell(paragraph("") + frame)[0].text == "32公里"
    box = "<w:r><w:txbxContent>" + paragraph(run("32公里")) + "</w:txbxContent></w:r>"
    assert one_cell(paragraph(box))[0].text == "32公里"


def test_paragraphs_joined_by_a_tracked_change() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    found, warnings = one_cell(paragraph(run("3"), mark) + paragraph(run("2公里")))
    assert (found.text, found.before, warnings) == ("32公里", "3\n2公里", ["TrackedChanges"])


def test_rows_and_cells_of_tracked_changes_are_told() -> None:
    read_ = document(
        table(
            row(cell(paragraph(run("甲"))), properties="<w:ins/>"),
            row(cell(paragraph(run("旧")), "<w:cellDel/>"), cell(paragraph(run("乙")), "<w:cellIns/>")),
        )
    )
    assert texts(read_) == [["甲"], ["乙"]]
    assert kinds(read_) == ["TrackedChanges"] * 2


def test_nested_tables_are_read_once_and_too_deep_ones_told() -> None:
    body = table(row(cell(paragraph(run("最里"))), cell(paragraph(""))))
    for depth in range(4):
        body = table(row(cell(paragraph(run(f"第{depth}层")) + body), cell(paragraph(""))))
    read_ = document(body)
    first = [block.rows[0][0].text for block in read_.blocks if isinstance(block, Table)]
    assert first == ["第3层", "第2层", "第1层", "第0层"]
    assert kinds(read_) == ["NestingTooDeep"]


@pytest.mark.parametrize("number", ["abc", "-1", "0", "", "99999"])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    body = table(
        row(
            cell(paragraph(run("甲"), f'<w:outlineLvl w:val="{number}"/>'), f'<w:gridSpan w:val="{number}"/>'),
            properties=f'<w:gridBefore w:val="{"0" if number == "99999" else number}"/>',
        )
    )
    ((cells,),) = tables(document(body))
    assert {one.text for one in cells} == {"甲"}
    assert len(cells) == (256 if number == "99999" else 1)


def test_an_embedded_document_is_told() -> None:
    assert kinds(document("<w:altChunk/>")) == ["EmbeddedDocument"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/document2.xml"])
def test_strict_documents_and_numbered_bodies(part: str) -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, f"<w:document {strict}><w:body>{paragraph(run('正文'))}</w:body></w:document>")
    (block,) = read(Source("报告.docx", stream.getvalue())).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "正文"


@pytest.mark.parametrize("ahead", ["", f"<!--{' ' * 5000}-->"])
def test_a_document_type_is_refused(ahead: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'{ahead}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(CorruptFile, match="不允许的声明"):
        read(Source("报告.docx", stream.getvalue()))


def test_styles_of_tables_do_not_stand_in_the_way() -> None:
    of_tables = '<w:style w:type="table" w:styleId="t"><w:name w:val="heading 3"/><w:tblStylePr w:type="firstRow"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:tblStylePr></w:style>'
    empty = '<w:style w:type="table" w:styleId="u"/>'
    heading = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    for order in (of_tables + heading, heading + of_tables, of_tables + empty + heading, heading + of_tables + empty):
        body = paragraph(run("概况"), '<w:pStyle w:val="1"/>') + paragraph(run("正文"), '<w:pStyle w:val="t"/>')
        read_ = document(body, {"word/styles.xml": part("styles", order)})
        assert [type(block) for block in read_.blocks] == [Heading, Paragraph]
