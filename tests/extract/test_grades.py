"""Grades of a score: in the rows that close a form, beside labels, in the prose; scales of grades state none."""

import pytest
from drawing import drawn, said

from kpi_nlp.extract import extract
from kpi_nlp.extract.terms.grades import letter_of
from kpi_nlp.readers import Source, read

FORM = """
澜川市示例局2023年度部门整体支出绩效自评表
| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
| 产出指标（60分） | 数量指标 | 培训期数 | 60 | 58 |
| 效益指标（40分） | 社会效益指标 | 覆盖面 | 40 | 38 |
"""


def grades_in_prose(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """Return letter, score and period of each grade in a report of 2023 with one sentence."""
    text = f"澜川市示例局2023年度部门整体绩效自评报告\n\n一、自评结论\n\n{sentence}\n"
    paper = extract(read(Source("自评.txt", text.encode())))
    return [(grade.letter, grade.score.text if grade.score else None, grade.period) for grade in paper.grades]


def grades_below(*rows: str) -> list[str]:
    """Return the grades of a form that these rows close."""
    return [line for line in said(extract(drawn(FORM + "\n".join(rows)))) if line.startswith("等级")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("本部门2023年度绩效自评得分为95.2分，评价等级为“优”。", ("优", "95.2", "2023")),
        ("经自评，部门整体支出绩效自评等次：良。", ("良", None, "2023")),
        ("绩效等级为“优”，自评总得分96.51分。", ("优", "96.51", "2023")),
        ("部门整体绩效自评得分九十八点五分，绩效等级为优秀。", ("优", "九十八点五", "2023")),
        ("我局自评总分88分，达到良好等次。", ("良", "88", "2023")),
        ("综合得分78分，评定等级为“中”级。", ("中", "78", "2023")),
        ("自评得分96分，其中产出得分48分、效益得分29分，评价等级为优。", ("优", "96", "2023")),
        ("2022年度整体绩效评价等级为差。", ("差", None, "2022")),
        ("自评得分95分，评价结果为A。", ("A", "95", "2023")),
    ],
)
def test_the_prose_states_a_grade(sentence: str, found: tuple[str, str | None, str | None]) -> None:
    assert grades_in_prose(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "评价等级分为优、良、中、差四个等级。",
        "得分90分以上的，评价等级为优。",
        "评价得分≥90分的，等级为优。",
        "80（含）-90分的评价等级为良。",
        "产出类指标评价等级为优，效益类指标评价等级为良。",
        "干部年度考核等次为优秀。",
        "绩效评价结果为优质服务提供了依据。",
        "评价等级为优的项目共3个。",
        "我市空气质量等级为优良。",
        "服务对象对工作的评价等级为良的占比12%。",
        "道路等级为二级。",
    ],
)
def test_what_is_a_scale_or_speaks_of_something_else_is_no_grade(sentence: str) -> None:
    assert grades_in_prose(sentence) == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["| 评分等级 | < | < | 优 | < |"], "等级 优：优"),
        (["| 合计 | < | < | 100 | 96 |", "| 评分等级 | < | < | < | 优 |"], "等级 优：优"),
        (["| 总分 | 96 | < | 自评等级 | 优秀 |"], "等级 优秀：优；得分 96"),
        (["| 自评等次：良好 | < | < | < | < |"], "等级 良好：良"),
        (["| 评价等级 | < | ☑优 □良 □中 □差 | < | < |"], "等级 ☑优 □良 □中 □差：优"),
        (["| 综合得分 | < | 96 | 等级 | 优 |"], "等级 优：优；得分 96"),
    ],
)
def test_a_row_that_closes_a_form_states_a_grade(rows: list[str], found: str) -> None:
    assert grades_below(*rows) == [found]


def test_a_grade_beside_its_label_above_a_form() -> None:
    document = drawn(f"| 自评得分 | 96 | 自评等级 | 优 |\n\n{FORM}")
    assert [line for line in said(extract(document)) if line.startswith("等级")] == ["等级 优：优；得分 96"]


@pytest.mark.parametrize(
    "row", ["| 等级 | 优 | 良 | 中 | 差 |", "| 评价等级 | 优 | 良 | 中 | 差 |", "| 等级 | 优 | 人数 | 3 |"]
)
def test_the_titles_of_a_survey_are_no_grades(row: str) -> None:
    assert [line for line in said(extract(drawn(f"{row}\n\n{FORM}"))) if line.startswith("等级")] == []


@pytest.mark.parametrize(
    ("text", "letter"),
    [("优", "优"), ("“优秀”", "优"), ("优□ 良☑ 中□ 差□", "良"), ("优（√） 良（ ）", "优"), ("√优 √良", None), ("≥90分为优", None)],
)  # fmt: skip
def test_a_cell_holds_one_grade_or_none(text: str, letter: str | None) -> None:
    assert letter_of(text) == letter


def test_a_list_of_projects_grades_each_of_them() -> None:
    listed = """
澜川市示例局2023年度部门整体支出绩效自评报告
表1 项目绩效自评情况汇总表
| 序号 | 项目名称 | 全年预算数 | 执行数 | 自评得分 | 评价等级 |
| 1 | 河道整治项目 | 100 | 95 | 95.2 | 优 |
| 2 | 防汛物资项目 | 50 | 40 | 88 | 良 |
| 3 | 水文监测项目 | 50 | 40 | 88 | |
"""
    paper = extract(drawn(listed))
    assert [line for line in said(paper) if line.startswith("等级")] == [
        "等级 [河道整治项目] 优：优；得分 95.2",
        "等级 [防汛物资项目] 良：良；得分 88",
    ]
    assert paper.document.warnings == ()
