"""Word files as programs make them: parts under any name, documents inside documents, titles in the page header."""

import io
from collections.abc import Mapping

import openpyxl
import pytest
from word_xml import (
    NAMESPACES,
    RELATIONS,
    cell,
    document,
    kinds,
    lines,
    package,
    paragraph,
    part,
    prose,
    relations,
    row,
    run,
    table,
    tables,
    texts,
    texts_row,
)

from kpi_nlp.extract import extract
from kpi_nlp.model import Document, Heading, Table
from kpi_nlp.readers import ReadError, Source, read

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
LARGE, SMALL = (5_000_000, 3_000_000), (900_000, 900_000)


def content_types(part_: str, content: str) -> str:
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/{part_}" ContentType="{content}"/></Types>'


@pytest.mark.parametrize("content", [MAIN, MACROS])
@pytest.mark.parametrize("main", ["word/document22.xml", "document.xml", "Inhalt/haupt.xml"])
def test_parts_under_other_names_are_found_by_their_relations(main: str, content: str) -> None:
    folder = main.rpartition("/")[0]
    numbering = f"{folder}/listen.xml".lstrip("/")
    data = package(
        paragraph(run("概况"), NUMBERED),
        {
            "[Content_Types].xml": content_types(main, content),
            "_rels/.rels": relations(
                {"r1": ("officeDocument", f"/{main}"), "r2": ("extended-properties", "docProps/app.xml")}
            ),
            numbering: part("numbering", LIST),
        },
        main=main,
        targets={"n": ("numbering", "listen.xml")},
    )
    assert prose(read(Source("报告.docx", data))) == ["一、概况"]


@pytest.mark.parametrize("suffix", ["docx", "docm", "dotx", "dotm", "wps"])
def test_suffixes_of_word_and_wps(suffix: str) -> None:
    assert kinds(read(Source(f"报告.{suffix}", package(lines("正文"))))) == []


def test_strict_documents_are_strict_in_every_part() -> None:
    def strict(xml: str) -> str:
        return xml.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
        ).replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    body = paragraph(run("概况"), NUMBERED) + "<w:p><m:oMath><m:r><m:t>≥95%</m:t></m:r></m:oMath></w:p>" + section
    data = package(
        "",
        {
            "word/document.xml": strict(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"),
            "word/_rels/document.xml.rels": strict(
                relations({"h": ("header", "header1.xml"), "n": ("numbering", "n.xml")})
            ),
            "word/n.xml": strict(part("numbering", LIST)),
            "word/header1.xml": strict(part("hdr", lines("示例局2024年部门整体绩效自评报告"))),
        },
        main="word/unused.xml",
    )
    read_ = read(Source("报告.docx", data))
    assert prose(read_) == ["示例局2024年部门整体绩效自评报告", "一、概况", "≥95%"]


HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "举办培训班期数", "12期", "12期", "10", "10"]
TITLE = "澜川市示例局2024年部门整体绩效自评表"
FORM = table(texts_row(*HEADER), texts_row(*ROW))


def with_headers(body: str, headers: Mapping[str, str], more: str = "") -> Document:
    """Return a document whose section has page headers by their type."""
    references = "".join(f'<w:headerReference w:type="{type_}" r:id="{type_}"/>' for type_ in headers)
    return document(
        f"{body}<w:sectPr>{references}{more}</w:sectPr>",
        {f"word/header-{type_}.xml": part("hdr", inside) for type_, inside in headers.items()},
        targets={type_: ("header", f"header-{type_}.xml") for type_ in headers},
    )


def test_a_title_that_stands_only_in_the_page_header_tells_whose_paper_it_is() -> None:
    read_ = with_headers(lines("附件3") + FORM, {"default": lines(TITLE, "第 1 页 共 12 页")})
    assert [(text, str(block.location)) for text, block in zip(prose(read_), read_.blocks, strict=False)] == [
        (TITLE, "报告.docx 页眉"),
        ("附件3", "报告.docx 第1段"),
    ]
    paper = extract(read_)
    identity = paper.document.identity
    assert (identity.department, identity.year, identity.stage) == ("澜川市示例局", 2024, "self_evaluation")
    assert [claim.text for claim in paper.claims] == []


@pytest.mark.parametrize(
    "body",
    [
        lines(TITLE) + FORM,
        lines("附件3", "部门整体支出绩效自评报告", "一、概况") + FORM,
        paragraph(run("自评报告"), '<w:outlineLvl w:val="0"/>') + FORM,
    ],
)
def test_a_page_header_beside_a_title_is_furniture(body: str) -> None:
    assert "某会计师事务所绩效评价项目" not in prose(
        with_headers(body, {"default": lines("某会计师事务所绩效评价项目")})
    )


