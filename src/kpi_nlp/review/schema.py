"""The tables of the store. Nothing but `findings`, `documents` and `pairs` holds text of reports; `purge` empties those."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 2

metadata = MetaData()

about = Table(
    "about", metadata, Column("name", String(40), primary_key=True), Column("value", String(200), nullable=False)
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("roots", Text, nullable=False),
    Column("version", String(20), nullable=False),
    Column("profile", Text, nullable=False),
    Column("embedder", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("object", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("run", ForeignKey("runs.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("evidence_hash", String(64), nullable=False),
    Column("code", String(8), nullable=False),
    Column("object", Text, nullable=False),
    UniqueConstraint("run", "fingerprint"),
)
Index("findings_by_fingerprint", findings.c.fingerprint)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("fingerprint", String(64), nullable=False),
    Column("evidence_hash", String(64), nullable=False),
    Column("round", String(8), nullable=False),
    Column("verdict", String(16)),
    Column("comment", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("origin", String(10), nullable=False),
    Column("counterpart", Text),
    Column("blind", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
)
Index("decisions_by_fingerprint", decisions.c.fingerprint, decisions.c.round)

labels = Table(
    "labels",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("pair", String(64), nullable=False),
    Column("label", Integer),
    Column("source", String(16), nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("object", Text, nullable=False),
)
Index("labels_by_pair", labels.c.pair)

pairs = Table("pairs", metadata, Column("key", String(64), primary_key=True), Column("object", Text, nullable=False))

finding_pairs = Table(
    "finding_pairs",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("evidence_hash", String(64), primary_key=True),
    Column("pair", ForeignKey("pairs.key"), primary_key=True),
    Column("label", String(16), nullable=False),
    Column("counterpart", String(64), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
