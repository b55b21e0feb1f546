"""How each run was asked for: kept in a table of its own, so that stores of before open as they are."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from kpi_nlp.model import Settings
from kpi_nlp.review.schema import settings

USUAL = Settings()


def keep_settings(connection: Connection, run: int, asked: Settings) -> None:
    """Keep how a run is asked for, now: one that was broken off may be taken up otherwise."""
    connection.execute(delete(settings).where(settings.c.run == run))
    connection.execute(insert(settings).values(run=run, object=json.dumps(asdict(asked), ensure_ascii=False)))


def kept_settings(connection: Connection) -> Mapping[int, Settings]:
    """Return how the runs were asked for, by number; those of before are not among them."""
    return {row.run: Settings(**json.loads(row.object)) for row in connection.execute(select(settings))}
