"""What was printed against what was read, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from kpi_nlp.model import Figure, Indicator, Paper, Value
from kpi_nlp.text import squeeze
from papers.report import Printed, Report

Cells: TypeAlias = dict[str, str]
_VALUES = ("target", "actual", "rate", "weight", "score", "reason")


@dataclass(frozen=True)
class Comparison:
    """How many cells were printed, and what was read otherwise: lost, changed or made up."""

    cells: int
    wrong: tuple[str, ...]


def compare(report: Report, paper: Paper) -> Comparison:
    """Compare the rows and totals of a report with what was read; white space and width do not count."""
    printed, read = [_printed(row) for row in report.rows], [_read(row) for row in paper.indicators]
    wrong = [*_differences(printed, read), *_totals(report, paper)]
    return Comparison(sum(map(len, printed)) + len(report.totals), tuple(wrong))


def _printed(row: Printed) -> Cells:
    said = {kind: text for kind in _VALUES if (text := getattr(row, kind)) is not None}
    return _cells(row.scope, row.levels, row.name, said)


def _read(row: Indicator) -> Cells:
    return _cells(row.scope or "", row.levels, row.name, {kind: _text(getattr(row, kind)) for kind in _VALUES})


def _text(said: Value | Figure | None) -> str:
    return said.text if said else ""


def _cells(scope: str, levels: Sequence[str], name: str, said: dict[str, str]) -> Cells:
    named = {f"level {number}": level for number, level in enumerate(levels, 1)}
    return {kind: squeeze(text) for kind, text in {"scope": scope, **named, "name": name, **said}.items()}


def _differences(printed: Sequence[Cells], read: Sequence[Cells]) -> Iterator[str]:
    """Pair the rows by their names in order; a row without a partner is lost, or made up, with all its cells."""
    matcher = SequenceMatcher(None, *([row["name"] for row in rows] for rows in (printed, read)), autojunk=False)
    for _, start, end, begin, stop in matcher.get_opcodes():
        paired = min(end - start, stop - begin)
        for ours, theirs in zip(printed[start : start + paired], read[begin : begin + paired], strict=True):
            yield from _changed(ours, theirs)
        yield from (f"lost {kind}: {text}" for row in printed[start + paired : end] for kind, text in row.items())
        yield from (
            f"made up {kind}: {text}" for row in read[begin + paired : stop] for kind, text in row.items() if text
        )


def _changed(printed: Cells, read: Cells) -> Iterator[str]:
    for kind in dict.fromkeys((*printed, *read)):
        ours, theirs = printed.get(kind, ""), read.get(kind, "")
        if ours != theirs:
            yield f"{kind} of {printed['name']}: {ours} -> {theirs}"


def _totals(report: Report, paper: Paper) -> Iterator[str]:
    read = [squeeze(total.figure.text) for total in paper.totals]
    if read != list(report.totals):
        yield from (f"totals: {report.totals} -> {read}" for _ in range(max(len(report.totals), len(read))))
