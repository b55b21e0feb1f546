"""Reaching, equalling, overlapping, completing: intervals decide only when they separate."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import (
    Completion,
    completion,
    differs,
    equals,
    last_digit,
    overlaps,
    pair_up,
    parse,
    parse_periods,
    reaches,
    rounded,
)


def one(text: str) -> Quantity:
    (quantity,) = parse(text)
    return quantity


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥10人次", "10人次", True), ("≥10人次", "9人次", False), ("10次", "12次", True), ("10次", "9次", False), ("≥10次", "10余次", True),
        ("超过90%", "90%", None), ("超过90%", "89%", False), (">95%", "95%", None), ("约100人", "96人", True), ("约100人", "94人", False),
        ("近10000人", "9200人", True), ("2-3小时", "2小时", True), ("2-3小时", "4小时", False), ("≤5%", "0%", True), ("≤5%", "6%", False),
        ("0次", "0次", True), ("0次", "3次", None), ("≥10人", "约9人", False), ("≥10人", "约10人", None), ("≥10人", "10余人", True),
        ("30万元", "30天", None), ("10公里", "9800米", False), ("10公里", "10200米", True), ("100人", "100人次", None), ("100名", "101人", True),
    ],
)  # fmt: skip
def test_reaches(target: str, actual: str, met: bool | None) -> None:  # noqa: FBT001 - the expected answer
    assert reaches(one(target), one(actual)) is met


@pytest.mark.parametrize(
    ("target", "actual", "met"), [("5次", "3次", True), ("5次", "6次", False), ("0次", "1次", False), ("0", "0", True)]
)
def test_reaches_where_lower_is_better(target: str, actual: str, met: bool) -> None:  # noqa: FBT001 - the expected answer
    assert reaches(one(target), one(actual), lower_is_better=True) is met


@pytest.mark.parametrize(
    ("target", "actual", "low", "high"),
    [
        ("40场", "45场", "1.125", "1.125"), ("≥10人", "约9人", "0.9", "0.9"), ("10场", "10余场", "1", None), ("≤5%", "4%", "1", "1"),
        ("≤5天", "6天", "0.8", "0.8"), ("≤5天", "12天", "0", "0"), ("0次", "0次", "1", "1"),
    ],
)  # fmt: skip
def test_completion(target: str, actual: str, low: str, high: str | None) -> None:
    expected = Completion(Decimal(low), None if high is None else Decimal(high))
    assert completion(one(target), one(actual)) == expected


@pytest.mark.parametrize(("target", "actual"), [("2-3小时", "2小时"), ("100人", "100人次"), ("0次", "3次")])
def test_no_completion(target: str, actual: str) -> None:
    assert completion(one(target), one(actual)) is None


def test_completion_is_short_only_for_certain() -> None:
    assert [
        Completion(Decimal(low), high).short
        for low, high in (("0.9", Decimal("0.9")), ("0.9", None), ("1", Decimal(1)))
    ] == [True, False, False]


@pytest.mark.parametrize(
    ("one_text", "other_text", "change"),
    [
        ("≥10人", "10人", None), ("10人", "12人", "数值"), ("≥10天", "≤10天", "方向"), ("10人", "10人次", "单位"), ("1.5亿元", "15000万元", None),
        ("10公里", "10000米", None), ("约10个", "10个", None), ("2-3小时", "2-4小时", "数值"),
    ],
)  # fmt: skip
def test_differs(one_text: str, other_text: str, change: str | None) -> None:
    assert differs(one(one_text), one(other_text)) == change
    assert differs(one(other_text), one(one_text)) == change


def test_equals_and_overlaps() -> None:
    assert equals(one("10000人"), one("1万名")) is True
    assert equals(one("10人"), one("10%")) is None
    assert overlaps(one("超128亿元"), one("128.49亿元")) is True
    assert overlaps(one("99%以上"), one("90%")) is False
    assert overlaps(one("5场"), one("5天")) is None


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_reaching_agrees_with_numbers(target: int, actual: int) -> None:
    met = reaches(one(f"≥{target}人"), one(f"{actual}人"))
    assert met is (actual >= target)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_completion_is_actual_over_target(target: int, actual: int) -> None:
    share = completion(one(f"{target}场"), one(f"{actual}场"))
    assert share == Completion(Decimal(actual) / target, Decimal(actual) / target)


def test_parts_are_paired_by_what_they_count() -> None:
    target = parse("打造50个特色村,打造3个特色小镇,培训800人次")
    actual = parse("建成特色小镇4个，培训790人次，打造特色村50个")
    paired = [
        (part.target.text, part.actual and part.actual.text, part.sure, part.met) for part in pair_up(target, actual)
    ]
    assert paired == [("50个", "50个", True, True), ("3个", "4个", True, True), ("800人次", "790人次", True, False)]


def test_a_part_without_an_answer_stays_alone() -> None:
    parts = pair_up(parse("培训5场，讲座3场，满意度90%"), parse("培训5场，满意度93%"))
    assert [(part.target.of, part.actual is not None) for part in parts] == [
        ("培训", True),
        ("讲座", False),
        ("满意度", True),
    ]


def test_last_digits_and_rounding() -> None:
    assert [last_digit(text) for text in ("99.74%", "98分", "1.5", "约3")] == [
        Decimal("0.01"),
        Decimal(1),
        Decimal("0.1"),
        Decimal(1),
    ]
    assert [rounded(Decimal(text)) for text in ("98.625", "100", "4.8292", "1e30")] == [
        "98.63",
        "100",
        "4.83",
        "1" + "0" * 30,
    ]


def test_periods_are_anchored_on_the_year_of_the_report() -> None:
    found = parse_periods("2023年7月至年底，12月31日前完成，2021-2025年规划，6-8月", year=2024)
    told = [(period.text, period.start.isoformat(), period.end.isoformat(), period.deadline) for period in found]
    assert told == [
        ("2023年7月至年底", "2023-07-01", "2023-12-31", False),
        ("12月31日前", "2024-12-31", "2024-12-31", True),
        ("2021-2025年", "2021-01-01", "2025-12-31", False),
        ("6-8月", "2024-06-01", "2024-08-31", False),
    ]


def test_a_period_without_a_year_is_left_out() -> None:
    assert parse_periods("12月31日前，13月") == ()
    assert parse_periods("2024年2月31日") == ()


def test_the_example_of_the_readme() -> None:
    target, actual = parse("不低于95%")[0], parse("百分之九十四点八")[0]
    assert (target.low, target.unit, reaches(target, actual)) == (Decimal(95), "%", False)
    said = [(one.of, one.low, one.unit, one.approximate) for one in parse("线上总浏览量550万人，讲座约100场")]
    assert said == [("线上总浏览量", Decimal(5500000), "人", False), ("讲座", Decimal(100), "场", True)]


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [("四分之三", "78%", True), ("95%", "19/20", True), ("1/2以上", "48%", False), ("三分之二", "60%", False)],
)
def test_a_fraction_beside_a_share_is_a_share(target: str, actual: str, met: bool) -> None:  # noqa: FBT001 - a table of outcomes
    (part,) = pair_up(parse(target), parse(actual))
    assert (part.met, part.target.unit, part.actual and part.actual.unit) == (met, "%", "%")
    assert differs(parse("四分之三")[0], parse("75%")[0]) is None
    assert differs(parse("75%")[0], parse("四分之三")[0]) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024-02-01至31日", "2024-02-01"),
        ("2024年8月1日至2月29日", "2024-08-01"),
        ("2024年8月1日至3月1日", "2025-03-01"),
    ],
)
def test_an_end_that_no_month_has_leaves_the_first_half(text: str, end: str) -> None:
    assert parse_periods(text, year=2024)[0].end.isoformat() == end


def test_a_bare_number_is_in_the_unit_that_the_other_side_prints() -> None:
    target, actual = parse("≥1739公里")[0], parse("1836")[0]
    assert reaches(target, actual) is True
    assert completion(target, actual) == Completion(Decimal(1836) / 1739, Decimal(1836) / 1739)
    assert equals(parse("20公顷")[0], parse("20")[0]) is True
    assert reaches(parse("20公顷")[0], parse("19")[0]) is False
