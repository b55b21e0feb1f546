"""The indicator map: links become lines through all papers, nothing is merged in silence, who stands alone is explained."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_nlp.align import Links, align, load_linker
from kpi_nlp.align.indicator_map import indicator_map, map_lines
from kpi_nlp.model import Indicator, IndicatorMap, Match, Page, Paper, Result, Row, Stage, Verdict, Why
from kpi_nlp.testing import paper_of

LINKER = load_linker("none")

Told = tuple[str, ...]


def paper(stage: Stage, year: int, *names: str, target: str = "10个") -> Paper:
    rows = tuple(Row(name=name, target=target, actual=None if stage == "declaration" else "11个") for name in names)
    return paper_of(Page(rows=rows, stage=stage, year=year), f"{year}{stage}.docx")


def linked(
    left: Indicator, right: Indicator, probability: float, *, why: Why = "stages", verdict: Verdict = "match"
) -> Match:
    return Match(left, right, probability, verdict, why)


def mapped(*papers: Paper) -> IndicatorMap:
    return indicator_map("澜川市示例局", papers, align(papers, linker=LINKER), linker=LINKER)


def names(chart: IndicatorMap) -> list[Told]:
    return [tuple(row.name for row in line.rows) for line in chart.lines]


def test_an_indicator_is_one_line_through_all_its_papers() -> None:
    chart = mapped(
        paper("declaration", 2024, "治理水土流失面积", "新建改建堤防长度"),
        paper("self_evaluation", 2023, "新建改建堤防长度", "水土流失治理面积"),
        paper("declaration", 2023, "治理水土流失面积", "新建改建堤防长度"),
    )
    assert [paper.document.path for paper in chart.papers] == [
        "2023declaration.docx", "2023self_evaluation.docx", "2024declaration.docx",
    ]  # fmt: skip
    assert names(chart) == [
        ("治理水土流失面积", "水土流失治理面积", "治理水土流失面积"),
        ("新建改建堤防长度", "新建改建堤防长度", "新建改建堤防长度"),
    ]
    assert all(line.certain for line in chart.lines)
    assert chart.unmatched == ()


def test_two_rows_of_one_paper_are_never_merged_in_silence() -> None:
    first, second = paper("declaration", 2023, "甲", "乙"), paper("self_evaluation", 2023, "丙")
    third = paper("declaration", 2024, "丁")
    (one, two), (three,), (four,) = first.indicators, second.indicators, third.indicators
    sure, also = linked(one, three, 0.9), linked(three, four, 0.85, why="years")
    doubtful = linked(two, four, 0.8, why="years")
    lines = map_lines((first, second, third), (doubtful, also, sure))
    assert [tuple(row.name for row in line.rows) for line in lines] == [("甲", "丙", "丁"), ("乙",)]
    assert [line.links for line in lines] == [(sure, also), ()]
    assert [line.conflicts for line in lines] == [(doubtful,), (doubtful,)]
    assert [line.certain for line in lines] == [False, False]


def test_the_surest_link_is_followed_first() -> None:
    first, second = paper("declaration", 2023, "甲", "乙"), paper("self_evaluation", 2023, "丙")
    (one, two), (three,) = first.indicators, second.indicators
    links = (linked(one, three, 0.95, verdict="review"), linked(two, three, 0.75))
    lines = map_lines((first, second), links)
    assert [tuple(row.name for row in line.rows) for line in lines] == [("甲",), ("乙", "丙")]


def test_rows_of_two_tables_of_a_paper_stand_in_one_line_where_they_are_linked() -> None:
    two = paper("self_evaluation", 2023, "甲", "甲数量")
    one, other = two.indicators
    lines = map_lines((two,), (linked(one, other, 0.9, why="tables"),))
    assert [line.rows for line in lines] == [(one, other)]
    assert lines[0].conflicts == ()


def test_a_line_is_certain_only_where_every_link_that_holds_it_is() -> None:
    first, second = paper("declaration", 2023, "甲"), paper("self_evaluation", 2023, "乙")
    link = linked(*first.indicators, *second.indicators, 0.6, verdict="review")
    (line,) = map_lines((first, second), (link,))
    assert (line.certain, line.link_of(line.rows[0]), line.link_of(line.rows[1])) == (False, None, link)


def test_who_stands_alone_has_three_candidates_and_each_says_why_not() -> None:
    chart = mapped(
        paper("declaration", 2023, "护理员培训人次", "河道清淤长度"),
        paper("self_evaluation", 2023, "护理员培训人数", "河道清淤长度", "水利工程验收合格率", "学生满意度"),
    )
    (alone,) = [alone for alone in chart.unmatched if alone.row.name == "护理员培训人次"]
    assert len(alone.candidates) == 3
    assert (alone.candidates[0].row.name, alone.candidates[0].why_not) == ("护理员培训人数", "口径不同：人次与人数")
    assert all(later.probability <= sooner.probability for sooner, later in zip(alone.candidates, alone.candidates[1:], strict=False))  # fmt: skip
    assert all("低于" in candidate.why_not or "不同" in candidate.why_not for candidate in alone.candidates[1:])


def test_a_candidate_that_another_row_took_says_which() -> None:
    chart = mapped(
        paper("declaration", 2023, "治理水土流失面积", "水土流失治理总面积"),
        paper("self_evaluation", 2023, "治理水土流失面积"),
    )
    (alone,) = chart.unmatched
    assert (alone.row.name, alone.candidates[0].row.name) == ("水土流失治理总面积", "治理水土流失面积")
    assert alone.candidates[0].why_not.startswith("它已与「治理水土流失面积」对应（")


def test_a_row_that_is_part_of_another_does_not_stand_alone() -> None:
    whole, parts = paper("declaration", 2023, "甲"), paper("self_evaluation", 2023, "乙", "丙")
    (one,), (two, three) = whole.indicators, parts.indicators
    links = tuple(replace(linked(one, part, 0.6, verdict="review"), relation="part") for part in (two, three))
    chart = indicator_map("局", (whole, parts), Links(links, (), ()), linker=LINKER)
    assert [line.parts for line in chart.lines] == [links, (links[0],), (links[1],)]
    assert chart.unmatched == ()


def test_rows_of_equal_worth_are_a_tie_that_the_map_reports() -> None:
    chart = mapped(
        paper("declaration", 2023, "河道清淤长度", "举办培训班场次", "水库除险座数"),
        paper("self_evaluation", 2023, "开展培训班场次", "学生满意度", "组织培训班场次"),
    )
    (line,) = chart.lines
    assert [(link.tied, link.verdict) for link in line.links] == [(True, "review")]
    assert not line.certain
    (other,) = [alone for alone in chart.unmatched if "培训班" in alone.row.name]
    assert other.candidates[0].why_not == "概率相同，它与「开展培训班场次」对应，未作取舍"


def test_rows_of_score_sheets_are_counted_and_left_aside() -> None:
    sheet = paper_of(Page(rows=(Row(name="过程管理", target=None, weight="10", score="9"),)), "评分表.docx")
    assert (mapped(sheet).aside, mapped(sheet).lines, mapped(sheet).unmatched) == (1, (), ())


def shuffled(papers: Sequence[Paper], seed: int) -> list[Paper]:
    chance = random.Random(seed)
    return [
        replace(paper, indicators=tuple(chance.sample(paper.indicators, len(paper.indicators)))) for paper in papers
    ]


@pytest.mark.parametrize("seed", range(5))
def test_links_do_not_depend_on_the_order_of_rows(clean: Result, seed: int) -> None:
    papers = [paper for paper in clean.papers if paper.document.identity.department == "澜川市教育局"]

    def keys(found: Sequence[Match]) -> set[tuple[str, str, str, str, str]]:
        return {
            (match.left.document, match.left.name, match.right.document, match.right.name, match.relation)
            for match in found
        }

    assert keys(align(shuffled(papers, seed)).matches) == keys(align(papers).matches)


def test_a_pair_that_the_candidate_step_loses_stands_alone() -> None:
    """A large table is not compared whole: a counterpart without a common word is missed, and is counted as missed."""
    many = [f"{first}{second}设施维护完成率" for first in "甲乙丙丁戊己庚辛壬癸" for second in "东南西北中内外上下左右"]
    chart = mapped(
        paper("declaration", 2023, "低保保障人数", *many), paper("self_evaluation", 2023, "困难群众救济户数", *many)
    )
    assert ("低保保障人数", ()) in [(alone.row.name, alone.candidates) for alone in chart.unmatched]
