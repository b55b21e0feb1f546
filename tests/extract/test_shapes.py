"""One table in every shape that other tools make of it: what is read of it is right, and what is not is told."""

from collections.abc import Callable

import pytest
import shapes

from kpi_nlp.extract import extract
from kpi_nlp.model import Indicator
from kpi_nlp.readers import Source, read

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROWS = (
    ("产出指标", "数量指标", "举办培训班期数", "≥12期", "14期", "15", "15"),
    ("产出指标", "数量指标", "培训基层技术骨干人次", "800人次", "812人次", "15", "15"),
    ("产出指标", "质量指标", "培训合格率", "≥95%", "93.5%", "20", "19"),
    ("产出指标", "时效指标", "项目按期完成率", "100%", "100%", "10", "10"),
    ("效益指标", "社会效益指标", "科普活动受众人次", "≥5000人次", "5120人次", "30", "30"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "96%", "10", "10"),
)
ROOMS = (10, 14, 14, 12, 12, 6, 6)
WIDE = (10, 18, 22, 12, 12, 6, 6)
SHAPES: dict[str, Callable[[], str]] = {
    "a cell a line": lambda: shapes.listed(HEADER, ROWS),
    "a cell a line, with blank lines": lambda: shapes.listed(HEADER, ROWS, blanks=True),
    "a row a line": lambda: shapes.worded(HEADER, ROWS),
    "tabs": lambda: shapes.tabbed(HEADER, ROWS),
    "tabs, none at the ends": lambda: shapes.tabbed(HEADER, ROWS, leading=False, trailing=False),
    "tabs, cells torn": lambda: shapes.torn(HEADER, ROWS),
    "Markdown": lambda: shapes.piped(HEADER, ROWS),
    "Markdown, merged cells lost": lambda: shapes.piped(HEADER, ROWS, spans="lost"),
    "Markdown, merged cells repeated": lambda: shapes.piped(HEADER, ROWS, spans="repeated"),
    "Markdown without a frame": lambda: shapes.piped(HEADER, ROWS, outer=False),
    "Markdown without a rule": lambda: shapes.piped(HEADER, ROWS, rule=False),
    "Markdown under an empty header": lambda: shapes.piped(HEADER, ROWS, title_below=True),
    "Markdown in bold": lambda: shapes.piped(HEADER, ROWS, marks="**{}**".format),
    "laid out, in the middle": lambda: shapes.laid_out(HEADER, ROWS, ROOMS, wide=True),
    "laid out, on top": lambda: shapes.laid_out(HEADER, ROWS, ROOMS, wide=True, top=True),
    "a frame": lambda: shapes.framed(HEADER, ROWS, ROOMS),
    "a grid": lambda: shapes.framed(HEADER, ROWS, ROOMS, box=False),
    "dashes": lambda: shapes.dashed(HEADER, ROWS, WIDE, several=False),
    "dashes, cells of several lines": lambda: shapes.dashed(HEADER, ROWS, ROOMS, several=True),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_reads_the_same_in_every_shape(shape: str) -> None:
    assert _read(SHAPES[shape]())[0] == [tuple(row) for row in ROWS]


@pytest.mark.parametrize("lines", [True, False])
def test_cells_that_run_together_are_read_right_or_told(lines: bool) -> None:  # noqa: FBT001 - a parameter
    rows, told = _read(shapes.joined(HEADER, ROWS, lines=lines))
    assert set(rows) <= set(ROWS)
    assert len(rows) == len(ROWS) or told


@pytest.mark.parametrize(("points", "settled"), [("65", True), ("60", False)])
def test_rows_that_could_be_cut_in_two_ways_are_settled_by_the_points_that_make_a_hundred(
    points: str,
    settled: bool,  # noqa: FBT001 - a parameter
) -> None:
    table = [
        ("产出指标", "数量指标", "培训期数", "28", "29", "10", "10"),
        ("产出指标", "数量指标", "发放资料份数", "537", "539", "25", "25"),
        ("产出指标", "数量指标", "参训人数", "21", "21", points, points),
    ]
    rows, told = _read(shapes.joined(HEADER, table))
    assert (rows == table, "RowNotRecognised" in told) == (settled, not settled)
    assert set(rows) <= set(table)


def _read(text: str) -> tuple[list[tuple[str, ...]], list[str]]:
    whole = f"澜川市示例局2024年项目支出绩效自评表\n\n{text}\n\n一、项目概况\n\n全年举办培训班12期。\n"
    paper = extract(read(Source("自评.txt", whole.encode())))
    return [_row(row) for row in paper.indicators], [warning.kind for warning in paper.document.warnings]


def _row(row: Indicator) -> tuple[str, ...]:
    values = (row.target, row.actual, row.weight, row.score)
    return (*row.levels, row.name, *(value.text.replace(" ", "") if value else "" for value in values))
