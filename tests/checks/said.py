"""What a check says of its examples, each and all in one paper, under other circumstances, and of the demo sets: to be read by eye."""

import pickle
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cases import crowds_of, examples_of
from circumstances import circumstances

from kpi_nlp import lexicon, resources
from kpi_nlp.align import align
from kpi_nlp.align.departments import departments
from kpi_nlp.checks.inspection import inspect, merged
from kpi_nlp.model import Check, Clear, Dossier, Example, Finding, Remark, Table
from kpi_nlp.reading import read_set
from kpi_nlp.reports.cards import shown_example
from kpi_nlp.testing import dossier_of
from kpi_nlp.text import squeeze

SAID = Path(__file__).parent / "said"
SETS = ("faulty", "clean", "renamed")


def said_file(check: Check) -> Path:
    """Return where the words of a check are kept."""
    return SAID / f"{check.code.lower()}.txt"


def said(check: Check) -> str:
    """Return all that a check says of its examples, alone and together, and of the demo sets."""
    return "\n".join([f"{check.code} {check.title}", *_lines(check)]) + "\n"


@cache
def dossier_sent(example: Example) -> Dossier:
    """Return the dossier of an example as the checks get it: papers come from the processes that read them."""
    sent: Dossier = pickle.loads(pickle.dumps(dossier_of(example)))  # noqa: S301 - our own
    return sent


@cache
def dossiers_of_set(name: str) -> tuple[Dossier, ...]:
    """Return the dossiers of a demo set, one for each department."""
    papers = read_set([resources.data("corpora/reports") / name]).papers
    linked = [(department, align(department.papers)) for department in departments(papers)]
    return tuple(
        Dossier(
            department.papers,
            lexicon.profile(),
            department.name,
            links.matches,
            links.mentions,
            links.comparisons,
            links.gaps,
        )
        for department, links in linked
    )


def _lines(check: Check) -> Iterator[str]:
    for source, example in examples_of(check):
        yield from ("", f"[{source}] {shown_example(example)}")
        yield from _inspected(check, dossier_sent(example))
        if check.over == "documents" and example in check.flags:
            yield from _otherwise(check, dossier_sent(example))
    told: list[str] = []
    for kind, crowd in crowds_of(check):
        yield from ("", f"[all of these together: {kind}]")
        before, told = told, list(_inspected(check, dossier_sent(crowd)))
        yield from ["  as before"] if told == before else told
        if not kind.endswith("in reverse") and " as " not in kind:
            yield from _otherwise(check, dossier_sent(crowd))
    for name in SETS:
        yield from ("", f"[the demo set {name}]")
        yield from _inspected(check, *dossiers_of_set(name))


def _otherwise(check: Check, dossier: Dossier) -> Iterator[str]:
    """Yield what a check says anew, and how often it still speaks, under each circumstance that makes a difference to it."""
    plain = _answered(check, dossier)
    known = {told for _, told in plain}
    for circumstance, changed in circumstances(dossier):
        if (answers := _answered(check, changed)) != plain:
            counts = Counter(kind for kind, _ in answers)
            yield f"  {circumstance}: {', '.join(f'{kind} {count}' for kind, count in counts.items()) or 'nothing'}"
            new = dict.fromkeys(told for _, told in answers if told not in known)
            yield from (f"    {told}" for told in new if told)


def _answered(check: Check, dossier: Dossier) -> list[tuple[str, str]]:
    """Return the kind of each answer, and its words, before many alike are put together."""
    answers: list[tuple[str, str]] = []
    for answer in check.question(dossier):
        match answer:
            case Remark():
                answers.append(("hit", f"{answer.severity or check.severity}: {answer.message}"))
            case Clear():
                answers.append(("clear", ""))
            case _:
                answers.append(("undecided", answer.reason))
    return answers


def _inspected(check: Check, *dossiers: Dossier) -> Iterator[str]:
    inspections = [inspect(dossier, (check,)) for dossier in dossiers]
    counts = merged(inspection.outcomes for inspection in inspections)[check.code]
    yield f"  hit {counts.hit}, clear {counts.clear}, not applicable {counts.not_applicable}, undecided {counts.undecided}"
    for inspection in inspections:
        yield from (f"  undecided: {doubt.reason} {doubt.location or ''}".rstrip() for _, doubt in inspection.undecided)
        for finding in inspection.findings:
            yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.severity}: {finding.message} ({finding.suggestion})"
    yield from (f"    {quote.role} 「{quote.quote}」 {quote.location}" for quote in finding.evidence)
    if arithmetic := finding.computation:
        operands = ", ".join(f"{name} {value}" for name, value in arithmetic.operands.items())
        printed = f", printed {arithmetic.printed}" if arithmetic.printed else ""
        yield f"    {arithmetic.formula} = {arithmetic.result}{printed} ({operands})"
    if finding.indicators:
        yield f"    of {'; '.join(indicator.name for indicator in finding.indicators)}"
    yield from (f"    row {row.name}: {row.target} -> {row.actual} {row.quote or ''}".rstrip() for row in finding.rows)


def printed_in(dossier: Dossier) -> str:
    """Return every text of a dossier, without blanks."""
    texts = []
    for document in dossier.documents:
        for block in document.blocks:
            cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else (block,)
            texts += [squeeze(cell.text) for cell in cells]
    return "\n".join(texts)
