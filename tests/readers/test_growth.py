"""What would grow beyond its file is bounded where it grows: the rest is read, and what is not read is told."""

from collections.abc import Mapping

import biff
import ofd_files
import pytest
import word_xml
from papers.growth import one_page, related, stream, with_parts
from papers.traps import pdf, word, workbook

from kpi_nlp.extract import extract
from kpi_nlp.model import Cell, Document, Location, Paragraph, Table
from kpi_nlp.readers import CorruptFile, LimitExceeded, Source, read
from kpi_nlp.readers.pdf.opening import MAX_PAGE
from kpi_nlp.readers.pdf.weight import scales_for

LINE = b"0 0 m 9 9 l S\n"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def _weight(data: bytes, number: int = 1) -> int:
    scales = scales_for(data)
    assert scales is not None
    return scales.weight(number)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _told(document: Document) -> list[tuple[str, str]]:
    return [(warning.kind, warning.message) for warning in document.warnings]


def test_a_page_weighs_its_contents_and_all_that_forms_draw() -> None:
    assert _weight(one_page(stream(LINE, packed=2))) == len(LINE) + 1
    assert _weight(one_page(stream(LINE), contents="[4 0 R 4 0 R 4 0 R]")) == 3 * (len(LINE) + 1)
    once, twice = b"/X Do", b"/X Do /X\nDo"
    inner, shown = stream(LINE, FORM), "/XObject << /X 5 0 R >>"
    one = _weight(one_page(stream(once), inner, resources=shown)) - len(once)
    two = _weight(one_page(stream(twice), inner, resources=shown)) - len(twice)
    assert two - 1 == 2 * (one - 1)
    assert one - 2 > len(LINE)


@pytest.mark.parametrize(("written", "named"), [(b"/A#20B", "/A#20B"), (b"/\xb1\xed", "/\xb1\xed"), (b"/F#6f", "/Fo")])
def test_forms_are_known_by_any_spelling_of_their_names(written: bytes, named: str) -> None:
    drawn = one_page(stream(written + b" % x\nDo"), stream(LINE, FORM), resources=f"/XObject << {named} 5 0 R >>")
    assert _weight(drawn) > len(LINE) + len(written) + 10


def test_what_is_odd_on_a_page_hides_nothing_else() -> None:
    odd = "/Y 3 0 R /Z << >> /W 7 0 R /X 5 0 R"
    notes = "/Annots [9 << /AP 9 >> << /AP << /N [5 0 R] >> >>]"
    page = one_page(
        stream(b"/Y Do /Z Do /W Do /X Do"), stream(LINE, FORM), resources=f"/XObject << {odd} >>", entries=notes
    )
    assert _weight(page) > len(LINE) + 100


@pytest.mark.parametrize("encoding", ["/A85", "/AHx"])
def test_old_encodings_are_weighed_too(encoding: str) -> None:
    coded = {"/A85": b"0H`\\h+A,B)~>", "/AHx": b"30203020>"}[encoding]
    assert 1 < _weight(one_page(stream(coded, f"/Filter {encoding}"))) <= len(coded)


@pytest.mark.parametrize(
    "heavy",
    [
        one_page(stream(b"/X Do"), stream(b"/X Do", f"{FORM} /Resources << /XObject << /X 5 0 R >> >>"), resources="/XObject << /X 5 0 R >>"),
        one_page(stream(LINE * 2_000_000, packed=2)),
        one_page(stream(b""), b"<< /Subtype /Stamp /AP << /N 6 0 R >> >>", stream(LINE * 9000, FORM, packed=1), entries=f"/Annots [{'5 0 R ' * 200}]"),
    ],
    ids=["a form that draws itself", "packed twice", "a stamp again and again"],
)  # fmt: skip
def test_what_grows_beyond_the_limit_is_known_beforehand(heavy: bytes) -> None:
    assert _weight(heavy) > MAX_PAGE


