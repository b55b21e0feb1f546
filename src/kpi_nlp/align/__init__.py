"""Links between the papers of one department: rows across stages, years and tables, and sentences to rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kpi_nlp.align import embedders
from kpi_nlp.align.links import Linker, load_linker
from kpi_nlp.align.mentions import mentions
from kpi_nlp.align.neighbours import neighbours
from kpi_nlp.align.scopes import by_scope
from kpi_nlp.align.sides import KnownSides
from kpi_nlp.model import Comparison, Gap, Indicator, Match, Mention, Paper, Why

__all__ = ["Linker", "Links", "align", "comparable_pairs", "in_time", "load_linker"]


@dataclass(frozen=True, slots=True)
class Links:
    """What was linked, which papers were laid side by side, and which rows found no counterpart there."""

    matches: tuple[Match, ...]
    mentions: tuple[Mention, ...]
    comparisons: tuple[Comparison, ...]
    gaps: tuple[Gap, ...] = ()


def align(papers: Sequence[Paper], *, linker: Linker | None = None) -> Links:
    """Link the rows and claims of one department's papers; without a linker with the default embedder."""
    linker = linker or Linker(embedders.load())
    known = KnownSides(linker.embedder)
    matches: list[Match] = []
    comparisons: list[Comparison] = []
    gaps: list[Gap] = []
    for left, right, why in comparable_pairs(papers):
        groups = [map(known.of, group) for group in by_scope(left.valued, right.valued)]
        linked = [linker.link(lefts, rights, why) for lefts, rights in groups]
        found = [match for links, _ in linked for match in links]
        matches += found
        gaps += (gap for _, alone in linked for gap in alone)
        comparisons.append(Comparison(left.document.path, right.document.path, why, len(found)))
    for paper in papers:
        if found := list(_within(paper, linker, known)):
            matches += found
            comparisons.append(Comparison(paper.document.path, paper.document.path, "tables", len(found)))
    spoken = (mention for paper in papers for mention in mentions(paper.valued, paper.claims))
    return Links(tuple(matches), tuple(spoken), tuple(comparisons), tuple(gaps))


def comparable_pairs(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, Why]]:
    """Yield the pairs of papers that should agree, the earlier first, and why.

    Different stages of a year; one stage in consecutive years; a year's self-evaluation with the next year's
    declaration; a declaration with the next year's self-evaluation where nothing else joins the two years; a paper of
    unknown year with every other. Of a crowd that names no projects only those that are alike.
    """
    laid = list(combinations(sorted(papers, key=in_time), 2))
    pairs = [(left, right, why) for left, right in laid if (why := _why(left, right)) is not None]
    joined = {_years(left, right) for left, right, _ in pairs}
    over: list[tuple[Paper, Paper, Why]] = [
        (left, right, "years")
        for left, right in laid
        if _years(left, right) not in joined and _is_restated(left, right)
    ]
    yield from neighbours([*pairs, *over])


def _years(left: Paper, right: Paper) -> tuple[int | None, int | None]:
    return left.document.identity.year, right.document.identity.year


def _is_restated(left: Paper, right: Paper) -> bool:
    """Return whether the later paper is a self-evaluation, which states the targets of its year, the earlier a declaration of the year before."""
    one, other = left.document.identity, right.document.identity
    follows = one.year is not None and other.year is not None and other.year - one.year == 1
    return follows and (one.stage, other.stage) == ("declaration", "self_evaluation")


def in_time(paper: Paper) -> tuple[int, int]:
    """Return a key that sorts papers by year and stage, those of unknown year last."""
    order = ("declaration", "adjustment", "monitoring", "self_evaluation", "other")
    identity = paper.document.identity
    return identity.year or 9999, order.index(identity.stage)


def _why(left: Paper, right: Paper) -> Why | None:
    one, other = left.document.identity, right.document.identity
    if one.year is None or other.year is None:
        return "years"
    if one.year == other.year:
        return "stages" if one.stage != other.stage else None
    if other.year - one.year != 1:
        return None
    follows = one.stage == other.stage or (one.stage, other.stage) == ("self_evaluation", "declaration")
    return "years" if follows else None


def _within(paper: Paper, linker: Linker, known: KnownSides) -> Iterator[Match]:
    """Yield the links between the tables of one paper."""
    tables: dict[tuple[str | None, str | None], list[Indicator]] = defaultdict(list)
    for indicator in paper.valued:
        tables[indicator.table, indicator.scope].append(indicator)
    for left, right in combinations(tables.values(), 2):
        yield from linker.link(known.of(left), known.of(right), "tables")[0]