@pytest.mark.parametrize(
    "text", ["第 1 页 共 12 页", "- 1 -", "2024", "单位：澜川市示例局", "内部资料", "本报告数据截至2024年12月31日。"]
)
def test_furniture_of_the_page_header_is_no_title(text: str) -> None:
    assert prose(with_headers(FORM, {"default": lines(text)})) == []


@pytest.mark.parametrize(
    "chapter", ["一、部门基本情况及职能", "第一部分 部门基本情况", "（一）部门基本情况和职能", "1.部门基本情况和职能"]
)
def test_a_chapter_is_no_title(chapter: str) -> None:
    body = paragraph(run(chapter), '<w:outlineLvl w:val="0"/>') + lines("本部门共有内设机构12个。") + FORM
    assert prose(with_headers(body, {"default": lines(TITLE)}))[:2] == [TITLE, chapter]


def test_the_header_of_a_first_page_counts_where_it_is_different() -> None:
    headers = {
        "first": lines(TITLE),
        "default": lines("某某项目支出绩效自评报告"),
        "even": lines("偶数页不是第一页的页眉"),
    }
    assert prose(with_headers(FORM, headers, "<w:titlePg/>")) == [TITLE, "某某项目支出绩效自评报告"]
    assert prose(with_headers(FORM, headers)) == ["某某项目支出绩效自评报告"]


def workbook(*sheets: tuple[str, list[list[object]]], active: int = 0) -> bytes:
    book = openpyxl.Workbook()
    for at, (name, rows) in enumerate(sheets):
        sheet = book.worksheets[0] if not at else book.create_sheet()
        sheet.title = name
        for values in rows:
            sheet.append(values)
    book.active = active
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def object_(program: str, more: str = "") -> str:
    shape = '<v:shape style="width:400pt;height:200pt"><v:imagedata r:id="p"/></v:shape>'
    return f'<w:r><w:object>{shape}<o:OLEObject Type="Embed" ProgID="{program}" r:id="e" {more}/></w:object></w:r>'


def with_inside(body: str, data: bytes | None, name: str = "embeddings/inside.xlsx") -> Document:
    inside = {} if data is None else {f"word/{name}": data}
    return document(body, inside, targets={"e": ("package", name)})


def test_an_embedded_workbook_is_a_table_in_its_place() -> None:
    data = workbook(("底稿", [["别的", "数"]]), ("附表", [["指标", "实际"], ["期数", 12]]), active=1)
    read_ = with_inside(
        lines("前") + paragraph(run("表如下：") + object_("Excel.Sheet.12")) + table(texts_row("后")), data
    )
    assert [type(block).__name__ for block in read_.blocks] == ["Paragraph", "Paragraph", "Table", "Table"]
    first, second = [block for block in read_.blocks if isinstance(block, Table)]
    assert [[one.text for one in cells] for cells in first.rows] == [["指标", "实际"], ["期数", "12"]]
    assert [str(cells[0].location) for cells in first.rows] == ["报告.docx 第1个表 第1行", "报告.docx 第1个表 第2行"]
    assert str(second.rows[0][0].location) == "报告.docx 第2个表 第1行"
    assert [(warning.kind, str(warning.location)) for warning in read_.warnings] == [
        ("EmbeddedDocument", "报告.docx 第2段")
    ]
    assert [block.location.order for block in read_.blocks] == sorted(block.location.order for block in read_.blocks)


def test_an_embedded_workbook_in_a_cell_follows_its_table() -> None:
    data = workbook(("Sheet1", [["指标", "实际"], ["期数", 12]]))
    read_ = with_inside(table(row(cell(paragraph(object_("Excel.Sheet.12"))), cell(lines("侧")))), data)
    assert [[[one.text for one in cells] for cells in rows] for rows in tables(read_)] == [
        [["", "侧"]],
        [["指标", "实际"], ["期数", "12"]],
    ]
    assert [str(warning.location) for warning in read_.warnings] == ["报告.docx 第1个表 第1行"]


@pytest.mark.parametrize(
    ("object_text", "data", "said"),
    [
        (object_("Excel.Sheet.12"), None, " Excel 工作表"),
        (object_("Excel.Sheet.12"), b"broken", " Excel 工作表"),
        (object_("Excel.Sheet.8"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), " Excel 工作表"),
        (object_("Excel.Sheet.12", 'DrawAspect="Icon"'), workbook(("Sheet1", [["指标", "实际"]])), " Excel 工作表"),
        (object_("Excel.Chart.8"), b"x", "图表"),
        (object_("Equation.DSMT4"), b"x", "公式"),
        (object_("Package"), b"x", "附件"),
        (object_("Visio.Drawing.15"), b"x", "对象"),
    ],
)
def test_an_object_that_is_not_read_is_told_with_its_place(object_text: str, data: bytes | None, said: str) -> None:
    read_ = with_inside(lines("前") + paragraph(run("见") + object_text), data)
    assert prose(read_) == ["前", "见"]
    assert [(warning.kind, warning.message.split("，")[0], str(warning.location)) for warning in read_.warnings] == [
        ("EmbeddedDocument", f"嵌入了{said}", "报告.docx 第2段")
    ]


