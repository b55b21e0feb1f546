"""The machine-readable contract (OUTPUT.md): the lines of JSON Lines, and the one object of JSON."""

from collections.abc import Iterator
from typing import Literal

from kpi_nlp.model import ChosenProfile, Location, Paper, Result
from kpi_nlp.reports.facts import Object, paper, problem
from kpi_nlp.reports.findings import finding
from kpi_nlp.reports.links import linked, mapped, mention

View = Literal["extract", "align", "check"]


def document(read: Paper) -> Object:
    """Return a document of the map, with what its identity was taken from."""
    source = read.document
    identity = source.identity
    return {
        "document": source.name,
        "path": source.path,
        "sha256": source.sha256,
        "format": source.format,
        "department": identity.department,
        "year": identity.year,
        "stage": identity.stage,
        "project": identity.project,
        "revision": identity.revision,
        "sources": dict(identity.sources),
        "indicators": len(read.indicators),
        "claims": len(read.claims),
        "warnings": [_warned(warning.kind, warning.message, warning.location) for warning in source.warnings],
    }


def _document(read: Paper, result: Result) -> Object:
    """Return a document of a run; one that was read and not compared says so."""
    return document(read) | ({"set_aside": True} if read.document.path in result.aside else {})


def _chosen(chosen: ChosenProfile) -> Object:
    return {
        "department": chosen.department,
        "profile": chosen.profile.name,
        "title": chosen.profile.title,
        "source": chosen.profile.source,
        "why": chosen.why,
    }


def _warned(kind: str, message: str, location: Location | None) -> str:
    return f"{kind}：{message}" + (f"（{location}）" if location else "")


def objects(result: Result, view: View) -> Iterator[Object]:
    """Yield the objects of a view, a line each in JSON Lines."""
    match view:
        case "extract":
            for read in result.papers:
                yield from paper(read)
        case "align":
            yield from (linked(link) for link in result.matches)
            yield from (mention(link) for link in result.mentions)
            for chart in result.maps:
                yield from mapped(chart)
        case "check":
            yield from (finding(found) for found in result.findings)
    yield from (problem(met) for met in result.problems)


def _checked(result: Result) -> Object:
    """Return what only a check has."""
    return {
        "anonymized": result.anonymized,
        "findings": [finding(found) for found in result.findings],
        "outcomes": {
            code: {
                "hit": outcome.hit,
                "clear": outcome.clear,
                "not_applicable": outcome.not_applicable,
                "undecided": outcome.undecided,
            }
            for code, outcome in result.outcomes.items()
        },
        "undecided": [{"code": code, "reason": reason} for code, reason in result.undecided],
    }


def whole(result: Result, view: View, version: str) -> Object:
    """Return the one object of `--format json`."""
    shared: Object = {
        "version": version,
        "roots": list(result.roots),
        "profile": result.profile,
        "profiles": [_chosen(chosen) for chosen in result.profiles],
        "embedder": result.embedder,
        "documents": [_document(read, result) for read in result.papers],
        "comparisons": [
            {"left": pair.left, "right": pair.right, "why": pair.why, "matches": pair.matches}
            for pair in result.comparisons
        ],
        "missing": list(result.missing),
        "notes": list(result.notes),
        "skipped": [entry.path for entry in result.skipped],
        "problems": [problem(met) for met in result.problems],
    }
    if view == "check":
        return shared | _checked(result)
    listed = [entry for entry in objects(result, view) if entry["kind"] != "problem"]
    return shared | {"facts" if view == "extract" else "links": listed}
