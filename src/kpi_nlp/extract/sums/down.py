"""Totals in a column: of the ways in which lines may add up to one, that which the page itself shows to be meant."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_nlp.extract.sums.stacks import Members, Stack, added_items, memberships, runs_of, subordinates
from kpi_nlp.model import Addition, Figure
from kpi_nlp.quantities.sums import adds_up, slack, sum_of

_FEWEST = 2
_LONGEST_OMITTED = 8
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
            if shown or _certain(stack, members, total, parts):
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


def _certain(stack: Stack, members: Members, total: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether a sum that holds in no column is certainly meant: a plain list of whole rows, nothing in it too much.

    Where leaving out some rows in a row would give the total, they may be parts of the row above them.
    """
    sound = stack.exact or all(stack.lines[at].sound for at in members)
    whole = len(parts) == len(members)
    amount = sum_of(parts)
    near = not total.amount or not amount or _HALF <= amount / total.amount <= _DOUBLE or _slipped(amount, total)
    return sound and whole and near and not _explained_by_omission(total, parts)


def _slipped(amount: Decimal, total: Figure) -> bool:
    ratio = amount / total.amount
    return any(abs(ratio / slip - 1) < Decimal("0.001") for slip in _SLIPS)


def _explained_by_omission(total: Figure, parts: Sequence[Figure]) -> bool:
    excess, allowed = sum_of(parts) - total.amount, slack(total, parts)
    if adds_up(total, parts) or not total.amount:
        return False
    for start in range(len(parts)):
        omitted = Decimal(0)
        for part in parts[start : start + _LONGEST_OMITTED]:
            omitted += part.amount
            if omitted and abs(omitted - excess) <= allowed:
                return True
    return False
