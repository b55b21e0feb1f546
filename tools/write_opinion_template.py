"""Writes templates/opinion.docx, the template of the 复核意见: the same, byte for byte, on every run.

    python tools/write_opinion_template.py [FILE]

Page and type follow GB/T 9704 (official documents) as far as a table allows: A4, 仿宋 for the text, 黑体 and 楷体 for headings.
"""

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

TEMPLATE = Path(__file__).parents[1] / "templates" / "opinion.docx"
_EPOCH = (2025, 1, 1, 0, 0, 0)
_SONG, _HEI, _KAI, _FANG, _LATIN = "宋体", "黑体", "楷体", "仿宋", "Times New Roman"
_TITLE, _BODY, _TABLE, _SMALL = Pt(22), Pt(16), Pt(10.5), Pt(9)
_GREY = RGBColor(0x59, 0x59, 0x59)
_NOT_OURS = ("/thumbnail", "/stylesWithEffects", "/customXml")
_WIDE = (16, 150)  # millimetres: the label, what it says
_SHADE = "EDEDED"
_PADDING = {"top": 40, "left": 85, "bottom": 40, "right": 85}  # twentieths of a point
_FALLBACKS = {
    _FANG: ("FangSong", "仿宋_GB2312,STFangsong,FandolFang R,Noto Serif CJK SC"),
    _HEI: ("SimHei", "STHeiti,Noto Sans CJK SC"),
    _KAI: ("KaiTi", "楷体_GB2312,STKaiti,Noto Serif CJK SC"),
    _SONG: ("SimSun", "STSong,Noto Serif CJK SC"),
}
_SMALLER = "‖"  # what follows is smaller and grey
# style: font, size, bold, space before and after in points, indent of the first line in letters
_STYLES: dict[str, tuple[str, Pt, float, float, int]] = {
    "意见标题": (_HEI, _TITLE, 0, 6, 0),
    "意见副标题": (_KAI, _BODY, 0, 18, 0),
    "意见正文": (_FANG, _BODY, 0, 0, 2),
    "意见称谓": (_FANG, _BODY, 0, 0, 0),
    "意见一级": (_HEI, _BODY, 8, 2, 2),
    "意见二级": (_KAI, _BODY, 4, 2, 2),
    "意见类型": (_HEI, Pt(12), 8, 2, 0),
    "意见情形": (_KAI, _TABLE, 0, 3, 0),
    "表头": (_HEI, _TABLE, 0, 0, 0),
    "表名": (_HEI, _TABLE, 0, 1, 0),
    "表文": (_FANG, _TABLE, 0, 0, 0),
    "表注": (_FANG, _SMALL, 0, 2, 0),
    "表外": (_FANG, Pt(6), 0, 0, 0),
}
_OUTLINE = ("意见一级", "意见二级", "意见类型")
_KEEPS = {"意见一级", "意见二级", "意见类型", "意见情形", "表头"}
"""Styles whose paragraphs stay with what follows: no heading stands at the foot of a page."""

Lines = tuple[tuple[str, str], ...]  # paragraphs of a cell: style and text
Rows = tuple[
    str | tuple[str | Lines, ...], ...
]  # a line that only rules, or the cells of a row; one cell alone spans all columns

_ITEM: Lines = (
    ("表名", "{%p if x.指标 %}"),
    ("表名", "{{ x.指标 }}"),
    ("表名", "{%p endif %}"),
    ("表文", "{{ x.经核 }}"),
    ("表文", "{%p if x.复算 %}"),
    ("表文", "复算：{{ x.复算 }}"),
    ("表文", "{%p endif %}"),
    ("表注", "{{ x.编号 }}{% if x.项目 %}　{{ x.项目 }}{% endif %}"),
)
_PROOF: Lines = (
    ("表文", "{%p for y in x.依据 %}"),
    ("表文", f"{{{{ y.角色 }}}}：「{{{{ y.引文 }}}}」{_SMALLER}　{{{{ y.出处 }}}}"),
    ("表文", "{%p endfor %}"),
)
_VALUES = (
    "{% if y.目标 or y.实际 %}　目标「{{ y.目标 }}」　实际「{{ y.实际 }}」{% elif y.说明 %}　{{ y.说明 }}{% endif %}"
)
_LISTED: Lines = (
    ("表文", "{%p for y in x.涉及 %}"),
    ("表文", f"{{{{ loop.index }}}}. {{{{ y.名称 }}}}{_VALUES}{_SMALLER}　{{{{ y.出处 }}}}"),
    ("表文", "{%p endfor %}"),
)
_SAID: Lines = (("表文", "{%p if x.意见 %}"), ("表文", "{{ x.意见 }}"), ("表文", "{%p endif %}"))


