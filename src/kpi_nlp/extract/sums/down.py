"""Totals in a column: of the ways in which lines may add up to one, that which the page itself shows to be meant."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.extract.sums.stacks import Members, Stack, added_items, memberships, runs_of, subordinates
from kpi_nlp.model import Addition, Figure
from kpi_nlp.quantities.sums import adds_up, slack, sum_of

_FEWEST = 2
_LONGEST_OMITTED = 8
_TOTAL = re.compile(r"(?:合计|总计|小计)(?:数|金额)?")
_CARRIED = re.compile(r"结转|结余|年初|上年|调整|追加|小计|合计|总")
_CATEGORY = re.compile(r"(?:支出|经费|资金|收入|预算|拨款|类|费|项目|投入|合计|小计)$")
_HALF, _DOUBLE = Decimal("0.5"), Decimal(2)
_SLIPS = frozenset(Decimal(10) ** power for power in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))


def totals_in(document: str, stack: Stack) -> Iterator[Addition]:
    """Yield each total of each column with its items, where it is certain which they are."""
    for at, runs in runs_of(stack):
        ways = list(dict.fromkeys(way for run in runs for way in memberships(stack, run) if len(way) >= _FEWEST))
        members, shown = _meant(stack, at, ways)
        for column in stack.columns:
            total, parts = stack.figure(at, column), stack.figures(members, column)
            if total is None or len(parts) < _FEWEST or not stack.legible(members, column):
                continue
            if shown or _certain(stack, at, members, total, parts):
                names = tuple(stack.labels[member].name for member in members if stack.figure(member, column))
                yield Addition(stack.labels[at].name, document, total, parts, names)


def groups_in(document: str, stack: Stack) -> Iterator[Addition]:
    """Yield each numbered line with the lines that are numbered below it, where some column shows that they add up to it."""
    for at, members in subordinates(stack):
        if not any(_holds(stack, at, members, column) for column in stack.columns):
            continue
        for column in stack.columns:
            total, parts = stack.figure(at, column), stack.figures(members, column)
            if total is not None and len(parts) == len(members) and stack.legible(members, column):
                names = tuple(stack.labels[member].name for member in members)
                yield Addition(stack.labels[at].name, document, total, parts, names)


def items_within(document: str, stack: Stack) -> Iterator[Addition]:
    """Yield each 「其中」 item with the line above that it is part of; where it exceeds that line only, not those around it."""
    added = set(added_items(stack))
    for at, label in enumerate(stack.labels):
        if not label.within or at in added:
            continue
        above = next((place for place in reversed(range(at)) if not stack.labels[place].within), None)
        if above is None:
            continue
        pairs = [
            (whole, part)
            for column in stack.columns
            if (whole := stack.figure(above, column)) and (part := stack.figure(at, column))
        ]
        inside = sum(part.amount <= whole.amount for whole, part in pairs)
        plain = stack.labels[above].rank is not None or stack.labels[above].total
        if inside or (plain and at == above + 1):
            for whole, part in pairs:
                yield Addition(stack.labels[above].name, document, whole, (part,), (label.name,), within=True)


def _meant(stack: Stack, at: int, ways: Sequence[Members]) -> tuple[Members, bool]:
    """Return the members of a total and whether some column shows that they are; none where that is open."""
    held = {way: sum(_holds(stack, at, way, column) for column in stack.columns) for way in ways}
    best = max(ways, key=lambda way: held[way], default=())
    if best and held[best]:
        return best, True
    return (best, False) if len(ways) == 1 else ((), False)


def _holds(stack: Stack, at: int, members: Members, column: int) -> bool:
    """Return whether a total is the sum of its members in a column, two of which at least are not zero."""
    total, parts = stack.figure(at, column), stack.figures(members, column)
    telling = sum(bool(part.amount) for part in parts) >= _FEWEST
    return total is not None and telling and bool(total.amount) and adds_up(total, parts)


def _certain(stack: Stack, at: int, members: Members, total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether a sum that holds in no column is certainly meant: a plain list of whole rows, nothing in it too much."""
    sound = stack.exact or all(stack.lines[member].sound for member in members)
    whole = len(parts) == len(members)
    amount = sum_of(parts)
    near = not total.amount or not amount or _HALF <= amount / total.amount <= _DOUBLE or _slipped(amount, total)
    names = [stack.labels[member].name for member in members]
    return sound and whole and near and not _explained_by_omission(total, parts, names, stack.labels[at].name)


def _slipped(amount: Decimal, total: Figure) -> bool:
    ratio = amount / total.amount
    return any(abs(ratio / slip - 1) < Decimal("0.001") for slip in _SLIPS)


def _explained_by_omission(total: Figure, parts: Sequence[Figure], names: Sequence[str], label: str) -> bool:
    """Return whether leaving out some rows in a row gives the total, and they may rightly be left out."""
    excess, allowed = sum_of(parts) - total.amount, slack(total, parts)
    if adds_up(total, parts) or not total.amount:
        return False
    for start in range(len(parts)):
        omitted = Decimal(0)
        for count, part in enumerate(parts[start : start + _LONGEST_OMITTED], 1):
            omitted += part.amount
            if omitted and abs(omitted - excess) <= allowed:
                above = parts[start - 1].amount if start else total.amount
                if _may_be_left_out(
                    names[start - 1 if start else 0], names[start : start + count], label, first=not start
                ):
                    return omitted <= above + allowed if start else True
                if abs(omitted - above) <= allowed:
                    return True
    return False


def _may_be_left_out(above: str, names: Sequence[str], label: str, *, first: bool) -> bool:
    """Rows may be parts of the row above them; the first rows may belong to another whole than a total that is named.

    A single row of a list of tasks is no part of the task above it.
    """
    if first:
        return _TOTAL.fullmatch(label) is None or any(_CARRIED.search(name) for name in names)
    if len(names) > 1 or _CATEGORY.search(above):
        return True
    pairs = ({name[at : at + 2] for at in range(len(name) - 1)} for name in (above, *names))
    return bool(set.intersection(*pairs))
