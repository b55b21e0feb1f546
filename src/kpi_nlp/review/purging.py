"""Takes the text of reports out of a store; decisions, hashes and the audit trail stay."""

import json

from sqlalchemy import select, update

from kpi_nlp.review.audit import record
from kpi_nlp.review.schema import documents, findings, pairs
from kpi_nlp.review.store import Store

_KEPT = ("id", "fingerprint", "evidence_hash", "code", "name", "title", "severity")


def purge(store: Store, *, actor: str) -> int:
    """Remove stored quotes, names and paths of every run; return how many findings were emptied."""
    emptied = 0
    with store.writing() as connection:
        for row in connection.execute(select(findings)).all():
            bare = {name: value for name, value in json.loads(row.object).items() if name in _KEPT}
            key = (findings.c.run == row.run) & (findings.c.place == row.place)
            connection.execute(update(findings).where(key).values(object=json.dumps(bare, ensure_ascii=False)))
            emptied += 1
        connection.execute(update(documents).values(path="", object="{}"))
        connection.execute(update(pairs).values(object=""))
        record(connection, actor=actor, action="purge", content={"findings": emptied})
    store.compact()
    return emptied
