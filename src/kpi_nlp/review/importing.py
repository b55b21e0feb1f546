"""From a workbook that came back to decisions: what a reviewer changed, against what had been there and what stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_nlp.model import (
    COLUMNS,
    PENDING_TITLE,
    REVOKE_TITLE,
    ROUND_TITLES,
    RULING_TITLES,
    STATUS_TITLES,
    Decision,
    FilledRow,
    Imported,
    Round,
    Ruling,
)
from kpi_nlp.review.decisions import Conflict, decide_all, latest
from kpi_nlp.review.map_sheet import filled_map
from kpi_nlp.review.mapping import label_map
from kpi_nlp.review.runs import findings_of, run_of
from kpi_nlp.review.store import Store
from kpi_nlp.review.workbook import filled_rows, open_book

_RULINGS: Mapping[str, Ruling] = {title: ruling for ruling, title in RULING_TITLES.items()}
_MOST_NAMED = 3


def import_workbook(store: Store, path: Path, *, reviewer: str, dry_run: bool = False) -> Imported:
    """Append what a reviewer entered; what another decided meanwhile is merged field by field, else told as a conflict.

    Raises WorkbookError for a file that cannot be used as a whole; then nothing is written.
    """
    book = open_book(path)
    rows, listed = filled_rows(book, path), filled_map(book, path)
    known = {finding["fingerprint"] for finding in findings_of(store, run_of(store))}
    notes = [*_unknown(rows, known), *_edited(store, rows)]
    wanted: list[tuple[Decision, int | None, FilledRow]] = []
    unchanged = 0
    for row in rows:
        if row.entry.status not in STATUS_TITLES:
            notes.append(
                f"第 {row.row} 行的处理状态「{row.entry.status}」不认识，没有采用；可用：{'、'.join(STATUS_TITLES)}"
            )
        elif row.fingerprint in known and (round_ := _changed_round(row)):
            wanted.append((_decision(row, round_, reviewer), row.seen.get(round_), row))
        else:
            unchanged += 1
    merged, same, conflicts = _merged(store, wanted)
    kept = len(merged)
    if not dry_run:
        written, met = decide_all(store, [(decision, seen) for decision, seen, _ in merged])
        kept, conflicts = len(written), [*conflicts, *map(_met, met)]
    said = label_map(store, listed, reviewer=reviewer, dry_run=dry_run)
    return Imported(kept, unchanged + same, tuple(conflicts), (*notes, *said.notes), said.labels)


def _changed_round(row: FilledRow) -> Round | None:
    """Return for which round something was entered: the second where its own cells changed, or where it had decided."""
    entry, base = row.entry, row.base
    second = (entry.second_comment, entry.second_reviewer) != (base.second_comment, base.second_reviewer)
    first = (entry.first_comment, entry.first_reviewer) != (base.first_comment, base.first_reviewer)
    if second:
        return "second"
    if first:
        return "first"
    if entry.status == base.status:
        return None
    return "second" if base.second_reviewer else "first"


def _decision(row: FilledRow, round_: Round, reviewer: str) -> Decision:
    entry = row.entry
    comment, named = (
        (entry.second_comment, entry.second_reviewer)
        if round_ == "second"
        else (entry.first_comment, entry.first_reviewer)
    )
    ruling = None if entry.status in (PENDING_TITLE, REVOKE_TITLE) else _RULINGS[entry.status]
    return Decision(row.fingerprint, row.evidence_hash, ruling, comment, named or reviewer, round_, "workbook")


Wanted = tuple[Decision, int | None, FilledRow]


def _merged(store: Store, wanted: Sequence[Wanted]) -> tuple[list[Wanted], int, list[str]]:
    """Return what is to be written, how much stands already, and what two people decided differently."""
    standing = latest(store, [decision.fingerprint for decision, _, _ in wanted])
    ready: list[Wanted] = []
    same, conflicts = 0, []
    for decision, seen, row in wanted:
        theirs = standing.get((decision.fingerprint, decision.round))
        if theirs is None or theirs.number == seen:
            ready.append((decision, seen, row))
        elif (theirs.verdict, theirs.comment) == (decision.verdict, decision.comment):
            same += 1
        elif both := _both(row, decision, theirs):
            ready.append((both, theirs.number, row))
        else:
            conflicts.append(_differ(row, decision, theirs))
    return ready, same, conflicts


def _both(row: FilledRow, mine: Decision, theirs: Decision) -> Decision | None:
    """Return a decision with both changes where each touched another field: the verdict, or the comment."""
    base = None if row.base.status in (PENDING_TITLE, REVOKE_TITLE) else _RULINGS[row.base.status]
    comment = row.base.second_comment if mine.round == "second" else row.base.first_comment
    if mine.verdict not in (base, theirs.verdict) and theirs.verdict != base:
        return None
    if mine.comment not in (comment, theirs.comment) and theirs.comment != comment:
        return None
    verdict = theirs.verdict if mine.verdict == base else mine.verdict
    return replace(mine, verdict=verdict, comment=theirs.comment if mine.comment == comment else mine.comment)


def _differ(row: FilledRow, mine: Decision, theirs: Decision) -> str:
    return (
        f"第 {row.row} 行 {ROUND_TITLES[mine.round]}意见冲突：这里是{_told(mine)}，{theirs.reviewer} 已于 {theirs.at[:16].replace('T', ' ')} "
        f"记为{_told(theirs)}，没有覆盖"
    )


def _met(conflict: Conflict) -> str:
    return f"{ROUND_TITLES[conflict.wanted.round]}意见冲突：这里是{_told(conflict.wanted)}，{conflict.standing.reviewer} 刚刚记为{_told(conflict.standing)}，没有覆盖"


def _told(decision: Decision) -> str:
    title = RULING_TITLES[decision.verdict] if decision.verdict else PENDING_TITLE
    return f"「{title}」" + (f"「{decision.comment}」" if decision.comment else "")


def _unknown(rows: Sequence[FilledRow], known: set[str]) -> Iterator[str]:
    strange = [row.row for row in rows if row.fingerprint not in known]
    if strange:
        yield f"第 {'、'.join(map(str, strange[:_MOST_NAMED]))} 行{'等' if len(strange) > _MOST_NAMED else ''}（共 {len(strange)} 行）的疑点不在最近一次核对中，没有采用"


def _edited(store: Store, rows: Sequence[FilledRow]) -> Iterator[str]:
    """Say which columns that are not the reviewer's were written over: messages, most of all."""
    messages = {finding["fingerprint"]: finding.get("message", "") for finding in findings_of(store, run_of(store))}
    for row in rows:
        shown = row.shown.get("message")
        if shown is not None and row.fingerprint in messages and shown != messages[row.fingerprint]:
            yield f"第 {row.row} 行的「{COLUMNS['message'].title}」被改动，没有采用"
