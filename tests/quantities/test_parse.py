"""What a careful clerk reads: each case is one value, whole."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_nlp.quantities import parse
from kpi_nlp.quantities.numerals import number_of

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def _told(text: str, unit: str | None = None) -> list[str]:
    """Write quantities as intervals: 「[10,∞) 人次 of 活动」, ~ for an approximation."""
    told = []
    for quantity in parse(text, unit=unit):
        low = "(-∞" if quantity.low is None else f"{'(' if quantity.low_open else '['}{quantity.low:f}"
        high = "∞)" if quantity.high is None else f"{quantity.high:f}{')' if quantity.high_open else ']'}"
        number = f"{quantity.low:f}" if quantity.low == quantity.high else f"{low},{high}"
        if quantity.kind == "ordinal":
            told.append(" ".join(("ordinal", number, quantity.unit or "")).strip())
            continue
        parts = (
            f"{'~' if quantity.approximate else ''}{number}",
            quantity.unit,
            f"of {quantity.of}" if quantity.of else None,
        )
        told.append(" ".join(part for part in parts if part))
    return told


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_values(case: dict[str, Any]) -> None:
    assert _told(case["text"], case.get("unit")) == case["is"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_width_changes_nothing(case: dict[str, Any]) -> None:
    if "\\" in case["text"]:
        pytest.skip("a formula sign is spelt in half width")
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in case["text"])
    assert _told(wide, case.get("unit")) == case["is"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_offsets_are_those_of_the_text(case: dict[str, Any]) -> None:
    for quantity in parse(case["text"]):
        assert case["text"][quantity.start : quantity.end].strip() == quantity.text


@given(
    st.text(
        alphabet=st.sampled_from(
            '0123456789.,%-~ 约近超不少于达到以上下内左右余多万亿千百十二两三个人次场家元年月日第《》()（）“”"$\\geqA'
        )
    )
)
@settings(max_examples=400, deadline=None)
def test_never_raises_on_what_looks_like_numbers(text: str) -> None:
    for quantity in parse(text):
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert 0 <= quantity.start < quantity.end <= len(text)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_never_raises_on_any_text(text: str) -> None:
    assert all(quantity.text for quantity in parse(text))


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两百", "200"), ("十二", "12"), ("三万五", "35000"), ("一百零五", "105"), ("三百二十万五千", "3205000"), ("二〇二二", "2022"),
        ("1.4531万", "14531"), ("1,100万", "11000000"), ("7万5千4百", "75400"), ("一亿二千万", "120000000"), ("一万亿", "1000000000000"), ("十", "10"),
        ("两千万", "20000000"), ("百", "100"), ("三百五", "350"), ("一千零一", "1001"),
    ],
)  # fmt: skip
def test_numerals(numeral: str, value: str) -> None:
    assert number_of(numeral) == Decimal(value)


def test_what_is_no_numeral_is_said() -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        number_of("个")


@pytest.mark.parametrize(
    "text",
    [
        "9" * 200_000,
        "1," * 100_000,
        "2022 " * 40_000,
        "约" * 100_000 + "5个",
        "万" * 100_000,
        "1万" * 100_000,
        "一" * 100_000,
        "(" * 100_000,
        "“1" * 50_000,
        "《" * 100_000,
        "1-" * 100_000,
    ],
)
def test_long_adversarial_text_takes_linear_time(text: str) -> None:
    assert isinstance(parse(text), tuple)
