"""A record in a SQLite file, with the standard library alone: for what must start at once, which is every command."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from mlops_path.errors import DatabaseNewer, DatabaseReadonly, MlopsPathError
from mlops_path.storage.connection import APPLICATION_ID, PRAGMAS, Row, foreign, translated
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA, SQL


class SqliteFile:
    """The connection to one file. It is opened for reading, and for writing when the first change comes.

    A file that is not there reads as an empty record and is made by the first change: its folder 0700, itself 0600.
    """

    def __init__(self, file: str, wait_ms: int) -> None:
        self.file = os.path.abspath(file)
        self._wait_ms = wait_ms
        self._connection: sqlite3.Connection | None = None
        self._may_write = False
        self.journal = "wal"

    # The four things that a store does

    def run(self, name: str, values: Mapping[str, object] | None = None) -> list[Row]:
        connection = self._open()
        if connection is None:
            return []
        with self._told():
            return connection.execute(SQL[name], values or {}).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        connection = self._open()
        if connection is None or connection.in_transaction:
            yield
            return
        with self._told():
            connection.execute("BEGIN")
        try:
            yield
        finally:
            with self._told():
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[None]:
        connection = self._open_to_write()
        with self._told():
            connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._told():
                connection.commit()
        finally:
            if connection.in_transaction:
                connection.rollback()

    def data_version(self) -> int:
        connection = self._open()
        if connection is None:
            return 0
        with self._told():
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._may_write = False

    # Opening

    def exists(self) -> bool:
        """Whether there is a record to read."""
        return self._open() is not None

    def make(self) -> None:
        """Makes the record where there is none yet."""
        self._open_to_write()

    def _open(self) -> sqlite3.Connection | None:
        if self._connection is None:
            try:
                if os.stat(self.file).st_size == 0 and not os.path.exists(f"{self.file}-wal"):
                    return None
            except FileNotFoundError:
                return None
            except OSError as problem:
                raise self._not_opened(problem) from None
            self._connection = self._look()
        return self._connection

    def _look(self) -> sqlite3.Connection | None:
        """A connection that cannot write. A folder that may not be written to is no obstacle to looking."""
        with self._told():
            try:
                connection = self._connect("mode=ro")
                ready = self._is_record(connection)
            except sqlite3.OperationalError as problem:
                beside = f"{self.file}-wal"
                code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
                log = os.path.getsize(beside) if os.path.exists(beside) else 0
                if code != sqlite3.SQLITE_CANTOPEN or log or not os.access(self.file, os.R_OK):
                    raise
                connection = self._connect("mode=ro&immutable=1")
                ready = self._is_record(connection)
            if not ready:
                connection.close()
                return None
            connection.execute("PRAGMA query_only=ON")
            return connection

    def _open_to_write(self) -> sqlite3.Connection:
        if self._connection is not None and self._may_write:
            return self._connection
        self.close()
        self._make_file()
        with self._told():
            connection = self._connect("mode=rw")
            try:
                if not self._is_record(connection):
                    self._make_record(connection)
                self.journal = str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
                if self.journal != "wal":
                    connection.execute("PRAGMA journal_mode=DELETE")
                    connection.execute("PRAGMA synchronous=EXTRA")
            except BaseException:
                connection.close()
                raise
        self._connection, self._may_write = connection, True
        return connection

    def _connect(self, how: str) -> sqlite3.Connection:
        quoted = self.file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        connection = sqlite3.connect(
            f"file:{quoted}?{how}", uri=True, isolation_level=None, timeout=self._wait_ms / 1000
        )
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def _is_record(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is a record of a schema we know; False for a database with nothing in it.

        Raises:
            DatabaseForeign: it is something else.
            DatabaseNewer: a later version of the program made it.
        """
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
        if application == APPLICATION_ID and version > SCHEMA:
            raise DatabaseNewer(
                f"The record at {self.file} was made by a newer mlops-path (its schema is {version}, this program "
                f"knows {SCHEMA}). Nothing was changed.",
                "Update mlops-path.",
            )
        if application == APPLICATION_ID and version == SCHEMA:
            return True
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if application not in (0, APPLICATION_ID) or version or not empty:
            raise foreign(self.file)
        return False

    def _make_file(self) -> None:
        folder = os.path.dirname(self.file)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            try:
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                status = os.stat(self.file)
                if os.name == "posix" and status.st_mode & 0o077 and status.st_uid == os.geteuid():
                    os.chmod(self.file, 0o600)
        except OSError as problem:
            raise self._not_opened(problem) from None

    def _make_record(self, connection: sqlite3.Connection) -> None:
        """The tables of an empty record, all or none, also when two processes begin at the same moment."""
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not self._is_record(connection):
                for statement in CREATE:
                    connection.execute(statement)
                device = os.urandom(8).hex()
                connection.execute(SQL["keep_about"], {"key": "device", "value": device})
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
        finally:
            if connection.in_transaction:
                connection.rollback()

    # Telling

    def _not_opened(self, problem: OSError) -> MlopsPathError:
        return DatabaseReadonly(
            f"The record at {self.file} cannot be opened: {problem.strerror or 'unknown reason'}. Nothing was changed.",
            "Check the folder and its permissions, or give another file with --database.",
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            told = translated(problem, self.file)
            if told is None:
                raise
            raise told from None
