"""One page of findings, without scripts: each with both quotes, their places and the arithmetic; it prints as it reads."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TextIO

from kpi_nlp.checks import ALL
from kpi_nlp.model import SEVERITY_TITLES, Evidence, Finding, Result, Severity
from kpi_nlp.reports.files import replace_file
from kpi_nlp.reports.pages import render
from kpi_nlp.reports.rules import rules_told
from kpi_nlp.reports.words import role_of
from kpi_nlp.text import clip

_MOST = 2_000  # findings of one page: about two megabytes
_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Part:
    """The findings of one page where there are more than one page holds."""

    number: int
    file: str
    findings: tuple[Finding, ...]


def save(result: Result, path: Path) -> None:
    """Write the page, and further ones beside it where there are very many findings."""
    parts = _parts(result.findings, path)
    for part in parts:
        replace_file(path.with_name(part.file), partial(_write, result, part=part, parts=parts))


def _parts(findings: Sequence[Finding], path: Path) -> Sequence[Part]:
    starts = range(0, max(1, len(findings)), _MOST)
    return [
        Part(
            number, path.name if number == 1 else f"{path.stem}-{number}{path.suffix}", tuple(findings[at : at + _MOST])
        )
        for number, at in enumerate(starts, 1)
    ]


def _write(result: Result, stream: TextIO, *, part: Part, parts: Sequence[Part]) -> None:
    codes = Counter(finding.code for finding in part.findings)
    render(
        "findings",
        stream,
        result=result,
        counts=[(severity, title, _count(result, severity)) for severity, title in SEVERITY_TITLES.items()],
        titles=SEVERITY_TITLES,
        part=part,
        parts=parts if len(parts) > 1 else (),
        departments=list(_by_department(part.findings)),
        checks=[(check, codes[check.code]) for check in ALL if codes[check.code]],
        role_of=role_of,
        rules=list(rules_told(result)),
        quoted=_quoted,
    )


def _count(result: Result, severity: Severity) -> int:
    return sum(finding.severity == severity for finding in result.findings)


def _by_department(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each department with its findings, in the order in which departments first appear."""
    order = list(dict.fromkeys(finding.department or "部门未识别" for finding in findings))
    alike = sorted(findings, key=lambda finding: order.index(finding.department or "部门未识别"))
    yield from (
        (name, list(found)) for name, found in groupby(alike, key=lambda finding: finding.department or "部门未识别")
    )


def _quoted(quote: Evidence) -> str:
    return clip(quote.quote, _LONGEST_QUOTE)
