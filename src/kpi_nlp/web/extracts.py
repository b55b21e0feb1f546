"""A document beside a finding: the blocks around its quotes, the cells and sentences marked, and what lies between left out."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kpi_nlp.model import Block, Cell, Document, Heading, Paragraph, Table
from kpi_nlp.text import squeeze

_BLOCKS_AROUND, _ROWS_AROUND, _ROWS_ON_TOP = 6, 20, 2

Object = Mapping[str, Any]
Coordinates = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as drawn: its text, over how many rows and columns it runs, and whether a quote stands in it."""

    text: str
    rows: int = 1
    columns: int = 1
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of an extract: a row of cells; or a text in three parts, of which the middle one is marked."""

    kind: str
    boxes: tuple[Box, ...] = ()
    text: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Extract:
    """What is shown of a document: groups of strips, a table or a text each; `found` where a quote was met."""

    groups: tuple[tuple[str, tuple[Strip, ...]], ...]
    found: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a quote stands: in which block, in which of its cells, and in which row of the document."""

    block: int
    row: int
    column: int
    order: int
    quote: str


Spot = tuple[int, int, int, Cell | Paragraph | Heading]
"""A text of a document: its block, its row and column there, and itself."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A document whose texts are found by their places: each at its own, and at that of its row."""

    document: Document
    spots: Mapping[Coordinates, Sequence[Spot]]

    @classmethod
    def of(cls, document: Document) -> "Placed":
        """Find the place of every text, once."""
        spots: dict[Coordinates, list[Spot]] = defaultdict(list)
        for spot in _spots(document.blocks):
            here = spot[-1].location.coordinates
            for place in {_key(here), _key({**here, "cell": None})}:
                spots[place].append(spot)
        return cls(document, dict(spots))


def extract_of(placed: Placed, quotes: Sequence[Object], orders: Collection[int] = ()) -> Extract:
    """Return what stands around the quotes of a finding that are of this document.

    `orders` are the positions of its rows: of equal cells in several tables those are meant.
    """
    every = placed.document.blocks
    hits = [hit for quote in quotes for hit in _hits(placed, quote, orders)]
    kept = {near for hit in hits for near in range(hit.block - _BLOCKS_AROUND, hit.block + _BLOCKS_AROUND + 1)}
    groups: list[tuple[str, tuple[Strip, ...]]] = []
    stop = 0
    for start, stop in _runs([at for at in range(len(every)) if at in (kept or range(2 * _BLOCKS_AROUND))]):
        groups += [("gap", ())] if start else []
        for at in range(start, stop):
            groups.append(_group(every[at], [hit for hit in hits if hit.block == at]))
    groups += [("gap", ())] if stop < len(every) else []
    return Extract(tuple(groups), bool(hits))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbours among places in order: each with its first and the one after its last."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        members = [place for _, place in run]
        yield members[0], members[-1] + 1


def _hits(placed: Placed, quote: Object, orders: Collection[int]) -> Sequence[_Hit]:
    """Return where a quote stands: at its place and in its very words, else in pieces of them, else nowhere."""
    words = squeeze(quote["quote"] or "")
    if not words:
        return ()
    there = placed.spots.get(_key(quote["place"]), ())
    for fits in (words.__eq__, lambda text: words in text, lambda text: text != "" and text in words):
        found = [
            _Hit(at, row, column, part.location.order, quote["quote"])
            for at, row, column, part in there
            if fits(squeeze(part.text))
        ]
        if found:
            return [hit for hit in found if hit.order in orders] or found
    return ()


def _key(coordinates: Object) -> Coordinates:
    return tuple(coordinates.values())


def _spots(blocks: Sequence[Block]) -> Iterator[Spot]:
    for at, block in enumerate(blocks):
        if not isinstance(block, Table):
            yield at, 0, 0, block
            continue
        for row, cells in enumerate(block.rows):
            yield from ((at, row, column, cell) for column, cell in enumerate(cells) if not cell.covered)


def _group(block: Block, hits: Sequence[_Hit]) -> tuple[str, tuple[Strip, ...]]:
    match block:
        case Heading(text=text):
            return "text", (Strip("heading", text=_parted(text, hits)),)
        case Paragraph(text=text):
            return "text", (Strip("paragraph", text=_parted(text, hits)),)
        case Table(rows=rows):
            return "table", tuple(_strips(rows, {(hit.row, hit.column) for hit in hits}))


def _parted(text: str, hits: Sequence[_Hit]) -> tuple[str, str, str]:
    """Return a text before, in and after its quote, whatever blanks stand in either; all of it where only pieces are there."""
    for hit in hits:
        found = re.search(r"\s*".join(map(re.escape, "".join(hit.quote.split()))), text)
        if found:
            return text[: found.start()], found[0], text[found.end() :]
    return ("", text, "") if hits else (text, "", "")


def _strips(rows: Sequence[Sequence[Cell]], marked: set[tuple[int, int]]) -> Iterator[Strip]:
    """Yield the rows on top of a table and those around the marked ones."""
    near = {line for row, _ in marked for line in range(row - _ROWS_AROUND, row + _ROWS_AROUND + 1)}
    wanted = (near or set(range(_ROWS_AROUND))) | set(range(_ROWS_ON_TOP))
    stop = 0
    for start, stop in _runs([at for at in range(len(rows)) if at in wanted]):
        if start:
            yield Strip("gap")
        for at in range(start, stop):
            yield Strip(
                "row", tuple(_boxes(rows[start:stop], at - start, {(row - start, column) for row, column in marked}))
            )
    if stop < len(rows):
        yield Strip("gap")


def _boxes(rows: Sequence[Sequence[Cell]], at: int, marked: set[tuple[int, int]]) -> Iterator[Box]:
    """Yield the cells of a row among those shown; one merged from rows left out is drawn again in the first."""
    row = rows[at]
    for column, cell in enumerate(row):
        if cell.covered and (at or cell.covered != "down"):
            continue
        width = height = 1
        while column + width < len(row) and row[column + width].covered in ("right", "inner"):
            width += 1
        while (
            at + height < len(rows) and column < len(rows[at + height]) and rows[at + height][column].covered == "down"
        ):
            height += 1
        yield Box(cell.text, height, width, (at, column) in marked)
