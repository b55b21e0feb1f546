"""What a check says of each of its examples, written out to be read by eye and compared."""

from collections.abc import Iterator
from pathlib import Path

from cases import examples_of

from kpi_nlp.model import Check, Dossier, Finding, Table
from kpi_nlp.reports.cards import shown_example
from kpi_nlp.testing import ask
from kpi_nlp.text import squeeze

SAID = Path(__file__).parent / "said"


def said_file(check: Check) -> Path:
    """Return where the words of a check are kept."""
    return SAID / f"{check.code.lower()}.txt"


def said(check: Check) -> str:
    """Return all that a check says of its examples."""
    return "\n".join([f"{check.code} {check.title}", *_lines(check)]) + "\n"


def _lines(check: Check) -> Iterator[str]:
    for source, example in examples_of(check):
        inspection = ask(check, example)
        counts = inspection.outcomes[check.code]
        yield ""
        yield f"[{source}] {shown_example(example)}"
        yield f"  hit {counts.hit}, clear {counts.clear}, not applicable {counts.not_applicable}, undecided {counts.undecided}"
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
    yield from (f"    row {row.name}: {row.target} -> {row.actual} {row.quote or ''}".rstrip() for row in finding.rows)


def printed_in(dossier: Dossier) -> str:
    """Return every text of a dossier, without blanks."""
    texts = []
    for document in dossier.documents:
        for block in document.blocks:
            cells = (cell for row in block.rows for cell in row) if isinstance(block, Table) else (block,)
            texts += [squeeze(cell.text) for cell in cells]
    return "\n".join(texts)
