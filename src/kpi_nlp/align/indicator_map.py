"""Links between pairs of papers to lines through all papers of a department: the indicator map."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kpi_nlp.align import Linker, Links, comparable_pairs, in_time
from kpi_nlp.align.nearest import nearest
from kpi_nlp.align.scopes import by_scope
from kpi_nlp.model import Indicator, IndicatorMap, MapLine, Match, Paper

Rows = list[Indicator]


def indicator_map(department: str | None, papers: Sequence[Paper], links: Links, *, linker: Linker) -> IndicatorMap:
    """Return the map of one department's papers, from the links that the linker found between them."""
    ordered = sorted(papers, key=in_time)
    lines = map_lines(ordered, links.matches)
    alone = [line.rows[0] for line in lines if _alone(line)]
    groups = (group for left, right, _ in comparable_pairs(papers) for group in by_scope(left.valued, right.valued))
    return IndicatorMap(
        department,
        tuple(ordered),
        tuple(line for line in lines if not _alone(line)),
        tuple(nearest(alone, groups, links.matches, linker)),
        sum(len(paper.indicators) - len(paper.valued) for paper in papers),
    )


def _alone(line: MapLine) -> bool:
    return len(line.rows) == 1 and not line.parts and not line.conflicts


def map_lines(papers: Sequence[Paper], matches: Iterable[Match]) -> list[MapLine]:
    """Return a line for every row with a value, in order of the papers given and of their rows.

    Rows that are linked are of one line. The surest links are followed first; one that would bring a second row of a
    paper into a line is kept as a conflict of both lines and merges nothing, unless the two rows are linked themselves,
    as rows of two tables of one paper are.
    """
    rows = [row for paper in papers for row in paper.valued]
    places = {id(row): place for place, row in enumerate(rows)}
    known = [match for match in matches if id(match.left) in places and id(match.right) in places]
    same = sorted((match for match in known if match.relation == "same"), key=_surest)
    chains = _Chains(rows, same)
    held, conflicts = _followed(chains, same)
    parts = [match for match in known if match.relation == "part"]
    by_chain = [_by_chain(chains, links) for links in (held, parts, conflicts)]
    return [
        MapLine(tuple(members), *(tuple(links[chain]) for links in by_chain))
        for chain, members in chains.members(places)
    ]


def _surest(link: Match) -> tuple[bool, float, int, int]:
    return link.verdict != "match", -link.probability, link.left.location.order, link.right.location.order


def _followed(chains: "_Chains", links: Iterable[Match]) -> tuple[list[Match], list[Match]]:
    """Join the rows of each link; return the links that joined two chains, and those that were in conflict."""
    held: list[Match] = []
    conflicts: list[Match] = []
    for link in links:
        if chains.of(link.left) == chains.of(link.right):
            continue
        (held if chains.join(link) else conflicts).append(link)
    return held, conflicts


def _by_chain(chains: "_Chains", links: Iterable[Match]) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = defaultdict(list)
    for link in links:
        for chain in {chains.of(link.left), chains.of(link.right)}:
            found[chain].append(link)
    return found


class _Chains:
    """Rows joined to chains, each known by a number; no chain holds two rows of a paper that are not linked themselves."""

    def __init__(self, rows: Sequence[Indicator], links: Iterable[Match]) -> None:
        self._chain = {id(row): [row] for row in rows}
        self._linked = {frozenset((id(link.left), id(link.right))) for link in links}

    def join(self, link: Match) -> bool:
        """Join the chains of both rows; return False where that would bring two rows of a paper into one."""
        one, other = self._chain[id(link.left)], self._chain[id(link.right)]
        if any(self._clash(row, another) for row in one for another in other):
            return False
        one += other
        self._chain |= {id(row): one for row in other}
        return True

    def _clash(self, one: Indicator, other: Indicator) -> bool:
        return one.location.file == other.location.file and frozenset((id(one), id(other))) not in self._linked

    def of(self, row: Indicator) -> int:
        """Return the number of the chain that holds a row."""
        return id(self._chain[id(row)])

    def members(self, places: dict[int, int]) -> list[tuple[int, Rows]]:
        """Return each chain with its rows, both in the order of the places."""
        distinct = {id(chain): sorted(chain, key=lambda row: places[id(row)]) for chain in self._chain.values()}
        return sorted(distinct.items(), key=lambda entry: places[id(entry[1][0])])
