"""The parts of reading scans, each on pictures drawn for it: angle, light, dust, seals, ruling lines, strokes, quarters."""

import io
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from kpi_nlp.model import Document, Paragraph, Table
from kpi_nlp.readers import Source, ToolMissing, read
from kpi_nlp.readers.scan import engine, recognised

if find_spec("cv2") is None or find_spec("rapidocr") is None:
    pytest.skip("the extra ocr is not installed: nothing recognises characters", allow_module_level=True)

from kpi_nlp.readers.scan.bands import Band
from kpi_nlp.readers.scan.cells import cells_of
from kpi_nlp.readers.scan.layout import read_upright
from kpi_nlp.readers.scan.light import grey_of, ink_of
from kpi_nlp.readers.scan.ruling import rules_of
from kpi_nlp.readers.scan.specks import swept
from kpi_nlp.readers.scan.straighten import angle_of, straightened
from kpi_nlp.readers.scan.stretches import in_cells

DPI = 150
FONT = ImageFont.load_default(20)
XS, YS = (100, 300, 500, 900), (100, 140, 168, 230)
LINES = ("BUDGET 2024 PLAN 612.50", "TOTAL 36 ITEMS 98.7 PERCENT", "REPORT OF THE OFFICE 2023", "ACTUAL 150 TARGET 200")


def page(width: int = 1000, height: int = 700) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", (width, height), "white")
    return sheet, ImageDraw.Draw(sheet)


def table(style: str = "black") -> Image.Image:
    """Return a table of three by three cells with letters close to its lines."""
    sheet, pen = page()
    for y in YS:
        _line(pen, (XS[0], y, XS[-1], y), style)
    for x in XS:
        _line(pen, (x, YS[0], x, YS[-1]), style)
    for left in XS[:-1]:
        for top in YS[:-1]:
            pen.text((left + 8, top + 4), "HEFE 12", "black", FONT)
    return sheet


def _line(pen: ImageDraw.ImageDraw, ends: tuple[int, int, int, int], style: str) -> None:
    if style == "black":
        pen.line(ends, "black", 2)
    elif style == "grey":
        pen.line(ends, (150, 150, 150), 1)
    else:
        on, off = {"dotted": (2, 2), "dashed": (9, 4)}[style]
        left, top, right, bottom = ends
        for at in range(0, right - left + bottom - top, on + off):
            x, y = (left + at, top) if right > left else (left, top + at)
            pen.line((x, y, x + (on - 1) * (right > left), y + (on - 1) * (bottom > top)), "black", 1)


def grey(sheet: Image.Image) -> np.ndarray:
    return grey_of(np.ascontiguousarray(np.asarray(sheet)[:, :, ::-1]), DPI)


def saved(sheet: Image.Image, format_: str = "PNG") -> bytes:
    stream = io.BytesIO()
    sheet.save(stream, format_, dpi=(DPI, DPI))
    return stream.getvalue()


def text_page() -> Image.Image:
    sheet, pen = page(640, 480)
    for number, line in enumerate(LINES):
        pen.text((80, 40 + 46 * number), line, "black", ImageFont.load_default(26))
    return sheet


def texts(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row]
        else:
            lines.append(block.text)
    return lines


@pytest.mark.parametrize("angle", [-4.1, -1, -0.35, 0, 0.6, 1, 2.75])
def test_the_angle_of_a_page_is_found(angle: float) -> None:
    lies = table().rotate(-angle, Image.Resampling.BICUBIC, fillcolor="white")
    assert angle_of(ink_of(grey(lies), DPI)) == pytest.approx(angle, abs=0.1)


def test_letters_close_to_its_lines_do_not_bend_a_straight_page() -> None:
    sheet = grey(table())
    assert np.array_equal(straightened(sheet, DPI), sheet)


@pytest.mark.parametrize("style", ["black", "grey", "dotted", "dashed"])
def test_ruling_lines_of_every_kind_make_cells(style: str) -> None:
    cells = list(cells_of(rules_of(ink_of(grey(table(style)), DPI), DPI), 72 / DPI))
    expected = [(left, top) for top in YS[:-1] for left in XS[:-1]]
    assert [(cell.left, cell.top) for cell in cells] == [
        (pytest.approx(left, abs=3), pytest.approx(top, abs=3)) for left, top in expected
    ]


def test_a_broken_ruling_line_is_whole() -> None:
    sheet = table()
    pen = ImageDraw.Draw(sheet)
    for x in range(130, 900, 170):
        pen.line((x, YS[1], x + 4, YS[1]), "white", 4)
    assert len(list(cells_of(rules_of(ink_of(grey(sheet), DPI), DPI), 72 / DPI))) == 9


def test_rows_of_letters_are_no_ruling_lines() -> None:
    assert list(rules_of(ink_of(grey(text_page()), DPI), DPI)) == []


def test_a_shadow_is_no_ink() -> None:
    sheet = np.asarray(table(), dtype=np.float32) * np.linspace(1, 0.6, 1000)[None, :, None]
    plain, shaded = ink_of(grey(table()), DPI), ink_of(grey(Image.fromarray(sheet.astype(np.uint8))), DPI)
    assert np.abs(plain.astype(int) - shaded).max() < 60
    assert shaded[plain == 0].mean() < 5


