"""Optimal one-to-one assignment with a null option, over a sparse table of gains."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import permutations

Pair = tuple[int, int]

_EXHAUSTIVE = 4  # a component whose smaller side is at most this is solved by trying everything: scipy costs 0.3 s
_EXHAUSTIVE_LARGER = 7
_EPSILON = 1e-9


def assign(gains: Mapping[Pair, float]) -> tuple[tuple[Pair, ...], frozenset[Pair]]:
    """Return the pairs of greatest total gain, each row and column used once, and those pairs that are tied.

    `gains` holds what a pair is worth more than leaving both sides alone; a pair without positive gain is never
    chosen. A pair is tied where another assignment without it is worth exactly as much.
    """
    worth = {pair: gain for pair, gain in gains.items() if gain > 0}
    if len(worth) <= 1:
        return tuple(worth), frozenset()
    chosen: list[Pair] = []
    tied: set[Pair] = set()
    for component in _components(worth):
        certain, rest = _certain(component)
        best = certain + [pair for part in _components(rest) for pair in _solve(part)]
        chosen += best
        tied |= _tied(component, best)
    return tuple(sorted(chosen)), frozenset(tied)


def _components(gains: Mapping[Pair, float]) -> list[dict[Pair, float]]:
    """Split into parts that share no row and no column."""
    by_row, by_column = defaultdict(list), defaultdict(list)
    for pair in gains:
        by_row[pair[0]].append(pair)
        by_column[pair[1]].append(pair)
    components, seen = [], set[Pair]()
    for start in gains:
        if start in seen:
            continue
        component, frontier = dict[Pair, float](), [start]
        seen.add(start)
        while frontier:
            pair = frontier.pop()
            component[pair] = gains[pair]
            for neighbour in by_row[pair[0]] + by_column[pair[1]]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    frontier.append(neighbour)
        components.append(component)
    return components


def _certain(gains: Mapping[Pair, float]) -> tuple[list[Pair], dict[Pair, float]]:
    """Choose pairs that an optimal assignment may always hold, and return what is left to solve.

    A pair is such where it gains at least as much as the next best of its row and of its column together: taking it
    instead of those two never costs anything.
    """
    rest, chosen = dict(gains), list[Pair]()
    found = True
    while found:
        found = False
        rows, columns = defaultdict(list), defaultdict(list)
        for pair, gain in rest.items():
            rows[pair[0]].append(gain)
            columns[pair[1]].append(gain)
        for pair, gain in sorted(rest.items(), key=lambda entry: (-entry[1], entry[0])):
            if pair in rest and gain >= _next_best(rows[pair[0]], gain) + _next_best(columns[pair[1]], gain):
                chosen.append(pair)
                rest = {other: worth for other, worth in rest.items() if other[0] != pair[0] and other[1] != pair[1]}
                found = True
    return chosen, rest


def _next_best(gains: list[float], own: float) -> float:
    others = sorted(gains, reverse=True)
    others.remove(own)
    return others[0] if others else 0.0


def _solve(gains: Mapping[Pair, float]) -> list[Pair]:
    rows = sorted({row for row, _ in gains})
    columns = sorted({column for _, column in gains})
    if min(len(rows), len(columns)) == 1:
        return [max(gains, key=lambda pair: (gains[pair], -pair[0], -pair[1]))]
    if min(len(rows), len(columns)) <= _EXHAUSTIVE and max(len(rows), len(columns)) <= _EXHAUSTIVE_LARGER:
        return _try_everything(gains, rows, columns)
    return _hungarian(gains, rows, columns)


def _try_everything(gains: Mapping[Pair, float], rows: list[int], columns: list[int]) -> list[Pair]:
    flipped = len(rows) > len(columns)
    few, many = (columns, rows) if flipped else (rows, columns)

    def pairs(choice: tuple[int, ...]) -> list[Pair]:
        linked = zip(choice, few, strict=True) if flipped else zip(few, choice, strict=True)
        return [pair for pair in linked if pair in gains]

    return max(map(pairs, permutations(many, len(few))), key=lambda chosen: sum(gains[pair] for pair in chosen))


def _hungarian(gains: Mapping[Pair, float], rows: list[int], columns: list[int]) -> list[Pair]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)))
    for (row, column), gain in gains.items():
        matrix[row_at[row], column_at[column]] = gain
    best = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [pair for row, column in best if (pair := (rows[row], columns[column])) in gains]


def _tied(gains: Mapping[Pair, float], chosen: list[Pair]) -> set[Pair]:
    """Return chosen pairs that can be swapped with another, or moved to a free side, at no loss."""
    used_rows, used_columns = {row for row, _ in chosen}, {column for _, column in chosen}
    tied = set[Pair]()
    for row, column in chosen:
        gain = gains[row, column]
        for (other_row, other_column), other_gain in gains.items():
            moved = (other_row == row) != (other_column == column)
            free = other_column not in used_columns if other_row == row else other_row not in used_rows
            if moved and free and abs(other_gain - gain) < _EPSILON:
                tied.add((row, column))
        for other_row, other_column in chosen:
            swapped = gains.get((row, other_column), 0.0) + gains.get((other_row, column), 0.0)
            if other_row != row and abs(swapped - gain - gains[other_row, other_column]) < _EPSILON:
                tied.add((row, column))
    return tied
