"""Judges what the checks say of a planted set: was the fault found at its place, and what else was said."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from papers.report import Report

from kpi_nlp.align import load_linker
from kpi_nlp.align.embedders import DEFAULT
from kpi_nlp.model import Finding
from kpi_nlp.pipeline import check_reports
from kpi_nlp.text import squeeze
from planting.plant import Planted, planted
from planting.sets import write

_CLAUSE = re.compile(r"(?=.*[^\d.%]).{3,}")  # enough of a sentence to know it by: more than a number


@dataclass(frozen=True)
class Judged:
    """Whether the fault was found, and the findings that were not there before and are not the fault."""

    planted: Planted
    found: bool
    noise: tuple[Finding, ...]
    before: tuple[Finding, ...]
    others: tuple[Finding, ...]  # of the right code at another place


@dataclass
class Judge:
    """Checks sets in one process, with one linker; what is said of a clean set is asked once."""

    folder: Path
    lists: str
    _known: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def judged(self, code: str, seed: int) -> Judged:
        """Plant the fault of a seed and judge what the checks say."""
        made = planted(code, seed, self.lists)
        before = self._clean(made)
        after = self._findings(made.faulty.reports, made.suffix)
        new = [finding for finding in after if _signature(finding) not in {_signature(old) for old in before}]
        own = [finding for finding in new if finding.code == code]
        hits = [finding for finding in own if shows(finding, made)]
        noise = tuple(finding for finding in new if finding.code not in made.besides | {code})
        return Judged(made, bool(hits), noise, before, tuple(finding for finding in own if finding not in hits))

    def _clean(self, made: Planted) -> tuple[Finding, ...]:
        key = f"{made.suffix} {made.clean.texts}"
        if key not in self._known:
            self._known[key] = self._findings(made.clean.reports, made.suffix)
        return self._known[key]

    def _findings(self, reports: Mapping[str, Report], suffix: str) -> tuple[Finding, ...]:
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            write(reports, suffix, Path(place))
            return check_reports([place], embedder=_linker(), isolated=False).findings


@cache
def _linker():  # type: ignore[no-untyped-def]  # noqa: ANN202 - what check_reports takes
    return load_linker(DEFAULT)


def shows(finding: Finding, made: Planted) -> bool:
    """Tell whether a finding quotes the place of the fault, or names what is missing."""
    if made.way.mentions:
        return made.way.mentions in finding.message
    return any(_same(quote, said) for document, said in made.quotes for quote in _quotes(finding, document))


def _quotes(finding: Finding, document: str) -> Iterable[str]:
    """Yield what a finding quotes of a document: evidence, rows, names of indicators."""
    for quote in finding.evidence:
        if _of(quote.location.document, document):
            yield quote.quote
    for row in finding.rows:
        if _of(row.location.document, document):
            yield from filter(None, (row.name, row.target, row.actual, row.quote))
    for indicator in finding.indicators:
        if _of(indicator.location.document, document):
            yield indicator.name


def _of(file: str, document: str) -> bool:
    return file.rpartition(".")[0] == document


def _same(quote: str, said: str) -> bool:
    """Tell whether one text holds the other; a part of a sentence will do where it is a clause."""
    short, long = squeeze(quote), squeeze(said)
    return bool(long) and (long in short or (short in long and _CLAUSE.fullmatch(short) is not None))


def _signature(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message
