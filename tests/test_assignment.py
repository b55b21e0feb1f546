"""Optimal assignment with a null option, held equal to scipy on random tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from kpi_nlp.assignment import assign

Gains = dict[tuple[int, int], float]
SMALL = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(-3, 12).map(lambda gain: gain / 4), max_size=12
)
TABLES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(-3, 12).map(lambda gain: gain / 4), max_size=40
)


def greedy(gains: Gains) -> tuple[tuple[int, int], ...]:
    chosen: list[tuple[int, int]] = []
    for row, column in sorted(gains, key=lambda pair: -gains[pair]):
        if all(row != taken and column != used for taken, used in chosen):
            chosen.append((row, column))
    return tuple(sorted(chosen))


def every_matching(pairs: list[tuple[int, int]]) -> list[frozenset[tuple[int, int]]]:
    """Return every set of pairs that uses each row and each column once at most, the empty one too."""
    if not pairs:
        return [frozenset()]
    (row, column), rest = pairs[0], pairs[1:]
    free = [pair for pair in rest if pair[0] != row and pair[1] != column]
    return every_matching(rest) + [matching | {(row, column)} for matching in every_matching(free)]


def test_greedy_would_be_wrong() -> None:
    gains = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8, (1, 1): 0.1}
    assert greedy(gains) == ((0, 0), (1, 1))
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


@given(SMALL)
@settings(max_examples=300, deadline=None)
def test_no_other_choice_is_worth_more_and_ties_are_those_that_another_best_choice_leaves_out(gains: Gains) -> None:
    chosen, tied = assign(gains)
    worth = {matching: sum(gains[pair] for pair in matching) for matching in every_matching(sorted(gains))}
    most = max(worth.values())
    best = [matching for matching, worth_of_it in worth.items() if worth_of_it == most]
    assert sum(gains[pair] for pair in chosen) == most
    assert tied == {pair for pair in chosen if any(pair not in matching for matching in best)}


@given(TABLES, st.permutations(range(10)), st.permutations(range(10)))
@settings(max_examples=200, deadline=None)
def test_the_order_of_rows_and_columns_never_matters(gains: Gains, rows: list[int], columns: list[int]) -> None:
    moved = {(rows[row], columns[column]): gain for (row, column), gain in gains.items()}
    (chosen, tied), (found, uncertain) = assign(gains), assign(moved)
    assert sum(moved[pair] for pair in found) == pytest.approx(sum(gains[pair] for pair in chosen))
    if not tied and not uncertain:
        assert {(rows[row], columns[column]) for row, column in chosen} == set(found)


@pytest.mark.parametrize("size", [7, 9])
def test_without_ties_the_choice_is_the_same_in_any_order(size: int) -> None:
    chance = np.random.default_rng(size)
    gains = {(row, column): float(chance.random()) for row in range(size) for column in range(size)}
    rows, columns = chance.permutation(size).tolist(), chance.permutation(size).tolist()
    moved = {(rows[row], columns[column]): gain for (row, column), gain in gains.items()}
    assert {(rows[row], columns[column]) for row, column in assign(gains)[0]} == set(assign(moved)[0])
