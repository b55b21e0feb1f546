"""Amounts a lost 万 apart, units that were left out, and misses smaller than the last printed digit."""

from decimal import Decimal

import pytest

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import pair_up, parse, scale_slip, unit_left_out


def one(text: str) -> Quantity:
    (quantity,) = parse(text)
    return quantity


@pytest.mark.parametrize(
    ("target", "actual", "times"),
    [
        ("2000", "282.68万", Decimal("1413.4")),
        ("≤30万元", "28.5元", Decimal(300000) / Decimal("28.5")),
        ("1200万元", "1200亿元", Decimal(10000)),
        ("120", "1200000", Decimal(10000)),
        ("120万人", "125人", Decimal(9600)),
    ],
)
def test_a_lost_wan_is_a_slip(target: str, actual: str, times: Decimal) -> None:
    assert scale_slip(one(target), one(actual)) == times


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("1000", "50000"),
        ("200人", "1.2万人"),
        ("30万元", "285000元"),
        ("5公里", "5200米"),
        ("0次", "3次"),
        ("100%", "12场"),
        ("90%-95%", "93%"),
    ],
)
def test_what_differs_otherwise_is_none(target: str, actual: str) -> None:
    assert scale_slip(one(target), one(actual)) is None


@pytest.mark.parametrize(
    ("target", "actual", "left_out"),
    [
        ("≤30万元", "28.5", True),
        ("2.1", "2万人次", True),
        ("2000", "282.68万", False),
        ("30万元", "28万元", False),
        ("30", "28", False),
        ("0", "28万元", False),
    ],
)
def test_a_bare_number_may_be_of_the_other_unit(target: str, actual: str, *, left_out: bool) -> None:
    assert unit_left_out(one(target), one(actual)) is left_out


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("15230人", "1.5万人", None),
        ("15230人", "1.4万人", False),
        ("1.5万人", "14900人", False),
        ("99.5%", "99%", None),
        ("42家", "41家", False),
        ("2000", "282.68万", None),
        ("≤30万元", "28.5", None),
        ("40分钟", "2400秒", True),
        ("1.5小时", "80分钟", False),
        ("≥95%", "0.98", None),
        ("100%", "1", None),
        ("≥0.5%", "0.3%", False),
    ],
)
def test_what_slips_or_is_printed_too_coarsely_is_neither_met_nor_missed(
    target: str, actual: str, *, met: bool | None
) -> None:
    (part,) = pair_up([one(target)], [one(actual)])
    assert part.met is met
