"""The reports themselves, read again in the background with their tables: for the eye, and for rows to choose from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import permutations
from threading import Thread
from typing import Any

from kpi_nlp.align import Linker
from kpi_nlp.align.nearest import likeliest
from kpi_nlp.model import Identity, Indicator, Match, Result, Verdict, pair_key
from kpi_nlp.web.extracts import Placed

_MOST_LINKED = 6  # rows of a finding between which a link is looked for: of many alike any will do
_MOST_ROWS = 7  # rows to choose from: as many as are seen at once, a key each

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that the program compared, named by the hash of both places, and what it says of them."""

    key: str
    left: Indicator
    right: Indicator
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Read:
    documents: Mapping[str, Placed] = field(default_factory=dict)
    rows: Mapping[str, Indicator] = field(default_factory=dict)
    matches: Mapping[tuple[str, str], Match] = field(default_factory=dict)
    pairs: Sequence[Pair] = ()


class Sources:
    """What was read, once it is, and the linker that linked it; until then nothing is known of the sources and the page says so."""

    def __init__(self, read: Callable[[], Result], linker: Linker) -> None:
        self._linker = linker
        self._future: Future[_Read] = Future()
        Thread(target=self._fill, args=(read,), daemon=True).start()  # whoever leaves does not wait for it

    def _fill(self, read: Callable[[], Result]) -> None:
        try:
            self._future.set_result(_kept(read()))
        except Exception as error:  # noqa: BLE001 - told on the page; the review goes on without the sources
            self._future.set_exception(error)

    @property
    def ready(self) -> bool:
        """Whether reading has ended, well or not."""
        return self._future.done()

    @property
    def failed(self) -> bool:
        """Whether the reports could not be read again."""
        return self.ready and self._future.exception() is not None

    def wait(self) -> None:
        """Wait until reading has ended."""
        self._future.exception()

    def _known(self) -> _Read:
        return self._future.result() if self.ready and not self.failed else _Read()

    def document(self, path: str) -> Placed | None:
        """Return a document by the path that a finding gives; None where it is gone or could not be read."""
        return self._known().documents.get(path)

    def row(self, place: str) -> Indicator | None:
        """Return a row by its place in print."""
        return self._known().rows.get(place)

    def match_of(self, finding: Object) -> Match | None:
        """Return the link between two rows of a finding, with its features; None for a finding within one row."""
        places = [row["location"] for row in finding["indicators"][:_MOST_LINKED]]
        matches = self._known().matches
        return next((matches[pair] for pair in permutations(places, 2) if pair in matches), None)

    def pairs(self) -> Sequence[Pair]:
        """Return every pair that was linked, or came near to it, in an order by chance that is always the same."""
        return self._known().pairs

    def identities(self) -> Mapping[str, Identity]:
        """Return whose each document is, by its path."""
        return {path: placed.document.identity for path, placed in self._known().documents.items()}

    def near(self, finding: Object) -> Sequence[Indicator]:
        """Return the rows that the first row of a finding could have meant in the other paper, those first that the matcher holds likeliest.

        How likely it holds them is not told: who chooses shall read the rows.
        """
        places = [row["location"] for row in finding["indicators"]]
        rows = [row for place in places if (row := self.row(place))]
        if len(rows) < 2:  # noqa: PLR2004 - one row has no other side
            return ()
        first, other = rows[0], rows[-1]
        others = [
            row for row in self._known().rows.values()
            if row.location.file == other.location.file and row.has_values and str(row.location) not in places
        ]  # fmt: skip
        return likeliest(first, others, self._linker, _MOST_ROWS)


def _kept(result: Result) -> _Read:
    pairs: dict[str, Pair] = {}
    for pair in _pairs(result):
        pairs.setdefault(pair.key, pair)
    return _Read(
        {document.path: Placed.of(document) for document in result.documents},
        {str(row.location): row for row in result.indicators},
        {(str(match.left.location), str(match.right.location)): match for match in result.matches},
        [pairs[key] for key in sorted(pairs)],
    )


def _pairs(result: Result) -> Iterator[Pair]:
    """Yield the pairs of a result: its links, and the nearest candidates of rows that stand alone."""
    for match in result.matches:
        yield _pair(match.left, match.right, match.verdict)
    for alone in (alone for chart in result.maps for alone in chart.unmatched):
        yield from (_pair(alone.row, candidate.row, "different") for candidate in alone.candidates)


def _pair(left: Indicator, right: Indicator, verdict: Verdict) -> Pair:
    return Pair(pair_key(left, right), left, right, verdict)
