"""From a workbook that came back to decisions: what a reviewer changed, against what had been there and what stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kpi_nlp.model import (
    COLUMNS,
    ENTERED,
    PENDING_TITLE,
    ROUND_TITLES,
    RULING_TITLES,
    STATUS_TITLES,
    Decision,
    Entry,
    FilledRow,
    Imported,
    Round,
    Ruling,
)
from kpi_nlp.model.moment import local_minute
from kpi_nlp.review.decisions import Conflict, decide_all, latest
from kpi_nlp.review.map_sheet import filled_map
from kpi_nlp.review.mapping import label_map
from kpi_nlp.review.runs import findings_of, run_of
from kpi_nlp.review.store import Store
from kpi_nlp.review.workbook import filled_rows, open_book

_RULINGS: Mapping[str, Ruling] = {title: ruling for ruling, title in RULING_TITLES.items()}
_MOST_NAMED = 3
_ERRORS = ("#VALUE!", "#NAME?", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")
"""What a cell shows whose text begins with 「=」 and is no formula."""

Standing = Mapping[tuple[str, Round], Decision]
"""The last decision of each finding and round."""
Wanted = tuple[Decision, int | None, FilledRow]


def import_workbook(store: Store, path: Path, *, reviewer: str, dry_run: bool = False) -> Imported:
    """Append what a reviewer entered; what another decided meanwhile is merged field by field, else told as a conflict.

    Raises WorkbookError for a file that cannot be used as a whole; then nothing is written.
    """
    book = open_book(path)
    filled, listed = filled_rows(book, path), filled_map(book, path)
    rows = [replace(row, entry=replace(row.entry, **_undone(row))) for row in filled]
    known = {finding["fingerprint"] for finding in findings_of(store, run_of(store))}
    standing = latest(store, [row.fingerprint for row in rows])
    notes = [*_unknown(rows, known), *_edited(store, rows), *_dated(rows), *_failed(filled)]
    wanted: list[tuple[Decision, int | None, FilledRow]] = []
    unchanged = 0
    for row in rows:
        if row.entry.status not in STATUS_TITLES:
            notes.append(
                f"第 {row.row} 行的处理状态「{row.entry.status}」不认识，没有采用；可用：{'、'.join(STATUS_TITLES)}"
            )
        elif row.fingerprint in known and (rounds := _changed_rounds(row)):
            wanted += [(_decision(row, round_, reviewer, standing), row.seen.get(round_), row) for round_ in rounds]
        else:
            unchanged += 1
    merged, same, conflicts = _merged(standing, wanted)
    kept = len(merged)
    if not dry_run:
        written, met = decide_all(store, [(decision, seen) for decision, seen, _ in merged])
        kept, conflicts = len(written), [*conflicts, *map(_met, met)]
    said = label_map(store, listed, reviewer=reviewer, dry_run=dry_run)
    return Imported(kept, unchanged + same, tuple(conflicts), (*notes, *said.notes), said.labels)


def _undone(row: FilledRow) -> Mapping[str, str]:
    """Return what had been there of the cells that show an error in place of what was typed."""
    return {name: getattr(row.base, name) for name in ENTERED if getattr(row.entry, name) in _ERRORS}


def _cells(entry: Entry, round_: Round) -> tuple[str, str]:
    """Return the comment and the name that were entered for a round."""
    if round_ == "second":
        return entry.second_comment, entry.second_reviewer
    return entry.first_comment, entry.first_reviewer


def _ruling_round(row: FilledRow) -> Round:
    """Return whose the status is: the second round's where its cells changed, or where it had decided."""
    second = row.base.second_reviewer or _cells(row.entry, "second") != _cells(row.base, "second")
    return "second" if second else "first"


def _changed_rounds(row: FilledRow) -> Sequence[Round]:
    """Return for which rounds something was entered."""
    entry, base = row.entry, row.base
    return [
        round_ for round_ in ROUND_TITLES
        if _cells(entry, round_) != _cells(base, round_) or (entry.status != base.status and round_ == _ruling_round(row))
    ]  # fmt: skip


