"""The whole story in one function: read, extract, align, check."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_nlp import lexicon
from kpi_nlp.align import Links, align, embedders
from kpi_nlp.align.departments import Department, departments
from kpi_nlp.checks.inspection import in_order, inspect, merged
from kpi_nlp.model import Dossier, Result
from kpi_nlp.reading import Progress, read_set


def extract_reports(
    paths: Iterable[Path | str], *, progress: Progress | None = None, isolated: bool = True, explain: bool = False
) -> Result:
    """Read files, folders or .zip and return their facts; a file that cannot be read becomes a problem.

    Each file is read in a worker process, under limits; with `isolated=False` in this one, for files that one trusts.
    With `explain` papers and problems hold what was understood of each block, for the page that shows it.
    """
    return read_set(paths, progress=progress, isolated=isolated, explain=explain)


def align_reports(
    paths: Iterable[Path | str], *, embedder: str = "none", progress: Progress | None = None, isolated: bool = True
) -> Result:
    """Read and link: indicators across stages, years and tables, sentences with indicators."""
    result = read_set(paths, progress=progress, isolated=isolated)
    return _linked(
        result, [(department, align(department.papers)) for department in departments(result.papers)], embedder
    )


def check_reports(
    paths: Iterable[Path | str],
    *,
    profile: str = "national",
    embedder: str = "none",
    progress: Progress | None = None,
    isolated: bool = True,
) -> Result:
    """Read, link and check; the findings come worst first, then in the order of the set.

    Raises LexiconError for an unknown profile and EmbedderError for an unknown embedder, before anything is read.
    """
    rules = lexicon.profile(profile)
    embedders.load(embedder)
    read = read_set(paths, progress=progress, isolated=isolated)
    linked = [(department, align(department.papers)) for department in departments(read.papers)]
    dossiers = [
        Dossier(department.papers, rules, department.name, links.matches, links.mentions, links.comparisons)
        for department, links in linked
    ]
    inspections = [inspect(dossier) for dossier in dossiers]
    result = _linked(read, linked, embedder)
    whole = Dossier(result.papers, rules)
    return replace(
        result,
        findings=tuple(in_order((finding for inspection in inspections for finding in inspection.findings), whole)),
        outcomes=merged(inspection.outcomes for inspection in inspections),
        undecided=tuple((code, doubt.reason) for inspection in inspections for code, doubt in inspection.undecided),
        profile=profile,
    )


def _linked(result: Result, linked: Sequence[tuple[Department, Links]], embedder: str) -> Result:
    return replace(
        result,
        matches=tuple(match for _, links in linked for match in links.matches),
        mentions=tuple(mention for _, links in linked for mention in links.mentions),
        comparisons=tuple(comparison for _, links in linked for comparison in links.comparisons),
        missing=tuple(sentence for department, _ in linked for sentence in department.missing),
        notes=(*result.notes, *(sentence for department, _ in linked for sentence in department.notes)),
        embedder=embedders.load(embedder).id,
    )
