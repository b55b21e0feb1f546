"""The audit trail: one line for each thing done, each sealed with the hash of the line before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from kpi_nlp.review.schema import about, audit
from kpi_nlp.review.store import Store

_START = "0" * 64
_LOCK = "audit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail; `sound` where its hash follows from the line before."""

    number: int
    at: str
    actor: str
    action: str
    content: Mapping[str, object]
    sound: bool


def now() -> str:
    """Return the time of day, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def take_turn(connection: Connection) -> None:
    """Let one writer at a time go on: each touches one row that all of them share, and waits there for the one before."""
    connection.execute(update(about).where(about.c.name == _LOCK).values(value=about.c.value))


def record(connection: Connection, *, actor: str, action: str, content: Mapping[str, object]) -> str:
    """Append a line within the caller's transaction and return its time."""
    take_turn(connection)
    last = connection.execute(select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)).first()
    number, before = (last.number + 1, last.hash) if last else (1, _START)
    at = now()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    sealed = _seal(before, (str(number), at, actor, action, text))
    connection.execute(
        insert(audit).values(number=number, at=at, actor=actor, action=action, content=text, hash=sealed)
    )
    return at


def trail(store: Store) -> tuple[Entry, ...]:
    """Return the trail from its beginning, each line proved against the one before."""
    before, expected, entries = _START, 1, []
    with store.reading() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.number)):
            sealed = _seal(before, (str(row.number), row.at, row.actor, row.action, row.content))
            sound = sealed == row.hash and row.number == expected
            entries.append(Entry(row.number, row.at, row.actor, row.action, json.loads(row.content), sound))
            before, expected = row.hash, row.number + 1
    return tuple(entries)


def _seal(before: str, line: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join((before, *line)).encode()).hexdigest()
