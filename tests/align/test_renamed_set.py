"""Links on the report set whose indicators are renamed, split, merged, reordered, dropped and added, against its true links."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from listed_rows import ids_of
from report_forms import STAGE_TITLES

from kpi_nlp.align import comparable_pairs
from kpi_nlp.model import Finding, Indicator, Match, Paper, Relation, Result
from kpi_nlp.pipeline import check_reports

Row = tuple[str, str]
Link = tuple[Row, Row]
Ids = dict[Row, frozenset[str]]
STAGES = ("declaration", "monitoring", "self_evaluation")


@pytest.fixture(scope="session")
def source(reports: Path) -> dict[str, Any]:
    return tomllib.loads((reports / "renamed" / "source.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def ids(source: dict[str, Any]) -> Ids:
    """Return which indicators each row of each paper stands for."""
    return {
        (f"{department['name']}{year['year']}年{STAGE_TITLES[stage]}.{suffix}", row[2]): ids_of(row)
        for department in source["department"]
        for year in department["year"]
        for stage, suffix in department["formats"].items()
        for row in year[stage]
    }


@pytest.fixture(scope="session")
def renamed(reports: Path) -> Result:
    return check_reports([reports / "renamed"])


def key(row: Indicator) -> Row:
    return row.location.file, row.name


def related(one: frozenset[str], other: frozenset[str]) -> Relation | None:
    if one == other:
        return "same"
    return "part" if one < other or other < one else None


def true_links(papers: tuple[Paper, ...], ids: Ids) -> dict[Link, Relation]:
    """Return every pair of rows of papers laid side by side that speak of one indicator, or of a part of it."""
    departments = {paper.document.identity.department for paper in papers}
    return {
        (key(one), key(other)): relation
        for department in departments
        for left, right, _ in comparable_pairs(
            [paper for paper in papers if paper.document.identity.department == department]
        )
        for one in left.indicators
        for other in right.indicators
        if (relation := related(ids[key(one)], ids[key(other)])) is not None
    }


def outcomes(matches: tuple[Match, ...], true: dict[Link, Relation]) -> Iterator[tuple[Relation, str]]:
    """Yield the relation and right, wrong or missed, of every link that was found or should have been."""
    found = {(key(match.left), key(match.right)): match.relation for match in matches}
    yield from ((relation, "right" if true.get(link) == relation else "wrong") for link, relation in found.items())
    yield from ((relation, "missed") for link, relation in true.items() if found.get(link) != relation)


def share(tally: Counter[tuple[Relation, str]], failure: str) -> float:
    right = tally["same", "right"] + tally["part", "right"]
    return right / (right + tally["same", failure] + tally["part", failure])


def test_the_set_is_as_hard_as_real_ones(source: dict[str, Any], ids: Ids) -> None:
    names: dict[tuple[str, frozenset[str]], set[str]] = {}
    for (file, name), meant in ids.items():
        names.setdefault((file.split("20")[0], meant), set()).add(name)
    papers = [(year[stage], department["name"]) for department in source["department"] for year in department["year"] for stage in STAGES]  # fmt: skip
    orders = [[row[0] for row in rows] for rows, _ in papers]
    single = {(file.split("20")[0], one) for (file, _), meant in ids.items() for one in meant}
    dropped = [one for department, one in single if sum(one in "+".join(order) for order, (_, name) in zip(orders, papers, strict=True) if name == department) < 6]  # fmt: skip
    assert len(single) >= 60
    assert len(papers) == 24
    assert sum(len(worded) > 1 for worded in names.values()) >= 0.9 * len(names)
    assert sum(len(meant) > 1 for _, meant in names) >= 10
    assert len(dropped) >= 8
    assert len({tuple(order) for order in orders}) == len(orders)


def test_every_row_is_read_under_its_name(renamed: Result, ids: Ids) -> None:
    assert sorted(map(key, renamed.indicators)) == sorted(ids)


def test_the_links_are_right(renamed: Result, ids: Ids) -> None:
    tally = Counter(outcomes(renamed.matches, true_links(renamed.papers, ids)))
    for (relation, outcome), count in sorted(tally.items()):
        print(f"{relation:5} {outcome:7} {count}")
    found, precise = share(tally, "missed"), share(tally, "wrong")
    print(f"true links found {found:.4f}, links right {precise:.4f}")
    assert min(found, precise) >= 0.98


def test_no_wrong_link_is_certain(renamed: Result, ids: Ids) -> None:
    true = true_links(renamed.papers, ids)
    wrong = [
        (match.left.name, match.right.name, match.relation)
        for match in renamed.matches
        if match.verdict == "match" and true.get((key(match.left), key(match.right))) != match.relation
    ]
    assert wrong == []


def lacking(year: dict[str, Any], stage: str) -> set[str]:
    """Return the indicators of a year that one of its papers lacks."""
    meant = {other: frozenset[str]().union(*map(ids_of, year[other])) for other in STAGES}
    return set(frozenset[str]().union(*meant.values()) - meant[stage])


def of_ids(findings: list[Finding], ids: Ids) -> set[tuple[str, str]]:
    rows = [row for finding in findings for row in finding.indicators]
    return {(row.location.document.split("20")[0], one) for row in rows for one in ids[key(row)]}


@pytest.mark.parametrize(("stage", "severity"), [("self_evaluation", "question"), ("monitoring", "note")])
def test_what_a_paper_of_the_year_lacks_is_found_and_nothing_else(
    renamed: Result, source: dict[str, Any], ids: Ids, stage: str, severity: str
) -> None:
    true = {
        (department["name"], one)
        for department in source["department"]
        for year in department["year"]
        for one in lacking(year, stage)
    }
    found = [finding for finding in renamed.findings if finding.code == "T02" and finding.severity == severity]
    assert of_ids(found, ids) & true == true
    assert len([finding for finding in found if finding.indicators]) == len(true)


def test_what_only_one_of_two_years_has_is_noted_and_nothing_else(
    renamed: Result, source: dict[str, Any], ids: Ids
) -> None:
    true = set()
    for department in source["department"]:
        first, second = (
            {one for stage in STAGES for row in year[stage] for one in ids_of(row)} for year in department["year"]
        )
        told_of_the_year = lacking(department["year"][0], "self_evaluation")
        true |= {(department["name"], one) for one in (first ^ second) - told_of_the_year}
    rows = [
        row for finding in renamed.findings if finding.code == "T02" and not finding.indicators for row in finding.rows
    ]
    found = {(row.location.document.split("20")[0], one) for row in rows for one in ids[row.location.file, row.name]}
    assert found == true


def test_a_set_without_other_faults_gives_nothing_else_above_a_note(renamed: Result) -> None:
    loud = [finding for finding in renamed.findings if finding.severity != "note" and finding.code != "T02"]
    assert [finding.message for finding in loud] == []