def _rows(name: str, first: Lines, last: str, asked: str) -> Rows:
    """Return the rows of each item of a list: what is stated, the proof, the rows that it is about, what is asked."""
    return (
        f"{{%tr for x in {name} %}}",
        ("{{ x.序号 }}", first),
        "{%tr if x.依据 %}",
        ("依据", _PROOF),
        "{%tr endif %}",
        "{%tr if x.涉及 %}",
        ((("表文", "涉及"), ("表文", "{{ x.涉及|length }} 行")), _LISTED),
        "{%tr endif %}",
        (last, (*_SAID, ("表文", asked))),
        "{%tr endfor %}",
    )


def main(path: Path = TEMPLATE) -> None:
    """Write the template."""
    document = Document()
    _prepare(document)
    _head(document)
    _confirmed(document)
    _others(document)
    _foot(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_packed(document))


def _prepare(document: WordDocument) -> None:
    """Set the page, the styles and the number of the page."""
    _drop_what_is_not_ours(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(32), Mm(28)
    section.left_margin, section.right_margin = Mm(22), Mm(22)
    section.footer_distance = Mm(18)
    for name, (font, size, before, after, indent) in _STYLES.items():
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles["Normal"]
        _set_font(style, font, size)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        layout.keep_with_next = name in _KEEPS
        layout.widow_control = True
        if size == _BODY:
            layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
        if indent:
            layout.first_line_indent = size * indent
    for level, name in enumerate(_OUTLINE):  # for the navigation of Word: an opinion may have seventy pages
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))
    document.styles["表注"].font.color.rgb = _GREY
    for name in ("意见标题", "意见副标题"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _number_pages(document)


def _drop_what_is_not_ours(document: WordDocument) -> None:
    """Drop the picture and the second set of styles of the document that python-docx begins with."""
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, relation in relations.items() if relation.reltype.endswith(_NOT_OURS)]:
            del relations[name]


def _set_font(style: Any, font: str, size: Pt) -> None:  # noqa: ANN401 - a style or a run
    style.font.name, style.font.size = _LATIN, size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _number_pages(document: WordDocument) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "PAGE", " —"):
        run = footer.add_run("" if text == "PAGE" else text)
        run.font.name, run.font.size = _LATIN, Pt(12)
        run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _SONG)
        if text == "PAGE":
            for kind in ("begin", "instr", "end"):
                run.element.append(parse_xml(_field(kind)))


def _field(kind: str) -> str:
    if kind == "instr":
        return f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
    return f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'


def _head(document: WordDocument) -> None:
    """Write the title, to whom it goes, what was checked and what came of it."""
    _write(
        document,
        ("意见标题", "预算绩效材料复核意见"),
        ("意见副标题", "{% if 年度 %}（{{ 年度 }}年度）{% endif %}"),
        ("意见称谓", "{{ 部门 }}："),
        ("意见正文", "对你单位报送的预算绩效材料（共 {{ 材料|length }} 份，见下表）进行了复核，现将意见反馈如下。"),
        ("意见一级", "一、复核范围"),
    )
    rows = (
        "{%tr for x in 材料 %}",
        ("{{ x.序号 }}", "{{ x.年度 }}", "{{ x.阶段 }}", "{{ x.名称 }}{% if x.项目 %}（{{ x.项目 }}）{% endif %}"),
        "{%tr endfor %}",
    )
    _table(document, (14, 24, 24, 104), ("材料", "年度", "阶段", "文件"), rows)
    _write(
        document,
        ("意见一级", "二、复核结果"),
        ("意见正文", "{% if 数量.确认 %}经复核，需核实的问题 {{ 数量.确认 }} 项（错误 {{ 数量.错误 }} 项、疑点 {{ 数量.疑点 }} 项、提示 {{ 数量.提示 }} 项）{% else %}经复核，没有列出需核实的问题{% endif %}；需补充材料 {{ 数量.补充 }} 项；已整改 {{ 数量.整改 }} 项。"),
        ("意见正文", "{%p if 数量.未复核 %}"),
        ("意见正文", "另有 {{ 数量.未复核 }} 项尚未复核{% if 数量.需重新复核 %}（其中 {{ 数量.需重新复核 }} 项材料有变化，需重新复核）{% endif %}，本意见不涉及，也不作判断。"),
        ("意见正文", "{%p endif %}"),
    )  # fmt: skip


def _confirmed(document: WordDocument) -> None:
    _write(
        document,
        ("意见一级", "三、需核实的问题"),
        ("意见正文", "{%p if not 分级问题 %}"),
        ("意见正文", "无。"),
        ("意见正文", "{%p endif %}"),
        ("意见正文", "{%p for 级 in 分级问题 %}"),
        ("意见二级", "（{{ '一二三'[loop.index0] }}）{{ 级.级别 }}（{{ 级.数量 }} 项）：{{ 级.含义 }}"),
        ("意见正文", "{%p for 类 in 级.类型 %}"),
        ("意见类型", "{{ 类.规则 }} {{ 类.类型 }}（{{ 类.数量 }} 项）"),
        ("意见情形", "属于以下情形的，请说明并附依据：{{ 类.可排除情形 }}"),
    )
    _table(document, _WIDE, (), _rows("类.问题", _ITEM, "意见", "{{ x.要求 }}"))
    _write(document, ("表外", ""), ("意见正文", "{%p endfor %}"), ("意见正文", "{%p endfor %}"))


