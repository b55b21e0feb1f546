"""PDFs as programs print them: rotation, hidden and struck text, fonts without words, scans, damage."""

import io
import random
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from press import Press
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from kpi_nlp.model import Document, Paragraph, Table
from kpi_nlp.readers import (
    CorruptFile,
    EncryptedFile,
    LimitExceeded,
    ReadError,
    Source,
    ToolMissing,
    read,
    scan,
)
from kpi_nlp.readers.printed.page import Glyph, Page

ROWS = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值"],
    ["产出指标", "培训人次", "≥600人次", "612人次"],
    ["^", "举办期数", "12期", "12期"],
]
CELLS = [
    ["一级指标", "三级指标", "年度指标值", "实际完成值"],
    ["产出指标", "培训人次", "≥600人次", "612人次"],
    ["产出指标", "举办期数", "12期", "12期"],
]
WIDTHS = (60, 80, 80, 80)


def printed(press: Press) -> Document:
    return read(Source("报告.pdf", press.pdf()))


def texts(document: Document) -> list[object]:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def kinds(document: Document) -> list[str]:
    return [warning.kind for warning in document.warnings]


def test_a_form_and_prose() -> None:
    press = Press()
    press.text(200, 50, "绩效自评表", size=16)
    press.form(50, 100, WIDTHS, ROWS)
    press.text(50, 200, "填表人：张三")
    document = printed(press)
    assert texts(document) == ["绩效自评表", CELLS, "填表人：张三"]
    assert document.warnings == ()
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.covered for cell in row] for row in table.rows] == [
        ["", "", "", ""],
        ["", "", "", ""],
        ["down", "", "", ""],
    ]
    assert str(table.rows[2][1].location) == "报告.pdf 第1页 第1个表 第3行"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_pages_are_read_as_their_text_runs(rotation: int, angle: int) -> None:
    """A form printed sideways on an upright page, and pages that are shown turned, in all combinations."""
    press = Press((842, 842))
    press.canvas.setPageRotation(rotation)
    press.canvas.translate(421, 421)
    press.canvas.rotate(angle)
    press.canvas.translate(-421, -421)
    press.text(200, 50, "绩效自评表", size=16)
    press.form(50, 100, WIDTHS, ROWS)
    assert texts(printed(press)) == ["绩效自评表", CELLS]


def _thin_rectangles(press: Press) -> None:
    for top in (100, 120, 140, 160):
        press.canvas.rect(50, press.height - top, 300, 0.5, stroke=0, fill=1)
    for left in (50, 110, 190, 270, 350):
        press.canvas.rect(left, press.height - 160, 0.5, 60, stroke=0, fill=1)


def _rectangles(press: Press) -> None:
    for row in range(3):
        for left, width in ((50, 60), (110, 80), (190, 80), (270, 80)):
            press.canvas.rect(left, press.height - 120 - 20 * row, width, 20)


def _dashes(press: Press) -> None:
    press.canvas.setDash(2, 2)
    for top in (100, 120, 140, 160):
        for left in range(50, 350, 5):
            press.line(left, top, left + 3, top)
    press.canvas.setDash()
    for left in (50, 110, 190, 270, 350):
        for top in range(100, 160, 2):
            press.canvas.rect(left, press.height - top - 1, 1, 1, stroke=0, fill=1)


def _double_lines(press: Press) -> None:
    for top in (100, 120, 140, 160):
        press.line(50, top, 350, top)
        press.line(50, top + 1.5, 350, top + 1.5)
    for left in (50, 110, 190, 270, 350):
        press.line(left, 100, left, 161)
        press.line(left - 1.5, 100, left - 1.5, 161)


def _one_path(press: Press) -> None:
    path = press.canvas.beginPath()
    for top in (100, 120, 140, 160):
        path.moveTo(50, press.height - top)
        path.lineTo(350, press.height - top)
    for left in (50, 110, 190, 270, 350):
        path.moveTo(left, press.height - 100)
        path.lineTo(left, press.height - 160)
    press.canvas.drawPath(path)


def _in_a_form_object(press: Press) -> None:
    press.canvas.beginForm("grid")
    for top in (0, 10, 20, 30):
        press.canvas.line(0, top, 150, top)
    for left in (0, 30, 70, 110, 150):
        press.canvas.line(left, 0, left, 30)
    press.canvas.endForm()
    press.canvas.saveState()
    press.canvas.translate(50, press.height - 160)
    press.canvas.scale(2, 2)
    press.canvas.doForm("grid")
    press.canvas.restoreState()


