"""Grids of cells with spans, for whatever writes forms: the report sets, the tests of the readers, the benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A cell: its text and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1
    bold: bool = False


def placed(rows: Sequence[Sequence[Box]]) -> list[tuple[int, int, Box]]:
    """Return row, column and box of each box, past the places that boxes above still span."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(box.rows) for right in range(box.columns)}
            found.append((row, column, box))
            column += box.columns
    return found


def typed(text: str) -> str | float:
    """Store numbers and shares as a spreadsheet does: 98.60% is 0.986 under 0.00%."""
    bare = text.removesuffix("%")
    if not bare.replace(".", "", 1).isdigit():
        return text
    return round(float(bare) / 100, 6) if text.endswith("%") else float(bare)


def number_format(text: str) -> str:
    """Return the number format that shows a typed text as it was."""
    decimals = len(text.removesuffix("%").partition(".")[2])
    if isinstance(typed(text), str):
        return "General"
    return ("0." + "0" * decimals if decimals else "0") + ("%" if text.endswith("%") else "")
