"""What holds of every value: printing and reading again, width and blanks, any text, long text."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_nlp.model import Quantity
from kpi_nlp.quantities import parse, parse_periods, shown

UNITS = ("人", "人次", "个", "场", "%", "元", "亩", "公里", "百分点", "小时", "篇", "")
FLOORS = {"": (0, 0), "≥": (1, 0), "不少于": (1, 0), "超过": (1, 1), ">": (1, 1)}
CEILINGS = {"≤": (2, 0), "不超过": (2, 0), "低于": (2, 1), "<": (2, 1)}

PHONE = 10**10

numbers = st.one_of(
    st.integers(0, 10**9).map(Decimal),
    st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False, allow_infinity=False),
)
scales = st.sampled_from(["", "万", "亿", "百万"])
units = st.sampled_from(UNITS)
bounds = st.sampled_from([*FLOORS, *CEILINGS, "约"])


@st.composite
def values(draw: st.DrawFn) -> str:
    """A value as people print it: bound, number, scale, unit, or two ends of a range."""
    bound, unit, scale = draw(bounds), draw(units), draw(scales)
    number = draw(numbers)
    if draw(st.booleans()):
        return f"{bound}{_printed(draw, number)}{scale}{unit}"
    low, high = sorted((number, draw(numbers)))
    return f"{_printed(draw, low)}{unit}{draw(st.sampled_from(['-', '~', '至']))}{_printed(draw, high)}{unit}"


def _printed(draw: st.DrawFn, number: Decimal) -> str:
    return f"{number:,f}" if draw(st.booleans()) else f"{number:f}"


def render(quantity: Quantity) -> str:
    """Print a quantity in the one way that says all of it."""
    unit = quantity.unit or ""
    about = "约" if quantity.approximate else ""
    match quantity.low, quantity.high:
        case Decimal() as low, Decimal() as high if low == high:
            return f"{about}{shown(low)}{unit}"
        case Decimal() as low, Decimal() as high:
            return f"{shown(low)}{unit}-{shown(high)}{unit}"
        case Decimal() as low, None:
            return f"{'>' if quantity.low_open else '≥'}{shown(low)}{unit}"
        case _, Decimal() as high:
            return f"{'近' if quantity.approximate else '<' if quantity.high_open else '≤'}{shown(high)}{unit}"
        case _:
            raise AssertionError(quantity)


def meant(quantity: Quantity) -> Quantity:
    """A quantity without where and how it was printed."""
    return replace(quantity, text="", start=0, end=0, of=None)


@given(values())
@settings(max_examples=500, deadline=None)
def test_what_is_printed_again_means_the_same(text: str) -> None:
    for quantity in parse(text):
        if quantity.unit is None and any(end is not None and end >= PHONE for end in (quantity.low, quantity.high)):
            continue  # eleven digits and no unit are a telephone number
        if quantity.unit is None and any(
            end is not None and 1900 <= end < 2100 for end in (quantity.low, quantity.high)
        ):
            continue  # 1900.01 without a unit is a month
        (again,) = parse(render(quantity))
        assert meant(again) == meant(quantity)


@given(bound=bounds, number=numbers, scale=scales, unit=units)
@settings(max_examples=500, deadline=None)
def test_what_is_printed_is_what_is_read(bound: str, number: Decimal, scale: str, unit: str) -> None:
    (quantity,) = parse(f"{bound}{number:,f}{scale}{unit}。")
    times = {"": 1, "万": 10**4, "亿": 10**8, "百万": 10**6}[scale]
    side, is_open = (FLOORS | CEILINGS).get(bound, (0, 0))
    value = Decimal(shown(number * times))
    assert (quantity.low, quantity.high) == (None if side == 2 else value, None if side == 1 else value)
    assert (quantity.low_open, quantity.high_open) == (bool(is_open and side == 1), bool(is_open and side == 2))
    assert (quantity.unit, quantity.approximate) == (unit or None, bound == "约")


WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.,%-~<>"}


@given(values())
@settings(max_examples=300, deadline=None)
def test_width_changes_nothing(text: str) -> None:
    assert [meant(quantity) for quantity in parse(text.translate(WIDE))] == [
        meant(quantity) for quantity in parse(text)
    ]


@given(
    bound=bounds,
    number=numbers,
    scale=scales,
    unit=units,
    gaps=st.lists(st.sampled_from(["", " ", "　"]), min_size=3, max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_blanks_between_the_pieces_change_nothing(
    bound: str, number: Decimal, scale: str, unit: str, gaps: list[str]
) -> None:
    pieces = (bound, f"{number:f}", scale, unit)
    spaced = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
    assert [meant(quantity) for quantity in parse(spaced)] == [meant(quantity) for quantity in parse("".join(pieces))]


@pytest.mark.parametrize(
    ("spaced", "plain"), [("> = 90%", ">=90%"), ("< = 5", "<=5"), ("≥ 9 0%", None), ("2 - 3 小时", "2-3小时")]
)
def test_blanks_inside_signs_change_nothing(spaced: str, plain: str | None) -> None:
    if plain is None:  # two numbers stay two numbers
        assert len(parse(spaced)) == 2
    else:
        assert [meant(quantity) for quantity in parse(spaced)] == [meant(quantity) for quantity in parse(plain)]


@given(st.text(), st.one_of(st.none(), st.text(max_size=6)))
@settings(max_examples=300, deadline=None)
def test_any_text_with_any_header_unit(text: str, unit: str | None) -> None:
    for quantity in parse(text, unit=unit):
        assert text[quantity.start : quantity.end].strip() == quantity.text
    for period in parse_periods(text, year=2024):
        assert period.start <= period.end
        assert period.text in text


@given(
    st.text(
        alphabet=st.sampled_from("0123456789年月日号底末初上下半季度前至到-—~./第首个一二三十零〇本去今QD "),
        max_size=24,
    )
)
@settings(max_examples=500, deadline=None)
def test_periods_of_what_looks_like_dates(text: str) -> None:
    for period in parse_periods(text, year=2024):
        assert period.start <= period.end
        assert period.text in text


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    ["9", "2022 ", "约", "万", "一", "(", "《", "空 ", "A1", "2024年", "¥", "\n", "1 ", "一点", "又", "1至", "<p"],
)
def test_a_megabyte_of_nothing_takes_seconds(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece) // 10)
    assert isinstance(parse(text), tuple)
    assert isinstance(parse_periods(text, year=2024), tuple)
