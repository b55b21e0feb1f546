"""What is said of how a wrong figure may have come about, and where nothing is said."""

from decimal import Decimal

import pytest

from kpi_nlp.quantities.slips import inverted, slip, swapped


@pytest.mark.parametrize(
    ("printed", "expected", "said"),
    [
        ("426000000", "42600", "相差一万倍，疑为元与万元混用"),
        ("42600", "426000000", "相差一万倍，疑为元与万元混用"),
        ("1.2", "120000000", "相差一亿倍，疑为元与亿元混用"),
        ("985", "98.5", "相差十倍，疑为小数点错位"),
        ("9.86", "986", "相差一百倍，疑为小数点错位"),
        ("89.6", "98.6", "疑为数字换位"),
        ("44208.35", "44280.35", "疑为数字换位"),
        ("45.3", "45", None),
        ("45", "45", None),
        ("0", "45", None),
        ("45", "0", None),
        ("31", "57", None),
    ],
)
def test_what_explains_a_figure_is_said(printed: str, expected: str, said: str | None) -> None:
    assert slip(Decimal(printed), Decimal(expected), within=Decimal("0.01")) == said


@pytest.mark.parametrize(
    ("printed", "expected", "is_inverted"),
    [("111.11", "90", True), ("90", "111.11", True), ("100", "100", False), ("95", "90", False), ("95", "0", False)],
)
def test_a_ratio_upside_down_is_known(printed: str, expected: str, *, is_inverted: bool) -> None:
    assert inverted(Decimal(printed), Decimal(expected), within=Decimal("0.01")) == is_inverted


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("12", "21", True),
        ("1.2", "2.1", True),
        ("123", "321", False),
        ("12", "12", False),
        ("1", "10", False),
        ("5", "6", False),
    ],
)
def test_only_neighbouring_digits_are_swapped(one: str, other: str, *, are: bool) -> None:
    assert swapped(Decimal(one), Decimal(other)) == are
