"""Decisions: appended, never changed; the last of a round holds, and a revoking one takes it back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from kpi_nlp.model import Decision, Round
from kpi_nlp.review.audit import record, take_turn
from kpi_nlp.review.schema import decisions
from kpi_nlp.review.store import Store

Latest = Mapping[tuple[str, Round], Decision]
_LONGEST_CONDITION = 500  # fingerprints asked for at once: databases bound the length of a question


class Conflict(Exception):
    """Somebody else decided in between: what was to be written, and what stands now."""

    def __init__(self, wanted: Decision, standing: Decision) -> None:
        super().__init__(wanted, standing)
        self.wanted = wanted
        self.standing = standing


def decide(store: Store, decision: Decision, *, seen: int | None) -> Decision:
    """Append a decision and return it with its number and time.

    `seen` is the number of the decision that its reviewer had before them, None where there was none. Raises Conflict, and
    writes nothing, where another stands now; the caller still holds what was typed.
    """
    with store.writing() as connection:
        return _append(connection, decision, seen)


def decide_all(store: Store, wanted: Iterable[tuple[Decision, int | None]]) -> tuple[list[Decision], list[Conflict]]:
    """Append many decisions in one transaction; those that meet a conflict are returned and not written."""
    kept: list[Decision] = []
    conflicts: list[Conflict] = []
    with store.writing() as connection:
        for decision, seen in wanted:
            try:
                kept.append(_append(connection, decision, seen))
            except Conflict as conflict:
                conflicts.append(conflict)
    return kept, conflicts


def _append(connection: Connection, decision: Decision, seen: int | None) -> Decision:
    take_turn(connection)
    standing = _latest(connection, [decision.fingerprint]).get((decision.fingerprint, decision.round))
    if standing is not None and standing.number != seen:
        raise Conflict(decision, standing)
    content = {name: value for name, value in asdict(decision).items() if name not in ("at", "number")}
    values = content | {"at": record(connection, actor=decision.reviewer, action="decision", content=content)}
    number = connection.execute(insert(decisions).values(values).returning(decisions.c.number)).scalar_one()
    return Decision(**(values | {"number": int(number)}))


def latest(store: Store, fingerprints: Sequence[str]) -> Latest:
    """Return the last decision of each finding and round, revoking ones among them."""
    with store.reading() as connection:
        return _latest(connection, fingerprints)


def _latest(connection: Connection, fingerprints: Sequence[str]) -> dict[tuple[str, Round], Decision]:
    found: dict[tuple[str, Round], Decision] = {}
    for start in range(0, len(fingerprints), _LONGEST_CONDITION):
        asked = decisions.c.fingerprint.in_(fingerprints[start : start + _LONGEST_CONDITION])
        for row in connection.execute(select(decisions).where(asked).order_by(decisions.c.number)):
            decision = _decision(row)
            found[decision.fingerprint, decision.round] = decision
    return found


def history(store: Store, fingerprint: str) -> tuple[Decision, ...]:
    """Return all that was ever decided of a finding, in order."""
    chosen = select(decisions).where(decisions.c.fingerprint == fingerprint).order_by(decisions.c.number)
    with store.reading() as connection:
        return tuple(map(_decision, connection.execute(chosen)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(**row._mapping)  # noqa: SLF001 - the documented name of SQLAlchemy
