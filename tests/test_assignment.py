"""Optimal assignment with a null option, held equal to scipy on random tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from kpi_nlp.assignment import assign

TABLES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(-3, 12).map(lambda gain: gain / 4), max_size=40
)


def test_greedy_would_be_wrong() -> None:
    gains = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (1, 1): 0.1}
    assert assign(gains) == (((0, 1), (1, 0)), frozenset())


def test_nothing_is_better_than_a_loss() -> None:
    assert assign({(0, 0): -0.1, (1, 1): 0.0}) == ((), frozenset())


def test_ties_are_told() -> None:
    chosen, tied = assign({(0, 0): 0.5, (0, 1): 0.5, (1, 0): 0.5, (1, 1): 0.5})
    assert len(chosen) == 2
    assert tied == frozenset(chosen)


def test_a_free_rival_of_equal_worth_is_a_tie() -> None:
    assert assign({(0, 0): 0.5, (0, 1): 0.5})[1] == {(0, 0)}


@pytest.mark.parametrize("size", [6, 12])
def test_a_dense_table_goes_to_scipy(size: int) -> None:
    table = np.random.default_rng(size).random((size, size))
    gains = {(row, column): float(table[row, column]) for row in range(size) for column in range(size)}
    chosen, _ = assign(gains)
    best = table[linear_sum_assignment(table, maximize=True)].sum()
    assert sum(gains[pair] for pair in chosen) == pytest.approx(best)


@given(TABLES)
@settings(max_examples=300, deadline=None)
def test_as_good_as_scipy_with_a_null_option(gains: dict[tuple[int, int], float]) -> None:
    chosen, _ = assign(gains)
    matrix = np.zeros((10, 10))
    for pair, gain in gains.items():
        matrix[pair] = max(gain, 0)
    best = matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    assert sum(gains[pair] for pair in chosen) == pytest.approx(best)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    assert all(gains[pair] > 0 for pair in chosen)
