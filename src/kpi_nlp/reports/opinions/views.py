"""From the findings of a run and what was decided of them to one opinion per department.

What waits for a reviewer is counted and never told; what was found to be no problem is left out altogether.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from kpi_nlp.align.departments import whole_name
from kpi_nlp.extract import department_key
from kpi_nlp.model import SEVERITY_TITLES, Reviewed, Round, Ruling, Run, Severity
from kpi_nlp.reports.opinions.items import item, materials
from kpi_nlp.reports.opinions.shape import Counts, Grade, Item, Kind, Material, Opinion

Object = Mapping[str, Any]
UNKNOWN = "部门未识别"
_TOLD = frozenset({"confirmed", "needs_material", "rectified"})
_MEANINGS: Mapping[Severity, str] = {
    "error": "数据或算式前后不一致，请核实更正",
    "question": "请说明情况或更正",
    "note": "涉及填报质量，请一并完善",
}


class PurgedRun(ValueError):
    """A run whose texts were taken out of the store: there is nothing to tell a department."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            f"第 {run.number} 次核对的报告原文已清除（purge），不能写复核意见；请重新运行 kpi-nlp check 报告文件夹 --save"
        )


def opinions(found: Sequence[Reviewed], documents: Sequence[Object], run: Run, *, on: date) -> Iterator[Opinion]:
    """Yield an opinion per department, in the order in which their papers stand in the run; raises PurgedRun.

    `documents` and the findings are objects of the contract; `on` is the day that the opinions bear.
    """
    if any("message" not in known.finding for known in found) or not all(documents):
        raise PurgedRun(run)
    papers = _by_department(documents)
    for department in dict.fromkeys([*papers, *map(_department, found)]):
        mine = [known for known in found if _department(known) == department]
        yield _opinion(department, mine, materials(papers.get(department, ())), run, on)


def _department(known: Reviewed) -> str:
    return known.finding["department"] or UNKNOWN


def _by_department(documents: Sequence[Object]) -> dict[str, list[Object]]:
    """Group documents as the check did: a name that is the end of one longer name belongs to that."""
    keys = [department_key(entry["department"]) if entry["department"] else None for entry in documents]
    groups: dict[str, list[Object]] = {}
    for key, entry in zip(keys, documents, strict=True):
        groups.setdefault(whole_name(key, keys) if key else UNKNOWN, []).append(entry)
    return groups


def _opinion(department: str, found: Sequence[Reviewed], papers: Mapping[str, Material], run: Run, on: date) -> Opinion:
    grades = tuple(_grades([known for known in found if known.verdict == "confirmed"], papers))
    return Opinion(
        department=department,
        years="、".join(sorted({paper.year for paper in papers.values() if paper.year.isdigit()})),
        date=_day(on),
        run=run.number,
        checked=_day(datetime.fromisoformat(run.finished or run.started).astimezone()),
        materials=tuple(papers.values()),
        counts=_counts(found),
        grades=grades,
        confirmed=tuple(one for grade in grades for kind in grade.kinds for one in kind.items),
        needs_material=_items(found, "needs_material", papers),
        rectified=_items(found, "rectified", papers),
        first_reviewers=_reviewers(found, "first"),
        second_reviewers=_reviewers(found, "second"),
    )


def _items(found: Sequence[Reviewed], verdict: Ruling, papers: Mapping[str, Material]) -> tuple[Item, ...]:
    ruled = (known for known in found if known.verdict == verdict)
    return tuple(item(known, number, papers) for number, known in enumerate(ruled, 1))


def _grades(confirmed: Sequence[Reviewed], papers: Mapping[str, Material]) -> Iterator[Grade]:
    """Yield the gravest first; within a severity checks stand in the order of the run, and items are numbered throughout."""
    numbers = count(1)
    for severity, title in SEVERITY_TITLES.items():
        alike = [known for known in confirmed if known.finding["severity"] == severity]
        codes = dict.fromkeys(known.finding["code"] for known in alike)
        kinds = tuple(
            _kind([item(known, next(numbers), papers) for known in alike if known.finding["code"] == code])
            for code in codes
        )
        if kinds:
            yield Grade(title, _MEANINGS[severity], len(alike), kinds)


def _kind(items: Sequence[Item]) -> Kind:
    first = items[0]
    return Kind(first.code, first.title, first.basis, first.cleared_by, len(items), tuple(items))


def _counts(found: Sequence[Reviewed]) -> Counts:
    verdicts = Counter(known.verdict for known in found)
    severities = Counter(known.finding["severity"] for known in found if known.verdict == "confirmed")
    return Counts(
        confirmed=verdicts["confirmed"],
        errors=severities["error"],
        questions=severities["question"],
        notes=severities["note"],
        needs_material=verdicts["needs_material"],
        rectified=verdicts["rectified"],
        pending=verdicts[None],
        changed=sum(known.verdict is None and bool(known.outdated) for known in found),
    )


def _reviewers(found: Sequence[Reviewed], round_: Round) -> str:
    """Name who decided in a round on what the opinion tells."""
    told = (known for known in found if known.verdict in _TOLD)
    return "、".join(dict.fromkeys(known.decisions[round_].reviewer for known in told if round_ in known.decisions))


def counted(opinion: Opinion) -> str:
    """Return in words what an opinion tells, and what it does not."""
    counts = opinion.counts
    told = f"需核实 {counts.confirmed} 项，需补充材料 {counts.needs_material} 项，已整改 {counts.rectified} 项"
    return f"{told}；尚未复核 {counts.pending} 项，只写了数量" if counts.pending else told


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
