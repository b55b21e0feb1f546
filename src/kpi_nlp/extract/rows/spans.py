"""Labels of levels over the rows that they span, where both are printed lines and a label stands in the middle or on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import accumulate
from math import inf

from kpi_nlp.extract.rows.lines import Line
from kpi_nlp.extract.rows.printed import closing_role
from kpi_nlp.extract.terms.levels import PARENT, canonical
from kpi_nlp.model import Cell

_MOST_FRAGMENTS = 8  # lines of a label in a narrow column, a letter each
_WIDEST_GAP = 2  # how far apart two lines of a label may be, with lines of other cells between
_FARTHEST = 6.0  # lines that a label may stand off its place
_HALF = 0.25
_LEFT_EMPTY, _CONTINUED = 1.0, 0.5  # what it costs that a label has no rows, or the first rows no label
_CLEARLY = 0.3  # lines by which the best reading must be nearer than the next
_KEPT = 4
_NOWHERE = 20.0  # ... where they fit no rows
_STRANGER = 4.0  # ... or that it stands under a level that it does not belong to


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the heights of its first and its last line."""

    cell: Cell
    first: float
    last: float

    @property
    def centre(self) -> float:
        """The middle of its lines."""
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A row, or a level that was left empty: the heights of its first and its last line, and the lines with their cells.

    It is `doubtful` where its levels might as well be others.
    """

    first: float
    last: float
    lines: tuple[Line, ...]
    doubtful: bool = False

    def labelled(self, column: int, cell: Cell) -> "Slot":
        """Return the row with a label in a column."""
        first = self.lines[0]
        return replace(self, lines=(replace(first, cells={**first.cells, column: cell}), *self.lines[1:]))


def labels_of(lines: Sequence[Line], column: int, heights: Sequence[float]) -> Iterator[Label]:
    """Yield the labels of a column; a known one is joined from its lines, an unknown one from lines right below each other."""
    cells = [
        (height, line.cells[column])
        for height, line in zip(heights, lines, strict=True)
        if column in line.cells and line.cells[column].text.strip() and closing_role(line) is None
    ]
    at = 0
    while at < len(cells):
        stop = _end_of_label(cells, at)
        text = "".join(cell.text.strip() for _, cell in cells[at:stop])
        yield Label(replace(cells[at][1], text=text), cells[at][0], cells[stop - 1][0])
        at = stop


def _end_of_label(cells: Sequence[tuple[float, Cell]], start: int) -> int:
    near = start + 1
    while near < min(len(cells), start + _MOST_FRAGMENTS) and cells[near][0] - cells[near - 1][0] <= _WIDEST_GAP:
        near += 1
    texts = accumulate(cell.text.strip() for _, cell in cells[start:near])
    known = [start + count for count, text in enumerate(texts, 1) if canonical(text)]
    if known:
        return known[-1]
    unknown = start + 1
    while unknown < near and cells[unknown][0] - cells[unknown - 1][0] <= 1 and not canonical(cells[unknown][1].text):
        unknown += 1
    return unknown


Labels = tuple[tuple[int, tuple[Label, ...]], ...]
"""The labels of each column of levels, the highest level first."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Labels set over rows: how far they are from their places, and the rows with them."""

    cost: float
    slots: tuple[Slot, ...]


def spread(
    labels: Labels, slots: Sequence[Slot], *, continues: bool, goes_on: bool, top: bool
) -> tuple[float, list[Slot]]:
    """Return how far labels are from their places, and the rows with them, and a row for each label that has none.

    Where the labels fit no rows, each stands in the row that it is printed beside. `continues` says that the first
    rows may go on with a label of the page before, `goes_on` that the last label may hold for rows of the next.
    """
    readings = _readings(labels, tuple(slots), continues=continues, goes_on=goes_on, top=top)
    if not readings:
        return _NOWHERE, [replace(slot, doubtful=True) for slot in _beside(labels, slots)]
    best, *others = readings
    columns = [column for column, _ in labels]
    near = [{_standing(slot, columns) for slot in other.slots} for other in others if other.cost < best.cost + _CLEARLY]
    return best.cost, [
        replace(slot, doubtful=any(_standing(slot, columns) not in other for other in near)) for slot in best.slots
    ]


