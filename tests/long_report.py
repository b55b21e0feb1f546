"""Long self-evaluation reports as Word writes them: prose, budget tables, forms over several pages, score sheets.

Everything is invented; the shapes are those of FORMS.md. The same seed gives the same report.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

_SUBJECTS = (
    "河道",
    "校舍",
    "档案",
    "林地",
    "农田",
    "展馆",
    "泵站",
    "公交站点",
    "社区食堂",
    "气象站",
    "图书分馆",
    "养老床位",
)
_DEEDS = ("巡查", "改造", "数字化", "抚育", "提升", "维护", "更新", "检测", "清理", "验收", "监测", "培训")
_UNITS = ("处", "次", "项", "个", "场", "套", "人次", "公里", "亩", "平方米", "批", "台")
_REASONS = (
    "",
    "",
    "",
    "受汛期影响，部分工程顺延至次年实施，下一步将提前安排施工。",
    "第三方服务采购流程较长，已调整计划。",
)
_EFFECTS = ("有效提升", "明显改善", "持续增强", "不断完善", "稳步提高")
_LEVELS = (
    ("产出指标", (("数量指标", 6), ("质量指标", 3), ("时效指标", 2), ("成本指标", 2))),
    ("效益指标", (("经济效益指标", 1), ("社会效益指标", 3), ("生态效益指标", 1), ("可持续影响指标", 2))),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
_HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
_WIDTHS = (1.6, 1.9, 3.6, 2.4, 2.6, 1.1, 1.1, 3.0)


@dataclass(frozen=True)
class Style:
    """What differs from report to report: page, fonts, whether headers repeat and rows may break."""

    seed: int
    landscape: bool = False
    repeat_header: bool = True
    break_rows: bool = True
    running_header: bool = True
    size: float = 9
    centred: bool = True


@dataclass(frozen=True)
class Grid:
    """A table with its cells, which python-docx would look for anew at every step."""

    table: Table
    cells: list[list[_Cell]]


def long_report(style: Style) -> bytes:
    """Return a report of about ten pages as a Word document."""
    chance = random.Random(style.seed)
    document = docx.Document()
    _set_page(document, style)
    name = "澜川市示例局"
    _title(document, f"{name}2024年度部门整体支出绩效自评报告")
    for number, section in enumerate(("部门概况", "绩效目标完成情况分析", "存在的问题及原因", "下一步改进措施")):
        document.add_paragraph(f"{'一二三四'[number]}、{section}").runs[0].bold = True
        for part in range(chance.randint(2, 4)):
            document.add_paragraph(f"（{'一二三四'[part]}）{chance.choice(_SUBJECTS)}{chance.choice(_DEEDS)}情况")
            _prose(document, chance)
    _budget(document, chance, style)
    for number in range(4):
        project = f"{chance.choice(_SUBJECTS)}{chance.choice(_DEEDS)}经费"
        _title(document, "项目支出绩效自评表", 14)
        document.add_paragraph("（2024年度）").alignment = WD_ALIGN_PARAGRAPH.CENTER
        _form(document, chance, style, name, f"{project}{number + 1}")
    _sheet(document, chance, style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: Document, style: Style) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.5
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    if style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if style.running_header:
        section.header.paragraphs[0].text = "澜川市示例局2024年度绩效自评报告"
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: "docx.text.paragraph.Paragraph") -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(" -")


def _title(document: Document, text: str, size: int = 18) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _prose(document: Document, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        sentences = [
            f"全年完成{chance.choice(_SUBJECTS)}{chance.choice(_DEEDS)}{chance.randint(2, 9000)}{chance.choice(_UNITS)}，"
            f"完成率为{chance.randint(8000, 12000) / 100}%，{chance.choice(_EFFECTS)}了{chance.choice(_SUBJECTS)}管理水平。"
            for _ in range(chance.randint(1, 5))
        ]
        document.add_paragraph("".join(sentences)).paragraph_format.first_line_indent = Pt(28)


def _budget(document: Document, chance: random.Random, style: Style) -> None:
    rows = [("资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率")]
    for item in ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"):
        full = chance.randint(100, 90000) + chance.randint(0, 99) / 100
        rows.append((item, f"{full:.2f}", f"{full:.2f}", f"{full * 0.97:.2f}", "97.00%"))
    document.add_paragraph("单位：万元").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    grid = _grid(document, len(rows), 5, (4, 3, 3, 3, 2), style)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            _fill(grid, row, column, text, style)


def _form(document: Document, chance: random.Random, style: Style, name: str, project: str) -> None:
    indicators = [
        (first, second, *_indicator(chance, second))
        for first, children in _LEVELS
        for second, count in children
        for _ in range(chance.randint(1, count))
    ]
    grid = _grid(document, len(indicators) + 7, len(_HEADER), _WIDTHS, style)
    for row, texts in enumerate((("项目名称", project), ("主管部门", name))):
        _fill(grid, row, 0, texts[0], style, columns=2)
        _fill(grid, row, 2, texts[1], style, columns=6)
    _fill(grid, 2, 0, "项目资金（万元）", style, columns=2, rows=2)
    for column, text in enumerate(("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), 2):
        _fill(grid, 2, column, text, style)
        value = {"分值": "10", "执行率": "98.60%", "得分": "9.86"}.get(text, f"{chance.randint(10, 9999)}.00")
        _fill(grid, 3, column, value, style)
    _fill(grid, 4, 0, "年度总体目标", style, columns=2)
    _fill(grid, 4, 2, f"围绕{project}，{chance.choice(_EFFECTS)}{chance.choice(_SUBJECTS)}服务能力。", style, columns=6)
    for column, text in enumerate(_HEADER):
        _fill(grid, 5, column, text, style)
    if style.repeat_header:
        _repeat(grid, 5)
    _levels(grid, [(first, second) for first, second, *_ in indicators], 6, style)
    for row, (_, _, *texts) in enumerate(indicators, 6):
        for column, text in enumerate(texts, 2):
            _fill(grid, row, column, text, style)
    last = len(indicators) + 6
    _fill(grid, last, 0, "总分", style, columns=5)
    _fill(grid, last, 5, "100", style)
    _fill(grid, last, 6, "98.5", style)


def _levels(grid: Grid, levels: Sequence[tuple[str, str]], start: int, style: Style) -> None:
    for column in (0, 1):
        at = 0
        while at < len(levels):
            end = at + 1
            while end < len(levels) and levels[end][: column + 1] == levels[at][: column + 1]:
                end += 1
            _fill(grid, start + at, column, levels[at][column], style, rows=end - at)
            at = end


def _indicator(chance: random.Random, second: str) -> tuple[str, ...]:
    subject, deed, unit = chance.choice(_SUBJECTS), chance.choice(_DEEDS), chance.choice(_UNITS)
    weight = str(chance.randint(1, 10))
    if second in ("社会效益指标", "可持续影响指标", "生态效益指标"):
        effect = f"{chance.choice(_EFFECTS)}{subject}管理水平"
        return f"{subject}{deed}长效机制", effect, effect, weight, weight, chance.choice(_REASONS)
    if second in ("质量指标", "服务对象满意度指标"):
        target = chance.randint(80, 100)
        actual = f"{target + chance.randint(-50, 50) / 10}%"
        return f"{subject}{deed}合格率（{unit}）", f"≥{target}%", actual, weight, weight, chance.choice(_REASONS)
    if second == "时效指标":
        return (
            f"{subject}{deed}完成时间",
            "2024年12月31日前",
            f"2024年{chance.randint(6, 12)}月20日完成",
            weight,
            weight,
            "",
        )
    amount = chance.randint(2, 60000)
    name = (
        f"{subject}{deed}数量"
        if chance.random() < 0.7
        else f"{subject}、{chance.choice(_SUBJECTS)}等{deed}任务完成数量"
    )
    return (
        name,
        f"≥{amount}{unit}",
        f"{amount + chance.randint(-3, 400)}{unit}",
        weight,
        weight,
        chance.choice(_REASONS),
    )


def _sheet(document: Document, chance: random.Random, style: Style) -> None:
    """A score sheet with free labels, points and a long text of the rule."""
    _title(document, "部门整体支出绩效评价指标评分表", 14)
    tree = (
        ("部门决策", ("目标设定", "预算编制")),
        ("部门管理", ("资金管理", "项目监管", "资产管理")),
        ("部门绩效", ("经济性", "效率性", "效果性", "公平性")),
    )
    rows = [
        (first, second, f"{second}{kind}")
        for first, children in tree
        for second in children
        for kind in ("合理性", "规范性")
    ]
    grid = _grid(document, len(rows) + 2, 6, (2, 2, 3, 1.4, 6, 1.6), style)
    for column, text in enumerate(("一级指标", "二级指标", "三级指标", "权重", "评分标准", "自评得分")):
        _fill(grid, 0, column, text, style)
    if style.repeat_header:
        _repeat(grid, 0)
    _levels(grid, [(first, second) for first, second, _ in rows], 1, style)
    for row, (_, _, name) in enumerate(rows, 1):
        rule = f"{name}符合要求的，得满分；" + "每发现一处不符合要求的，扣减相应分值，扣完为止；" * chance.randint(1, 4)
        for column, text in enumerate((name, "5", rule, "4.5"), 2):
            _fill(grid, row, column, text, style)
    _fill(grid, len(rows) + 1, 0, "合计", style, columns=3)
    _fill(grid, len(rows) + 1, 3, "100", style)
    _fill(grid, len(rows) + 1, 5, "90", style)


def _grid(document: Document, rows: int, columns: int, widths: Sequence[float], style: Style) -> Grid:
    table = document.add_table(rows, columns, style="Table Grid")
    table.autofit = False
    usable = 25.5 if style.landscape else 17.3
    cells = [list(row.cells) for row in table.rows]
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Cm(usable * width / sum(widths))
    if not style.break_rows:
        for line in table.rows:
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx cannot say it
    return Grid(table, cells)


def _repeat(grid: Grid, row: int) -> None:
    for at in range(row + 1):
        grid.table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def _fill(grid: Grid, row: int, column: int, text: str, style: Style, *, rows: int = 1, columns: int = 1) -> None:
    cell = grid.cells[row][column]
    if rows > 1 or columns > 1:
        cell = cell.merge(grid.cells[row + rows - 1][column + columns - 1])
    cell.text = text
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.line_spacing = 1
        if style.centred and column != len(_HEADER) - 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in paragraph.runs:
            run.font.size = Pt(style.size)
    if style.centred:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