def _open_sides(press: Press) -> None:
    for top in (100, 120, 140, 160):
        press.line(50, top, 350, top)
    for left in (110, 190, 270):
        press.line(left, 100, left, 160)


def _filled_header(press: Press) -> None:
    press.canvas.setFillColorRGB(0.8, 0.9, 1)
    press.canvas.rect(50, press.height - 120, 300, 20, stroke=0, fill=1)
    press.canvas.setFillColorRGB(0, 0, 0)
    _rectangles(press)


@pytest.mark.parametrize(
    "draw",
    [_thin_rectangles, _rectangles, _dashes, _double_lines, _one_path, _in_a_form_object, _open_sides, _filled_header],
)
def test_lines_however_they_are_drawn(draw: Callable[[Press], None]) -> None:
    press = Press()
    draw(press)
    for row, cells in enumerate(CELLS):
        for left, text in zip((53, 113, 193, 273), cells, strict=True):
            press.text(left, 105 + 20 * row, text, size=9)
    assert texts(printed(press)) == [CELLS]


def test_text_nobody_sees_is_told_and_not_read() -> None:
    press = Press()
    press.text(50, 50, "看得见")
    invisible = press.canvas.beginText(50, 600)
    invisible.setFont("STSong-Light", 10)
    invisible.setTextRenderMode(3)
    invisible.textOut("看不见一")
    invisible.setTextRenderMode(0)
    press.canvas.drawText(invisible)
    press.canvas.setFillColorRGB(1, 1, 1)
    press.text(50, 100, "白字")
    press.text(50, -30, "页外")
    document = printed(press)
    assert texts(document) == ["看得见"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("HiddenText", "第1页有看不见的文字，未读取：「看不见一白字页外」")
    ]


def test_white_letters_on_a_dark_ground_are_read() -> None:
    press = Press()
    press.canvas.setFillColorRGB(0, 0, 0.5)
    press.canvas.rect(40, press.height - 70, 200, 30, stroke=0, fill=1)
    press.canvas.setFillColorRGB(1, 1, 1)
    press.text(50, 50, "一级指标")
    assert texts(printed(press)) == ["一级指标"]


def test_text_under_a_white_patch_is_told_and_the_text_on_it_is_read() -> None:
    press = Press()
    press.text(50, 40, "全年培训情况如下，各项任务按计划完成，学员反映良好。")
    press.text(70, 60, "目标600人次")
    press.canvas.setFillColorRGB(1, 1, 1)
    press.canvas.rect(89, press.height - 75, 16, 16, stroke=0, fill=1)
    press.canvas.setFillColorRGB(0, 0, 0)
    press.text(90.5, 60, "150")
    document = printed(press)
    assert texts(document)[-1] == "目标150人次"
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("CoveredText", "第1页有被遮住的文字，未读取：「600」")
    ]


def test_words_marked_in_colour_draw_no_lines() -> None:
    press = Press()
    press.canvas.setFillColorRGB(1, 1, 0)
    for left, width in ((193, 14), (207, 2.6), (209.6, 18)):
        press.canvas.rect(left, press.height - 134, width, 12, stroke=0, fill=1)
    press.canvas.setFillColorRGB(0, 0, 0)
    press.form(50, 100, WIDTHS, ROWS)
    assert texts(printed(press)) == [CELLS]


def test_grounds_under_later_text_cover_nothing() -> None:
    press = Press()
    for number in range(5):
        press.canvas.setFillColorRGB(0.9, 0.9, 1)
        press.canvas.rect(40, press.height - 65 - 20 * number, 200, 18, stroke=0, fill=1)
        press.canvas.setFillColorRGB(0, 0, 0)
        press.text(50, 50 + 20 * number, f"第{number}行。")
    document = printed(press)
    assert "".join(map(str, texts(document))) == "第0行。第1行。第2行。第3行。第4行。"
    assert document.warnings == ()


def test_a_label_that_stands_on_its_side() -> None:
    press = Press()
    press.form(50, 100, (30, 80), [["", "培训人次"], ["^", "举办期数"], ["^", "满意度"], ["^", "及时率"]])
    press.text(75, 160, "产出指标", angle=90)
    ((first, *_),) = texts(printed(press))
    assert first == ["产出指标", "培训人次"]


def test_large_pictures_among_text_are_told() -> None:
    press = Press()
    press.lines(50, 50, ["全年各项任务按计划推进，培训工作覆盖全市各县区，学员反映良好。"] * 3)
    press.image(50, 200, 500, 400, _scan())
    assert kinds(printed(press)) == ["PictureNotRead"]