def test_a_seal_is_taken_off_and_red_text_stays() -> None:
    sheet, pen = page()
    pen.text((300, 200), "SCORE 98", "black", FONT)
    pen.text((300, 600), "RED TEXT", (210, 40, 40), FONT)
    pen.ellipse((240, 110, 460, 330), outline=(215, 50, 60), width=9)
    pen.text((320, 280), "SEAL OF", (215, 50, 60), FONT)
    ink = ink_of(grey(sheet), DPI)
    assert ink[195:230, 300:420].max() > 200
    assert ink[275:310, 315:420].max() < 100
    assert ink[595:630, 300:420].max() > 100


def test_dust_is_taken_off_and_stops_and_dotted_lines_stay() -> None:
    sheet, pen = page(400, 200)
    pen.text((50, 50), "12.5", "black", FONT)
    for x in range(50, 350, 5):
        pen.point((x, 150), "black")
    clean = grey(sheet)
    for place in ((200, 60), (301, 40), (250, 100), (20, 180)):
        pen.point(place, "black")
    assert np.array_equal(swept(grey(sheet), DPI), clean)


@pytest.mark.parametrize(
    ("stroke", "kind"),
    [((60, 66, 66, 50), "slash"), ((55, 58, 70, 58), "dash"), ((60, 50, 60, 66), ""), ((54, 50, 70, 66), "")],
)
def test_a_lone_stroke_is_told_by_its_lean(stroke: tuple[int, int, int, int], kind: str) -> None:
    sheet, pen = page(200, 120)
    pen.line(stroke, "black", 2)
    (found,) = in_cells(ink_of(grey(sheet), DPI), [Band(20, 20, 180, 100)], DPI)
    assert (found.is_slash, found.is_dash) == (kind == "slash", kind == "dash")


def test_a_cell_without_room_holds_nothing() -> None:
    ink = ink_of(grey(table()), DPI)
    assert list(in_cells(ink, [Band(100, 100, 103, 230), Band(100, 100, 900, 102), Band(50, 50, 50, 90)], DPI)) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (3, 900), (900, 3), (8, 8), (17, 400)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_picture_too_small_for_letters_holds_none(shape: tuple[int, int], shade: int) -> None:
    height, width = shape
    bitmap = np.full((height, width, 3), shade, np.uint8)
    found = recognised(bitmap, number=3, width=width * 0.48, height=height * 0.48)
    assert (found.number, found.glyphs, found.rules) == (3, (), ())


def test_a_page_that_lies_on_its_side_or_upside_down_is_turned() -> None:
    upright = texts(read(Source("0.png", saved(text_page()))))
    assert "".join(upright).replace(" ", "") == "".join(LINES).replace(" ", "")
    for quarters in (90, 180, 270):
        turned = saved(text_page().rotate(quarters, expand=True))
        assert texts(read(Source(f"{quarters}.png", turned))) == upright


def test_narrow_columns_that_print_letter_under_letter_do_not_turn_a_page() -> None:
    sheet, pen = page(1000, 420)
    for y in (60, 230, 270):
        _line(pen, (60, y, 60 + 16 * 40, y), "black")
    for column in range(17):
        _line(pen, (60 + 40 * column, 60, 60 + 40 * column, 270), "black")
    for column in range(16):
        for row, letter in enumerate("PLAN" if column % 2 else "RATE"):
            pen.text((72 + 40 * column, 68 + 40 * row), letter, "black", FONT)
        pen.text((66 + 40 * column, 236), str(11 + column), "black", FONT)
    pen.text((60, 300), LINES[1], "black", FONT)
    layout, _ = read_upright(swept(grey(sheet), DPI), DPI)
    assert sum(len(stretch.places) for stretch in layout.stretches if len(stretch.places) > 1) > 30
    assert layout.quarters == 0


def test_pictures_of_every_format_say_the_same() -> None:
    said = [
        texts(read(Source(f"a.{kind}", saved(text_page(), kind)))) for kind in ("PNG", "JPEG", "BMP", "TIFF", "WEBP")
    ]
    assert said[1:] == said[:1] * 4


def test_paragraphs_and_cells_say_how_sure_they_are() -> None:
    document = read(Source("a.png", saved(table())))
    cells = [cell for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row]
    assert len(cells) == 9
    assert all(cell.confidence is not None and cell.confidence > 0 for cell in cells)
    lines = [block for block in read(Source("b.png", saved(text_page()))).blocks if isinstance(block, Paragraph)]
    assert lines
    assert all(block.confidence is not None for block in lines)


@pytest.mark.parametrize("missing", ["rapidocr", "onnxruntime"])
def test_without_the_extra_a_scan_says_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name == missing else find_spec(name))
    with pytest.raises(ToolMissing) as told:
        read(Source("自评表.png", saved(text_page())))
    assert (told.value.path, told.value.reason) == ("自评表.png", "这是扫描件（图片），需要文字识别组件")
    assert told.value.hint == (
        "请安装：pip install 'kpi-nlp[ocr]'；不联网的电脑，先在联网的电脑上 pip download -d 组件 'kpi-nlp[ocr]'，"
        "拷来后 pip install --no-index --find-links 组件 'kpi-nlp[ocr]'；或提供 Word、Excel 原件"
    )
