"""Which rows are asked for in which papers: never across scopes, never of papers that hold other indicators."""

from collections.abc import Sequence
from dataclasses import replace

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import Inspection, inspect
from kpi_nlp.checks.t02_indicator_dropped import indicator_dropped
from kpi_nlp.model import Dossier, Page, Paper, Row, Stage
from kpi_nlp.testing import DEPARTMENT, paper_of

KEPT = (Row(name="培训场次", target="20场"), Row(name="参训学员满意度", target="≥90%"))
GONE = Row(name="河道清淤长度", target="12公里")


def paper(name: str, stage: Stage, rows: Sequence[Row], *, scope: str = "整体") -> Paper:
    said = paper_of(Page(tuple(rows), stage=stage), name)
    return replace(said, indicators=tuple(replace(row, scope=scope) for row in said.indicators))


def asked(*papers: Paper) -> Inspection:
    links = align(papers)
    dossier = Dossier(
        papers, lexicon.profile(), DEPARTMENT, links.matches, links.mentions, links.comparisons, links.gaps
    )
    return inspect(dossier, (indicator_dropped,))


def told(*papers: Paper) -> list[tuple[str, str]]:
    return [(finding.severity, finding.indicators[0].name) for finding in asked(*papers).findings]


def test_rows_of_the_department_are_not_looked_for_among_those_of_a_project() -> None:
    whole = paper("申报.docx", "declaration", (*KEPT, GONE))
    project = paper("自评.docx", "self_evaluation", KEPT, scope="河道整治项目")
    assert told(whole, project) == []


def test_rows_of_a_project_are_looked_for_in_its_own_papers_under_its_new_name() -> None:
    declared = paper("申报.docx", "declaration", (*KEPT, GONE), scope="“两癌”免费筛查项目")
    evaluated = paper("自评.docx", "self_evaluation", KEPT, scope="两癌免费筛查")
    assert told(declared, evaluated) == [("question", "河道清淤长度")]


def test_a_declaration_in_two_files_is_one_declaration() -> None:
    first, second = paper("申报1.docx", "declaration", KEPT), paper("申报2.docx", "declaration", (GONE,))
    evaluated = paper("自评.docx", "self_evaluation", (*KEPT, GONE))
    assert told(first, second, evaluated) == []


def test_a_row_that_neither_of_two_files_has_is_asked_for_once() -> None:
    other = Row(name="路灯更换盏数", target="300盏")
    first, second = paper("申报1.docx", "declaration", KEPT), paper("申报2.docx", "declaration", (GONE,))
    evaluated = paper("自评.docx", "self_evaluation", (*KEPT, GONE, other))
    assert told(first, second, evaluated) == [("question", "路灯更换盏数")]


def test_a_table_of_tasks_beside_the_indicators_is_not_looked_for() -> None:
    evaluated = paper("自评.docx", "self_evaluation", (*KEPT, GONE))
    tasks = [
        Row(name=name, target="完成", actual="完成") for name in ("智慧水务平台上线", "防汛预案修编", "节水载体创建")
    ]
    listed = paper("任务.docx", "self_evaluation", (*tasks, KEPT[0])).indicators
    moved = tuple(replace(row, document="自评.docx", table="重点任务", location=replace(row.location, file="自评.docx", order=50 + at)) for at, row in enumerate(listed))  # fmt: skip
    both = replace(evaluated, indicators=(*evaluated.indicators, *moved))
    assert told(paper("申报.docx", "declaration", (*KEPT, GONE)), both) == []


def test_the_nearest_row_is_quoted_from_the_paper_that_lacks_it() -> None:
    (finding,) = asked(
        paper("申报.docx", "declaration", (*KEPT, GONE)), paper("自评.docx", "self_evaluation", KEPT)
    ).findings
    assert [(quote.role, quote.location.file) for quote in finding.evidence] == [
        ("indicator", "申报.docx"),
        ("candidate", "自评.docx"),
    ]


def test_every_indicator_is_counted_once() -> None:
    outcome = asked(
        paper("申报.docx", "declaration", (*KEPT, GONE)), paper("自评.docx", "self_evaluation", KEPT)
    ).outcomes["T02"]
    assert (outcome.hit, outcome.clear, outcome.undecided) == (1, 2, 0)