CHUNK = '<w:altChunk r:id="e"/>'


def test_a_document_inside_a_document_is_read_in_its_place() -> None:
    inner = package(
        lines("内文") + table(texts_row("甲", "乙")) + CHUNK,
        targets={"e": ("aFChunk", "missing.docx")},
    )
    read_ = with_inside(lines("前") + CHUNK + lines("后"), inner, "chunk.docx")
    assert prose(read_) == ["前", "内文", "后"]
    assert texts(read_) == [["甲", "乙"]]
    assert [str(block.location) for block in read_.blocks] == [
        "报告.docx 第1段",
        "报告.docx 第1段",
        "报告.docx 第1个表 第1行",
        "报告.docx 第2段",
    ]
    assert kinds(read_) == ["EmbeddedDocument", "EmbeddedDocument"]


def test_a_text_inside_a_document_is_read_in_its_place() -> None:
    read_ = with_inside(CHUNK + lines("后"), "一行\n二行\n".encode(), "chunk.txt")
    assert prose(read_) == ["一行", "二行", "后"]


def test_documents_inside_each_other_without_end_are_told() -> None:
    data = package(lines("最里"))
    for _ in range(5):
        data = package(lines("一层") + CHUNK, {"word/chunk.docx": data}, targets={"e": ("aFChunk", "chunk.docx")})
    read_ = read(Source("报告.docx", data))
    assert prose(read_) == ["一层"] * 3
    assert [warning.message.split("；")[0] for warning in read_.warnings][-1] == "嵌入了另一份文档，其内容未读取"


@pytest.mark.parametrize("target", ["http://example.com/a.docx", "../../outside.docx"])
def test_a_chunk_outside_the_file_is_not_followed(target: str) -> None:
    outside = f'<Relationship Id="e" Type="{RELATIONS}/aFChunk" TargetMode="External" Target="{target}"/>'
    listed = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{outside}</Relationships>'
    )
    for relations_ in (listed, listed.replace('TargetMode="External"', "")):
        read_ = document(lines("前") + CHUNK, {"word/_rels/document.xml.rels": relations_})
        assert (prose(read_), kinds(read_)) == (["前"], ["EmbeddedDocument"])


def drawing(
    size: tuple[int, int], graphic: str = '<a:graphicData uri="…/picture"><a:blip r:embed="p"/></a:graphicData>'
) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:extent cx="{size[0]}" cy="{size[1]}"/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>'


def picture(size: str) -> str:
    return f'<w:r><w:pict><v:shape style="position:absolute;{size}"><v:imagedata r:id="p"/></v:shape></w:pict></w:r>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph(drawing(LARGE)) + paragraph(drawing(LARGE)), ["含 2 张较大的图片，其中的文字未读取"]),
        (paragraph(drawing(SMALL)), []),
        (paragraph(picture("width:420pt;height:200.5pt")), ["含 1 张较大的图片，其中的文字未读取"]),
        (paragraph(picture("width:40pt;height:20pt")), []),
        (paragraph(picture("width:x;height:-1pt")), []),
        (table(row(cell(paragraph(drawing(SMALL))), cell(lines("签字")))), ["单元格里只有图片，其中的文字未读取"]),
        (table(row(cell(paragraph(run("盖章") + drawing(SMALL))))), []),
        (paragraph(drawing(LARGE, '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/>')), ["图表中的文字和数据未读取"]),
        (paragraph(drawing(LARGE, '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>')), ["SmartArt 图形中的文字和数据未读取"]),
    ],
)  # fmt: skip
def test_what_is_drawn_is_told_where_it_may_hold_a_value(body: str, said: list[str]) -> None:
    assert [warning.message for warning in document(body).warnings] == said


def test_old_word_art_is_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="绩效自评报告"/></v:shape></w:pict></w:r>'
    assert prose(document(paragraph(art))) == ["绩效自评报告"]


def test_a_part_with_a_document_type_is_refused() -> None:
    with pytest.raises(ReadError, match="不允许的声明"):
        document(lines("正文"), {"word/numbering.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


def test_headings_have_no_place_of_their_own_in_a_header() -> None:
    read_ = with_headers(FORM, {"default": paragraph(run(TITLE), '<w:outlineLvl w:val="0"/>')})
    assert not [block for block in read_.blocks if isinstance(block, Heading)]
