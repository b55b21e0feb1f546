"""The parts of the page that explains an extraction, as the template walks over them."""

from dataclasses import dataclass

Piece = tuple[str, str, str]
"""A stretch of text: its class, the text, and what a pointer held over it shows."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its class, its pieces, what was read of it, and over how many rows and columns it is merged."""

    class_: str
    pieces: tuple[Piece, ...]
    reads: tuple[str, ...]
    role: str = ""
    doubt: str = ""
    rows: int = 1
    columns: int = 1
    title: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: its kind and name, its cells, and the notes beside it as (class, text)."""

    kind: str
    name: str
    cells: tuple[CellView, ...]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BlockView:
    """A heading (`level`), a paragraph, or a table (`rows`) with the notes beside it."""

    place: str
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    rows: tuple[RowView, ...] | None = None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: whose it is and from what that was taken, what was counted, what was noticed, and its blocks."""

    path: str
    identity: tuple[tuple[str, str, str], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    blocks: tuple[BlockView, ...] = ()
