"""The page of `extract --explain`: structure, what is marked where, and that no document can speak in it."""

import base64
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from drawing import drawn
from lxml import html

from kpi_nlp.extract import extract
from kpi_nlp.model import Block, Cell, Location, Paper, Paragraph, Problem, Result, Table
from kpi_nlp.pipeline import extract_reports
from kpi_nlp.reports import explain_view, save_explanation

FORM = """
澜川市示例局2023年绩效自评表
全年培训教师约1200人次，各项指标全部完成。
| 项目名称 | 教师培训 | < | < | < |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
| 产出指标 | 培训人次 | ≥1200人次 | 1,250人次 | 50 |
| ^ | 完成时间 | 12月底前 | 11月20日 | 50 |
| 效益指标 | | | | |
| 合计 | < | < | < | 100 |
| 填表人：张某 | < | < | < | < |

| 类别 | 编制数 |
| 行政 | 30 |
"""


def page_of(*papers: Paper, path: Path, problems: tuple[Problem, ...] = ()) -> html.HtmlElement:
    save_explanation(Result(papers, problems), path)
    return html.document_fromstring(path.read_bytes())


def explained(picture: str = FORM, *, path: str = "自评.docx", exact: bool = True) -> Paper:
    return extract(drawn(picture, path=path, exact=exact), explain=True)


