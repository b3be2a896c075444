"""A record in a SQLite file, with the standard library alone: for what must start at once, which is every command."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from mlops_path.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseReadonly,
    MlopsPathError,
)
from mlops_path.private_files import make_private_folder
from mlops_path.storage import remembered
from mlops_path.storage.connection import (
    APPLICATION_ID,
    PRAGMAS,
    Row,
    damaged,
    foreign,
    foreign_parts,
    is_left_alone,
    is_other_than_a_file,
    kept_badly,
    left_open,
    missing,
    replaced,
    translated,
)
from mlops_path.storage.looking import can_be_read_as_it_lies, quoted
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA, SQL

# What acts by itself when a record is read or written. Anything else of the kind was put there by somebody.
ACTING = "SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
SCHEMAS_AHEAD = 1000
TABLES_OF_TODAY = {text for text in CREATE if text.startswith("CREATE TABLE")}
OURS = {(text.split()[2], text) for text in CREATE if text.startswith("CREATE TRIGGER")}
SIGNS = ("chain FROM event ORDER BY seq DESC LIMIT 1", "* FROM learner ORDER BY number", "* FROM setting")
Signs = list[list[Row]]


class SqliteFile:
    """The connection to one file. It is opened for reading, and for writing when the first change comes.

    A file that is not there reads as an empty record and is made by the first change: its folder 0700, itself 0600.
    """

    def __init__(self, file: str, wait_ms: int, before_migration: Callable[[], object] = lambda: None) -> None:
        self._before_migration = before_migration
        self._opened_inode = 0
        self.file = self.place = os.path.abspath(file)
        self._seen_before = 0
        self._wait_ms = wait_ms
        self._connection: sqlite3.Connection | None = None
        self._may_write = False
        self._is_absent = False
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
        if connection is None:
            with self.without_record():
                yield
            return
        if connection.in_transaction:
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
    def without_record(self) -> Iterator[None]:
        """What is read inside finds no record, also where another program makes one meanwhile: it is of one moment."""
        before, self._is_absent = self._is_absent, True
        try:
            yield
        finally:
            self._is_absent = before

    @contextmanager
    def writing(self) -> Iterator[None]:
        connection = self._open_to_write()
        with self._told():
            connection.execute("BEGIN IMMEDIATE")
        try:
            self._still_there()
            yield
            with self._told():
                wanted = signs(connection)
        except BaseException:
            self._roll_back(connection)
            raise
        try:
            with self._told():
                connection.commit()
        except DatabaseBusy:
            self._roll_back(connection)
            raise
        except DatabaseError as problem:
            raise self.after_failed_commit(problem, wanted) from None

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        """Gives up what was begun. A connection that cannot even do that is closed, which does it too."""
        try:
            if connection.in_transaction:
                connection.rollback()
        except sqlite3.Error:
            self.close()

    def after_failed_commit(self, problem: DatabaseError, wanted: Signs) -> DatabaseError:
        """What to tell where the disk failed in a commit: it may have kept the change all the same.

        A connection remembers the commit as failed, but the next program believes the file. So this one does, too.
        """
        self.close()
        self._seen_before += 1 << 32  # whoever shows the record has to look again
        try:
            connection = self._open()
            with self._told():
                there = connection is not None and signs(connection) == wanted
        except MlopsPathError:
            return left_open(problem, self.file)
        return kept_badly(problem, self.file) if there else problem

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
        if self._connection is None and not self._is_absent:
            try:
                size = os.stat(self.file).st_size
                if is_other_than_a_file(self.file):
                    raise foreign(self.file)
                if size == 0:
                    self._none_yet()
                    return None
                if size == 1:
                    raise self._not_ours()  # SQLite takes a file of one byte for an empty one
            except FileNotFoundError:
                self._none_yet()
                return None
            except OSError as problem:
                raise self._not_opened(problem) from None
            self._connection = self.look()
        return self._connection

    def _none_yet(self) -> None:
        """There is nothing here, which is a first run, unless a record is remembered or has left something.

        SQLite would delete the -wal of an empty file on opening it, also for reading: perhaps all that is left. Looks
        at the file again where one is remembered: another program may have begun it in between.
        """
        if is_left_alone(self.file):
            raise missing(self.file)
        if remembered.is_remembered(self.file) and self._is_nothing():
            raise missing(self.file)

    def _is_nothing(self) -> bool:
        try:
            return os.stat(self.file).st_size == 0
        except OSError:
            return True

    def look(self) -> sqlite3.Connection | None:
        """A connection that cannot write. Neither a full disk nor a folder that is closed to us hinders looking."""
        with self._told():
            try:
                connection = self._record_in("mode=ro")
            except sqlite3.OperationalError as problem:
                connection = self._look_otherwise(problem)
            if connection is not None:
                connection.execute("PRAGMA query_only=ON")
            return connection

    def _look_otherwise(self, problem: sqlite3.OperationalError) -> sqlite3.Connection | None:
        code = getattr(problem, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_READONLY_ROLLBACK:
            self._take_back()
            return self._record_in("mode=ro")
        if not can_be_read_as_it_lies(self.file, problem):
            raise problem
        return self._record_in("mode=ro&immutable=1")

    def _take_back(self) -> None:
        """Takes back a change that a crash or a power cut broke off. Without it half of the change would be read."""
        connection = self.connect("mode=rw")
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        finally:
            connection.close()

    def _record_in(self, how: str) -> sqlite3.Connection | None:
        """A connection to the record, None where there is none yet."""
        connection = self.connect(how)
        schema = 0
        try:
            schema = self._schema_of(connection)
        finally:
            if schema != SCHEMA:
                connection.close()
        if schema in (0, SCHEMA):
            return connection if schema else None
        self._migrate()
        return self._record_in(how)

    def _migrate(self) -> None:
        """Brings an older record up to date. A copy is kept first, and nothing is changed where that cannot be."""
        from mlops_path.storage.migrations import migrate  # noqa: PLC0415 - once after an update, if ever

        self._before_migration()
        connection = self.connect("mode=rw")
        try:
            migrate(connection, self.file)
        finally:
            connection.close()

    def _open_to_write(self) -> sqlite3.Connection:
        if self._connection is not None and self._may_write:
            return self._connection
        self._make_file()
        with self._told():
            connection = self.connect("mode=rw")
            try:
                schema = self._schema_of(connection)
                if schema == 0:
                    self._make_record(connection)
                elif schema < SCHEMA:
                    self._migrate()
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
        self._opened_inode = os.stat(self.file).st_ino
        remembered.remember(self.file)
        return connection

    def _still_there(self) -> None:
        """Nothing may be kept in a file that nobody will find again."""
        try:
            inode = os.stat(self.file).st_ino
        except OSError:
            inode = -1
        if inode != self._opened_inode:
            raise DatabaseError(
                f"The record at {self.file} was moved, deleted or replaced while it was open. Nothing was changed.",
                "Put it back, or leave and open mlops-path again.",
            )

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
        connection = sqlite3.connect(
            f"file:{quoted(self.file)}?{how}", uri=True, isolation_level=None, timeout=self._wait_ms / 1000
        )
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def _schema_of(self, connection: sqlite3.Connection) -> int:
        """The schema of the record, 0 for a database with nothing in it.

        Raises:
            DatabaseForeign: it is something else, or holds triggers or views that are not ours.
            DatabaseNewer: a later version of the program made it.
        """
        if not connection.in_transaction:
            connection.execute("BEGIN")  # or the record could be made between two of these questions
            try:
                return self._schema_of(connection)
            finally:
                connection.rollback()
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
        if application == APPLICATION_ID and self._is_no_version(connection, version):
            raise self._looked_at_again(damaged(self.file), in_pages=False)
        if application == APPLICATION_ID and version > SCHEMA:
            raise DatabaseNewer(
                f"The record at {self.file} was made by a newer mlops-path (its schema is {version}, this program "
                f"knows {SCHEMA}). Nothing was changed.",
                "Update mlops-path. If there never was a newer one here, `mlops-path doctor` looks the record over.",
            )
        if application == APPLICATION_ID and version > 0:
            acting = set(connection.execute(ACTING))
            if version == SCHEMA and not acting >= OURS:
                raise self._looked_at_again(damaged(self.file), in_pages=False)
            if not acting <= OURS:
                raise foreign_parts(self.file)
            return version
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if application not in (0, APPLICATION_ID) or version or not empty:
            raise self._not_ours()
        return 0

    def _is_no_version(self, connection: sqlite3.Connection, version: int) -> bool:
        """Whether a number is no schema of any version: far ahead of this one, or behind it with today's tables.

        One flipped bit makes 3 a 2 or 67,108,867; to call that an older record or a newer program would mislead.
        """
        if 0 < version < SCHEMA:
            return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema")} >= TABLES_OF_TODAY
        return version > SCHEMA + SCHEMAS_AHEAD

    def _make_file(self) -> None:
        folder = os.path.dirname(self.file)
        if not os.path.lexists(self.file):
            self._none_yet()
        try:
            make_private_folder(folder)
            try:
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                size = os.stat(self.file).st_size
                if is_other_than_a_file(self.file):
                    raise foreign(self.file) from None
                if size == 1:
                    raise self._not_ours() from None
                if size == 0:
                    self._none_yet()
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
            if self._schema_of(connection) == 0:
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
            if told is None and isinstance(problem, sqlite3.IntegrityError):
                raise self._out_of_order(problem) from None
            if told is None:
                raise
            in_pages = getattr(problem, "sqlite_errorcode", 0) != 0  # else it is text that is not UTF-8
            raise self._looked_at_again(told, in_pages=in_pages) from None
        except UnicodeDecodeError:  # in the words of SQLite's complaint about a broken schema
            raise self._looked_at_again(damaged(self.file)) from None

    def _out_of_order(self, problem: sqlite3.IntegrityError) -> Exception:
        """Rows that contradict each other: damage, unless the record is whole; then it is a mistake of the program."""
        from mlops_path.storage.backups import is_whole  # noqa: PLC0415 - only where something is wrong

        return problem if is_whole(self.file) else self._looked_at_again(damaged(self.file), in_pages=False)

    def _not_ours(self) -> DatabaseError:
        """Somebody else's file; but where a record is remembered, one that was spoilt or replaced."""
        if not remembered.is_remembered(self.file):
            return foreign(self.file)
        return self._looked_at_again(replaced(self.file), in_pages=False)

    def _looked_at_again(self, told: DatabaseError, *, in_pages: bool = True) -> DatabaseError:
        """Calls a record damaged only after opening it anew; then names the newest backup that is sound."""
        if isinstance(told, DatabaseForeign):
            return self._not_ours()
        if not isinstance(told, DatabaseDamaged):
            return told
        from mlops_path import locations  # noqa: PLC0415 - only where something is wrong
        from mlops_path.storage.backups import Backups, is_whole  # noqa: PLC0415 - the same

        if in_pages and is_whole(self.file):
            return DatabaseError(
                f"The record at {self.file} could not be read just now; opened anew, it is whole. Nothing was changed.",
                "Try again.",
            )
        backup = Backups(locations.backups_folder(), self.file).newest_sound()
        if backup is not None:
            count = f"{backup.events} event{'s' if backup.events != 1 else ''}"
            told.hint = (
                f"The newest sound backup is of {backup.at[:16].replace('T', ' ')} with {count}: "
                "`mlops-path restore newest` shows what it would bring back."
            )
        return told


def signs(connection: sqlite3.Connection) -> Signs:
    """By what a change is known in the record: each one adds an event, or changes a learner or a setting."""
    return [connection.execute(f"SELECT {each}").fetchall() for each in SIGNS]


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
