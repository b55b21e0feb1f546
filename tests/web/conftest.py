"""A desk with the findings of the demo set, an application over it, and clients that come in by the door."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from postgresql import KINDS
from starlette.testclient import TestClient
from visiting import asked, chromium, complaints, entered, served

from kpi_nlp.align import load_linker
from kpi_nlp.model import Result
from kpi_nlp.pipeline import align_reports
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, finish_run, open_store
from kpi_nlp.web import Sources

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="session")
def shown(reports: Path) -> Result:
    """The demo set as the page reads it: with the tables of its documents."""
    return align_reports([reports / "faulty"], tables=True)


@pytest.fixture(scope="session")
def sources(shown: Result) -> Sources:
    read = Sources(lambda: shown, load_linker())
    read.wait()
    return read


@pytest.fixture
def place(request: pytest.FixtureRequest, place_of: Callable[[str], str]) -> str:
    """The place of an empty store; tests that ask for `on_both` are run on each kind."""
    return place_of(getattr(request, "param", KINDS[0]))


@pytest.fixture
def keep(place: str) -> Iterator[Callable[[Mapping[str, object]], Store]]:
    """Give what keeps a result in a store of its own."""
    store = open_store(place)

    def kept(result: Mapping[str, object]) -> Store:
        finish_run(store, begin_run(store, ("报告",), version="1", actor="测试"), result, actor="测试")
        return store

    yield kept
    store.close()


@pytest.fixture
def store(keep: Callable[[Mapping[str, object]], Store], faulty: Result) -> Store:
    return keep(whole(faulty, "check", "1"))


@pytest.fixture
def client(store: Store, sources: Sources) -> TestClient:
    return entered(store, sources, "王审")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Chrome]":
    driver = chromium()
    yield driver
    driver.quit()


@pytest.fixture
def visit(browser: "Chrome", sources: Sources) -> Iterator[Callable[[Store, str], str]]:
    """Give what opens the page of a reviewer; afterwards, that nothing was asked of others and no policy was hurt."""
    with ExitStack() as servers:

        def opened(store: Store, reviewer: str) -> str:
            address = servers.enter_context(served(store, sources, reviewer))
            browser.get(address)
            return address.split("/enter")[0]

        browser.get("about:blank")
        for kind in ("browser", "performance"):
            browser.get_log(kind)
        yield opened
        assert complaints(browser) == []
        assert asked(browser) - {"127.0.0.1"} == set()
        browser.get("about:blank")
