"""Of many projects of one year only the papers of one project are laid side by side."""

from dataclasses import replace

import pytest

from kpi_nlp.align import align, comparable_pairs
from kpi_nlp.model import Page, Paper, Row, Stage
from kpi_nlp.testing import paper_of

THINGS = {
    "校舍改造": ("改造校舍面积", "校舍验收合格率", "新增学位个数"),
    "路灯更换": ("更换路灯盏数", "路灯完好率", "节约电量"),
    "河道清淤": ("清淤河道长度", "清运淤泥方量", "水质达标率"),
    "老年食堂": ("新建食堂家数", "用餐老人人次", "餐费补贴金额"),
}


def paper(project: str, stage: Stage, *, named: bool, rows: tuple[str, ...] | None = None) -> Paper:
    names = (*(rows or THINGS[project.removesuffix("项目")]), "群众满意度")
    page = Page(tuple(Row(name=name, target="90") for name in names), stage=stage)
    said = paper_of(page, f"{project}-{stage}.docx")
    scope = project if named else "整体"
    return replace(said, indicators=tuple(replace(row, scope=scope) for row in said.indicators))


def beside(*papers: Paper) -> list[tuple[str, str]]:
    return [(left.document.path, right.document.path) for left, right, _ in comparable_pairs(papers)]


@pytest.mark.parametrize("named", [True, False])
def test_each_project_is_laid_beside_its_own_papers_alone(named: bool) -> None:  # noqa: FBT001 - a parameter
    stages: tuple[Stage, ...] = ("declaration", "self_evaluation")
    papers = [paper(project, stage, named=named) for project in THINGS for stage in stages]
    expected = {(f"{project}-declaration.docx", f"{project}-self_evaluation.docx") for project in THINGS}
    assert set(beside(*papers)) == expected
    assert {link.left.scope == link.right.scope for link in align(papers).matches} == {True}


def test_projects_of_like_names_are_told_apart_by_the_likest() -> None:
    papers = [
        paper(project, stage, named=True, rows=THINGS["校舍改造"])
        for project in ("东山镇校舍改造项目", "西山镇校舍改造项目")
        for stage in ("declaration", "self_evaluation")
    ]
    assert sorted(beside(*papers)) == [
        ("东山镇校舍改造项目-declaration.docx", "东山镇校舍改造项目-self_evaluation.docx"),
        ("西山镇校舍改造项目-declaration.docx", "西山镇校舍改造项目-self_evaluation.docx"),
    ]


def test_a_project_that_was_renamed_keeps_its_papers_together() -> None:
    one, other = paper("校舍改造项目", "declaration", named=True), paper("校舍改造", "self_evaluation", named=True)
    assert beside(one, other) == [(one.document.path, other.document.path)]


def test_a_whole_that_lies_in_three_parts_is_laid_beside_each() -> None:
    parts = [paper(project, "declaration", named=False) for project in list(THINGS)[:3]]
    names = tuple(name for project in list(THINGS)[:3] for name in THINGS[project])
    whole = paper("全部", "self_evaluation", named=False, rows=names)
    assert {left for left, _ in beside(*parts, whole)} == {part.document.path for part in parts}


def test_two_papers_without_a_project_are_always_compared() -> None:
    one, other = paper("校舍改造", "declaration", named=False), paper("路灯更换", "self_evaluation", named=False)
    assert len(beside(one, other)) == 1
