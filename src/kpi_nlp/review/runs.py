"""Runs in the store: what was checked and found, as objects of the contract; and what two runs have in common."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kpi_nlp.model import Difference, FindingPair, Run
from kpi_nlp.review.audit import now, record, take_turn
from kpi_nlp.review.pairs import keep_finding_pairs
from kpi_nlp.review.schema import documents, findings, runs
from kpi_nlp.review.store import Store

Object = Mapping[str, Any]


class UnknownRun(LookupError):
    """A run that the store does not have, with those that it has."""


def begin_run(store: Store, roots: Sequence[str], *, version: str, actor: str) -> int:
    """Note that a check of these files begins; one of the same files that was broken off is taken up again."""
    given = json.dumps(list(roots), ensure_ascii=False)
    with store.writing() as connection:
        broken = select(func.max(runs.c.number)).where(runs.c.roots == given, runs.c.finished.is_(None))
        if (number := connection.execute(broken).scalar()) is not None:
            record(connection, actor=actor, action="run taken up", content={"run": number})
            return int(number)
        new = insert(runs).values(started=now(), roots=given, version=version, profile="", embedder="")
        number = int(connection.execute(new.returning(runs.c.number)).scalar_one())
        record(connection, actor=actor, action="run begun", content={"run": number})
        return number


def finish_run(store: Store, number: int, result: Object, *, actor: str, pairs: Iterable[FindingPair] = ()) -> Run:
    """Keep the outcome of a check (the object of `check --format json`), and the pairs on which findings rest: all of it, or nothing."""
    with store.writing() as connection:
        for table in (documents, findings):
            connection.execute(delete(table).where(table.c.run == number))
        _keep(connection, number, result)
        take_turn(connection)
        keep_finding_pairs(connection, pairs)
        at = record(
            connection, actor=actor, action="run finished", content={"run": number, "findings": len(result["findings"])}
        )
        values = {
            "finished": at,
            "version": result["version"],
            "profile": result["profile"],
            "embedder": result["embedder"],
        }
        connection.execute(update(runs).where(runs.c.number == number).values(**values))
    return run_of(store, number)


def _keep(connection: Connection, number: int, result: Object) -> None:
    listed = [
        {"run": number, "place": place, "path": entry["path"], "sha256": entry["sha256"], "object": _text(entry)}
        for place, entry in enumerate(result["documents"])
    ]
    found = [
        {
            "run": number,
            "place": place,
            "fingerprint": entry["fingerprint"],
            "evidence_hash": entry["evidence_hash"],
            "code": entry["code"],
            "object": _text(entry),
        }
        for place, entry in enumerate(result["findings"])
    ]
    for table, rows in ((documents, listed), (findings, found)):
        if rows:
            connection.execute(insert(table), rows)


def _text(entry: Object) -> str:
    return json.dumps(entry, ensure_ascii=False)


def all_runs(store: Store) -> tuple[Run, ...]:
    """Return the runs of a store, the newest first; those broken off stand among them."""
    counted = (
        select(runs, func.count(findings.c.place).label("found"))
        .outerjoin(findings, findings.c.run == runs.c.number)
        .group_by(*runs.c)
        .order_by(runs.c.number.desc())
    )
    with store.reading() as connection:
        return tuple(_run(row) for row in connection.execute(counted))


def run_of(store: Store, number: int | None = None, roots: Sequence[str] = ()) -> Run:
    """Return a run, by default the newest that was finished, of these files where some are given; raises UnknownRun."""
    known = all_runs(store)
    for run in known:
        if run.number == number or (number is None and run.finished and roots in ((), run.roots)):
            return run
    if number is None and roots and any(run.finished for run in known):
        message = (
            f"复核库中没有对「{'、'.join(roots)}」的核对；请写核对时写的路径，或用 --run 写明第几次（见 kpi-nlp runs）"
        )
        raise UnknownRun(message)
    listed = "、".join(str(run.number) for run in known[:10]) or "还没有，请先运行 kpi-nlp check --save"
    message = f"复核库中没有第 {number} 次核对；有：{listed}" if number else f"复核库中没有完成的核对：{listed}"
    raise UnknownRun(message)


def _run(row: Row[Any]) -> Run:
    return Run(
        row.number,
        row.started,
        row.finished,
        tuple(json.loads(row.roots)),
        row.version,
        row.profile,
        row.embedder,
        row.found,
    )


def findings_of(store: Store, run: Run) -> tuple[Object, ...]:
    """Return the findings of a run in their order."""
    return _objects(store, findings, run)


def documents_of(store: Store, run: Run) -> tuple[Object, ...]:
    """Return the documents of a run in their order."""
    return _objects(store, documents, run)


def _objects(store: Store, table: Any, run: Run) -> tuple[Object, ...]:  # noqa: ANN401 - a table of findings or documents
    chosen = select(table.c.object).where(table.c.run == run.number).order_by(table.c.place)
    with store.reading() as connection:
        return tuple(json.loads(text) for text in connection.execute(chosen).scalars())


def difference(store: Store, before: Run, after: Run) -> Difference:
    """Compare two runs by fingerprint: what appeared, what vanished, and what rests on other evidence now."""
    old, new = ({found["fingerprint"]: found for found in findings_of(store, run)} for run in (before, after))
    both = [(old[print_], found) for print_, found in new.items() if print_ in old]
    changed = tuple(pair for pair in both if pair[0]["evidence_hash"] != pair[1]["evidence_hash"])
    return Difference(
        appeared=tuple(found for print_, found in new.items() if print_ not in old),
        vanished=tuple(found for print_, found in old.items() if print_ not in new),
        changed=changed,
        kept=len(both) - len(changed),
    )