def test_a_watermark_across_the_page_is_told_once() -> None:
    press = Press()
    for number in (1, 2, 3):
        press.form(50, 100, WIDTHS, [*ROWS, ["效益指标", f"满意度{number}", "≥90%", "93%"]])
        press.text(60, 180, "内部资料", size=40, angle=45)
        press.turn_page()
    document = printed(press)
    assert [len(table.rows) for table in document.blocks if isinstance(table, Table)] == [4, 4, 4]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("Watermark", "第1-3页有斜排的文字（多为水印），未读取：「内部资料」")
    ]


def test_letters_printed_twice_to_look_bold_count_once() -> None:
    press = Press()
    press.text(50, 50, "目标值600人次")
    press.text(50.3, 50, "目标值600人次")
    document = printed(press)
    assert texts(document) == ["目标值600人次"]
    assert document.warnings == ()


def test_text_printed_over_other_text_is_told() -> None:
    press = Press()
    press.text(50, 50, "目标600人次")
    press.text(50, 50, "目标835人次")
    assert kinds(printed(press)) == ["OverlappingText"]


def test_struck_text_is_kept_as_what_stood_there_before() -> None:
    press = Press()
    press.form(50, 100, WIDTHS, [ROWS[0], ["产出指标", "培训人次", "600人次 650人次", "612人次"]])
    press.line(193, 127.5, 226, 127.5)  # through 600人次
    document = printed(press)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [(cell.text, cell.before) for cell in table.rows[1]] == [
        ("产出指标", None),
        ("培训人次", None),
        ("650人次", "600人次"),
        ("612人次", None),
    ]
    assert [(warning.kind, warning.message, str(warning.location)) for warning in document.warnings] == [
        ("StruckOutText", "有划去的文字「600人次」，未作为数值读取", "报告.pdf 第1页 第1个表 第2行")
    ]


def _with_notes(plain: bytes, *subtypes: int) -> bytes:
    """Lay annotations over the words 600人次 of a page."""
    document = pypdfium2.PdfDocument(plain)
    page = document[0]
    for subtype in subtypes:
        note = raw.FPDFPage_CreateAnnot(page.raw, subtype)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(50, 792, 84, 780))
        points = raw.FS_QUADPOINTSF(50, 792, 84, 792, 50, 780, 84, 780)
        raw.FPDFAnnot_AppendAttachmentPoints(note, points)
        raw.FPDFPage_CloseAnnot(note)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def test_the_straight_edge_of_a_filled_shape_strikes_nothing_out() -> None:
    press = Press()
    press.text(50, 50, "全年培训600人次")
    shape = press.canvas.beginPath()
    shape.moveTo(50, press.height - 56)
    shape.lineTo(125, press.height - 56)
    shape.curveTo(125, press.height - 90, 90, press.height - 90, 80, press.height - 80)
    shape.close()
    press.canvas.setFillGray(0.9)
    press.canvas.drawPath(shape, stroke=0, fill=1)
    document = printed(press)
    assert (texts(document), document.warnings) == (["全年培训600人次"], ())


def test_text_struck_out_by_a_reviewer_is_struck_out() -> None:
    press = Press()
    press.text(50, 50, "600人次 650人次")
    plain = press.pdf()
    document = read(Source("报告.pdf", _with_notes(plain, raw.FPDF_ANNOT_STRIKEOUT)))
    (paragraph,) = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert (paragraph.text, paragraph.before) == ("650人次", "600人次")
    document = read(Source("报告.pdf", _with_notes(plain, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE)))
    assert texts(document) == ["600人次 650人次"]


def test_fields_that_were_filled_in_are_read() -> None:
    press = Press()
    press.text(50, 50, "实际完成值：")
    press.canvas.acroForm.textfield(value="612", x=105, y=press.height - 65, width=80, height=16)
    assert texts(printed(press)) == ["实际完成值：612"]


def _no_tool(*_: object, **__: object) -> Page:
    name = "报告.pdf"
    raise ToolMissing(name, "未安装文字识别组件", "请安装扩展后重试")


def test_letters_that_a_font_does_not_explain_are_told_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "recognised", _no_tool)
    press = Press()
    press.lines(50, 50, ["全年培训600人次。"] * 2)
    mute = press.pdf().replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XX1)")
    document = read(Source("报告.pdf", mute))
    assert texts(document) == ["\ufffd" * 10] * 2
    assert [warning.message for warning in document.warnings] == [
        "第1页的字体没有说明文字，未读取：未安装文字识别组件。请安装扩展后重试",
        "第1页有 20 个字因字体没有说明而无法识别，读作「\ufffd」",
    ]