def _standing(slot: Slot, columns: Sequence[int]) -> tuple[float, tuple[str, ...]]:
    cells = slot.lines[0].cells
    return slot.first, tuple(cells[column].text if column in cells else "" for column in columns)


def _readings(labels: Labels, slots: tuple[Slot, ...], *, continues: bool, goes_on: bool, top: bool) -> list[_Reading]:
    """Return the readings in which the labels are nearest to their places, the best first."""
    if not any(printed for _, printed in labels):
        return [_Reading(0.0, slots)]
    (column, printed), *lower = labels
    frontier = {0: [_Reading(0.0, ())]}
    if continues or not printed:
        for stop in range(1, len(slots) + 1) if printed else (len(slots),):
            under = _within(lower, slots, 0, stop)
            last = goes_on and stop == len(slots)
            inner = _readings(under, slots[:stop], continues=continues, goes_on=last, top=top)
            frontier[stop] = [_Reading(found.cost + _CONTINUED * continues, found.slots) for found in inner]
    for label, after in zip(printed, [*printed[1:], None], strict=True):
        reached: dict[int, list[_Reading]] = {}
        for start, before in frontier.items():
            for stop, off in _coverings(label, slots, start, after, top=top):
                last = goes_on and stop == len(slots)
                if off > (inf if last else _FARTHEST):
                    continue
                under = _within(lower, slots, start, stop) if stop > start else ()
                own = (min(off, _CONTINUED) if last else off) + _strangers(under, label)
                inner = _readings(under, slots[start:stop], continues=False, goes_on=last, top=top)
                reached.setdefault(stop, []).extend(
                    _Reading(one.cost + own + two.cost, (*one.slots, *_labelled(two.slots, label, column)))
                    for one in before
                    for two in inner
                )
        frontier = {stop: nsmallest(_KEPT, found, key=lambda found: found.cost) for stop, found in reached.items()}
    return frontier.get(len(slots), [])


def _within(labels: Sequence[tuple[int, tuple[Label, ...]]], slots: Sequence[Slot], start: int, stop: int) -> Labels:
    """Return the labels that are printed beside these rows, or below them, up to the next."""
    first = slots[start].first - _HALF if start else -inf
    last = slots[stop].first - _HALF if stop < len(slots) else inf
    return tuple(
        (column, tuple(label for label in printed if first <= label.centre < last)) for column, printed in labels
    )


def _coverings(
    label: Label, slots: Sequence[Slot], start: int, after: Label | None, *, top: bool
) -> Iterator[tuple[int, float]]:
    """Yield up to which row a label may reach from a row on, and how many lines it then is from its place."""
    above = slots[start - 1].last if start else -inf
    if above < label.first and (start == len(slots) or label.last < slots[start].first):
        yield start, _LEFT_EMPTY
    for stop in range(start + 1, len(slots) + 1):
        first, last = slots[start].first, slots[stop - 1].last
        if label.first < first - 1 or (after is not None and slots[stop - 1].first > after.last + 1):
            return
        if label.last <= last + 1:
            yield stop, abs(label.first - first if top else label.centre - (first + last) / 2)


def _strangers(labels: Labels, above: Label) -> float:
    """Return what it costs that levels are known to belong to another one than that above them."""
    upper = canonical(above.cell.text)
    known = [found[0] for _, printed in labels for label in printed if (found := canonical(label.cell.text))]
    return _STRANGER * sum(upper is not None and PARENT.get(name, upper[0]) != upper[0] for name in known)


def _labelled(rows: Sequence[Slot], label: Label, column: int) -> list[Slot]:
    if not rows:
        return [Slot(label.first, label.last, (Line({column: label.cell}),))]
    return [row.labelled(column, label.cell) for row in rows]


def _beside(labels: Labels, slots: Sequence[Slot]) -> list[Slot]:
    found = list(slots)
    for column, printed in labels:
        for label in printed if found else ():
            at = max((at for at, slot in enumerate(found) if slot.first <= label.centre), default=0)
            found[at] = found[at].labelled(column, label.cell)
    return found
