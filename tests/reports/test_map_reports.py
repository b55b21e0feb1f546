"""The indicator map as it is written: text in columns, lines of JSON, sheets for a reviewer."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from papers.office import converted, soffice
from pypdfium2 import PdfDocument

from kpi_nlp.align import Links, align, load_linker
from kpi_nlp.align.indicator_map import indicator_map
from kpi_nlp.model import Match, Page, Paper, Result, Row
from kpi_nlp.reports import View, print_report, save_report
from kpi_nlp.reports.map_text import map_lines
from kpi_nlp.testing import paper_of
from kpi_nlp.text import printed_width

LINKER = load_linker()

PLACE = {"document", "path", "name", "levels", "scope", "location"}
LEVELS = ("产出指标", "数量指标")


def run(papers: tuple[Paper, ...], links: Links | None = None) -> Result:
    found = links or align(papers)
    return Result(papers, matches=found.matches, maps=(indicator_map("澜川市示例局", papers, found, linker=LINKER),))


@pytest.fixture
def declared() -> Paper:
    rows = (
        Row(name="新建改建堤防长度", target="12公里", levels=LEVELS),
        Row(name="养老护理员培训人次", target="≥1200人次", levels=LEVELS),
    )
    return paper_of(Page(rows=rows, stage="declaration", year=2023), "申报.docx")


@pytest.fixture
def evaluated() -> Paper:
    rows = (
        Row(name="堤防新建改建长度", target="11公里", actual="12.3公里", levels=LEVELS),
        Row(name="养老护理员培训人数", target="≥600人", actual="620人", levels=LEVELS),
        Row(name="学生满意度", target="≥90%", actual="93%", levels=("满意度指标", "服务对象满意度指标")),
    )
    return paper_of(Page(rows=rows, stage="self_evaluation", year=2023), "自评.docx")


@pytest.fixture
def result(declared: Paper, evaluated: Paper) -> Result:
    return run((declared, evaluated))


def sheet(result: Result, tmp_path: Path, title: str) -> tuple[list[list[Any]], Any]:
    path = tmp_path / "对照.xlsx"
    save_report(result, path, "align", "xlsx")
    found = openpyxl.load_workbook(path)[title]
    return [[cell.value or "" for cell in row] for row in found.iter_rows()], found


def test_text_lays_an_indicator_out_paper_by_paper(result: Result) -> None:
    block = [text for text, _ in map_lines(result.maps[0], 80)]
    probability = f"{result.matches[0].probability:.2f}"
    assert block[:5] == [
        "指标对照 澜川市示例局：2 份文件，对应 1 项、待核 0 项、部分 0 项，未对应 3 行",
        "  1 新建改建堤防长度（产出指标/数量指标）  对应",
        "    2023 申报  新建改建堤防长度   12公里",
        f"    2023 自评  堤防新建改建长度   11公里 *      12.3公里        对应 {probability}",
        "    * 与同年前面的目标不一致",
    ]


def test_text_lists_who_stands_alone_last_with_the_nearest_and_why_not(result: Result) -> None:
    block = [text for text, _ in map_lines(result.maps[0], 80)]
    start = block.index("未对应 3 行，各列最接近的指标及未对应的原因")
    assert block[start + 1] == "    养老护理员培训人次（2023 申报，≥1200人次，申报.docx 第1个表 第3行）"
    assert block[start + 2].endswith("养老护理员培训人数（2023 自评，≥600人）：口径不同：人次与人数")
    assert [line for line in block[start + 1 :] if not line.startswith("      ")] == [
        "    养老护理员培训人次（2023 申报，≥1200人次，申报.docx 第1个表 第3行）",
        "    养老护理员培训人数（2023 自评，≥600人，自评.docx 第1个表 第3行）",
        "    学生满意度（2023 自评，≥90%，自评.docx 第1个表 第4行）",
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_no_column_of_the_map_is_wider_than_the_screen_and_nothing_is_cut(aligned: Result, width: int) -> None:
    for chart in aligned.maps:
        block = [text for text, _ in map_lines(chart, width)]
        columns = [text for text in block if text.startswith("    20")]
        assert max(map(printed_width, columns)) <= width
        told = "".join(block).replace(" ", "")
        assert all(row.name in told for line in chart.lines for row in line.rows if len(row.name) <= 8)
        assert "…" not in told


def test_json_lines_hold_every_row_of_a_line_and_every_candidate(result: Result) -> None:
    stream = io.StringIO()
    print_report(result, stream, "align", "jsonl")
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [entry["kind"] for entry in found] == ["match", "line", "unmatched", "unmatched", "unmatched"]
    line, alone = found[1], found[2]
    assert set(line) == {"kind", "department", "certain", "rows", "parts", "conflicts"}
    assert [(row["year"], row["stage"], row["name"], row["target"]["text"]) for row in line["rows"]] == [
        (2023, "declaration", "新建改建堤防长度", "12公里"),
        (2023, "self_evaluation", "堤防新建改建长度", "11公里"),
    ]
    assert [(row["verdict"], row["tied"]) for row in line["rows"]] == [(None, False), ("match", False)]
    assert line["rows"][1]["probability"] == found[0]["probability"]
    assert all(set(row) >= PLACE for row in line["rows"])
    assert set(alone) == {"kind", "department", "indicator", "candidates"}
    assert set(alone["indicator"]) == PLACE
    nearest = alone["candidates"][0]
    assert (nearest["indicator"]["name"], nearest["why_not"]) == ("养老护理员培训人数", "口径不同：人次与人数")


def test_the_sheet_sets_the_papers_side_by_side_and_colours_what_to_look_at(result: Result, tmp_path: Path) -> None:
    rows, found = sheet(result, tmp_path, "指标对照")
    assert rows == [
        ["序号", "部门", "二级指标", "指标", "判断", "2023 申报\n指标", "2023 申报\n目标", "2023 自评\n指标", "2023 自评\n目标", "2023 自评\n实际", "说明", "位置"],
        [
            "1", "澜川市示例局", "数量指标", "新建改建堤防长度", "对应", "新建改建堤防长度", "12公里", "堤防新建改建长度", "11公里", "12.3公里",
            "* 与同年前面的目标不一致", "2023 申报：申报.docx 第1个表 第2行\n2023 自评：自评.docx 第1个表 第2行",
        ],
    ]  # fmt: skip
    colours = {cell.column_letter: cell.fill.fgColor.rgb for cell in found[2] if cell.fill.fill_type}
    assert colours == {"E": "FFE2EFDA", "I": "FFFCE4D6"}
    assert all(cell.alignment.wrap_text for row in found.iter_rows() for cell in row)


def test_a_sheet_of_its_own_lists_who_stands_alone(result: Result, tmp_path: Path) -> None:
    rows, _ = sheet(result, tmp_path, "未对应")
    assert [row[2:7] for row in rows[1:]] == [
        ["2023 申报", "数量指标", "养老护理员培训人次", "≥1200人次", ""],
        ["2023 自评", "数量指标", "养老护理员培训人数", "≥600人", "620人"],
        ["2023 自评", "服务对象满意度指标", "学生满意度", "≥90%", "93%"],
    ]
    assert rows[1][7] == "养老护理员培训人数\n（2023 自评，≥600人）"
    assert rows[1][9] == "口径不同：人次与人数"


def test_the_legend_counts_what_the_sheets_hold(result: Result, tmp_path: Path) -> None:
    rows, _ = sheet(result, tmp_path, "说明")
    told = dict(rows[1:])
    assert "共 1 项" in told["对应"]
    assert "共 0 项" in told["待核"]
    assert "共 3 行" in told["未对应"]


def test_parts_are_marked_wherever_they_are_shown(declared: Paper, evaluated: Paper, tmp_path: Path) -> None:
    whole, part = declared.indicators[0], evaluated.indicators[1]
    link = Match(whole, part, 0.6, "review", "stages", "part")
    result = run((declared, evaluated), Links((link,), (), ()))
    rows, _ = sheet(result, tmp_path, "指标对照")
    assert [row[3:10] for row in rows[1:]] == [
        ["新建改建堤防长度", "部分", "新建改建堤防长度", "12公里", "（部分）养老护理员培训人数", "（部分）≥600人", "（部分）620人"],
        ["养老护理员培训人数", "部分", "（部分）新建改建堤防长度", "（部分）12公里", "养老护理员培训人数", "≥600人", "620人"],
    ]  # fmt: skip
    block = [text for text, _ in map_lines(result.maps[0], 120)]
    assert any("（部分）养老护理员培训人数" in text and "待核 0.60" in text for text in block)


def test_conflicts_and_ties_are_said_and_three_at_most(declared: Paper, evaluated: Paper) -> None:
    one, two = declared.indicators
    other = evaluated.indicators[0]
    links = (Match(one, other, 0.9, "review", "stages", tied=True), Match(two, other, 0.8, "match", "stages"))
    chart = run((declared, evaluated), Links((replace(links[0], verdict="match"), links[1]), (), ())).maps[0]
    told = [text.strip() for text, _ in map_lines(chart, 120)]
    assert told.count("并列：2023 申报「新建改建堤防长度」 － 2023 自评「堤防新建改建长度」 0.90") == 1
    assert told.count("冲突：2023 申报「养老护理员培训人次」 － 2023 自评「堤防新建改建长度」 0.80") == 2


def test_papers_of_one_stage_and_year_are_numbered_and_named(declared: Paper) -> None:
    again = replace(
        declared,
        document=replace(declared.document, path="再报.docx"),
        indicators=tuple(replace(row, location=replace(row.location, file="再报.docx")) for row in declared.indicators),
    )
    chart = run((declared, again)).maps[0]
    told = [text for text, _ in map_lines(chart, 80)]
    assert told[1:3] == ["  2023 申报(1) 即 申报.docx", "  2023 申报(2) 即 再报.docx"]


def test_a_single_paper_has_nothing_to_be_compared_with(declared: Paper, tmp_path: Path) -> None:
    result = run((declared,))
    assert [text for text, _ in map_lines(result.maps[0], 80)] == [
        "指标对照 澜川市示例局：只有 1 份文件，2 行指标无从对应"
    ]
    assert [row[9] for row in sheet(result, tmp_path, "未对应")[0][1:]] == ["没有可比的文件"] * 2


@pytest.fixture
def six() -> Result:
    """Two years with three papers each: more columns than one page can show."""
    rows = [Row(name=name, target="12公里", levels=LEVELS) for name in ("新建改建堤防长度", "村道改造长度")]
    told = [replace(row, actual="13公里") for row in rows]
    stages = {"declaration": rows, "monitoring": told, "self_evaluation": told}
    return run(
        tuple(
            paper_of(Page(rows=tuple(shown), stage=stage, year=year), f"{year}{stage}.docx")  # type: ignore[arg-type]
            for year in (2023, 2024)
            for stage, shown in stages.items()
        )
    )


@pytest.mark.parametrize(
    ("view", "begun"),
    [("align", ["2024 申报\n指标", "说明"]), ("check", ["2023 自评\n指标", "2024 自评\n指标"])],
)
def test_many_papers_are_printed_on_pages_that_can_be_read_each_stage_whole(
    six: Result, tmp_path: Path, view: View, begun: list[str]
) -> None:
    path = tmp_path / "对照.xlsx"
    save_report(six, path, view, "xlsx")
    found = openpyxl.load_workbook(path)["指标对照"]
    titles = [str(cell.value) for cell in found[1]]
    assert found.page_setup.scale == 65
    assert not found.sheet_properties.pageSetUpPr.fitToPage
    assert [titles[page.id] for page in found.col_breaks.brk] == begun
    assert (found.print_title_rows, found.print_title_cols) == ("$1:$1", "$A:$E")


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_no_more_pages_than_were_meant(six: Result, tmp_path: Path) -> None:
    path = tmp_path / "对照.xlsx"
    save_report(six, path, "check", "xlsx")
    with PdfDocument(converted({"对照": path.read_bytes()}, "xlsx", "pdf")["对照"]) as printed:
        pages = [page.get_textpage().get_text_range() for page in printed]
    shown = [text for text in pages if text.startswith("序号")]
    assert [list(dict.fromkeys(re.findall(r"20\d\d (?:申报|监控|自评)", text))) for text in shown] == [
        ["2023 申报", "2023 监控"], ["2023 自评", "2024 申报", "2024 监控"], ["2024 自评"],
    ]  # fmt: skip


def test_few_papers_stay_on_one_page_in_width(result: Result, tmp_path: Path) -> None:
    _, found = sheet(result, tmp_path, "指标对照")
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert found.col_breaks.brk == []
