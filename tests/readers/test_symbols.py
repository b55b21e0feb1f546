"""Fonts that have letters of their own: one table for every format."""

import pytest

from kpi_nlp.readers.symbols import character


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", 0xF0B3, "≥"),
        ("symbol", 0xB3, "≥"),
        ("wingdings", 0xF0FC, "✓"),
        ("wingdings", 0xF076, "❖"),
        ("wingdings 2", 0xF0A3, "□"),
        ("wingdings 2", 0xF020, " "),
        ("wingdings", 0xF001, ""),
        ("宋体", 0xF0B3, ""),
        ("宋体", 0x2265, "≥"),
    ],
)
def test_a_font_shows_its_own_letters_and_none_that_is_not_known(font: str, code: int, shown: str) -> None:
    assert character(font, code) == shown