def text_of(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def cells(row: html.HtmlElement) -> list[str]:
    """Return class, text and spans of each cell of a row."""
    return [
        " ".join(
            [
                (cell.get("class") or "-").removeprefix("is-"),
                text_of(cell),
                *(f"{name}={cell.get(name)}" for name in ("rowspan", "colspan") if cell.get(name)),
            ]
        )
        for cell in row.findall("td")
    ]


def test_a_form_cell_by_cell(tmp_path: Path) -> None:
    page = page_of(explained(), path=tmp_path / "说明.html")
    form, other = page.findall(".//table")
    assert [(row.get("class"), cells(row), text_of(row.find("th"))) for row in form.findall("tr")] == [
        ("label", ["label 项目名称项目", "label 教师培训 colspan=4"], "标签"),
        ("titles", ["title 一级指标", "title 三级指标", "title 年度指标值目标值", "title 实际完成值", "title 得分"], "表头"),
        (
            "indicator",
            ["level 产出指标 rowspan=2", "name 培训人次", "target ≥1200人次≥ 1,200 人次", "actual 1,250人次", "points 50"],
            "指标产出指标",
        ),
        ("indicator", ["name 完成时间", "target 12月底前2023-12-31 前", "actual 11月20日2023-11-20", "points 50"], "指标产出指标"),
        ("category", ["level 效益指标", "- ", "- ", "- ", "- "], "空类别效益指标"),
        ("total", ["points 合计 colspan=4", "points 100"], "合计合计 100"),
        ("closing", ["- 填表人：张某 colspan=5"], "落款"),
    ]  # fmt: skip
    assert [row.get("class") for row in other.findall("tr")] == ["unread", "unread"]
    assert [text_of(caption) for caption in page.findall(".//figcaption")] == [
        "第1个表",
        "第2个表 未识别为绩效表格，未读取",
    ]


def test_whose_paper_it_is_and_from_what_that_was_taken(tmp_path: Path) -> None:
    page = page_of(explained(), path=tmp_path / "说明.html")
    assert [text_of(entry) for entry in page.find_class("identity")[0]] == [
        "部门澜川市示例局 据标题",
        "年度2023 年 据标题",
        "阶段自评 据标题",
        "项目教师培训",
    ]
    assert text_of(page.find_class("counts")[0]) == "指标 2空类别 1合计 1预算 0正文叙述 1"


def test_claims_in_the_text_and_what_they_were_taken_for(tmp_path: Path) -> None:
    page = page_of(explained(), path=tmp_path / "说明.html")
    title, said = page.find_class("text")
    assert title.get("class") == "text plain"
    assert [text_of(part) for part in said.findall("p/*")] == ["全年培训教师", "约1200人次", "，各项指标全部完成。"]
    assert text_of(said.find("aside")) == "2023 · 教师培训 · 全部完成 约 1,200 人次"


def test_a_sentence_that_a_page_break_cut_is_marked_on_both_lines(tmp_path: Path) -> None:
    lines = "澜川市示例局2023年绩效自评报告\n\n全年举办科普活动十二场，组织专家深入基层开展指导服务，参与群\n众达到3500人次，满意度98%。"
    page = page_of(explained(lines, exact=False), path=tmp_path / "说明.html")
    assert [[text_of(amount) for amount in line.findall("p/b")] for line in page.find_class("text")[1:]] == [
        ["十二场"],
        ["达到3500人次", "98%"],
    ]


def test_repairs_and_warnings_stand_beside_their_rows(tmp_path: Path) -> None:
    picture = FORM.replace("| 合计", "| | | | 3 | |\n| 合计").replace("年度指标值", "年厂旨标值")
    paper = explained(picture, exact=False)
    page = page_of(paper, path=tmp_path / "说明.html")
    assert paper.document.warnings == () or page.find_class("warnings")
    shown = [text_of(note) for note in page.find_class("repair")]
    assert shown[:1] == ["合并被拆成多行的单元格"] == [repair for row in paper.indicators for repair in row.repairs]
    assert shown[1:] == ["合并跨页的行"]  # of the total, which is no indicator


def altered(paper: Paper, **changes: object) -> Paper:
    """Return the paper with the cell of the first target changed, read again."""
    document = drawn(FORM)
    blocks: list[Block] = [
        replace(block, rows=tuple(tuple(_altered(cell, changes) for cell in row) for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in document.blocks
    ]
    return extract(replace(document, path=paper.document.path, blocks=tuple(blocks)), explain=True)


def _altered(cell: Cell, changes: dict[str, object]) -> Cell:
    return replace(cell, **changes) if cell.text == "≥1200人次" else cell  # type: ignore[arg-type]


def test_tracked_changes_are_struck_and_inserted(tmp_path: Path) -> None:
    page = page_of(altered(explained(), before="≥1000人次"), path=tmp_path / "说明.html")
    (cell,) = [cell for cell in page.iterfind(".//td") if cell.find("del") is not None]
    assert (text_of(cell.find("del")), text_of(cell.find("ins"))) == ("1000", "1200")


@pytest.mark.parametrize(
    ("confidence", "class_", "told"),
    [
        (0.95, "is-target", ""),
        (0.85, "is-target doubt-1", "85%"),
        (0.7, "is-target doubt-2", "70%"),
        (0.4, "is-target doubt-3", "40%"),
    ],
)
def test_doubtful_characters_are_shaded(tmp_path: Path, confidence: float, class_: str, told: str) -> None:
    page = page_of(altered(explained(), confidence=confidence), path=tmp_path / "说明.html")
    cell = next(cell for cell in page.iterfind(".//td") if text_of(cell).startswith("≥1200人次"))
    assert cell.get("class") == class_
    assert (f"识别把握 {told}" in text_of(cell)) == bool(told)


HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & "引号" \'x\''


def test_nothing_in_a_document_becomes_markup(tmp_path: Path) -> None:
    path = f"{HOSTILE.replace('/', '')}.docx"
    place = Location(path, order=1)
    table = Table(tuple(tuple(Cell(HOSTILE, place, before=HOSTILE[::-1]) for _ in range(3)) for _ in range(3)), place)
    hostile = replace(
        drawn(FORM, path=path), blocks=(Paragraph(f"完成{HOSTILE}12场。", place), *drawn(FORM).blocks, table)
    )
    target = tmp_path / "说明.html"
    problem = Problem(path, HOSTILE, HOSTILE)
    page = page_of(extract(hostile, explain=True), path=target, problems=(problem,))
    written = target.read_text(encoding="utf-8")
    assert [
        element.tag for element in page.iter() if element.tag in ("script", "img", "iframe", "link", "object")
    ] == []
    assert [
        name for element in page.iter() for name in element.attrib if name.startswith("on") or name in ("src", "style")
    ] == []
    assert "<script" not in written
    assert HOSTILE in "".join(page.itertext())


def test_the_page_needs_nothing_from_elsewhere_and_allows_nothing(tmp_path: Path) -> None:
    target = tmp_path / "说明.html"
    page = page_of(explained(), path=target)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(page.findtext(".//style").encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    written = target.read_text(encoding="utf-8")
    assert not [word for word in ("http:", "https:", "url(", "@import", "<script") if word in written]


def test_a_report_that_cannot_be_used_shows_what_was_read_of_it(tmp_path: Path) -> None:
    (tmp_path / "空表.md").write_text(
        "澜川市示例局2023年绩效自评表\n\n|一级指标|三级指标|年度指标值|实际完成值|\n|产出指标|指标1：|||\n",
        encoding="utf-8",
    )
    result = extract_reports([tmp_path], explain=True, isolated=False)
    page = page_of(path=tmp_path / "说明.html", problems=result.problems)
    assert result.papers == ()
    assert text_of(page.find_class("problem")[0]).startswith("表格未填写")
    assert [row.get("class") for row in page.iterfind(".//tr")] == ["titles", "category"]


def test_a_run_that_does_not_explain_keeps_nothing(clean: Result) -> None:
    assert [paper.explanation for paper in clean.papers if paper.explanation is not None] == []


def test_several_documents_are_listed_in_front(tmp_path: Path) -> None:
    page = page_of(
        explained(path="甲局/自评.docx"),
        explained(path="乙局/自评.docx"),
        path=tmp_path / "说明.html",
        problems=(Problem("坏.docx", "文件已损坏", "请重新下载"),),
    )
    assert [text_of(entry) for entry in page.iterfind(".//nav//li")] == [
        "甲局/自评.docx",
        "乙局/自评.docx",
        "坏.docx 未能使用",
    ]
    assert [article.get("id") for article in page.iterfind(".//article")] == ["d1", "d2", "d3"]


def test_a_page_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "说明.html"
    target.write_text("旧", encoding="utf-8")
    monkeypatch.setattr(explain_view, "_row", None)
    with pytest.raises(TypeError):
        save_explanation(Result((explained(),)), target)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("说明.html", "旧")]


def test_the_page_of_the_demo_set(reports: Path, tmp_path: Path) -> None:
    result = extract_reports([reports / "faulty"], explain=True)
    page = page_of(*result.papers, path=tmp_path / "说明.html")
    assert len(page.findall(".//article")) == len(result.papers)
    assert len(page.findall(".//tr[@class='indicator']")) == len(result.indicators)
    assert page.findall(".//tr[@class='unread']") == []
