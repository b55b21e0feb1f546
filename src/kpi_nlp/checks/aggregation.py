"""Remarks that are alike become one finding with its rows listed, so that a paper stays readable."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kpi_nlp.model import Check, Dossier, Evidence, Member, Remark, Severity

_MOST = 25  # items that a reviewer reads of one paper (about forty pages)
_ALIKE = 2
_NAMED_IN_SUMMARY = 3
_LEAST_WORTH: tuple[Severity, ...] = ("note", "question", "error")


@dataclass(frozen=True, slots=True)
class _Group:
    """The remarks of one check, of one severity, on one paper."""

    check: Check
    path: str
    severity: Severity
    remarks: list[Remark] = field(default_factory=list)


def aggregated(remarks: Iterable[tuple[Check, Remark]], dossier: Dossier) -> Iterator[tuple[Check, Remark]]:
    """Yield remarks, and one in place of those of a group that is larger than its card allows.

    Where a paper would still have more than 25, further groups are taken together: notes before questions, large before small.
    """
    groups = _groups(remarks)
    together = {id(group) for group in groups if len(group.remarks) > group.check.collapse}
    items = Counter[str]()
    for group in groups:
        items[group.path] += 1 if id(group) in together else len(group.remarks)
    for group in sorted(groups, key=lambda group: (_LEAST_WORTH.index(group.severity), -len(group.remarks))):
        if items[group.path] > _MOST and len(group.remarks) >= _ALIKE and id(group) not in together:
            items[group.path] -= len(group.remarks) - 1
            together.add(id(group))
    for group in groups:
        if id(group) in together:
            yield group.check, _summary(group, dossier)
        else:
            yield from ((group.check, remark) for remark in group.remarks)


def _groups(remarks: Iterable[tuple[Check, Remark]]) -> Sequence[_Group]:
    groups: dict[tuple[str, str, Severity], _Group] = {}
    for check, remark in remarks:
        path, severity = remark.evidence[-1].location.file, remark.severity or check.severity
        groups.setdefault((check.code, path, severity), _Group(check, path, severity)).remarks.append(remark)
    return list(groups.values())


def _summary(group: _Group, dossier: Dossier) -> Remark:
    check, remarks = group.check, group.remarks
    names = [indicator.name for remark in remarks for indicator in remark.indicators[-1:]]
    listed = "、".join(f"「{name}」" for name in names[:_NAMED_IN_SUMMARY]) + (
        "等" if len(names) > _NAMED_IN_SUMMARY else ""
    )
    summary = check.summary.format(count=len(remarks), title=check.title, names=listed)
    return Remark(
        f"{dossier.paper(group.path).document.name} {summary}。如：{remarks[0].message}",
        remarks[0].evidence,
        rows=tuple(_member(remark) for remark in remarks),
        severity=group.severity,
        sentence=f"{check.title}（汇总）",
    )


def _member(remark: Remark) -> Member:
    if remark.indicators:
        return Member.of(remark.indicators[-1], remark.message)
    quote: Evidence = remark.evidence[0]
    return Member(quote.location, remark.sentence or quote.quote, quote=remark.message)
