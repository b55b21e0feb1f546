"""A store of each kind: a file of SQLite, and a real PostgreSQL where it is installed."""

from collections.abc import Callable, Iterator

import pytest
from postgresql import KINDS

from kpi_nlp.model import Result
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, finish_run, open_store


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, place_of: Callable[[str], str]) -> str:
    """The place of an empty store."""
    return place_of(request.param)


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
