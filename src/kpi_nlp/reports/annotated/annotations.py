"""Findings to remarks in the margin: each quote of a report gets the finding that speaks of it, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kpi_nlp.model import SEVERITY_TITLES, Annotation, Finding
from kpi_nlp.text import printable


def annotations(findings: Iterable[Finding]) -> Mapping[str, list[Annotation]]:
    """Return the remarks on each document, by its path."""
    found: dict[str, list[Annotation]] = defaultdict(list)
    seen: set[tuple[str, str, str]] = set()
    for finding in findings:
        for remark in _of(finding):
            key = (str(remark.location), remark.quote, finding.id)
            if key not in seen:
                seen.add(key)
                found[remark.location.file].append(remark)
    return found


def _of(finding: Finding) -> Iterator[Annotation]:
    told = f"{SEVERITY_TITLES[finding.severity]} {finding.code} {finding.title}（{finding.id}）"
    if not finding.rows:
        text = f"{told}\n{finding.message}\n建议{finding.suggestion}；可排除情形：{finding.cleared_by}"
        yield from (Annotation(quote.quote, quote.location, printable(text)) for quote in finding.evidence)
    for row in finding.rows:
        if quoted := row.actual or row.target:
            said = row.quote or finding.message
            text = f"{told}\n{said}\n建议{finding.suggestion}；可排除情形：{finding.cleared_by}"
            yield Annotation(quoted, row.location, printable(text))
