"""What a year gained and lost against the year before: indicators that only one of both has, by the nearest two papers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp.checks.counterparts import Counterparts
from kpi_nlp.model import STAGES, Gap

_Papers = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Turnover:
    """Two papers of consecutive years, the earlier first, with the gaps of the rows that only one of the years has."""

    papers: _Papers
    dropped: Sequence[Gap]
    added: Sequence[Gap]


def turnovers(counterparts: Counterparts, passed_over: Collection[int]) -> Iterator[Turnover]:
    """Yield what changed from year to year; `passed_over` are the numbers of strands of which enough was said."""
    changed: dict[_Papers, list[Gap]] = defaultdict(list)
    for number, strand in counterparts.strands.items():
        across = [gap for gap in strand.gaps if gap.why == "years" and _years_known(counterparts, gap)]
        for added in (False, True) if number not in passed_over else ():
            beside = [gap for gap in across if gap.added is added]
            if not beside:
                continue
            gap = min(beside, key=lambda gap: _nearness(counterparts, gap))
            if not counterparts.stands_in(gap.row, counterparts.identity(gap.document).year):
                changed[_papers(gap)].append(gap)
    for papers, gaps in changed.items():
        yield Turnover(papers, *([gap for gap in gaps if gap.added is side] for side in (False, True)))


def _papers(gap: Gap) -> _Papers:
    """Return the two papers of a gap, the earlier first."""
    return (gap.document, gap.row.document) if gap.added else (gap.row.document, gap.document)


def _nearness(counterparts: Counterparts, gap: Gap) -> tuple[int, int]:
    """The last paper of a year and the first of the next are the nearest."""
    earlier, later = (STAGES.index(counterparts.identity(path).stage) for path in _papers(gap))
    return later, -earlier


def _years_known(counterparts: Counterparts, gap: Gap) -> bool:
    identities = [counterparts.identity(path) for path in (gap.row.document, gap.document)]
    return all(identity.year is not None and identity.stage != "other" for identity in identities)
