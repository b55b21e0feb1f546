"""Which statements of a department's papers are one indicator, and which papers lack it although they were laid beside.

Within a year rows that are certainly linked form a strand: the indicator as it stands in declaration, monitoring and
self-evaluation. A strand has a gap in a paper laid beside where no row of it is linked, be it in doubt or as a part.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_nlp.model import STAGES, Dossier, Gap, Identity, Indicator, Match, Stage

# Shares of rows that must be linked on one side at least, and on the other, else two papers hold no one set of indicators.
_ONE_SET, _OTHER_SET = 0.5, 0.25

_ALL = "*"  # stands for all tables of a paper
_Side = tuple[str, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class Strand:
    """An indicator of one year: its rows in order of their papers, its gaps, and all links of its rows.

    `papers` are those in which it stands: whole, in part, or perhaps.
    """

    rows: Sequence[Indicator]
    gaps: Sequence[Gap]
    links: Sequence[Match]
    papers: Collection[str]


@dataclass(frozen=True)  # without slots: what is asked for is worked out once
class Counterparts:
    """The strands of a dossier, by their numbers; a row that no sure link joins to another is a strand of its own."""

    dossier: Dossier
    _chains: dict[int, list[Indicator]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for match in self.dossier.matches:
            if match.why == "stages" and match.relation == "same" and match.verdict == "match":
                self._join(match.left, match.right)

    def _join(self, left: Indicator, right: Indicator) -> None:
        one, other = self._chain(left), self._chain(right)
        if one is not other:
            one += other
            self._chains.update({id(row): one for row in (left, *other)})

    def _chain(self, row: Indicator) -> list[Indicator]:
        return self._chains.get(id(row)) or [row]

    def number(self, row: Indicator) -> int:
        """Return the number of the strand that holds a row."""
        return id(self._chains.get(id(row), row))

    @cached_property
    def strands(self) -> Mapping[int, Strand]:
        """The strands that anything is to be asked of, in order of the papers and their rows: with gaps, or unsure links."""
        gaps: dict[int, list[Gap]] = defaultdict(list)
        rows: dict[int, Indicator] = {}
        for gap in self.dossier.gaps:
            rows[self.number(gap.row)] = gap.row
            if self.one_set(gap):
                gaps[self.number(gap.row)].append(gap)
        for match in self.dossier.matches:
            if match.relation == "part" or match.verdict != "match":
                rows |= {self.number(row): row for row in (match.left, match.right)}
        links: dict[int, list[Match]] = defaultdict(list)
        for match in self.dossier.matches:
            for number in {self.number(match.left), self.number(match.right)} & rows.keys():
                links[number].append(match)
        order = sorted(rows, key=lambda number: self._place(rows[number]))
        return {
            number: Strand(chain, gaps[number], links[number], self._papers(chain, links[number]))
            for number in order
            for chain in [sorted(self._chain(rows[number]), key=self._in_time)]
        }

    def _place(self, row: Indicator) -> tuple[int, int]:
        return self._papers_in_order[row.document], row.location.order

    @cached_property
    def _papers_in_order(self) -> Mapping[str, int]:
        return {document.path: place for place, document in enumerate(self.dossier.documents)}

    def _papers(self, chain: Sequence[Indicator], links: Sequence[Match]) -> Collection[str]:
        """What is a part of another indicator, or perhaps the same, stands wherever that one stands."""
        rows = (*chain, *(row for link in links for row in (link.left, link.right)))
        return dict.fromkeys(statement.document for row in rows for statement in self._chain(row))

    def _in_time(self, row: Indicator) -> tuple[int, int]:
        return STAGES.index(self.dossier.identity(row).stage), row.location.order

    def stands_in(self, row: Indicator, year: int | None, stage: Stage | None = None) -> bool:
        """Return whether the strand of a row has a link, even a doubtful one, into a year, or into a stage of it."""
        identities = map(self.identity, self.strands[self.number(row)].papers)
        return any(found.year == year and stage in (None, found.stage) for found in identities)

    def identity(self, path: str) -> Identity:
        """Return whose paper lies at a path, of which year and stage."""
        return self.dossier.paper(path).document.identity

    def one_set(self, gap: Gap) -> bool:
        """Return whether so many rows of both papers are linked that a row without a link says something.

        Of several tables of a paper one may list tasks and no indicators: its rows must be linked as well.
        """
        row, scope = gap.row, (gap.nearest or gap.row).scope
        own = self._share((row.document, row.scope, _ALL, gap.document))
        less, more = sorted((own, self._share((gap.document, scope, _ALL, row.document))))
        of_table = self._share((row.document, row.scope, row.table, gap.document))
        return more >= _ONE_SET and less >= _OTHER_SET and (of_table >= _ONE_SET or of_table == own)

    def _share(self, side: _Side) -> float:
        linked, alone = len(self._linked.get(side, ())), self._alone.get(side, 0)
        return linked / max(1, linked + alone)

    @cached_property
    def _linked(self) -> Mapping[_Side, set[int]]:
        """The rows of a scope of a paper, and of each of its tables, that are linked with another paper."""
        linked: dict[_Side, set[int]] = defaultdict(set)
        for match in self.dossier.matches:
            for row, other in ((match.left, match.right), (match.right, match.left)):
                for table in (_ALL, row.table):
                    linked[row.document, row.scope, table, other.document].add(id(row))
        return linked

    @cached_property
    def _alone(self) -> Mapping[_Side, int]:
        """How many rows of a scope of a paper, and of each of its tables, are not linked with another laid beside."""
        rows = ((gap.row, gap.document, table) for gap in self.dossier.gaps for table in (_ALL, gap.row.table))
        return Counter((row.document, row.scope, table, document) for row, document, table in rows)
