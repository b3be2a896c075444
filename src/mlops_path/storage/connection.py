"""What the store needs of a database, and how a database's complaints become sentences."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from mlops_path.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseForeign,
    DatabaseReadonly,
    DiskFull,
)

Row = tuple[Any, ...]

ROOM_BESIDE = 64 * 1024  # shared memory takes 32 KiB, a change about as much

APPLICATION_ID = 0x4D4C5054  # "MLPT"

# One list for every connection to SQLite, whoever opens it. Reasons and figures: docs/record.md.
PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=4194304",
)


class Connection(Protocol):
    """A record's database, open. `place` is what it is called in sentences."""

    @property
    def place(self) -> str: ...

    def run(self, name: str, values: Mapping[str, object] | None = None) -> list[Row]:
        """The rows that the statement called `name` gives."""

    def reading(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment."""

    def writing(self) -> AbstractContextManager[None]:
        """Everything inside is kept together or not at all, and no one else writes meanwhile."""

    def data_version(self) -> int:
        """A number that differs once somebody else has changed the record."""

    def close(self) -> None: ...


def translated(problem: sqlite3.Error, place: str) -> DatabaseError | None:
    """The sentence for what SQLite reported about the record at `place`; None for a mistake of ours."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(
                f"The record is busy: another program is writing to {place}. Nothing was changed.",
                "Try again in a moment.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return DatabaseReadonly(
                f"The record cannot be opened for this: {place}. Nothing was changed.",
                "Check that the file and its folder may be read and written by you.",
            )
        case sqlite3.SQLITE_FULL:
            return _full(place)
        case sqlite3.SQLITE_IOERR if _no_room(place):
            return _full(place)
        case sqlite3.SQLITE_IOERR:
            return DatabaseError(
                f"The disk reported an error for {place}. Nothing was changed.",
                "Check the disk; then try again.",
            )
        case sqlite3.SQLITE_CORRUPT:
            return damaged(place)
        case sqlite3.SQLITE_NOTADB:
            return foreign(place)
        case 0 | sqlite3.SQLITE_ERROR if isinstance(problem, sqlite3.OperationalError):
            return damaged(place)  # text that is not UTF-8 (no code), or a table that is not there
        case _:
            return None


def _full(place: str) -> DiskFull:
    return DiskFull(
        f"The disk is full; the record at {place} is as it was before. Nothing was changed.",
        "Free some space, then try again.",
    )


def _no_room(place: str) -> bool:
    """Whether the disk lacks the room for what stands beside a record while it is used; SQLite calls that an error."""
    from shutil import disk_usage  # noqa: PLC0415 - rare

    try:
        return disk_usage(os.path.dirname(place)).free < ROOM_BESIDE
    except OSError:
        return False


def is_left_alone(file: str) -> bool:
    """Whether the record's file is gone or empty and its -wal is not. SQLite deletes such a -wal, also on looking."""
    try:
        return os.path.getsize(f"{file}-wal") > 0 and not (os.path.exists(file) and os.path.getsize(file))
    except OSError:
        return False


def is_other_than_a_file(file: str) -> bool:
    """Whether a folder, a device or a pipe is there. Opening a pipe would wait for ever, a device reads as empty."""
    return os.path.exists(file) and not os.path.isfile(file)


def damaged(place: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The record at {place} is damaged. Nothing was changed.",
        "Keep a copy of the file and of those beside it before anything else.",
    )


def missing(place: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"The record at {place} is gone: there was one, and the file is missing or empty. Nothing was changed.",
        "`mlops-path restore` lists the backups; `mlops-path doctor --forget` lets a new record begin here.",
    )


def foreign(place: str) -> DatabaseForeign:
    return DatabaseForeign(
        f"{place} is not a record of mlops-path. Nothing was changed.",
        "Give another file with --database, or unset MLOPS_PATH_DATABASE.",
    )


def replaced(place: str) -> DatabaseDamaged:
    return DatabaseDamaged(
        f"{place} is not the record any more that was here: it is damaged, or something else took its place. "
        "Nothing was changed.",
        "Keep a copy of the file and of those beside it before anything else.",
    )


def foreign_parts(place: str) -> DatabaseForeign:
    return DatabaseForeign(
        f"The record at {place} holds triggers or views that mlops-path did not make. Nothing was changed.",
        "Restore a backup: `mlops-path restore` lists them.",
    )


def kept_badly(problem: DatabaseError, place: str) -> DatabaseError:
    """For a commit that failed, and whose change is found in the record all the same."""
    return type(problem)(
        f"The disk reported an error for {place}. Your change is in the record, but may not outlast a power cut.",
        "Check the disk; then look with `mlops-path history` whether it is still there.",
    )


def kept_unread(problem: DatabaseError, place: str) -> DatabaseError:
    """For a record that could not be read again after a commit."""
    return type(problem)(
        f"The record at {place} could not be read again. Your change is in the record.",
        "Check the disk; then look with `mlops-path history`.",
    )


def left_open(problem: DatabaseError, place: str) -> DatabaseError:
    """For a commit that failed on a record that cannot be read afterwards."""
    return type(problem)(
        f"The disk reported an error for {place}. It is not known whether your change was kept.",
        "Check the disk; then look with `mlops-path history` before you do it again.",
    )
