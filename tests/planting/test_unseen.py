"""The faults that were kept from the checks: each list is there, each way can be planted; how many are found is not asked here."""

import pytest

from planting.faults import CATALOGUE, LISTS, Way, ways
from planting.filings import departments
from planting.plant import Planted, placed, planted

_LISTS = "unseen"
_WAYS = range(2, 7)
_SEEDS = 3
WAYS = [pytest.param(way, id=f"{way.code}-{way.number}") for code in CATALOGUE for way in ways(code, _LISTS)]


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_list_of_unseen_faults(code: str) -> None:
    listed = ways(code, _LISTS)
    assert len(listed) in _WAYS
    assert {way.code for way in listed} == {code}


@pytest.mark.parametrize("code", CATALOGUE)
def test_no_unseen_way_repeats_one_that_the_checks_were_measured_against(code: str) -> None:
    known = [_changes(way) for lists in LISTS if lists != _LISTS for way in ways(code, lists)]
    assert [way.number for way in ways(code, _LISTS) if _changes(way) in known] == []


def _changes(way: Way) -> tuple[object, ...]:
    return way.swap, way.facts, way.says, way.drops, way.adds, way.on


@pytest.mark.parametrize("way", WAYS)
def test_every_unseen_way_changes_the_set_at_a_place_that_can_be_quoted(way: Way) -> None:
    for seed in range(_SEEDS):
        made = placed(way, "txt", f"{way.code} {way.number} {seed}")
        assert made.clean.reports != made.faulty.reports
        assert way.mentions or _quoted(made)


def _quoted(made: Planted) -> bool:
    return bool(made.quotes) and all(said for _, said in made.quotes)


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_unseen_fault_is_planted_in_other_departments(code: str) -> None:
    names = {department["name"] for department in departments(_LISTS)}
    assert names.isdisjoint(department["name"] for department in departments())
    for seed in range(_SEEDS):
        made = planted(code, seed, _LISTS)
        assert all(any(name in report for name in names) for report in made.faulty.reports)
