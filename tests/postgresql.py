"""A PostgreSQL of its own for the tests: made in a folder, reached by a socket or a port of loopback, stopped at the end."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = (*map(Path, os.environ.get("PATH", "").split(os.pathsep)), *sorted(Path("/usr/lib/postgresql").glob("*/bin")))


KINDS = ("sqlite", "postgresql")
"""The kinds of stores."""


def programs() -> Path | None:
    """Return the folder that holds the server, None where it is not installed."""
    return next((place for place in _PLACES if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server whose data lie in a folder, and give the URL of its database."""
    place, port = programs(), _free_port()
    assert place is not None
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run(place / "initdb", "-D", data, "-U", "reviewer", "-A", "trust", "-E", "UTF8", "--locale=C")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(place / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://reviewer@127.0.0.1:{port}/postgres"
    finally:
        _run(place / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    """Run a program of the server; it refuses to be run by root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def emptied(url: str) -> None:
    """Take everything of ours out of a database."""
    from sqlalchemy import create_engine

    from kpi_nlp.review.schema import metadata

    engine = create_engine(url)
    metadata.drop_all(engine)
    engine.dispose()