def _others(document: WordDocument) -> None:
    """Write what needs material, and what was mended."""
    _write(document, ("意见一级", "四、需补充材料的事项"))
    kind = ("表名", "{{ x.类型 }}{% if x.指标 %}：{{ x.指标 }}{% endif %}")
    _unless_empty(
        document, "需补充材料", _WIDE, (), _rows("需补充材料", (kind, *_ITEM[3:]), "需补充", "请补充相关材料。")
    )
    _write(document, ("意见一级", "五、已整改的事项"))
    named = (*_ITEM[:3], ("表文", "{{ x.说明 }}"), _ITEM[-1])
    rows = (
        "{%tr for x in 已整改 %}",
        ("{{ x.序号 }}", "{{ x.类型 }}", named, "{{ x.意见 or '已整改' }}"),
        "{%tr endfor %}",
    )
    _unless_empty(document, "已整改", (12, 32, 82, 40), ("序号", "类型", "原问题", "整改情况"), rows)


def _foot(document: WordDocument) -> None:
    """Write what is asked of the department, and leave room for the seal."""
    _write(
        document,
        ("意见一级", "六、办理要求"),
        ("意见正文", "请对上述事项逐项核实：属实的，予以更正或说明原因；另有依据的，书面说明并附证明材料。"),
        ("意见正文", ""),
        ("意见正文", "{%p if 初审人 %}"),
        ("意见称谓", "初审：{{ 初审人 }}{% if 复审人 %}　　复审：{{ 复审人 }}{% endif %}"),
        ("意见正文", "{%p endif %}"),
        ("意见称谓", "（复核单位盖章）"),
        ("意见称谓", "{{ 日期 }}"),
    )
    for paragraph in document.paragraphs[-2:]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = _BODY * 2
    for paragraph in document.paragraphs[-8:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _write(document: WordDocument, *lines: tuple[str, str]) -> None:
    for style, text in lines:
        document.add_paragraph(text, style)


def _unless_empty(document: WordDocument, name: str, *table: Any) -> None:  # noqa: ANN401 - widths, titles and rows of a table
    _write(document, ("意见正文", f"{{%p if {name} %}}"))
    _table(document, *table)
    _write(document, ("意见正文", "{%p else %}"), ("意见正文", "无。"), ("意见正文", "{%p endif %}"))


def _table(document: WordDocument, widths: tuple[int, ...], titles: tuple[str, ...], rows: Rows) -> None:
    """Add a table; its header comes again on every page. Without one, the first column of an item's first row is shaded."""
    table = document.add_table(0, len(widths), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    sides = "".join(f'<w:{side} w:w="{_PADDING[side]}" w:type="dxa"/>' for side in _PADDING)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx cannot say it
    look.addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    if titles:
        _row(table, widths, tuple((("表头", title),) for title in titles), "cantSplit", "tblHeader")
    for row in rows:
        cells = (row, *[""] * (len(widths) - 1)) if isinstance(row, str) else row
        lines = tuple((("表文", cell),) if isinstance(cell, str) else cell for cell in cells)
        _row(table, widths, lines, *(() if cells[-1] in (_PROOF, _LISTED) else ("cantSplit",)))
    for cell in (table.rows[0] if titles else table.rows[1]).cells[: None if titles else 1]:
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_SHADE}"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(shade))  # noqa: SLF001 - as above


def _row(table: Table, widths: tuple[int, ...], cells: tuple[Lines, ...], *marks: str) -> None:
    """Add a row; one that cannot split is not broken over pages, and what is stated stays with its proof."""
    stated = len(cells) == len(_WIDE) and cells[0] == (("表文", "{{ x.序号 }}"),)
    row = table.add_row()  # type: ignore[no-untyped-call]
    for mark in marks:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))  # noqa: SLF001 - as above
    for at, (cell, width, lines) in enumerate(zip(row.cells, widths, cells, strict=True)):
        cell.width = Mm(width)
        _fill(cell, lines, centred=at == 0 or "tblHeader" in marks)
        for paragraph in cell.paragraphs if stated else ():
            paragraph.paragraph_format.keep_with_next = True


def _fill(cell: _Cell, lines: Lines, *, centred: bool) -> None:
    for at, (style, text) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.style = style
        plain, _, smaller = text.partition(_SMALLER)
        paragraph.add_run(plain)
        if smaller:
            run = paragraph.add_run(smaller)
            run.font.size, run.font.color.rgb = _SMALL, _GREY
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _packed(document: WordDocument) -> bytes:
    """Return the package with fixed times and the fonts that may stand in for others."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "复核意见", "kpi-nlp", ""
    properties.created = properties.modified = datetime(*_EPOCH, tzinfo=UTC)
    stream, packed = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive, zipfile.ZipFile(packed, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(info, _fonts() if name == "word/fontTable.xml" else data)
    return packed.getvalue()


def _fonts() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{latin},{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, (latin, others) in _FALLBACKS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
