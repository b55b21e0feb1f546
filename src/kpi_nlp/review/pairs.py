"""Pairs of rows in the store: what is printed of each, by the hash of their places, and which findings rest on them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Column, Connection, insert, select, update

from kpi_nlp.model import FindingPair, KnownPair, Label, Named, Result
from kpi_nlp.review.audit import take_turn
from kpi_nlp.review.schema import finding_pairs, pairs
from kpi_nlp.review.store import Store

_LONGEST_CONDITION = 500  # keys asked for at once: databases bound the length of a question


@dataclass(frozen=True, slots=True)
class Base:
    """A pair on which a finding rests, by the key of the pair; `counterpart` is the hash of the place that a reviewer chose."""

    pair: str
    label: Label
    counterpart: str


def pairs_of(result: Result) -> Iterator[FindingPair]:
    """Yield the links between the rows of each finding of a check."""
    identities = {paper.document.path: paper.document.identity for paper in result.papers}
    links = {(id(match.left), id(match.right)): match for match in result.matches}
    for finding in result.findings:
        rows = finding.indicators
        for match in (links.get((id(one), id(other))) for one in rows for other in rows):
            if match is not None:
                pair = KnownPair.of(match.left, match.right, identities)
                yield FindingPair(finding.fingerprint, finding.evidence_hash, pair, match.relation)


def keep_finding_pair(store: Store, base: FindingPair) -> None:
    """Keep the row that a reviewer chose in place of the one of the program, beside the row of the finding."""
    with store.writing() as connection:
        take_turn(connection)
        keep_finding_pairs(connection, [base])


def keep_finding_pairs(connection: Connection, bases: Iterable[FindingPair]) -> None:
    """Keep on which pairs findings rest, those that are not kept yet. The caller has its turn (`take_turn`)."""
    given = {(base.fingerprint, base.evidence_hash, base.pair.key): base for base in bases}
    keep_pairs(connection, [base.pair for base in given.values()])
    table = finding_pairs.c
    known = set(_rows(connection, (table.fingerprint, table.evidence_hash, table.pair), [key[0] for key in given]))
    rows = [
        {
            "fingerprint": key[0],
            "evidence_hash": key[1],
            "pair": key[2],
            "label": base.label,
            "counterpart": place_hash(base.counterpart),
        }
        for key, base in given.items()
        if key not in known
    ]
    if rows:
        connection.execute(insert(finding_pairs), rows)


def keep_pairs(connection: Connection, given: Iterable[KnownPair]) -> None:
    """Keep what is printed of pairs; of those that stand there already what they say now. The caller has its turn."""
    texts = {pair.key: json.dumps(asdict(pair), ensure_ascii=False) for pair in given}
    known = {row[0]: row[1] for row in _rows(connection, (pairs.c.key, pairs.c.object), list(texts))}
    for key in texts.keys() & known.keys():
        if texts[key] != known[key]:
            connection.execute(update(pairs).where(pairs.c.key == key).values(object=texts[key]))
    if fresh := [{"key": key, "object": text} for key, text in texts.items() if key not in known]:
        connection.execute(insert(pairs), fresh)


def _rows(connection: Connection, columns: Sequence[Column[str]], keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield rows whose first column is one of some keys."""
    for start in range(0, len(keys), _LONGEST_CONDITION):
        chosen = columns[0].in_(keys[start : start + _LONGEST_CONDITION])
        yield from map(tuple, connection.execute(select(*columns).where(chosen)))


def known_pairs(store: Store) -> Mapping[str, KnownPair | None]:
    """Return every pair by its key, None for one whose text was purged."""
    with store.reading() as connection:
        return {
            row.key: _pair(json.loads(row.object)) if row.object else None for row in connection.execute(select(pairs))
        }


def _pair(told: Mapping[str, Any]) -> KnownPair:
    left, right = (Named(**{**told[side], "levels": tuple(told[side]["levels"])}) for side in ("left", "right"))
    return KnownPair(told["key"], left, right, told["document"])


def bases_of(store: Store) -> Mapping[tuple[str, str], list[Base]]:
    """Return the pairs on which findings rest, by fingerprint and hash of the evidence."""
    found: dict[tuple[str, str], list[Base]] = {}
    with store.reading() as connection:
        for row in connection.execute(select(finding_pairs).order_by(finding_pairs.c.pair)):
            found.setdefault((row.fingerprint, row.evidence_hash), []).append(
                Base(row.pair, row.label, row.counterpart)
            )
    return found


def place_hash(place: str | None) -> str:
    """Return the hash of a place in print, nothing for none: places name files, and `purge` leaves hashes."""
    return hashlib.sha256(place.encode()).hexdigest() if place else ""