def _decision(row: FilledRow, round_: Round, reviewer: str, standing: Standing) -> Decision:
    """Return what was entered for a round; where the status is the other round's, with the verdict that stands."""
    comment, named = _cells(row.entry, round_)
    if round_ == _ruling_round(row):
        ruling = _RULINGS.get(row.entry.status)
    else:
        said = standing.get((row.fingerprint, round_))
        ruling = said.verdict if said and said.evidence_hash == row.evidence_hash else None
    return Decision(row.fingerprint, row.evidence_hash, ruling, comment, named or reviewer, round_, "workbook")


def _merged(standing: Standing, wanted: Sequence[Wanted]) -> tuple[list[Wanted], int, list[str]]:
    """Return what is to be written, how much stands already, and what two people decided differently."""
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
    base = _RULINGS.get(row.base.status)
    comment, _ = _cells(row.base, mine.round)
    if mine.verdict not in (base, theirs.verdict) and theirs.verdict != base:
        return None
    if mine.comment not in (comment, theirs.comment) and theirs.comment != comment:
        return None
    verdict = theirs.verdict if mine.verdict == base else mine.verdict
    return replace(mine, verdict=verdict, comment=theirs.comment if mine.comment == comment else mine.comment)


def _differ(row: FilledRow, mine: Decision, theirs: Decision) -> str:
    return (
        f"第 {row.row} 行 {ROUND_TITLES[mine.round]}意见冲突：这里是{_told(mine)}，{theirs.reviewer} 已于 {local_minute(theirs.at)} "
        f"记为{_told(theirs)}，没有覆盖"
    )


def _met(conflict: Conflict) -> str:
    return f"{ROUND_TITLES[conflict.wanted.round]}意见冲突：这里是{_told(conflict.wanted)}，{conflict.standing.reviewer} 刚刚记为{_told(conflict.standing)}，没有覆盖"


def _told(decision: Decision) -> str:
    title = RULING_TITLES[decision.verdict] if decision.verdict else PENDING_TITLE
    return f"「{title}」" + (f"「{decision.comment}」" if decision.comment else "")


def _named(numbers: Sequence[int]) -> str:
    return f"第 {'、'.join(map(str, numbers[:_MOST_NAMED]))} 行{'等' if len(numbers) > _MOST_NAMED else ''}"


def _unknown(rows: Sequence[FilledRow], known: set[str]) -> Iterator[str]:
    strange = [row.row for row in rows if row.fingerprint not in known]
    if strange:
        yield f"{_named(strange)}（共 {len(strange)} 行）的疑点不在最近一次核对中，没有采用"


def _edited(store: Store, rows: Sequence[FilledRow]) -> Iterator[str]:
    """Say which columns that are not the reviewer's were written over: messages, most of all.

    A message that was purged, or that a later run words otherwise on other evidence, is no yardstick.
    """
    messages = {
        (finding["fingerprint"], finding["evidence_hash"]): finding["message"]
        for finding in findings_of(store, run_of(store))
        if "message" in finding
    }
    for row in rows:
        shown = row.shown.get("message")
        if shown is not None and shown != messages.get((row.fingerprint, row.evidence_hash), shown):
            yield f"第 {row.row} 行的「{COLUMNS['message'].title}」被改动，没有采用"


def _dated(rows: Sequence[FilledRow]) -> Iterator[str]:
    """Say where another day was entered than that of the way back: a decision is of the moment at which it is written."""
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    for round_ in ("first_date", "second_date"):
        odd = [row.row for row in rows if getattr(row.entry, round_) not in (getattr(row.base, round_), today, "")]
        if odd:
            yield f"{_named(odd)}填写的日期没有采用：日期按交回的时间记，原来的日期请写进意见"


def _failed(rows: Sequence[FilledRow]) -> Iterator[str]:
    """Say where a spreadsheet took what was typed for a formula."""
    for row in rows:
        for name in _undone(row):
            yield f"第 {row.row} 行的「{COLUMNS[name].title}」被当成公式（{getattr(row.entry, name)}），没有采用：请在开头加一个 ' 再交回"
