"""The likeliest rows of a stretch of atoms, and which of them no other reading contests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from kpi_nlp.extract.dumps.readings import Reading

CLEARLY = 0.4  # by how much every other reading of an atom must be odder


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one atom to another: over a row, over an atom that is passed over (`passes`), or to the end."""

    start: int
    stop: int
    odd: float
    row: Reading | None = None
    passes: bool = False

    def place(self, atom: int) -> tuple[int, int, int]:
        """Return where an atom stands: its column, and from which atom up to which its cell reaches."""
        if self.row is None:
            return -1, -1, self.passes
        return next((column, *span) for column, span in enumerate(self.row.spans) if span[0] <= atom < span[1])


@dataclass(frozen=True, slots=True)
class Path:
    """The likeliest way through all atoms, and of each of its edges whether no other reading contests it.

    `near` are all edges of ways that are hardly odder.
    """

    edges: tuple[Edge, ...]
    certain: tuple[bool, ...]
    near: tuple[Edge, ...]


def likeliest(length: int, edges_at: Callable[[int], Sequence[Edge]]) -> Path:
    """Return the way from the first atom to the end whose edges are least odd together."""
    edges = [edges_at(start) for start in range(length)]
    ahead = [inf] * length + [0.0]
    for start in reversed(range(length)):
        ahead[start] = min((edge.odd + ahead[edge.stop] for edge in edges[start]), default=inf)
    behind = [0.0] + [inf] * length
    for start in range(length):
        for edge in edges[start]:
            behind[edge.stop] = min(behind[edge.stop], behind[start] + edge.odd)
    best = ahead[0]
    near = [
        edge for found in edges for edge in found if behind[edge.start] + edge.odd + ahead[edge.stop] < best + CLEARLY
    ]
    path = _followed(edges, ahead, length)
    places: dict[int, set[tuple[int, int, int]]] = {}
    for edge in near:
        for atom in range(edge.start, edge.stop):
            places.setdefault(atom, set()).add(edge.place(atom))
    certain = [all(len(places[atom]) == 1 for atom in range(edge.start, edge.stop)) for edge in path]
    return Path(tuple(path), tuple(certain), tuple(near))


def _followed(edges: Sequence[Sequence[Edge]], ahead: Sequence[float], length: int) -> list[Edge]:
    path: list[Edge] = []
    at = 0
    while at < length:
        path.append(min(edges[at], key=lambda edge: edge.odd + ahead[edge.stop]))
        at = path[-1].stop
    return path
