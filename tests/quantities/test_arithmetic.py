"""Printed arithmetic, evaluated with Decimals and nothing else."""

from decimal import Decimal, DivisionByZero

import pytest

from kpi_nlp.quantities.arithmetic import evaluate, operands, replaced


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("33/41*6", "4.829268292682926829268292683"),
        ("4/(4+13)", "0.2352941176470588235294117647"),
        ("1,515,600.00-1,356,040.00", "159560.00"),
        ("10%+20%", "0.3"),
        ("-3+5", "2"),
    ],
)
def test_evaluate(expression: str, value: str) -> None:
    assert evaluate(expression) == Decimal(value)


@pytest.mark.parametrize("expression", ["__import__('os')", "2**9", "1;2", "", "a+1", "(1", "1" * 300])
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        evaluate(expression)


def test_division_by_zero_is_said() -> None:
    with pytest.raises(DivisionByZero):
        evaluate("1/0")


def test_operands_and_neighbours() -> None:
    assert operands("33/41*6") == ["33", "41", "6"]
    assert next(iter(replaced("33/41"))) == ("33", "34", "34/41")