def test_a_page_that_grows_too_large_is_told_and_the_others_are_read() -> None:
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    kept = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << " + font + " >> >>"
    heavy = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /XObject << /X 7 0 R >> >> >>"
    text = "BT /F 12 Tf 72 700 Td (2024: 12 / 15 = 80%, and forty letters besides) Tj ET"
    drawing = "/X Do " * 2000
    levels = [
        f"<< /Length {len(drawing)} {FORM} /Resources << /XObject << /X {8 + at} 0 R >> >> >>\nstream\n{drawing}\nendstream"
        for at in range(4)
    ]
    document = read(
        Source(
            "报告.pdf",
            pdf(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                kept,
                heavy,
                f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
                "<< /Length 5 >>\nstream\n/X Do\nendstream",
                *levels,
                f"<< /Length {len(LINE)} {FORM} >>\nstream\n{LINE.decode()}\nendstream",
            ),
        )
    )
    assert _texts(document) == ["2024: 12 / 15 = 80%, and forty letters besides"]
    advice = "请把这一页重新打印成 PDF，或提供 Word 版本"
    assert _told(document) == [("PageTooLarge", f"第2页的图形层层重复，展开后超过上限，未读取；{advice}")]


def test_a_page_with_more_letters_than_any_paper_is_not_read() -> None:
    letters = b"BT /F 6 Tf 9 9 Td " + b"(abcdefghijklmnopqrstuvwxyz) Tj " * 10_000 + b"ET"
    with pytest.raises(LimitExceeded) as raised:
        read(Source("报告.pdf", one_page(stream(letters, packed=1))))
    assert raised.value.reason == "PDF 的页面展开后超过上限"


def _ofd(*pages: str, common: str = "", **parts: str) -> Document:
    return read(Source("报告.ofd", ofd_files.of_pages(*pages, common=common, **parts)))


def test_a_page_of_an_ofd_that_is_listed_again_is_told_and_read_once() -> None:
    listed = ["Pages/A.xml", "Pages/A.xml", "Pages/B.xml", "没有.xml", "没有.xml"]
    first, second = (
        ofd_files.page(ofd_files.text_object(text, 20, 20)) for text in ("全年举办培训12期", "共投入资金300万元")
    )
    parts = {"OFD.xml": ofd_files.entry(), "Doc_0/Document.xml": ofd_files.document(listed), "Doc_0/Pages/A.xml": first, "Doc_0/Pages/B.xml": second}  # fmt: skip
    document = read(Source("报告.ofd", ofd_files.package(parts)))
    assert _texts(document) == ["全年举办培训12期", "共投入资金300万元"]
    assert _told(document) == [
        ("RepeatedPage", "第2页与前面的页是同一页，未重复读取"),
        ("DamagedPage", "第4-5页已损坏，未读取"),
    ]


def test_a_page_of_an_ofd_with_too_many_objects_is_told_and_the_others_are_read() -> None:
    good = ofd_files.page(ofd_files.text_object("全年举办培训12期", 20, 20))
    letters = '<ofd:TextObject ID="1" Boundary="0 0 90 9" Font="1" Size="3"><ofd:TextCode X="0" Y="5">' + "培训" * 60_000 + "</ofd:TextCode></ofd:TextObject>"  # fmt: skip
    document = _ofd(good, ofd_files.page(letters * 2))
    assert _texts(document) == ["全年举办培训12期"]
    assert _told(document) == [("PageTooLarge", "第2页内容过多（一页超过 100000 个对象），未读取")]


def test_a_note_is_read_once_however_often_it_is_pointed_at() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = word_xml.paragraph(word_xml.run("甲") + mark) + word_xml.paragraph(word_xml.run("乙") + mark)
    notes = word_xml.part("footnotes", f'<w:footnote w:id="2">{word_xml.lines("注一")}</w:footnote>')
    assert word_xml.prose(word_xml.document(body, {"word/footnotes.xml": notes})) == ["甲", "注一", "乙"]


def test_a_document_inside_is_read_once_and_told_where_it_stands_again() -> None:
    chunk = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="c"/>'
    body = word_xml.lines("甲") + chunk * 3
    whole = with_parts(word(body), {"word/a.docx": word(word_xml.lines("乙")), "word/_rels/document.xml.rels": related(c="aFChunk a.docx")})  # fmt: skip
    document = read(Source("报告.docx", whole))
    assert _texts(document) == ["甲", "乙"]
    again = "嵌入了另一份文档，其内容未读取；请用 Word 打开并另存一份后重试"
    assert [message for _, message in _told(document)] == ["嵌入了另一份文档，已按打印出来的部分读取", again, again]


