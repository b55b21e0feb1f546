"""Sets of papers: filings printed as reports, with what stands at each address, and written as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papers.report import Block, Line, Report
from papers.writers import WRITERS

from planting.extras import BESIDE, adjustment
from planting.filings import Filing
from planting.forms import declaration, evaluation, monitoring
from planting.press import Press
from planting.prose import prose

THIS_YEAR = ("declaration", "monitoring", "evaluation")
_TITLES = {
    "declaration": "部门整体绩效目标申报表",
    "monitoring": "部门整体绩效运行监控表",
    "evaluation": "部门整体支出绩效自评报告",
    "adjustment": "部门整体绩效目标调整表",
}


@dataclass(frozen=True)
class Printed:
    """A set as printed: the reports by the names of their files, and the text and document of each address."""

    reports: Mapping[str, Report]
    texts: Mapping[str, str]
    documents: Mapping[str, str]


def printed(
    filings: Mapping[str, Filing], papers: Sequence[str], says: Mapping[str, str], extras: Sequence[str] = ()
) -> Printed:
    """Print papers, such as 「evaluation」 or 「last.evaluation」, of filings by their prefix; extras stand below an evaluation."""
    reports: dict[str, Report] = {}
    texts: dict[str, str] = {}
    documents: dict[str, str] = {}
    for paper in papers:
        prefix, _, kind = paper.rpartition(".")
        filing, press = filings[prefix], Press(says, paper)
        name = f"{filing.department}{filing.year}年{_TITLES[kind]}"
        reports[name] = Report(tuple(_blocks(filing, kind, press, extras)), ())
        texts |= press.printed
        documents |= dict.fromkeys(press.printed, name)
    return Printed(reports, texts, documents)


def _blocks(filing: Filing, kind: str, press: Press, extras: Sequence[str]) -> list[Block]:
    match kind:
        case "declaration":
            return [*declaration(filing, press), *_note(press)]
        case "monitoring":
            return [*monitoring(filing, press), *_note(press)]
        case "adjustment":
            return list(adjustment(filing, press))
    title = press("title", f"{filing.department}{filing.year}年度部门整体支出绩效自评报告")
    return [
        Line(title, heading=True),
        *prose(filing, press),
        *evaluation(filing, press),
        *_note(press),
        *(block for name in extras for block in BESIDE[name](filing)),
    ]


def _note(press: Press) -> list[Block]:
    """Return the note under a form, where something is said there."""
    note = press("note", "")
    return [Line(note)] if note else []


def write(reports: Mapping[str, Report], suffix: str, folder: Path) -> None:
    """Write the reports in one format."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in reports.items():
        (folder / f"{name}.{suffix}").write_bytes(WRITERS[suffix](report))
