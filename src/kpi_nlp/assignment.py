"""Optimal one-to-one assignment with a null option, over a sparse table of gains."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import permutations

Pair = tuple[int, int]
Node = tuple[str, int]

_EXHAUSTIVE = 4  # a component whose smaller side is at most this is solved by trying everything: scipy costs 0.3 s
_EXHAUSTIVE_LARGER = 7
_EPSILON = 1e-9
_ROW, _COLUMN, _NOBODY = "row", "column", ("nobody", 0)


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
    """Return the chosen pairs that another choice of equal worth leaves out, however many pairs it changes.

    Such a choice differs by a circle of steps that costs nothing: take a pair, give up the one that it displaces, and
    so on; who is left alone steps through nobody.
    """
    if _without_rivals(gains, chosen):
        return set()
    steps = _steps(gains, set(chosen))
    heights = _heights(steps)
    free: dict[Node, list[Node]] = defaultdict(list)
    for (start, end), cost in steps.items():
        if cost + heights[start] - heights[end] < _EPSILON:
            free[start].append(end)
    return {(row, column) for row, column in chosen if _circle(free, (_COLUMN, column), (_ROW, row))}


def _without_rivals(gains: Mapping[Pair, float], chosen: list[Pair]) -> bool:
    """Return whether each chosen pair gains more than any two that could take its place."""
    rows, columns = defaultdict(list), defaultdict(list)
    for (row, column), gain in gains.items():
        rows[row].append(gain)
        columns[column].append(gain)
    return all(
        gains[row, column]
        > _next_best(rows[row], gains[row, column]) + _next_best(columns[column], gains[row, column]) + _EPSILON
        for row, column in chosen
    )


def _steps(gains: Mapping[Pair, float], chosen: set[Pair]) -> dict[tuple[Node, Node], float]:
    """Return what each change of the choice costs: from a row to a column it is taken, back it is given up."""
    steps: dict[tuple[Node, Node], float] = {}
    used: set[Node] = {node for row, column in chosen for node in ((_ROW, row), (_COLUMN, column))}
    for (row, column), gain in gains.items():
        own, theirs = (_ROW, row), (_COLUMN, column)
        if (row, column) in chosen:
            steps[theirs, own] = gain
        else:
            steps[own, theirs] = -gain
        steps[(own, _NOBODY) if own in used else (_NOBODY, own)] = 0.0
        steps[(_NOBODY, theirs) if theirs in used else (theirs, _NOBODY)] = 0.0
    return steps


def _heights(steps: Mapping[tuple[Node, Node], float]) -> dict[Node, float]:
    """Return the cheapest way to each node (Bellman and Ford); the choice is optimal, so that no circle is a gain."""
    heights: dict[Node, float] = defaultdict(float)
    lower = True
    while lower:
        lower = False
        for (start, end), cost in steps.items():
            if heights[start] + cost < heights[end] - _EPSILON:
                heights[end] = heights[start] + cost
                lower = True
    return heights


def _circle(free: Mapping[Node, list[Node]], start: Node, end: Node) -> bool:
    """Return whether the free step from `start` to `end` is part of a circle of free steps."""
    if end not in free.get(start, ()):
        return False
    seen, frontier = {end}, [end]
    while frontier:
        for node in free.get(frontier.pop(), ()):
            if node == start:
                return True
            if node not in seen:
                seen.add(node)
                frontier.append(node)
    return False
