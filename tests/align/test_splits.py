"""Rows that are split into several or merged from several: linked as parts, never as the same."""

import pytest

from kpi_nlp.model import Page, Row, Stage
from kpi_nlp.testing import dossier_of

Named = tuple[tuple[str, str], ...]
WHOLE: Named = (("旅游厕所建设数量", "新建6座，改建9座"),)
PARTS: Named = (("新建旅游厕所数量", "6座"), ("改建旅游厕所数量", "9座"))


def links(left: Named, right: Named, *, years: tuple[int, int] = (2023, 2023)) -> set[tuple[str, str, str]]:
    stages: tuple[Stage, Stage] = ("declaration", "self_evaluation" if years[0] == years[1] else "declaration")
    pages = tuple(
        Page(rows=tuple(Row(name=name, target=target) for name, target in rows), stage=stage, year=year)
        for rows, stage, year in zip((left, right), stages, years, strict=True)
    )
    return {(match.left.name, match.right.name, match.relation) for match in dossier_of(pages).matches}


def test_a_split_row_is_linked_with_each_of_its_parts() -> None:
    assert links(WHOLE, PARTS) == {("旅游厕所建设数量", name, "part") for name, _ in PARTS}


def test_a_merged_row_is_linked_with_each_of_its_parts() -> None:
    assert links(PARTS, WHOLE) == {(name, "旅游厕所建设数量", "part") for name, _ in PARTS}


def test_from_year_to_year_the_amounts_of_parts_may_differ() -> None:
    later = (("新建旅游厕所数量", "7座"), ("改建旅游厕所数量", "8座"))
    assert links(WHOLE, later, years=(2023, 2024)) == {("旅游厕所建设数量", name, "part") for name, _ in PARTS}


def test_a_row_that_lists_things_but_has_one_amount_is_split_by_name() -> None:
    whole = (("孤儿和事实无人抚养儿童保障人数", "310人"),)
    parts = (("孤儿保障人数", "95人"), ("事实无人抚养儿童保障人数", "215人"))
    assert links(whole, parts) == {(whole[0][0], name, "part") for name, _ in parts}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("群众参与平安建设人数", ("群众参加人数", "平安建设人数")),  # 与 of 参与 joins nothing
        ("救助金及时发放人数", ("救助金发放人数", "时发放救助金人数")),  # nor 及 of 及时
    ],
)
def test_a_word_that_holds_the_letter_of_a_list_lists_nothing(whole: str, parts: tuple[str, str]) -> None:
    linked = links(((whole, "310人"),), tuple((name, "155人") for name in parts))
    assert [link for link in linked if link[2] == "part"] == []


def test_a_row_that_lost_an_amount_is_still_the_same() -> None:
    whole, rest = (("旅游厕所建设数量", "新建6座，改建9座"),), (("旅游厕所建设数量", "新建6座"),)
    assert links(whole, rest) == {("旅游厕所建设数量", "旅游厕所建设数量", "same")}


def test_a_composite_row_that_stands_on_both_sides_is_not_split() -> None:
    assert ("旅游厕所建设数量", "旅游厕所建设数量", "same") in links(WHOLE, (*WHOLE, *PARTS))


@pytest.mark.parametrize(
    "parts",
    [
        (("新建旅游厕所数量", "6座"), ("送戏下乡场次", "9场")),
        (("新建停车场数量", "6座"), ("改建停车场数量", "9座")),
        (("新建旅游厕所数量", "5座"), ("改建旅游厕所数量", "8座")),
    ],
)
def test_things_of_another_unit_kind_or_amount_are_no_parts_of_a_split(parts: Named) -> None:
    assert [link for link in links(WHOLE, parts) if link[2] == "part" and link[1] != "新建旅游厕所数量"] == []
