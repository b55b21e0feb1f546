"""The store: one file of SQLite beside the reports, or a PostgreSQL by URL for teams."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, OperationalError, SQLAlchemyError

from kpi_nlp.review.schema import VERSION, about, metadata

FOLDER, FILE = ".kpi-nlp", "review.sqlite"
_WAIT = 30_000  # milliseconds that a writer waits for the one before
_REMOTE = 4  # what Windows calls a drive that lies on the network


class StoreError(Exception):
    """A store that cannot be opened or written, with the reason and what to do."""


class Store:
    """An open store; `caution` says what a user must know of the place where it lies."""

    def __init__(self, engine: Engine, name: str, caution: str | None = None) -> None:
        self._engine = engine
        self.name = name
        self.caution = caution

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store."""
        with _told(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes all land, or none of them."""
        with _told(self.name), self.changing() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give the same, and let errors of the database through as they are."""
        with self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    def compact(self) -> None:
        """Let nothing of what was removed stay in the file; a server does so by itself, in time."""
        if self._engine.dialect.name != "sqlite":
            return
        with _told(self.name):
            raw = self._engine.raw_connection()
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement)
            raw.close()

    def close(self) -> None:
        """Let the file or the server go."""
        self._engine.dispose()


def beside(root: Path) -> Path:
    """Return where the store of a report set lies by default: in a hidden folder beside the reports."""
    folder = root if root.is_dir() else root.parent
    return folder / FOLDER / FILE


def open_store(place: str | Path) -> Store:
    """Open a store, and make it where there is none: a path, or the URL of a database. Raises StoreError."""
    remote = "://" not in str(place) and _on_network(Path(place))
    name = _hidden(str(place)) if "://" in str(place) else str(place)
    try:
        engine = create_engine(_url(place))
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        message = f"无法识别复核库「{name}」：写文件路径，或 postgresql+psycopg://用户@主机/库名（需要 pip install 'kpi-nlp[postgresql]'）"
        raise StoreError(message) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, shared=not remote)
    store = Store(engine, name, "复核库在网络盘上，同一时间只能一人使用" if remote else None)
    try:
        _set_up(store, engine)
    except StoreError:
        store.close()
        raise
    return store


def _url(place: str | Path) -> URL:
    """Return the URL of a place, for a file in a folder that is there; a name of a file is no part of a URL: 「甲?乙」, 「100%」."""
    if "://" in str(place):
        return make_url(str(place))
    path = Path(place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"无法在「{path.parent}」建立复核库：{error.strerror}。请换一个可写的位置（--store）"
        raise StoreError(message) from error
    return URL.create("sqlite", database=str(path))


def _set_up(store: Store, engine: Engine) -> None:
    """Make the tables where they are missing; a store of a later version is refused."""
    with _told(store.name):
        metadata.create_all(engine)
        with store.reading() as connection:
            known = connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar()
        if known is None:
            _begin(store)
        elif int(known) > VERSION:
            message = f"复核库「{store.name}」由更新的版本建立，请升级 kpi-nlp 后再打开"
            raise StoreError(message)
        elif int(known) < VERSION:  # tables that were missing are made; none that stood has changed
            with store.writing() as connection:
                connection.execute(update(about).where(about.c.name == "schema").values(value=str(VERSION)))


def _begin(store: Store) -> None:
    """Write down the version; another process may do so at the same moment."""
    with suppress(IntegrityError), store.changing() as connection:
        connection.execute(insert(about), [{"name": "schema", "value": str(VERSION)}, {"name": "audit", "value": ""}])


def _prepare_sqlite(engine: Engine, *, shared: bool) -> None:
    """Let readers and a writer work side by side; transactions begin as writers, so that none is turned down half way."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
        connection.isolation_level = None
        for pragma in (f"busy_timeout={_WAIT}", f"journal_mode={'WAL' if shared else 'DELETE'}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        message = f"复核库「{name}」打不开或正被占用：{error.orig}。请确认没有其他程序占用后重试"
        raise StoreError(message) from error
    except SQLAlchemyError as error:
        message = f"复核库「{name}」读写失败：{type(error).__name__}。文件可能已损坏，请从备份恢复"
        raise StoreError(message) from error


def _hidden(url: str) -> str:
    """Return a URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return f"{url.partition('://')[0]}://……"


def _on_network(path: Path) -> bool:
    """Return whether a path lies on a network drive, where SQLite's shared memory does not work."""
    if sys.platform != "win32":
        return False
    import ctypes

    root = path.resolve().anchor
    return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE
