"""Fixtures that many tests share: the seed reports where they stand, and what the program makes of the demo sets."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql import emptied, programs, server

from kpi_nlp import resources
from kpi_nlp.model import Result
from kpi_nlp.pipeline import align_reports, check_reports


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reports", type=int, default=40, help="reports by chance that are written in every format")
    parser.addoption("--first", type=int, default=0, help="number of the first report by chance that is scanned")
    parser.addoption("--mutants", type=int, default=300, help="damaged files that are read")


def pytest_configure() -> None:
    """Shells have jobs in the background ignore the interrupt, and what these start would ignore it, too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


_SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def seeds() -> Path:
    folder = _SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the seed reports are not here")
    return folder


@pytest.fixture(scope="session")
def seed_result(seeds: Path) -> Result:
    return check_reports([seeds])


@pytest.fixture(scope="session")
def reports() -> Path:
    return resources.data("corpora/reports")


@pytest.fixture(scope="session")
def clean(reports: Path) -> Result:
    return check_reports([reports / "clean"])


@pytest.fixture(scope="session")
def faulty(reports: Path) -> Result:
    return check_reports([reports / "faulty"])


@pytest.fixture(scope="session")
def aligned(reports: Path) -> Result:
    return align_reports([reports / "faulty"])


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory() as folder:  # not below the folder of the user: the server is another
        Path(folder).chmod(0o755)
        with server(Path(folder)) as url:
            yield url


@pytest.fixture
def place_of(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Give what names the place of an empty store of a kind, as a user would."""

    def named(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / "复核" / "review.sqlite")
        url: str = request.getfixturevalue("database")
        emptied(url)
        return url

    return named
