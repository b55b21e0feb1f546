"""The whole story in one function: read, extract, align, check."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_nlp import lexicon, masking
from kpi_nlp.align import Linker, Links, align, embedders, load_linker
from kpi_nlp.align.departments import Department, departments
from kpi_nlp.align.indicator_map import indicator_map
from kpi_nlp.checks.inspection import in_order, inspect, merged
from kpi_nlp.model import Dossier, Match, Result
from kpi_nlp.profiles import AUTO, choose_profile, known_profile
from kpi_nlp.reading import Progress, read_set


def extract_reports(
    paths: Iterable[Path | str], *, progress: Progress | None = None, isolated: bool = True, explain: bool = False
) -> Result:
    """Read files, folders or .zip and return their facts; a file that cannot be read becomes a problem.

    Each file is read in a worker process, under limits; with `isolated=False` in this one, for files that one trusts.
    With `explain` papers and problems hold what was understood of each block, for the page that shows it.
    """
    return read_set(paths, progress=progress, isolated=isolated, explain=explain)


def align_reports(  # noqa: PLR0913 - a keyword for each choice
    paths: Iterable[Path | str],
    *,
    embedder: str | Linker = embedders.DEFAULT,
    progress: Progress | None = None,
    isolated: bool = True,
    tables: bool = False,
    anonymize: bool = False,
) -> Result:
    """Read and link: indicators across stages, years and tables, sentences with indicators, and the map of them.

    `embedder` is the specification of one, or a linker where a matcher of one's own goes with it. With `tables` the documents
    keep theirs, for a page that shows them. With `anonymize` nobody is named in what comes back.
    """
    linker = _linker(embedder)
    read = read_set(paths, progress=progress, isolated=isolated, tables=tables or anonymize)
    result, linked = _linked(read, linker)
    maps = (indicator_map(department.name, department.papers, links, linker=linker) for department, links in linked)
    mapped = replace(result, maps=tuple(maps))
    return masking.masked(mapped, tables=tables) if anonymize else mapped


def check_reports(  # noqa: PLR0913 - a keyword for each choice
    paths: Iterable[Path | str],
    *,
    profile: str = AUTO,
    embedder: str | Linker = embedders.DEFAULT,
    progress: Progress | None = None,
    isolated: bool = True,
    anonymize: bool = False,
) -> Result:
    """Read, link and check; the findings come worst first, then in the order of the set.

    `profile` is the name of one, or 「auto」: then each department is held to the one that its papers show. `embedder` is the
    specification of one, or a linker where a matcher of one's own goes with it. Raises LexiconError for an unknown profile and EmbedderError for an unknown embedder, before anything is read. With `anonymize` nobody is named in what comes back;
    it is masked last, so that findings and fingerprints are those of the papers as they are.
    """
    profile = known_profile(profile)
    linker = _linker(embedder)
    result, linked = _linked(read_set(paths, progress=progress, isolated=isolated, tables=anonymize), linker)
    chosen = [choose_profile(department.name, department.papers, profile) for department, _ in linked]
    dossiers = [
        Dossier(
            department.papers,
            rules.profile,
            department.name,
            links.matches,
            links.mentions,
            links.comparisons,
            links.gaps,
        )
        for (department, links), rules in zip(linked, chosen, strict=True)
    ]
    inspections = [inspect(dossier) for dossier in dossiers]
    whole = Dossier(result.papers, lexicon.profile())
    checked = replace(
        result,
        findings=tuple(in_order((finding for inspection in inspections for finding in inspection.findings), whole)),
        outcomes=merged(inspection.outcomes for inspection in inspections),
        undecided=tuple((code, doubt.reason) for inspection in inspections for code, doubt in inspection.undecided),
        profiles=tuple(chosen),
    )
    return masking.masked(checked) if anonymize else checked


def with_maps(result: Result, embedder: str | Linker = embedders.DEFAULT) -> Result:
    """Return the result of a check with the map of its indicators, which a workbook shows and nothing else needs."""
    linker = _linker(embedder)
    matches: dict[str, list[Match]] = {}
    for match in result.matches:
        matches.setdefault(match.left.location.file, []).append(match)
    maps = []
    for department in departments(result.papers):
        found = [match for paper in department.papers for match in matches.get(paper.document.path, ())]
        links = Links(tuple(found), (), ())
        maps.append(indicator_map(department.name, department.papers, links, linker=linker))
    return replace(result, maps=tuple(maps))


def _linker(embedder: str | Linker) -> Linker:
    return load_linker(embedder) if isinstance(embedder, str) else embedder


def _linked(read: Result, linker: Linker) -> tuple[Result, Sequence[tuple[Department, Links]]]:
    """Link each department; the names of all are encoded together first, which a neural model does fastest."""
    linker.embedder.encode([indicator.name for indicator in read.indicators if indicator.has_values])
    linked = [(department, align(department.papers, linker=linker)) for department in departments(read.papers)]
    result = replace(
        read,
        matches=tuple(match for _, links in linked for match in links.matches),
        mentions=tuple(mention for _, links in linked for mention in links.mentions),
        comparisons=tuple(comparison for _, links in linked for comparison in links.comparisons),
        missing=tuple(sentence for department, _ in linked for sentence in department.missing),
        notes=(
            *read.notes,
            *(sentence for department, _ in linked for sentence in department.notes),
            *filter(None, (linker.caution,)),
        ),
        embedder=linker.embedder.id,
        aside=_aside(read, [department for department, _ in linked]),
    )
    return result, linked


def _aside(read: Result, found: Iterable[Department]) -> frozenset[str]:
    """Return the papers that were read and belong to no department's: earlier revisions, and twins of others."""
    compared = {paper.document.path for department in found for paper in department.papers}
    return frozenset(paper.document.path for paper in read.papers) - compared
