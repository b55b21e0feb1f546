"""For our tests, and for people who write checks: an example of a card becomes a dossier."""

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import Inspection, inspect
from kpi_nlp.extract import extract
from kpi_nlp.model import Block, Cell, Check, Document, Dossier, Example, Location, Page, Paper, Paragraph, Row, Table

DEPARTMENT = "澜川市示例局"
_TITLES = {
    "declaration": "部门整体绩效目标申报表", "adjustment": "绩效目标调整表", "monitoring": "绩效运行监控表",
    "self_evaluation": "部门整体绩效自评报告", "other": "说明",
}  # fmt: skip
_COLUMNS = (
    ("target", "年度指标值"), ("actual", "实际完成值"), ("rate", "完成率"), ("weight", "分值"), ("score", "得分"), ("reason", "偏差原因分析"),
    ("rubric", "评分标准"), ("note", "备注"), ("period_target", "实施周期指标值"), ("forecast", "全年预计完成情况"), ("likelihood", "完成目标可能性"),
)  # fmt: skip


def dossier_of(example: Example) -> Dossier:
    """Return what the program makes of an example: it is written out as forms, read, extracted and aligned."""
    pages = example if isinstance(example, tuple) else (Page(rows=(example,)) if isinstance(example, Row) else example,)
    papers = tuple(paper_of(page, f"示例{number}.docx") for number, page in enumerate(pages, 1))
    links = align(papers)
    return Dossier(papers, lexicon.profile(), DEPARTMENT, links.matches, links.mentions, links.comparisons, links.gaps)


def ask(check: Check, example: Example) -> Inspection:
    """Return what one check says of an example."""
    return inspect(dossier_of(example), (check,))


def paper_of(page: Page, name: str) -> Paper:
    """Return what is extracted from one page of an example."""
    year = f"{page.year}年" if page.year else ""
    blocks: list[Block] = [
        Paragraph(f"{DEPARTMENT}{year}{_TITLES[page.stage]}", Location(name, paragraph=1, order=1)),
        *(Paragraph(text, Location(name, paragraph=at, order=at)) for at, text in enumerate(page.sentences, 2)),
    ]
    grids = ([_grid(page)] if page.rows else []) + [[list(line) for line in table] for table in page.tables]
    order = len(blocks) + 1
    for number, grid in enumerate(grids, 1):
        blocks.append(_table(grid, name, number, order=order))
        order += len(grid) + 1
    return extract(Document(name, f"{name}{page}", "docx", tuple(blocks)))


def _grid(page: Page) -> list[list[str]]:
    columns = [(role, title) for role, title in _COLUMNS if any(getattr(row, role) is not None for row in page.rows)]
    lines = [["一级指标", "二级指标", "三级指标", *(title for _, title in columns)]]
    for row in page.rows:
        levels = (*row.levels, "", "")[:2]
        lines.append([*levels, row.name, *(getattr(row, role) or "" for role, _ in columns)])
    if page.total is not None:
        lines.append(["合计", "", "", *(page.total if role == "score" else "" for role, _ in columns)])
    return lines


def _table(grid: list[list[str]], name: str, number: int, *, order: int) -> Table:
    table = f"第{number}个表"
    return Table(
        tuple(
            tuple(Cell(text, Location(name, table=table, row=row, order=order + row)) for text in line)
            for row, line in enumerate(grid, 1)
        ),
        Location(name, table=table, order=order),
    )
