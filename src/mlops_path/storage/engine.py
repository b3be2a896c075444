"""A record that is named by a URL, with SQLAlchemy. Today `sqlite:///FILE`; other databases are refused by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection as Connected
from sqlalchemy import event, exc, make_url
from sqlalchemy.engine import create_engine
from sqlalchemy.pool import NullPool

from mlops_path.errors import DatabaseBusy, DatabaseError, DatabaseForeign, WrongUsage
from mlops_path.storage.connection import Row, translated
from mlops_path.storage.sqlite_file import Signs, SqliteFile, signs
from mlops_path.storage.statements import STATEMENTS
from mlops_path.text import masked


class Engine:
    """The connection to the record at a URL; the same promises as `SqliteFile`, which makes the file."""

    def __init__(self, url: str, wait_ms: int, before_migration: Callable[[], object] = lambda: None) -> None:
        try:
            address = make_url(url)
        except exc.ArgumentError:
            raise WrongUsage("That is not the address of a database.", "Write a file name or sqlite:///FILE.") from None
        if address.drivername not in ("sqlite", "sqlite+pysqlite") or address.database in (None, "", ":memory:"):
            raise DatabaseForeign(
                f"A record cannot be kept in {masked(url)} yet.",
                "Give a file name or sqlite:///FILE with --database.",
            )
        self.file = SqliteFile(str(address.database), wait_ms, before_migration)
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool, hide_parameters=True)
        event.listen(self._engine, "begin", self._begin)
        self._connection: Connected | None = None
        self._begin_with = "BEGIN"

    @property
    def place(self) -> str:
        return self.file.place

    def _connect(self) -> sqlite3.Connection:
        if self._begin_with == "BEGIN":
            connection = self.file.look()
            assert connection is not None, "a record that was there a moment ago"
            return connection
        return self.file.connect("mode=rw")

    def run(self, name: str, values: Mapping[str, object] | None = None) -> list[Row]:
        if self._connection is not None:
            return self._rows(self._connection, name, values)
        if not self.file.exists():
            return []
        with self._transaction("BEGIN") as connection:
            return self._rows(connection, name, values)

    def _rows(self, connection: Connected, name: str, values: Mapping[str, object] | None) -> list[Row]:
        with self._told():
            result = connection.execute(STATEMENTS[name], dict(values or {}))
            return [tuple(row) for row in result] if result.returns_rows else []

    @contextmanager
    def reading(self) -> Iterator[None]:
        if self._connection is not None:
            yield
            return
        if not self.file.exists():
            with self.file.without_record():
                yield
            return
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.file.make()
        wanted: Signs | None = None
        try:
            with self._transaction("BEGIN IMMEDIATE") as connection:
                yield
                used = connection.connection.driver_connection
                assert isinstance(used, sqlite3.Connection)
                wanted = signs(used)
        except DatabaseBusy:
            raise
        except DatabaseError as problem:
            if wanted is None:
                raise  # it failed before there was anything to commit
            raise self.file.after_failed_commit(problem, wanted) from None

    @contextmanager
    def _transaction(self, begin_with: str) -> Iterator[Connected]:
        self._begin_with = begin_with
        with self._told(), self._engine.connect() as connection, connection.begin():
            self._connection = connection
            try:
                yield connection
            finally:
                self._connection = None

    def data_version(self) -> int:
        return self.file.data_version()

    def close(self) -> None:
        self.file.close()
        self._engine.dispose()

    def _begin(self, connection: Connected) -> None:
        connection.exec_driver_sql(self._begin_with)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as problem:
            told = translated(problem.orig, self.file.file) if isinstance(problem.orig, sqlite3.Error) else None
            if told is None:
                raise
            raise told from None
