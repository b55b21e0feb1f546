"""A few planted faults of every code: each list is there, each way can be planted, what is planted is found, little else is said."""

from collections.abc import Mapping

import pytest

from kpi_nlp.checks import ALL
from planting.faults import CATALOGUE, Way, ways
from planting.plant import Planted, planted
from planting.run import Score, scores

THERE = [check.code for check in ALL if check.code in CATALOGUE]
_LEAST_WAYS = 8
_SAMPLE, _STEP = 3, 13  # other ways, in other formats
WAYS = [pytest.param(way, id=f"{way.code}-{way.number}") for code in CATALOGUE for way in ways(code)]


def test_the_catalogue_has_forty_seven_codes() -> None:
    assert len(CATALOGUE) == 47


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_list_of_faults(code: str) -> None:
    listed = ways(code)
    assert len(listed) >= _LEAST_WAYS
    assert {way.code for way in listed} == {code}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_changes_the_set_at_a_place_that_can_be_quoted(way: Way) -> None:
    made = planted(way.code, way.number - 1)
    assert made.way == way
    assert made.clean.reports != made.faulty.reports
    assert way.mentions or all(said for _, said in made.quotes)
    assert way.mentions or made.quotes


@pytest.mark.parametrize("code", THERE)
def test_a_fault_is_planted_alike_from_its_seed(code: str) -> None:
    assert _shape(planted(code, 5)) == _shape(planted(code, 5))


def _shape(made: Planted) -> tuple[object, ...]:
    return made.suffix, made.quotes, made.shown


@pytest.fixture(scope="module")
def sampled() -> Mapping[str, Score]:
    return {score.code: score for score in scores(THERE, _SAMPLE, step=_STEP)}


@pytest.mark.parametrize("code", THERE)
def test_most_of_what_is_planted_is_found(sampled: Mapping[str, Score], code: str) -> None:
    missed = [judged.planted.shown for judged in sampled[code].judged if not judged.found]
    assert len(missed) <= 1, "\n\n".join(missed)


@pytest.mark.parametrize("code", THERE)
def test_nothing_else_is_said_of_a_planted_fault(sampled: Mapping[str, Score], code: str) -> None:
    assert [finding.message for judged in sampled[code].judged for finding in judged.noise] == []


@pytest.mark.parametrize("code", THERE)
def test_the_sets_are_clean_before_a_fault_is_planted(sampled: Mapping[str, Score], code: str) -> None:
    accused = [finding for judged in sampled[code].judged for finding in judged.before if finding.severity != "note"]
    assert [finding.message for finding in accused] == []
