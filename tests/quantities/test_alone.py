"""A number alone in its cell is read at sight, and reads as it does within a text."""

from dataclasses import replace
from itertools import product

import pytest

from kpi_nlp import lexicon
from kpi_nlp.model import Quantity
from kpi_nlp.quantities import parse
from kpi_nlp.quantities.alone import alone

NUMBERS = ("0", "7", "99", "100", "120", "2024", "12345", "1,200", "0.5", "98.50", "12345678", "2001.5", "13800138000")
BOUNDS = ("", "≥", "不少于", "约")
UNITS = ("", "%", "个", "人次", "公里", "元", "年")


@pytest.mark.parametrize("bound", lexicon.bounds().before)
def test_every_bound_reads_as_within_a_text(bound: str) -> None:
    texts = [f"{bound}{number}{scale}{unit}" for number, scale, unit in product(NUMBERS, ("", "万", "亿"), UNITS)]
    assert [parse(text) for text in texts] == [_within(text) for text in texts]


@pytest.mark.parametrize("unit", lexicon.units().kind_of)
def test_every_unit_reads_as_within_a_text(unit: str) -> None:
    texts = [f"{bound}{number}{scale}{unit}" for bound, number, scale in product(BOUNDS, NUMBERS, ("", "万"))]
    assert [parse(text) for text in texts] == [_within(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["2024年", "2024.10", "5月", "12日", "13800138000", "3级", "1万村", "第5名", "5-6个", "12期培训"]
)
def test_what_might_be_more_than_a_number_is_left_to_the_scanner(text: str) -> None:
    assert alone(text) is None


def _within(text: str) -> tuple[Quantity, ...]:
    """Read a text behind a blank: it is not alone then."""
    return tuple(replace(amount, start=amount.start - 1, end=amount.end - 1) for amount in parse(f" {text}"))
