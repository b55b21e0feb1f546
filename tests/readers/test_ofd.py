"""OFD as its makers write it, and what the standard allows: one file for each surprise."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from ofd_files import (
    Lines,
    Objects,
    Spanned,
    Title,
    document,
    entry,
    line,
    of_pages,
    ofd_bytes,
    package,
    page,
    path_object,
    root,
    text_object,
)

from kpi_nlp.model import Document, Table
from kpi_nlp.readers import (
    CorruptFile,
    EncryptedFile,
    LimitExceeded,
    ReadError,
    Source,
    ToolMissing,
    UnsupportedFormat,
    read,
)
from kpi_nlp.readers.printed.page import Glyph, Page

Shown = list[str | list[list[str]]]
PAGE = "Doc_0/Pages/Page_0/Content.xml"
HELLO = text_object("全年12期", 30, 30)


def opened(data: bytes) -> Document:
    return read(Source("报告.ofd", data))


def shown(data: bytes) -> Shown:
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in opened(data).blocks
    ]


def noticed(data: bytes) -> list[tuple[str, str]]:
    return [(warning.kind, warning.message) for warning in opened(data).warnings]


def code(text: str, attributes: str) -> str:
    """Return a text object of 4 mm letters at 30, 30 whose code has these attributes."""
    return (
        '<ofd:TextObject ID="1" Boundary="30 30 100 5" Font="1" Size="4">'
        f'<ofd:TextCode X="0" Y="3.5" {attributes}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def cells(*rows: tuple[str, ...], left: float = 20, top: float = 40) -> str:
    """Return a small table: lines every 40 by 10 mm, a text in each cell."""
    right, bottom = left + 40 * len(rows[0]), top + 10 * len(rows)
    across = [line(left, top + 10 * at, right, top + 10 * at) for at in range(len(rows) + 1)]
    down = [line(left + 40 * at, top, left + 40 * at, bottom) for at in range(len(rows[0]) + 1)]
    texts = [
        text_object(text, left + 2 + 40 * column, top + 3 + 10 * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return "".join((*across, *down, *texts))


GRID: Shown = [[["指标", "目标"], ["次数", "12期"]]]
TABLE = cells(("指标", "目标"), ("次数", "12期"))


@pytest.mark.parametrize("lines", ["strokes", "rectangles", "boxes"])
@pytest.mark.parametrize("objects", ["cells", "letters", "lines"])
def test_a_report_on_several_pages(lines: Lines, objects: Objects) -> None:
    rows = [
        ["一级指标", "三级指标", "年度指标值"],
        [Spanned("产出指标", rows=2), "举办培训班期数", "12期"],
        ["培训学员人次", "≥600人次"],
        [Spanned("合计", columns=2), "100"],
    ]
    long = [["效益指标", f"第{number}项服务对象满意度不低于上年水平", "≥90%"] for number in range(1, 41)]
    blocks = [Title("澜川市示例局2024年自评报告"), "全年举办培训班12期。" * 8, rows, "附表。", long]
    document_ = opened(ofd_bytes(blocks, lines=lines, objects=objects))
    title, prose, table, caption, *parts = document_.blocks
    assert [getattr(block, "text", None) for block in (title, prose, caption)] == [blocks[0], blocks[1], "附表。"]
    assert isinstance(table, Table)
    assert [[f"{cell.text}/{cell.covered}" for cell in row] for row in table.rows] == [
        ["一级指标/", "三级指标/", "年度指标值/"],
        ["产出指标/", "举办培训班期数/", "12期/"],
        ["产出指标/down", "培训学员人次/", "≥600人次/"],
        ["合计/", "合计/right", "100/"],
    ]
    read_rows = [
        [cell.text.replace("\n", "") for cell in row] for part in parts if isinstance(part, Table) for row in part.rows
    ]
    assert read_rows == long
    assert {block.location.page for block in document_.blocks} == {1, 2, 3}
    assert (document_.format, document_.warnings) == ("ofd", ())


def test_what_stands_on_the_template_is_printed_on_every_page() -> None:
    common = '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    used = '<ofd:Template TemplateID="2" ZOrder="Foreground"/>'
    frame = TABLE.replace("12期", "　")
    value = text_object("12期", 62, 53)
    data = of_pages(
        page(value, used), page(value, used), common=common, **{"Doc_0/Tpls/Tpl_0/Content.xml": page(frame)}
    )
    assert shown(data) == GRID * 2
    broken = of_pages(page(HELLO, used), common=common)
    assert shown(broken) == ["全年12期"]
    assert noticed(broken) == [("DamagedPage", "第1页的母版缺失或已损坏，母版上的内容未读取")]


@pytest.mark.parametrize(
    ("root_path", "page_path", "stored"),
    [
        ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", PAGE),
        ("/Doc_0/Document.xml", "/Doc_0/Pages/Page_0/Content.xml", PAGE),
        (" ./Doc_0/Document.xml\n", "./Pages/../Pages/Page_0/Content.xml", PAGE),
        ("Doc_0\\Document.xml", "Pages\\Page_0\\Content.xml", "Doc_0\\Pages\\Page_0\\Content.xml"),
        ("Doc_0/Document.xml", "pages/page_0/content.xml", PAGE),
        ("Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml", PAGE),
        ("../../Doc_0/Document.xml", "../../../Doc_0/Pages/Page_0/Content.xml", PAGE),
    ],
)
def test_paths_as_makers_write_them(root_path: str, page_path: str, stored: str) -> None:
    assert shown(
        package({"OFD.xml": entry(root_path), "Doc_0/Document.xml": document([page_path]), stored: page(HELLO)})
    ) == ["全年12期"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("ofd:", "").replace("xmlns:ofd", "xmlns").replace(" :ofd", ""),
        lambda text: text.replace("<ofd:", "<").replace("</ofd:", "</"),
        lambda text: text.replace("ofdspec.org/2016", "ofdspec.org"),
        lambda text: text.replace("ofd:", "n:").replace("xmlns:ofd", "xmlns:n"),
    ],
)
def test_namespaces_as_makers_write_them(change: Callable[[str], str]) -> None:
    parts = {
        "OFD.xml": entry(),
        "Doc_0/Document.xml": document(["Pages/Page_0/Content.xml"]),
        PAGE: page(HELLO + TABLE),
    }
    assert shown(package({name: change(text) for name, text in parts.items()})) == ["全年12期", *GRID]


@pytest.mark.parametrize(
    ("common", "own", "seen"),
    [
        ("0 0 210 297", "", True),
        ("", "", True),
        ("0 0 100 20", "", False),
        ("0 0 100 20", "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>", True),
        ("0 0 210 297", "<ofd:Area><ofd:PhysicalBox>0 0 100 20</ofd:PhysicalBox></ofd:Area>", False),
        ("0 0 210 297", "<ofd:Area><ofd:ApplicationBox>0 0 100 20</ofd:ApplicationBox></ofd:Area>", False),
        ("0 0 100 20", "<ofd:Area><ofd:PhysicalBox>broken</ofd:PhysicalBox></ofd:Area>", False),
    ],
)
def test_the_size_of_a_page_is_its_own_or_that_of_the_document(common: str, own: str, *, seen: bool) -> None:
    parts = {"OFD.xml": entry(), "Doc_0/Document.xml": document(["Pages/Page_0/Content.xml"], area=common)}
    data = package({**parts, PAGE: page(HELLO, own)})
    assert shown(data) == (["全年12期"] if seen else [])
    assert [kind for kind, _ in noticed(data)] == ([] if seen else ["HiddenText"])


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('DeltaX="4 4 2 2 2 4 4 4 4"', "全年1200人次。甲"),
        ('DeltaX="g 2 4 g 3 2 g 4 4"', "全年1200人次。甲"),
        ('DeltaX="g 2 4 2 2 g 1 2 4 g 99 4"', "全年1200人次。甲"),
        ('DeltaX="G 2 4, 2 2 2 4"', "全年1200人次。甲"),
        ('DeltaX="4"', "全年1200人次。甲"),
        ('DeltaX="g 2147483647 3"', "全年1200人次。甲"),
        ('DeltaX="g -5 3"', "全年1200人次。甲"),
        ('DeltaX="g 3"', "全年1200人次。甲"),
        ('DeltaX="x y"', "全年1200人次。甲"),
        ('DeltaX="nan 1e999"', "全年1200人次。甲"),
        ('DeltaX="g 9 0" DeltaY="g 9 0"', "全年1200人次。甲"),
        ("", "全年1200人次。甲"),
        ('DeltaX="4 4 20 2 2 2 4 4 4"', "全年1 200人次。甲"),
    ],
)
def test_the_steps_between_letters(attributes: str, text: str) -> None:
    assert shown(of_pages(page(code("全年1200人次。甲", attributes)))) == [text]


def test_a_code_begins_where_the_code_before_began_if_it_does_not_say() -> None:
    second = '<ofd:TextCode Y="9.5" DeltaX="g 3 4">第二行。</ofd:TextCode><ofd:TextCode X="60">右边</ofd:TextCode></ofd:TextObject>'
    data = of_pages(page(code("第一行", 'DeltaX="4 4"').replace("</ofd:TextObject>", second)))
    assert shown(data) == ["第一行", "第二行。 右边"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("\n        全年12期\n    ", "全年12期"),
        ("全年\n   12期", "全年12期"),
        ("&lt;全年&gt;12期&amp;", "<全年>12期&"),
        ("全年 12期", "全年 12期"),
        (" word  for   word ", "word for word"),
        ("全年\u00a0\u300012期", "全年 12期"),
        ("\u200b全年12期\ufeff", "全年12期"),
    ],
)
def test_letters_as_they_stand_in_the_code(written: str, expected: str) -> None:
    assert shown(of_pages(page(code(written, 'DeltaX="g 99 4"')))) == [expected]


def test_glyphs_of_a_font_are_told_by_the_code_and_symbols_by_their_font() -> None:
    glyphs = (
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>9</ofd:Glyphs></ofd:CGTransform>'
    )
    text = code("\uf0b390%\uf0ff", 'DeltaX="g 4 4"').replace("<ofd:TextCode", glyphs + "<ofd:TextCode")
    fonts = root("Res", '<ofd:Fonts><ofd:Font ID="1" FontName="Symbol" FamilyName="Symbol"/></ofd:Fonts>')
    data = of_pages(page(text), common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", **{"Doc_0/PublicRes.xml": fonts})
    assert shown(data) == ["≥90%\ufffd"]
    assert [kind for kind, _ in noticed(data)] == ["UnreadableLetters"]


def test_a_matrix_scales_and_moves_letters() -> None:
    scaled = (
        '<ofd:TextObject ID="1" Boundary="30 30 60 6" CTM="4 0 0 4 2 1" Font="1" Size="1" HScale="0.9">'
        '<ofd:TextCode X="0" Y="0.9" DeltaX="1 1 0.5 0.5">全年12期</ofd:TextCode></ofd:TextObject>'
    )
    beside = text_object("满意度", 55, 31, 4)
    assert shown(of_pages(page(scaled + beside))) == ["全年12期 满意度"]


@pytest.mark.parametrize(
    ("matrix", "left", "top"), [("0 -1 1 0", 20, 250), ("-1 0 0 -1", 190, 250), ("0 1 -1 0", 190, 20)]
)
def test_a_page_that_was_printed_sideways_is_turned(matrix: str, left: float, top: float) -> None:
    def turned(drawn: str) -> str:
        graphic = f'<ofd:CompositeGraphicUnit ID="9" Width="1" Height="1"><ofd:Content>{drawn}</ofd:Content></ofd:CompositeGraphicUnit>'
        return root("Res", f"<ofd:CompositeGraphicUnits>{graphic}</ofd:CompositeGraphicUnits>")

    used = f'<ofd:CompositeObject ID="1" ResourceID="9" Boundary="{left} {top} 1 1" CTM="{matrix} 0 0"/>'
    drawn = cells(("指标", "目标"), ("次数", "12期"), left=5, top=5)
    parts = {"Doc_0/Res.xml": turned(drawn)}
    assert shown(of_pages(page(used), common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", **parts)) == GRID


def test_a_typed_blank_in_which_a_line_stands_parts_two_cells() -> None:
    frame = cells((" ", " "), (" ", " "))
    row = '<ofd:TextObject ID="1" Boundary="55 43 20 5" Font="1" Size="4"><ofd:TextCode X="0" Y="3.5" DeltaX="2 2 2 2">12 34</ofd:TextCode></ofd:TextObject>'
    assert shown(of_pages(page(row + frame + row.replace("55 43", "30 53")))) == [[["12", "34"], ["12 34", ""]]]


def test_letters_set_below_one_another_are_one_text() -> None:
    vertical = code("产出指标", 'DeltaX="g 3 0" DeltaY="g 3 4"').replace("30 30 100 5", "26 43 5 16")
    lines = "".join(
        line(*edge)
        for edge in ((20, 40, 80, 40), (20, 60, 80, 60), (20, 40, 20, 60), (36, 40, 36, 60), (80, 40, 80, 60))
    )
    assert shown(of_pages(page(lines + vertical + text_object("数量指标", 40, 48)))) == [[["产出指标", "数量指标"]]]


@pytest.mark.parametrize(
    ("attributes", "colour"),
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ('Fill="false"', ""),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        ("", '<ofd:FillColor Value="255 255 255"/>'),
    ],
)
def test_text_that_does_not_show_is_left_out_and_told(attributes: str, colour: str) -> None:
    hidden = (
        code("旧目标200", 'DeltaX="g 9 3"')
        .replace("<ofd:TextCode", f"{colour}<ofd:TextCode")
        .replace('ID="1"', f'ID="1" {attributes}')
    )
    data = of_pages(page(HELLO.replace("30 30", "30 60", 1) + hidden))
    assert shown(data) == ["全年12期"]
    assert noticed(data) == [("HiddenText", "第1页有看不见的文字，未读取：「旧目标200」")]


@pytest.mark.parametrize(
    ("size", "matrix"),
    [("", ""), ('Size="0"', ""), ('Size="nan"', ""), ('Size="4"', 'CTM="0 0 0 0 0 0"'), ('Size="0.01"', "")],
)
def test_letters_too_small_to_be_seen_are_left_out_and_told(size: str, matrix: str) -> None:
    hidden = code("旧目标200", "").replace('Size="4"', f"{size} {matrix}")
    data = of_pages(page(HELLO.replace("30 30", "30 60", 1) + hidden))
    assert shown(data) == ["全年12期"]
    assert [kind for kind, _ in noticed(data)] == ["HiddenText"]


def test_what_a_hidden_block_holds_is_hidden() -> None:
    data = of_pages(page(f'<ofd:PageBlock ID="1" Visible="false">{TABLE}</ofd:PageBlock>{HELLO}'))
    assert shown(data) == ["全年12期"]
    assert [kind for kind, _ in noticed(data)] == ["HiddenText"]


def test_white_letters_on_a_dark_ground_and_letters_of_a_line_around_are_seen() -> None:
    white = HELLO.replace('Value="0 0 0"', 'Value="255 255 255"')
    ground = path_object((25, 25, 60, 15), "M 0 0 L 60 0 L 60 15 L 0 15 C", 'Fill="true" Stroke="false"')
    assert shown(of_pages(page(ground.replace("<ofd:Abb", '<ofd:FillColor Value="0 80 160"/><ofd:Abb') + white))) == [
        "全年12期"
    ]
    assert shown(
        of_pages(page(code("空心字", 'DeltaX="4 4"').replace('ID="1"', 'ID="1" Fill="false" Stroke="true"')))
    ) == ["空心字"]


def test_text_printed_twice_to_look_bold_is_read_once_and_a_watermark_is_told() -> None:
    mark = '<ofd:TextObject ID="1" Boundary="60 90 90 90" CTM="0.7 -0.7 0.7 0.7 0 60" Font="1" Size="9"><ofd:TextCode X="0" Y="8" DeltaX="g 3 9">内部资料</ofd:TextCode></ofd:TextObject>'  # fmt: skip
    data = of_pages(page(HELLO + HELLO.replace("30 30", "30.2 30", 1) + HELLO.replace("30 30", "30 45", 1) + mark))
    assert shown(data) == ["全年12期", "全年12期"]
    assert noticed(data) == [("Watermark", "第1页有斜排的文字（多为水印），未读取：「内部资料」")]


@pytest.mark.parametrize(
    "drawn",
    [
        path_object((20, 40, 80, 20), "M 0 0 L 80 0 L 80 20 L 0 20 C M 0 10 L 80 10 M 40 0 L 40 20"),
        path_object((0, 0, 210, 297), "M20 40L100 40L100 60L20 60C M20,50L100,50M40e0 4.0e1"),
        path_object((20, 40, 80, 20), "M 0 0 L 80 0 L 80 20 L 0 20 L 0 0 S 0 10 L 80 10", 'CTM="1 0 0 1 0 0"'),
        path_object((20, 40, 80, 20), "M 0 0 L 8 0 L 8 2 L 0 2 C M 0 1 L 8 1", 'CTM="10 0 0 10 0 0"'),
        path_object((20, 40, 80, 20), "M 0 0 L 80 0 L 80 20 L 0 20 C", 'Fill="true"')
        + path_object((20, 50, 80, 0.2), "M 0 0 L 80 0 L 80 0.2 L 0 0.2 C", 'Fill="true" Stroke="false"'),
        path_object((20, 40, 80, 20), "M 0 2 L 0 18 Q 0 20 2 20 L 78 20 B 79 20 80 19 80 18 L 80 2 A 2 2 0 0 0 78 0 L 2 0 Q 0 0 0 2 M 0 10 L 80 10"),
        '<ofd:PageBlock ID="1"><ofd:PageBlock ID="2">'
        + path_object((20, 40, 80, 20), "M 0 0 L 80 0 L 80 20 L 0 20 C M 0 10 L 80 10")
        + "</ofd:PageBlock></ofd:PageBlock>",
    ],
)  # fmt: skip
def test_paths_of_all_kinds_rule_a_table(drawn: str) -> None:
    middle = line(60, 40, 60, 60)
    texts = [
        text_object(text, 22 + 40 * (at % 2), 43 + 10 * (at // 2))
        for at, text in enumerate(("指标", "目标", "次数", "12期"))
    ]
    assert shown(of_pages(page(drawn + middle + "".join(texts)))) == GRID


@pytest.mark.parametrize("attributes", ['Stroke="false"', 'Visible="false"', 'Alpha="0"'])
def test_lines_that_do_not_show_rule_nothing(attributes: str) -> None:
    frame = path_object((20, 40, 80, 20), "M 0 0 L 80 0 L 80 20 L 0 20 C M 0 10 L 80 10 M 40 0 L 40 20", attributes)
    assert not any(isinstance(block, list) for block in shown(of_pages(page(frame + HELLO))))


@pytest.mark.parametrize(
    "data",
    ["", "M", "M 1 L 2", "L 5 5", "Z 1 2", "C C C", "M 1 1 L x y", "M 1e400 0 L 5 5", "M 0 0" + " L 1 1" * 30_000],
)
def test_paths_that_make_no_sense_are_passed_over(data: str) -> None:
    assert shown(of_pages(page(path_object((20, 40, 80, 20), data) + HELLO))) == ["全年12期"]


def test_graphics_that_are_drawn_from_the_resources() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="9" Width="210" Height="297"><ofd:Content>{TABLE}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = root("Res", f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>", 'BaseLoc="Res"')
    used = '<ofd:CompositeObject ID="1" ResourceID="9" Boundary="10 10 210 297" CTM="0.5 0 0 0.5 0 0"/><ofd:CompositeObject ID="2" ResourceID="8"/>'
    own = of_pages(
        page(used, "<ofd:PageRes>PageRes.xml</ofd:PageRes>"), **{"Doc_0/Pages/Page_0/PageRes.xml": resources}
    )
    assert shown(own) == GRID
    missing = of_pages(
        page(HELLO), common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>x.xml</ofd:DocumentRes>"
    )
    assert shown(missing) == ["全年12期"]


def test_graphics_that_draw_themselves_end_somewhere() -> None:
    again = '<ofd:CompositeObject ID="1" ResourceID="9" Boundary="0 0 210 297"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="9" Width="210" Height="297"><ofd:Content>{again}</ofd:Content></ofd:CompositeGraphicUnit>'
    parts = {"Doc_0/Res.xml": root("Res", f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>")}
    data = of_pages(page(again + HELLO), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", **parts)
    assert shown(data) == ["全年12期"]
    assert noticed(data) == [("NestingTooDeep", "第1页的图形嵌套太深，更深的内容未读取")]
    parts = {
        "Doc_0/Res.xml": root(
            "Res", f"<ofd:CompositeGraphicUnits>{unit.replace(again, again * 9)}</ofd:CompositeGraphicUnits>"
        )
    }
    with pytest.raises(LimitExceeded, match="对象"):
        opened(of_pages(page(again + HELLO), common="<ofd:PublicRes>Res.xml</ofd:PublicRes>", **parts))


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deeply_nested_blocks_do_not_break_the_reader(depth: int) -> None:
    data = of_pages(page(HELLO), page(f"{'<ofd:PageBlock>' * depth}{'</ofd:PageBlock>' * depth}"))
    assert shown(data) == ["全年12期"]
    assert [kind for kind, _ in noticed(data)] == ["NestingTooDeep" if depth == 100 else "DamagedPage"]


def test_several_documents_in_one_file_are_read_in_order() -> None:
    parts = {"OFD.xml": entry("Doc_0/Document.xml", "Doc_1/Document.xml")}
    for number, text in enumerate(("甲局", "乙局")):
        parts[f"Doc_{number}/Document.xml"] = document(["Content.xml"])
        parts[f"Doc_{number}/Content.xml"] = page(cells(("部门", text), ("年度", "2024")))
    tables = [block for block in opened(package(parts)).blocks if isinstance(block, Table)]
    assert [(table.rows[0][1].text, table.location.page) for table in tables] == [("甲局", 1), ("乙局", 2)]


def test_a_page_that_is_missing_or_broken_is_told() -> None:
    whole = {"OFD.xml": entry(), "Doc_0/Document.xml": document(["a.xml", "b.xml", "c.xml"])}
    data = package({**whole, "Doc_0/b.xml": page(HELLO), "Doc_0/c.xml": "<ofd:Page"})
    assert shown(data) == ["全年12期"]
    assert noticed(data) == [("DamagedPage", "第1、3页已损坏，未读取")]
    with pytest.raises(CorruptFile, match="各页都已损坏"):
        opened(package(whole))


def test_attachments_and_words_in_remarks_are_told() -> None:
    listed = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    whole = document(["Content.xml"]).replace("</ofd:Document>", f"{listed}</ofd:Document>")
    remark = f'<ofd:Annot ID="1" Type="Stamp"><ofd:Appearance Boundary="0 0 9 9">{text_object("同意", 1, 1)}</ofd:Appearance></ofd:Annot>'
    parts = {
        "OFD.xml": entry(),
        "Doc_0/Document.xml": whole,
        "Doc_0/Content.xml": page(HELLO),
        "Doc_0/Annots/Annotations.xml": root("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/A.xml</ofd:FileLoc></ofd:Page>'),
        "Doc_0/Annots/Page_0/A.xml": root("PageAnnot", remark),
        "Doc_0/Attachs/Attachments.xml": root("Attachments", '<ofd:Attachment ID="1" Name="自评表.xlsx"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment>'),
    }  # fmt: skip
    assert shown(package(parts)) == ["全年12期"]
    assert noticed(package(parts)) == [
        ("EmbeddedDocument", "OFD 带有附件「自评表.xlsx」，其内容未读取；请单独提供该文件"),
        ("CommentNotRead", "批注或签章上的文字未读取：「同意」"),
    ]
    broken = {**parts, "Doc_0/Annots/Page_0/A.xml": "<x", "Doc_0/Attachs/Attachments.xml": "x"}
    assert (shown(package(broken)), noticed(package(broken))) == (["全年12期"], [])


@pytest.mark.parametrize("name", ["decryptseed.dat", "Encryptions.xml", "/EncyptEntries.xml", "entriesmap.dat"])
def test_an_encrypted_file_is_told(name: str) -> None:
    for parts in ({"OFD.xml": entry(), name: "x"}, {name: "x", "enc/a.dat": "x"}):
        with pytest.raises(EncryptedFile, match="加密"):
            opened(package(parts))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"OFD.xml": root("OFD", "")}, "没有文档"),
        ({"OFD.xml": entry()}, "缺少内部文件"),
        ({"OFD.xml": entry("../../../etc/passwd")}, "缺少内部文件"),
        ({"OFD.xml": entry(), "Doc_0/Document.xml": document([])}, "没有页面"),
        (
            {
                "OFD.xml": entry(),
                "Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + document(["a"]).partition("\n")[2],
            },
            "不允许",
        ),
        ({"OFD.xml": "<a"}, "损坏"),
    ],
)
def test_what_cannot_be_read_is_told(parts: dict[str, str], reason: str) -> None:
    with pytest.raises(CorruptFile, match=reason) as raised:
        opened(package(parts))
    assert raised.value.hint.startswith(("请用", "文件"))


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="2000 页"):
        opened(package({"OFD.xml": entry(), "Doc_0/Document.xml": document(["a.xml"] * 2001)}))


def png(width: int, height: int) -> bytes:
    """Return a white picture."""
    rows = zlib.compress((b"\0" + b"\xff" * width) * min(height, 50))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def scan(picture: bytes, drawn: str = "", *, file: str = "image_1.png", matrix: str = 'CTM="210 0 0 297 0 0"') -> bytes:
    """Return a page that is a picture, as scanners store it."""
    listed = f'<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    image = f'<ofd:ImageObject ID="1" ResourceID="7" Boundary="0 0 210 297" {matrix}/>'
    parts = {"Doc_0/DocumentRes.xml": root("Res", listed, 'BaseLoc="Res"'), f"Doc_0/Res/{file}": picture}
    return of_pages(page(drawn + image), common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", **parts)


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """Return the sizes of the bitmaps that are given to the recognition of characters."""
    given: list[tuple[int, ...]] = []

    def recognised(bitmap: "object", *, number: int, width: float, height: float) -> Page:
        given.append(bitmap.shape)  # type: ignore[attr-defined]
        return Page(number, width, height, (Glyph("扫描12期", 90, 90, 150, 102, confidence=0.9),))

    monkeypatch.setattr("kpi_nlp.readers.scan.recognised", recognised)
    return given


@pytest.mark.parametrize("matrix", ['CTM="210 0 0 297 0 0"', "", 'CTM="200 0 0 280 5 5"'])
def test_a_scan_is_recognised(matrix: str, sizes: list[tuple[int, ...]]) -> None:
    assert shown(scan(png(30, 40), matrix=matrix)) == ["扫描12期"]
    assert sizes == [(40, 30, 3)]


def test_the_strips_of_a_scan_are_put_together(sizes: list[tuple[int, ...]]) -> None:
    listed = '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    strips = "".join(
        f'<ofd:ImageObject ID="1" ResourceID="7" Boundary="0 {99 * at} 210 99" CTM="210 0 0 99 0 0"/>'
        for at in range(3)
    )
    parts = {"Doc_0/Res.xml": root("Res", listed), "Doc_0/a.png": png(30, 14)}
    assert shown(of_pages(page(strips), common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", **parts)) == ["扫描12期"]
    assert sizes == [(1754, 1240, 3)]


@pytest.mark.parametrize(
    "data",
    [
        scan(b"\x97JB2\r\n\x1a\n", file="a.jb2"),
        scan(png(30, 40)[:50]),
        scan(png(30000, 40000)),
        scan(b""),
    ],
)
def test_a_scan_of_an_unknown_kind_is_told(data: bytes, sizes: list[tuple[int, ...]]) -> None:
    with pytest.raises(UnsupportedFormat, match="只有图形或无法读取的图片"):
        opened(data)
    assert sizes == []


def test_letters_that_were_turned_into_drawings_are_told(sizes: list[tuple[int, ...]]) -> None:
    letter = path_object((30, 30, 4, 4), "M 0 0 Q 2 2 4 0 Q 2 4 0 4 C", 'Fill="true" Stroke="false"')
    data = of_pages(page(letter * 250), page(HELLO))
    assert shown(data) == ["全年12期"]
    assert noticed(data) == [("ScannedPage", "第1页的文字是图形，无法识别，未读取")]
    assert sizes == []


def test_a_scan_without_the_extra_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> Page:
        raise ToolMissing("", "未安装文字识别组件", "请安装后重试")  # noqa: EM101

    monkeypatch.setattr("kpi_nlp.readers.scan.recognised", missing)
    with pytest.raises(ToolMissing, match="文字识别"):
        opened(scan(png(30, 40)))
    few = scan(png(30, 40), text_object("第1页", 90, 280))
    assert shown(few) == ["第1页"]
    assert noticed(few) == [("ScannedPage", "第1页是扫描件，未读取：未安装文字识别组件。请安装后重试")]


def test_the_text_layer_of_a_scan_is_read_and_told(sizes: list[tuple[int, ...]]) -> None:
    text = "全年举办培训班十二期，培训学员六百一十二人次，满意度达到九成以上。"
    layer = text_object(text, 20, 30).replace('ID="0"', 'ID="0" Visible="false"')
    data = scan(png(30, 40), layer)
    assert shown(data) == [text]
    assert noticed(data) == [("OcrUsed", "第1页是扫描件，文字层来自他人识别，请与原件核对")]
    assert sizes == []


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_never_break_the_reader(seed: int) -> None:
    whole = ofd_bytes(["全年12期", [["指标", "目标"], [Spanned("次数", 2)]]], running_head="页眉")
    with zipfile.ZipFile(__import__("io").BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(seed)
    outcomes = set()
    for number in range(100):
        if number % 2:  # the archive
            data = bytearray(whole)
            _damage(data, chance)
        else:  # a part within a sound archive
            damaged = bytearray(parts[name := chance.choice(sorted(parts))])
            _damage(damaged, chance)
            data = bytearray(package({**parts, name: bytes(damaged)}))
        try:
            opened(bytes(data))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(type(error).__name__)
    assert outcomes > {"read"}


def _damage(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.randrange(0, 5)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
