"""Labels of pairs: what a reviewer says of two rows, with how the pair was drawn and whether its score was hidden."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from kpi_nlp.model import KnownPair, PairLabel
from kpi_nlp.review.audit import record
from kpi_nlp.review.pairs import keep_pairs
from kpi_nlp.review.schema import labels
from kpi_nlp.review.store import Store

_ANSWERS = {"same": 1, "part": 1, "different": 0, "unsure": None}


def label_pair(store: Store, said: PairLabel, pair: KnownPair | None = None) -> PairLabel:
    """Append a label and return it with its time; a later one of the same reviewer and source on the same pair supersedes it.

    With `pair` what is printed of the rows is kept as well, without which nothing can be learned from the label. The trail
    names the pair by its hash alone: it holds no text of reports.
    """
    with store.writing() as connection:
        at = _append(connection, said)
        keep_pairs(connection, [pair] if pair else [])
    return replace(said, at=at)


def label_pairs(store: Store, given: Sequence[tuple[PairLabel, KnownPair]]) -> None:
    """Append many labels with what is printed of the rows: all of them, or none."""
    with store.writing() as connection:
        for said, _ in given:
            _append(connection, said)
        keep_pairs(connection, [pair for _, pair in given])


def _append(connection: Connection, said: PairLabel) -> str:
    content = {"pair": said.pair, "label": said.label, "source": said.source, "blind": said.blind}
    at = record(connection, actor=said.reviewer, action="label", content=content)
    values = {
        "pair": said.pair,
        "label": _ANSWERS[said.label],
        "source": said.source,
        "blind": said.blind,
        "reviewer": said.reviewer,
        "at": at,
        "object": json.dumps({"label": said.label, "verdict": said.verdict}),
    }
    connection.execute(insert(labels).values(values))
    return at


def labels_of(store: Store) -> tuple[PairLabel, ...]:
    """Return the labels that hold, in order: of each reviewer, pair and source the last."""
    found: dict[tuple[str, str, str], PairLabel] = {}
    with store.reading() as connection:
        for row in connection.execute(select(labels).order_by(labels.c.number)):
            told = json.loads(row.object)
            found[row.pair, row.reviewer, row.source] = PairLabel(
                row.pair, told["label"], row.source, row.reviewer, told["verdict"], row.blind, row.at
            )
    return tuple(found.values())
