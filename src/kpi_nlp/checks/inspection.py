"""Puts every question to a dossier: signs the remarks, collapses many alike, counts the outcomes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from kpi_nlp.checks import ALL
from kpi_nlp.checks.aggregation import aggregated
from kpi_nlp.checks.doubt import readings_of, weighed
from kpi_nlp.fingerprints import evidence_hash, fingerprint, identifier
from kpi_nlp.model import (
    Check,
    Clear,
    Dossier,
    Finding,
    Outcome,
    Remark,
    Severity,
    Undecided,
)

_ORDER: tuple[Severity, ...] = ("error", "question", "note")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the checks found in one dossier, worst first, then in document order, and how each check fared."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, Outcome]
    undecided: tuple[tuple[str, Undecided], ...]


def inspect(dossier: Dossier, checks: Iterable[Check] = ALL) -> Inspection:
    """Run the checks on a dossier."""
    remarks: list[tuple[Check, Remark]] = []
    outcomes: dict[str, Outcome] = {}
    undecided: list[tuple[str, Undecided]] = []
    readings = readings_of(dossier.documents)
    for check in checks:
        flagged, doubts, clear = _answers(check, dossier)
        unanswered = _population(check, dossier) - len(flagged) - len(doubts) - clear
        outcomes[check.code] = Outcome(len(flagged), clear, max(0, unanswered), len(doubts))
        undecided += [(check.code, doubt) for doubt in doubts]
        remarks += [(check, weighed(check, remark, readings)) for remark in flagged]
    findings = _signed(dossier, aggregated(remarks, dossier))
    return Inspection(tuple(in_order(findings, dossier)), outcomes, tuple(undecided))


def _answers(check: Check, dossier: Dossier) -> tuple[list[Remark], list[Undecided], int]:
    """Put one question; of what was in order only the number is kept, for that is nearly every row of a large dossier."""
    flagged: list[Remark] = []
    doubts: list[Undecided] = []
    clear = 0
    for answer in check.question(dossier):
        match answer:
            case Clear():
                clear += 1
            case Undecided():
                doubts.append(answer)
            case Remark():
                flagged.append(answer)
    return flagged, doubts, clear


def in_order(findings: Iterable[Finding], dossier: Dossier) -> list[Finding]:
    """Sort by severity, then by document, then by place in the document."""
    position = {document.path: at for at, document in enumerate(dossier.documents)}

    def place(finding: Finding) -> tuple[int, int, int]:
        locations = [evidence.location for evidence in finding.evidence]
        document = max((position.get(location.file, 0) for location in locations), default=0)
        order = min((location.order for location in locations if position.get(location.file, 0) == document), default=0)
        return _ORDER.index(finding.severity), document, order

    return sorted(findings, key=place)


def _population(check: Check, dossier: Dossier) -> int:
    match check.over:
        case "documents":
            return len(dossier.papers)
        case "indicators":
            return sum(1 for _ in dossier.indicators)
        case "matches":
            return len(dossier.matches)
        case "claims":
            return sum(1 for _ in dossier.claims)


def _signed(dossier: Dossier, remarks: Iterable[tuple[Check, Remark]]) -> Iterator[Finding]:
    """Sign each remark with the code of its card; equal sentences are told apart by their number."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for check, remark in remarks:
        print_ = fingerprint(check, dossier, remark)
        seen[print_] += 1
        if seen[print_] > 1:  # fingerprints mask digits: the words are repeated, not counted on
            again = f"{remark.sentence or ''}{' 第2处' * (seen[print_] - 1)}"
            print_ = fingerprint(check, dossier, replace(remark, sentence=again))
        name = identifier(print_, taken)
        taken.add(name)
        yield Finding(
            id=name,
            fingerprint=print_,
            evidence_hash=evidence_hash(remark),
            code=check.code,
            name=check.name,
            title=check.title,
            severity=remark.severity or check.severity,
            message=remark.message,
            evidence=remark.evidence,
            indicators=remark.indicators,
            computation=remark.computation,
            rows=remark.rows,
            department=dossier.department,
            basis=check.basis,
            cleared_by=check.cleared_by,
            suggestion=remark.suggestion or check.suggestion,
        )


def merged(outcomes: Iterable[dict[str, Outcome]]) -> dict[str, Outcome]:
    """Add up the outcomes of several dossiers, check by check."""
    total: dict[str, Outcome] = {check.code: Outcome() for check in ALL}
    for code, outcome in chain.from_iterable(part.items() for part in outcomes):
        total[code] += outcome
    return total