def test_symbols_of_symbol_fonts() -> None:
    press = Press()
    press.text(50, 50, "目标")
    press.text(70, 50, "\u2265", font="Symbol")
    press.text(76, 50, "95%")
    assert texts(printed(press)) == ["目标≥95%"]


def _scan() -> ImageReader:
    return ImageReader(Image.new("L", (200, 280), 230))


def test_an_invisible_layer_over_a_scan_is_read_and_told() -> None:
    press = Press()
    press.image(0, 0, 595, 842, _scan())
    layer = press.canvas.beginText(50, 700)
    layer.setFont("STSong-Light", 12)
    layer.setTextRenderMode(3)
    layer.textOut("全年举办培训班12期，培训学员600人次，满意度为百分之九十五。")
    press.canvas.drawText(layer)
    document = printed(press)
    assert texts(document) == ["全年举办培训班12期，培训学员600人次，满意度为百分之九十五。"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("OcrUsed", "第1页是扫描件，文字层来自他人识别，请与原件核对")
    ]


def _mixed() -> bytes:
    press = Press()
    press.text(50, 50, "第一页的文字。")
    press.turn_page()
    for _ in range(2):
        press.image(0, 0, 595, 842, _scan())
        press.text(290, 820, "附件")
        press.turn_page()
    press.text(50, 50, "第四页的文字。")
    return press.pdf()


def test_scanned_pages_among_others_are_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "recognised", _no_tool)
    seen: list[tuple[int, int]] = []
    document = read(Source("报告.pdf", _mixed()), on_page=lambda number, total: seen.append((number, total)))
    assert texts(document) == ["第一页的文字。", "第四页的文字。", "附件"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("ScannedPage", "第2-3页是扫描件，未读取：未安装文字识别组件。请安装扩展后重试")
    ]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_scanned_pages_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(
        bitmap: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", *, number: int, width: float, height: float
    ) -> Page:
        assert np.shape(bitmap) == (1755, 1240, 3)
        glyph = Glyph(f"识别的第{number}页。", 50, 50, 150, 60, confidence=0.9)
        return Page(number, width, height, (glyph,))

    monkeypatch.setattr(scan, "recognised", recognised)
    document = read(Source("报告.pdf", _mixed()))
    assert texts(document) == ["第一页的文字。", "识别的第2页。", "识别的第3页。", "第四页的文字。"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("OcrUsed", "第2-3页由图像识别，数字请与原件核对")
    ]


def test_a_file_of_scans_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "recognised", _no_tool)
    press = Press()
    press.image(0, 0, 595, 842, _scan())
    with pytest.raises(ToolMissing) as raised:
        printed(press)
    assert (raised.value.path, raised.value.reason) == ("报告.pdf", "PDF 是扫描件：未安装文字识别组件")


def test_a_password_is_told() -> None:
    press = Press(password="geheim")  # noqa: S106 - the password of a fixture
    press.text(50, 50, "机密")
    with pytest.raises(EncryptedFile, match="密码"):
        printed(press)


def test_a_file_that_anybody_may_open_but_not_change_is_read() -> None:
    press = Press(password=StandardEncryption("", ownerPassword="eigen", canPrint=0, canCopy=0))
    press.text(50, 50, "公开")
    assert texts(printed(press)) == ["公开"]


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_nlp.readers.pdf.opening.MAX_PAGES", 2)
    press = Press()
    for _ in range(3):
        press.text(50, 50, "页")
        press.turn_page()
    with pytest.raises(LimitExceeded, match="2 页"):
        printed(press)


def _report() -> bytes:
    press = Press()
    for number in (1, 2):
        press.text(200, 50, "绩效自评表", size=16)
        press.form(50, 100, WIDTHS, ROWS)
        press.text(50, 200, f"全年举办培训班{number}期。")
        press.turn_page()
    return press.pdf()


def test_damage_never_breaks_the_reader() -> None:
    whole = _report()
    chance = random.Random(7)
    outcomes = set()
    for _ in range(200):
        data = bytearray(whole)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(1, 8)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            read(Source("坏.pdf", bytes(data)))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(type(error).__name__)
    assert {"read", "CorruptFile"} <= outcomes


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.4\n%%EOF\n",
    ],
)
def test_what_only_begins_like_a_pdf_is_told(data: bytes) -> None:
    with pytest.raises(CorruptFile) as raised:
        read(Source("报告.pdf", data))
    assert raised.value.reason == "PDF 已损坏或不完整"
