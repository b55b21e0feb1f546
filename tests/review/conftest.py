"""A store of each kind: a file of SQLite, and a real PostgreSQL where it is installed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql import programs, server

from kpi_nlp.model import Result
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, finish_run, open_store


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory() as folder:  # not below the folder of the user: the server is another
        Path(folder).chmod(0o755)
        with server(Path(folder)) as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of an empty store, as a user would name it."""
    if request.param == "sqlite":
        return str(tmp_path / "复核" / "review.sqlite")
    url: str = request.getfixturevalue("database")
    _emptied(url)
    return url


def _emptied(url: str) -> None:
    from sqlalchemy import create_engine

    from kpi_nlp.review.schema import metadata

    engine = create_engine(url)
    metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture
def saved(store: Store, faulty: Result) -> Store:
    """A store with one run on the demo set."""
    finish_run(store, begin_run(store, ("报告",), version="1", actor="测试"), whole(faulty, "check", "1"), actor="测试")
    return store
