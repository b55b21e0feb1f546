"""The points that a missed target earns, and scores that exceed them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from cases import indicator_of

from kpi_nlp import lexicon
from kpi_nlp.checks.earned import earned, exceeds

_USUAL = lexicon.profile()
_INVERSE = replace(_USUAL, ceiling="inverse")


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("10次", "8次", "8.00 8.00 10*8/10"),
        ("5万人", "40000人", "8.00 8.00 10*40000/50000"),
        ("40000人", "3万人", "7.50 7.50 10*30000/40000"),
        ("10次", "0次", "0.00 0.00 10*0/10"),
        ("≤10次", "13次", "7.00 7.69 10*(1-(13-10)/10)"),
        ("≤10次", "19次", "1.00 5.26 10*(1-(19-10)/10)"),
        ("≤10次", "20次", "0.00 5.00 10*0"),
        ("≤10次", "21次", "0.00 4.76 10*0"),
        ("≤1万元", "12000元", "8.00 8.33 10*(1-(12000-10000)/10000)"),
        ("≤0次", "1次", "0.00 0.00 10*0"),
    ],
)
def test_points_by_the_usual_formulas(target: str, actual: str, told: str) -> None:
    row = indicator_of(target=target, actual=actual, weight="10")
    found = earned(row, row.parts[0], _USUAL)
    assert found is not None
    assert f"{found.points:.2f} {found.most:.2f} {found.formula}" == told
    assert found.operands["分值"] == "10"


def test_points_of_a_ceiling_by_the_inverse_formula() -> None:
    for actual, told in (("13次", "7.69 7.69 10*10/13"), ("20次", "5.00 5.00 10*10/20")):
        row = indicator_of(target="≤10次", actual=actual, weight="10")
        found = earned(row, row.parts[0], _INVERSE)
        assert found is not None
        assert f"{found.points:.2f} {found.most:.2f} {found.formula}" == told
        assert found.operands == {"分值": "10", "实际": actual[:-1], "目标": "10"}


def test_ranges_and_rows_without_points_earn_nothing_certain() -> None:
    for cells in ({"target": "2-3小时", "actual": "1小时", "weight": "10"}, {"target": "10次", "actual": "8次"}):
        row = indicator_of(**cells)
        assert earned(row, row.parts[0], _USUAL) is None


@pytest.mark.parametrize(
    ("score", "weight", "points", "more"),
    [
        ("9", "10", "8", True),
        ("9", "10", "8.1", False),
        ("9.0", "10", "8.9", True),
        ("9.0", "10", "8.95", False),
        ("10", "10", "9.95", True),  # full marks say that nothing is missing
        ("10", "10", "9.96", False),
        ("10.00", "10", "9.995", True),
        ("10.00", "10", "9.996", False),
        ("10.5", "10", "10.45", True),
        ("10.5", "10", "10.46", False),
        (None, "10", "8", False),
        ("9", None, "8", False),
    ],
)
def test_a_score_exceeds_points_beyond_the_rounding_of_its_last_digit(
    score: str | None,
    weight: str | None,
    points: str,
    more: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert exceeds(indicator_of(target="10次", actual="8次", weight=weight, score=score), Decimal(points)) is more
