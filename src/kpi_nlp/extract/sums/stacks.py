"""Columns of amounts that share their labels, and for each total the lines that it may be the sum of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi_nlp.extract.sums.labels import Label, is_fund, label_of
from kpi_nlp.extract.sums.sheet import Line, Sheet
from kpi_nlp.model import Figure
from kpi_nlp.quantities.sums import adds_up

_FEWEST = 2
_MOST_CHILDREN = 12
_COLUMNS_TRIED = 4
_NEAR = 50  # part of a total within which it is worth to look closer whether some lines add up to it

Members = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Columns of amounts beside one column of labels, the lines that have any, and what their labels say."""

    columns: tuple[int, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    exact: bool

    def figure(self, at: int, column: int) -> Figure | None:
        """Return the figure of a line in a column."""
        return self.lines[at].figures.get(column)

    def figures(self, members: Sequence[int], column: int) -> tuple[Figure, ...]:
        """Return the figures of some lines in a column; an empty cell has none."""
        return tuple(figure for at in members if (figure := self.figure(at, column)) is not None)

    def legible(self, members: Sequence[int], column: int) -> bool:
        """Return whether no cell of the column says something that is no number."""
        return all(column not in self.lines[at].other for at in members)


def stacks_of(sheet: Sheet) -> Iterator[Stack]:
    """Yield the columns of a sheet by the column of labels that they stand beside."""
    anchors: dict[int, list[int]] = {}
    for column in sheet.columns:
        beside = Counter(line.anchors[column] for line in sheet.lines if column in line.anchors)
        anchors.setdefault(beside.most_common(1)[0][0], []).append(column)
    for columns in anchors.values():
        lines = tuple(line for line in sheet.lines if any(line.labels.get(column) for column in columns))
        labels = [_label(line, columns) for line in lines]
        if any(label.total or label.within for label in labels):
            yield Stack(tuple(columns), lines, tuple(_ranked(labels, lines, columns)), sheet.exact)


def _label(line: Line, columns: Sequence[int]) -> Label:
    return label_of(next(words for column in columns if (words := line.labels.get(column))))


def _ranked(labels: Sequence[Label], lines: Sequence[Line], columns: Sequence[int]) -> Iterator[Label]:
    """Take the blanks in front of labels for their depth where none is numbered."""
    if any(label.rank is not None for label in labels):
        yield from labels
        return
    indents = [next(line.indents[column] for column in columns if column in line.indents) for line in lines]
    deep = len({indent for indent, label in zip(indents, labels, strict=True) if not label.total}) > 1
    for label, indent in zip(labels, indents, strict=True):
        yield replace(label, rank=indent) if deep and not label.total else label


def runs_of(stack: Stack) -> Iterator[tuple[int, tuple[Members, ...]]]:
    """Yield each total with the runs of lines that it may stand under or over, the likelier first."""
    open_: list[int] = []
    partial: list[int] = []
    for at, label in enumerate(stack.labels):
        if not label.total:
            open_.append(at)
            continue
        last = next((place for place in reversed(range(len(open_))) if stack.labels[open_[place]].total), -1)
        items = open_[last + 1 :]
        above = items if label.partial else open_
        runs = [tuple(above), tuple(items), () if label.partial else tuple(partial), *_below(stack, at)]
        yield at, tuple(dict.fromkeys(run for run in runs if len(run) >= _FEWEST))
        if label.partial:
            open_ = [*open_[: last + 1], at]
            partial.append(at)
        else:
            open_, partial = [at], []


def _below(stack: Stack, at: int) -> Iterator[Members]:
    """Yield the items below a total up to the next one, and for the first total the subtotals below it."""
    labels = stack.labels
    end = next((place for place in range(at + 1, len(labels)) if labels[place].total), len(labels))
    yield tuple(range(at + 1, end))
    if at == 0 and not labels[at].partial:
        yield tuple(place for place in range(end, len(labels)) if labels[place].partial)


def memberships(stack: Stack, run: Members) -> Iterator[Members]:
    """Yield the ways in which lines of a run may be members of one sum, without those that are parts of another."""
    if _are_funds(stack, run):
        yield run
        return
    marked = [stack.labels[at].within for at in run]
    items = [at for at in run if not stack.labels[at].within]
    ranks = [rank for at in items if (rank := stack.labels[at].rank) is not None]
    if ranks:
        top = [at for at in items if stack.labels[at].rank in (min(ranks), None)]
        yield tuple(at for at in top if stack.labels[at].rank is not None or stack.labels[at].total)
        yield tuple(top)
        return
    yield tuple(items)
    if any(marked):
        yield tuple(run[: marked.index(True)])
    for column in stack.columns[:_COLUMNS_TRIED]:
        yield tuple(_outermost(stack, items, column))


def added_items(stack: Stack) -> Iterator[int]:
    """Yield the 「其中」 items that are parts of a sum all the same."""
    if any(label.within for label in stack.labels):
        yield from (run[0] for _, runs in runs_of(stack) for run in runs if _are_funds(stack, run))


def _are_funds(stack: Stack, run: Members) -> bool:
    """「其中：财政拨款」 and 「其他资金」 below 「年度资金总额」 are all of it."""
    labels = [stack.labels[at] for at in run]
    first = labels[0].within and not any(label.within for label in labels[1:])
    return first and all(is_fund(label.name) for label in labels)


def _outermost(stack: Stack, items: Sequence[int], column: int) -> Iterator[int]:
    """Yield the lines that are no part of one above: a line may be the sum of those that follow it."""
    place = 0
    while place < len(items):
        yield items[place]
        place += 1 + _children(stack, items[place : place + _MOST_CHILDREN + 1], column)


def _children(stack: Stack, items: Sequence[int], column: int) -> int:
    """Return how many of the lines behind the first add up to it."""
    total = stack.figure(items[0], column)
    if total is None or not total.amount:
        return 0
    added, near = Decimal(0), abs(total.amount) / _NEAR + _MOST_CHILDREN
    for count, at in enumerate(items[1:], 1):
        part = stack.figure(at, column)
        if part is None:
            return 0
        added += part.amount
        told = count >= _FEWEST and part.amount and abs(added - total.amount) <= near
        if told and adds_up(total, stack.figures(items[1 : count + 1], column)):
            return count
    return 0


def subordinates(stack: Stack) -> Iterator[tuple[int, Members]]:
    """Yield each line of some depth with the lines one step deeper, up to the next line that is no deeper."""
    below: dict[int, list[int]] = {}
    path: list[int] = []
    for at, label in enumerate(stack.labels):
        if label.within or (label.rank is None and not label.total):
            continue
        rank = -1 if label.rank is None else label.rank
        while path and rank <= (stack.labels[path[-1]].rank or 0):
            path.pop()
        if label.total:
            path = []
            continue
        if path:
            below.setdefault(path[-1], []).append(at)
        path.append(at)
    yield from ((at, tuple(members)) for at, members in below.items() if len(members) >= _FEWEST)
