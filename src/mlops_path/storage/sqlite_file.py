"""A record in a SQLite file, with the standard library alone: for what must start at once, which is every command."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from mlops_path.errors import DatabaseNewer, DatabaseReadonly, MlopsPathError
from mlops_path.storage.connection import APPLICATION_ID, PRAGMAS, Row, damaged, foreign, translated
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA, SQL


class SqliteFile:
    """The connection to one file. It is opened for reading, and for writing when the first change comes.

    A file that is not there reads as an empty record and is made by the first change: its folder 0700, itself 0600.
    """

    def __init__(self, file: str, wait_ms: int) -> None:
        self.file = self.place = os.path.abspath(file)
        self._seen_before = 0
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
            return self._seen_before + _data_version(connection)

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
                size = os.stat(self.file).st_size
                if size == 0 and not os.path.exists(f"{self.file}-wal"):
                    return None
                if size == 1:
                    raise foreign(self.file)  # SQLite takes a file of one byte for an empty one
            except FileNotFoundError:
                return None
            except OSError as problem:
                raise self._not_opened(problem) from None
            self._connection = self.look()
        return self._connection

    def look(self) -> sqlite3.Connection | None:
        """A connection that cannot write. A folder that may not be written to is no obstacle to looking."""
        with self._told():
            try:
                connection = self._record_in("mode=ro")
            except sqlite3.OperationalError as problem:
                beside = f"{self.file}-wal"
                code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
                log = os.path.getsize(beside) if os.path.exists(beside) else 0
                if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or log:
                    raise
                connection = self._record_in("mode=ro&immutable=1")
            if connection is not None:
                connection.execute("PRAGMA query_only=ON")
            return connection

    def _record_in(self, how: str) -> sqlite3.Connection | None:
        """A connection to the record, None where there is none yet."""
        connection = self.connect(how)
        sound = False
        try:
            sound = self._is_record(connection)
        finally:
            if not sound:
                connection.close()
        return connection if sound else None

    def _open_to_write(self) -> sqlite3.Connection:
        if self._connection is not None and self._may_write:
            return self._connection
        self._make_file()
        with self._told():
            connection = self.connect("mode=rw")
            try:
                if not self._is_record(connection):
                    self._make_record(connection)
                self._narrow()
                self._to_wal(connection)
                if self.journal != "wal":
                    connection.execute("PRAGMA journal_mode=DELETE")
                    connection.execute("PRAGMA synchronous=EXTRA")
                if self._connection is not None:
                    first = _data_version(connection)
                    self._seen_before += _data_version(self._connection) - first
            except BaseException:
                connection.close()
                raise
        if self._connection is not None:
            self._connection.close()
        self._connection, self._may_write = connection, True
        return connection

    def _to_wal(self, connection: sqlite3.Connection) -> None:
        """WAL mode. SQLite does not wait when another process changes to it at the same moment; we do."""
        deadline = time.monotonic() + self._wait_ms / 1000
        while True:
            try:
                self.journal = str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                    raise
                time.sleep(0.005)
            else:
                return

    def connect(self, how: str) -> sqlite3.Connection:
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
        if not connection.in_transaction:
            connection.execute("BEGIN")  # or the record could be made between two of these questions
            try:
                return self._is_record(connection)
            finally:
                connection.rollback()
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
                if os.stat(self.file).st_size == 1:
                    raise foreign(self.file) from None
        except OSError as problem:
            raise self._not_opened(problem) from None

    def _narrow(self) -> None:
        """Takes the record's file away from other users."""
        status = os.stat(self.file)
        if os.name == "posix" and status.st_mode & 0o077 and status.st_uid == os.geteuid():
            os.chmod(self.file, status.st_mode & 0o700)

    def _make_record(self, connection: sqlite3.Connection) -> None:
        """The tables of an empty record, all or none, also when two processes begin at the same moment."""
        self._to_wal(connection)
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
        except UnicodeDecodeError:  # in the words of SQLite's complaint about a broken schema
            raise damaged(self.file) from None


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
