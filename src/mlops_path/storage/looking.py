"""A record opened to be read, also where there is no room for what SQLite lays beside it."""

from __future__ import annotations

import os
import sqlite3

# What SQLite reports of looking where it cannot write, or finds no room for the memory it shares with other programs.
NO_WRITING = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
NO_SHARED_MEMORY = (sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMMAP)


def opened_to_look(record: str, timeout: float = 5.0) -> sqlite3.Connection:
    """A connection to a record that reads only. `timeout` is in seconds, for a lock of somebody else.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    try:
        return _opened(record, "mode=ro", timeout)
    except sqlite3.OperationalError as problem:
        if not can_be_read_as_it_lies(record, problem):
            raise
        return _opened(record, "mode=ro&immutable=1", timeout)


def can_be_read_as_it_lies(record: str, problem: sqlite3.OperationalError) -> bool:
    """Whether a record that did not open lacks room beside it, and no more: nobody writes, all of it is in the file."""
    code = getattr(problem, "sqlite_errorcode", 0)
    beside = f"{record}-wal"
    log = os.path.getsize(beside) if os.path.exists(beside) else 0
    return not log and (code in NO_SHARED_MEMORY or code & 0xFF in NO_WRITING)


def _opened(record: str, how: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quoted(record)}?{how}", uri=True, isolation_level=None, timeout=timeout)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # opens the file, which connecting does not
    except BaseException as problem:
        connection.close()
        if isinstance(problem, UnicodeDecodeError):  # SQLite quotes a broken schema in its complaint
            raise sqlite3.OperationalError("the schema is no text") from None
        raise
    return connection


def quoted(file: str) -> str:
    """A file name as SQLite's addresses take it."""
    return file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
