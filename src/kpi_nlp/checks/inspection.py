"""Puts every question to a dossier: signs the remarks, collapses many alike, counts the outcomes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kpi_nlp.checks import ALL
from kpi_nlp.checks.doubt import readings_of, weighed
from kpi_nlp.fingerprints import evidence_hash, fingerprint, identifier
from kpi_nlp.model import (
    Check,
    Clear,
    Dossier,
    Evidence,
    Finding,
    Member,
    Outcome,
    Remark,
    Severity,
    Undecided,
)

_NAMED_IN_SUMMARY = 3
_ORDER: tuple[Severity, ...] = ("error", "question", "note")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the checks found in one dossier, worst first, then in document order, and how each check fared."""

    findings: tuple[Finding, ...]
    outcomes: dict[str, Outcome]
    undecided: tuple[tuple[str, Undecided], ...]


def inspect(dossier: Dossier, checks: Iterable[Check] = ALL) -> Inspection:
    """Run the checks on a dossier."""
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    undecided: list[tuple[str, Undecided]] = []
    readings = readings_of(dossier.documents)
    for check in checks:
        answers = list(check.question(dossier))
        remarks = [weighed(check, answer, readings) for answer in answers if isinstance(answer, Remark)]
        doubts = [answer for answer in answers if isinstance(answer, Undecided)]
        clear = sum(isinstance(answer, Clear) for answer in answers)
        outcomes[check.code] = Outcome(
            len(remarks), clear, max(0, _population(check, dossier) - len(answers)), len(doubts)
        )
        undecided += [(check.code, doubt) for doubt in doubts]
        findings += _signed(check, dossier, _collapsed(check, dossier, remarks))
    return Inspection(tuple(in_order(findings, dossier)), outcomes, tuple(undecided))


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


def _collapsed(check: Check, dossier: Dossier, remarks: Sequence[Remark]) -> Iterator[Remark]:
    """Turn more remarks of one severity and document than the card allows into one with its rows listed."""
    groups: dict[tuple[str, Severity], list[Remark]] = defaultdict(list)
    for remark in remarks:
        groups[remark.evidence[-1].location.file, remark.severity or check.severity].append(remark)
    for (path, severity), alike in groups.items():
        if len(alike) <= check.collapse:
            yield from alike
            continue
        names = [indicator.name for remark in alike for indicator in remark.indicators[-1:]]
        listed = "、".join(f"「{name}」" for name in names[:_NAMED_IN_SUMMARY]) + (
            "等" if len(names) > _NAMED_IN_SUMMARY else ""
        )
        name = dossier.paper(path).document.name
        summary = check.summary.format(count=len(alike), title=check.title, names=listed)
        yield Remark(
            f"{name} {summary}。如：{alike[0].message}",
            alike[0].evidence,
            rows=tuple(_member(remark) for remark in alike),
            severity=severity,
            sentence=f"{check.title}（汇总）",
        )


def _member(remark: Remark) -> Member:
    if remark.indicators:
        return Member.of(remark.indicators[-1], remark.message)
    quote: Evidence = remark.evidence[0]
    return Member(quote.location, remark.sentence or quote.quote, quote=remark.message)


def _signed(check: Check, dossier: Dossier, remarks: Iterable[Remark]) -> Iterator[Finding]:
    """Sign each remark with the code of its card; equal sentences are told apart by their number."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for remark in remarks:
        print_ = fingerprint(check, dossier, remark)
        seen[print_] += 1
        if seen[print_] > 1:
            print_ = fingerprint(
                check, dossier, replace(remark, sentence=f"{remark.sentence or ''} 第{seen[print_]}处")
            )
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