def _book(rows: str, changes: Mapping[str, str]) -> Document:
    return read(Source("表.xlsx", with_parts(workbook(rows), changes)))


def test_a_sheet_that_is_listed_twice_is_a_damaged_workbook() -> None:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'  # fmt: skip
    twice = f'<workbook {names}><sheets><sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId1"/></sheets></workbook>'
    with pytest.raises(CorruptFile) as raised:
        _book('<row r="1"><c r="A1"><v>1</v></c></row>', {"xl/workbook.xml": twice})
    assert raised.value.reason == "工作簿已损坏，缺少工作表或工作表重复"
    book = bytearray(biff.stream([biff.Tab("甲", [biff.number(0, 0, 1)]), biff.Tab("乙", [biff.number(0, 0, 2)])]))
    first, second = [
        at for at in range(len(book) - 4) if book[at : at + 2] == b"\x85\0" and book[at + 8 : at + 10] == b"\0\0"
    ]
    book[second + 4 : second + 8] = book[first + 4 : first + 8]
    with pytest.raises(CorruptFile) as raised:
        read(Source("表.xls", biff.compound({"Workbook": bytes(book)})))
    assert raised.value.reason == "工作簿已损坏，有工作表重复"


@pytest.mark.parametrize("digits", ["9" * 20, "9" * 5000])
def test_a_number_of_no_row_is_no_row(digits: str) -> None:
    (table,) = _book(f'<row r="{digits}"><c r="A1"><v>12</v></c><c r="{"Z" * 5000}1"><v>15</v></c></row>', {}).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["12", "15"]]


def test_a_format_longer_than_any_is_none() -> None:
    styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="200" formatCode="{}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>'
    row = '<row r="1"><c r="A1" s="1"><v>12.5</v></c><c r="B1"><v>15</v></c></row>'
    for code, shown in (("0.00", "12.50"), ("0" * 256, "12.5")):
        (table,) = _book(row, {"xl/styles.xml": styles.format(code)}).blocks
        assert isinstance(table, Table)
        assert table.rows[0][0].text == shown


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("长.txt", "培训".encode() * 1_000_001, "文字超过 200 万字"),
        ("大.md", b" " * 8_000_001 + b"x", "文本超过 7 MB"),
        ("签.html", b"<html><p " + b" ".join(b"a%d=1" % at for at in range(1001)) + b" style='" + b"x" * 9000 + b"'>12</p>", "网页的标签属性太多"),
    ],
)  # fmt: skip
def test_what_no_report_needs_is_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(LimitExceeded) as raised:
        read(Source(name, data))
    assert raised.value.reason == reason


def test_a_picture_within_a_page_makes_no_long_tag_of_many_attributes() -> None:
    page = (
        "<html><body><img class='a' src='data:image/png;base64,"
        + "A b=1 " * 20_000
        + "'><p>全年举办培训12期</p></body></html>"
    )
    assert _texts(read(Source("页.html", page.encode()))) == ["全年举办培训12期"]


def test_a_run_of_framed_lines_without_a_cell_is_no_table() -> None:
    document = read(Source("框.txt", ("│" * 9 + "\n+-+" * 20 + "\n全年举办培训12期。").encode()))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["全年举办培训12期。"]


def test_a_row_may_begin_within_a_cell_that_was_merged_on_its_left() -> None:
    place = Location("表.html")
    titles = ("三级指标", "年度指标值", "实际完成情况", "完成率")
    rows = (
        tuple(Cell(text, place) for text in titles),
        (Cell("执行率", place, covered="right"),),
        tuple(Cell(text, place) for text in ("培训期数", "12期", "12期", "100%")),
    )
    paper = extract(Document("表.html", "", "html", (Table(rows, place),)))
    assert [indicator.name for indicator in paper.indicators] == ["培训期数"]
