"""Word documents as people make them: tracked changes, content controls, merges, text boxes."""

import io
import zipfile

import pytest

from kpi_nlp.model import Cell, Document, Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, Source, read

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = (
    f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def document(body: str, *, styles: str | None = STYLES) -> Document:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", styles)
    return read(Source("报告.docx", stream.getvalue()))


def table_of(read_: Document) -> list[list[Cell]]:
    (table,) = [block for block in read_.blocks if isinstance(block, Table)]
    return [list(cells) for cells in table.rows]


def texts(read_: Document) -> list[list[str]]:
    return [[one.text for one in cells] for cells in table_of(read_)]


def test_a_tracked_change_keeps_both_versions() -> None:
    changed = f'<w:del w:id="1"><w:r><w:delText>200</w:delText></w:r></w:del><w:ins w:id="2">{run("150")}</w:ins>{run("人次")}'
    read_ = document(table(row(cell(paragraph(changed)))))
    (found,) = table_of(read_)[0]
    assert (found.text, found.before) == ("150人次", "200人次")
    assert [warning.kind for warning in read_.warnings] == ["TrackedChanges"]


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
    found = table_of(document(table(body)))
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
    inner = table(row(cell(paragraph(run("内")))))
    read_ = document(table(row(cell(paragraph(run("外")) + inner))))
    assert [
        [[one.text for one in cells] for cells in block.rows] for block in read_.blocks if isinstance(block, Table)
    ] == [[["外"]], [["内"]]]


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
    )
    found = [(block.text, block.level) for block in document(body).blocks if isinstance(block, Heading)]
    assert found == [("小节", 2), ("章", 1), ("三", 3)]


def test_breaks_tabs_and_field_codes() -> None:
    codes = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inside = run("甲") + "<w:r><w:br/></w:r>" + run("乙") + "<w:r><w:tab/></w:r>" + run("丙") + codes
    (block,) = document(paragraph(inside), styles=None).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "甲\n乙 丙"


def test_a_document_type_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(CorruptFile, match="不允许的声明"):
        read(Source("报告.docx", stream.getvalue()))
