"""Copies of a record, each with a manifest; and how one is brought back. Through SQLite's own backup only.

A copy is made by SQLite page by page, because copying a file that is in use gives a file that does not open. It is
looked over before it counts: what cannot be opened is no backup.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from mlops_path.errors import (
    CannotWriteFile,
    DatabaseBusy,
    DatabaseDamaged,
    FileExists,
    FileInvalid,
    MlopsPathError,
)
from mlops_path.private_files import clear_scratch, make_private_folder, write_private_file
from mlops_path.storage.connection import (
    APPLICATION_ID,
    foreign,
    is_left_alone,
    is_other_than_a_file,
    missing,
    translated,
)
from mlops_path.storage.looking import opened_to_look, quoted
from mlops_path.storage.sqlite_sql import CREATE, SCHEMA, SQL
from mlops_path.text import file_name

TABLES = {text.split()[2] for text in CREATE if text.startswith("CREATE TABLE")}
ALL_PAGES = -1  # in one step: a copy made in several begins again whenever somebody writes in between
ALL_FOR, AT_MOST = timedelta(days=2), 20
THEN = ((1, 14), (7, 8), (30, 12))  # daily, weekly, monthly: days in one period, and how many periods are kept


class Backup(NamedTuple):
    """A copy of a record. `at` is ISO 8601 with offset, `why` a word; `sha256` is "" for a file without a manifest."""

    file: str
    at: str
    why: str
    events: int
    size: int
    sha256: str

    @property
    def is_sound(self) -> bool:
        """Whether the file is, byte for byte, what was looked over when it was made."""
        try:
            return bool(self.sha256) and digest(self.file) == self.sha256
        except OSError:
            return False


class Backups:
    """The copies of one record, in a folder of their own (0700, files 0600) that the first one makes."""

    def __init__(self, folder: str, record: str) -> None:
        self._record = record
        self.folder = os.path.join(folder, file_name(os.path.basename(record), record))

    def make(self, why: str, at: datetime, wait_ms: int = 5000) -> Backup:
        """Copies the record as it is at this moment, and forgets copies that are not worth keeping any more.

        Raises:
            DatabaseBusy, DatabaseDamaged, CannotWriteFile: there is no copy, and the record is as it was.
        """
        stem = f"{at.astimezone().strftime('%Y-%m-%d-%H%M%S')}-{why}"
        make_private_folder(self.folder)
        file = os.path.join(self.folder, f"{stem}.db")
        number = 1
        while os.path.exists(file):
            number += 1
            file = os.path.join(self.folder, f"{stem}-{number}.db")
        made = copied(self._record, file, why, at.isoformat(timespec="microseconds"), wait_ms)  # their order
        self.prune(at)
        return made

    def all(self) -> list[Backup]:
        """Every copy with a manifest, newest first."""
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        found = [backup for name in names if name.endswith(".json") and (backup := self._read(name))]
        return sorted(found, key=lambda backup: (datetime.fromisoformat(backup.at), backup.file), reverse=True)

    def newest_sound(self) -> Backup | None:
        """The newest copy that is still what it was when it was made."""
        return next((backup for backup in self.all() if backup.is_sound), None)

    def prune(self, now: datetime) -> None:
        """Takes away copies beyond: all of two days (at most 20), then 14 daily, 8 weekly, 12 monthly."""
        for backup in worth_dropping(self.all(), now):
            for file in (backup.file, _manifest(backup.file)):
                with suppress(OSError):
                    os.unlink(file)
        clear_scratch(self.folder)

    def _read(self, name: str) -> Backup | None:
        file = os.path.join(self.folder, name.removesuffix(".json") + ".db")
        try:
            with open(os.path.join(self.folder, name), encoding="utf-8") as source:
                kept = json.load(source)
            backup = Backup(file, str(kept["at"]), str(kept["why"]), int(kept["events"]), 0, str(kept["sha256"]))
            if datetime.fromisoformat(backup.at).utcoffset() is None:
                return None
            return backup._replace(size=os.stat(file).st_size)
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None


def worth_dropping(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """What the rule of `prune` does not keep, from `backups`, newest first."""
    keep: set[str] = set()
    recent = [backup for backup in backups if now - datetime.fromisoformat(backup.at) <= ALL_FOR]
    keep.update(backup.file for backup in recent[:AT_MOST])
    for days, periods in THEN:
        newest: dict[int, str] = {}
        for backup in backups:
            newest.setdefault(datetime.fromisoformat(backup.at).toordinal() // days, backup.file)
        keep.update(list(newest.values())[:periods])
    return [backup for backup in backups if backup.file not in keep]


def copied(record: str, file: str, why: str, at: str, wait_ms: int, *, manifest: bool = True) -> Backup:
    """A copy of `record` at `file`, which must not be there yet, looked over; with a manifest beside it.

    Raises:
        FileExists: something is there already.
        DatabaseBusy, DatabaseDamaged, CannotWriteFile: as it says; nothing is left behind.
    """
    scratch = f"{file}.{os.getpid()}.tmp"
    try:
        _reserve(file, scratch)
        if is_left_alone(record):
            raise missing(record)
        if is_other_than_a_file(record):
            raise foreign(record)
        with closing(opened_to_look(record)) as source:
            transfer(source, scratch, wait_ms)
        events = _looked_over_as(record, scratch)
        made = Backup(file, at, why, events, os.stat(scratch).st_size, digest(scratch))
        if manifest:
            _write_manifest(made)
        os.replace(scratch, file)
        _sync_folder(os.path.dirname(file))
    except sqlite3.Error as problem:
        raise _not_copied(record, problem) from None
    except OSError as problem:
        raise CannotWriteFile(
            f"The backup could not be written: {problem.strerror or 'unknown reason'}. Your record is as it was.",
            "Make room, or name another place: `mlops-path backup FILE`.",
        ) from None
    finally:
        with suppress(OSError):
            os.unlink(scratch)
    return made


def _looked_over_as(record: str, copy: str) -> int:
    """Events in a copy that was just made; what is wrong with it is wrong with the record."""
    try:
        return looked_over(copy)
    except (DatabaseDamaged, FileInvalid):
        raise DatabaseDamaged(
            f"The record at {record} is damaged, or of another version; a copy of it would be no backup. "
            "Nothing was changed.",
            "`mlops-path doctor` tells what is wrong with it.",
        ) from None


def _reserve(file: str, scratch: str) -> None:
    if os.path.lexists(file):
        raise FileExists(f"{file} is there already. Nothing was written.", "Name another file.")
    os.close(os.open(scratch, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def put_back(file: str, record: str, wait_ms: int) -> None:
    """Makes the record what the copy at `file` is, under the eyes of whoever has it open.

    Raises:
        DatabaseBusy: somebody else kept it locked; it is as it was.
        sqlite3.Error: the record does not open any more.
    """
    with (
        closing(sqlite3.connect(f"file:{quoted(file)}?mode=ro&immutable=1", uri=True)) as source,
        closing(sqlite3.connect(f"file:{quoted(record)}?mode=rw", uri=True, isolation_level=None)) as target,
        deadline(wait_ms) as progress,
    ):
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target, pages=ALL_PAGES, progress=progress, sleep=0.01)


def put_in_place(file: str, record: str, wait_ms: int) -> None:
    """Makes a record of the copy at `file` where there is none."""
    scratch = f"{record}.{os.getpid()}.tmp"
    try:
        _reserve(record, scratch)
        with closing(sqlite3.connect(f"file:{quoted(file)}?mode=ro&immutable=1", uri=True)) as source:
            transfer(source, scratch, wait_ms)
        os.replace(scratch, record)
        _sync_folder(os.path.dirname(record))
    finally:
        with suppress(OSError):
            os.unlink(scratch)


def put_aside(record: str, stamp: str) -> str:
    """Moves a record that does not open, and what lies beside it, into `damaged/`; the folder that it is in now.

    Raises:
        DatabaseForeign: there is a folder, a device or a pipe in its place, which is nobody's to move.
    """
    if is_other_than_a_file(record):
        raise foreign(record)
    folder = os.path.join(os.path.dirname(record), "damaged", stamp)
    make_private_folder(folder)
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.replace(record + ending, os.path.join(folder, os.path.basename(record) + ending))
    _sync_folder(os.path.dirname(record))
    return folder


def transfer(source: sqlite3.Connection, into: str, wait_ms: int) -> None:
    """Copies the pages of `source` into the file `into`, on the disk when this returns."""
    with closing(sqlite3.connect(f"file:{quoted(into)}?mode=rw", uri=True, isolation_level=None)) as target:
        with deadline(wait_ms) as progress:
            source.backup(target, pages=ALL_PAGES, progress=progress, sleep=0.01)
        target.execute("PRAGMA journal_mode=DELETE")  # one file that is whole without others beside it
    descriptor = os.open(into, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def deadline(wait_ms: int) -> Iterator[Callable[[int, int, int], None]]:
    """A progress callback that gives up on a lock: SQLite's own backup would wait for ever."""
    import time  # noqa: PLC0415 - only a copy needs it

    last, since = -1, time.monotonic()

    def progress(_: int, remaining: int, __: int) -> None:
        nonlocal last, since
        if remaining != last:
            last, since = remaining, time.monotonic()
        elif time.monotonic() - since > wait_ms / 1000:
            raise DatabaseBusy("The record is busy: another program is writing to it.", "Try again in a moment.")

    yield progress


def looked_over(file: str) -> int:
    """Events in the record at `file`, which nobody else has open.

    Raises:
        DatabaseDamaged: it is not a whole record.
        FileInvalid: it is no record at all, or one of a later version.
    """
    try:
        with closing(sqlite3.connect(f"file:{quoted(file)}?mode=ro&immutable=1", uri=True)) as connection:
            application, version = (
                int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
            )
            if application != APPLICATION_ID:
                raise _no_record(file)
            if version > SCHEMA:
                raise FileInvalid(f"{file} was made by a newer mlops-path. Nothing was changed.", "Update mlops-path.")
            if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                raise _damaged(file)
            if version == SCHEMA:
                _ask_everything(connection)
            return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])
    except UnicodeDecodeError:  # in the words of SQLite's complaint about a broken schema
        raise _damaged(file) from None
    except sqlite3.Error as problem:
        if getattr(problem, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN):
            raise _no_record(file) from None
        raise _damaged(file) from None


def is_whole(record: str) -> bool:
    """Whether a record that may be in use opens, has every page in order and takes every question of the program."""
    if is_left_alone(record) or is_other_than_a_file(record):
        return False
    try:
        with closing(opened_to_look(record)) as connection:
            numbers = [
                connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
            ]
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            pages = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if numbers != [APPLICATION_ID, SCHEMA] or pages != [("ok",)] or not there >= TABLES:
                return False
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                return False
            _ask_everything(connection)
            return True
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _ask_everything(connection: sqlite3.Connection) -> None:
    """Has SQLite prepare every statement of the program, which fails where a table is not what it was."""
    for statement in SQL.values():
        connection.execute(f"EXPLAIN {statement}", _Anything())


class _Anything(dict[str, object]):
    """A value for every name."""

    def __missing__(self, _: str) -> None:
        return None


def digest(file: str) -> str:
    """SHA-256 of a file, in hexadecimal. Never of a record that is open: closing it would drop SQLite's locks."""
    found = sha256()
    with open(file, "rb") as source:
        while block := source.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def events_in(file: str) -> set[tuple[str, int]]:
    """The events of a copy, each by its change and its part."""
    try:
        with closing(sqlite3.connect(f"file:{quoted(file)}?mode=ro&immutable=1", uri=True)) as connection:
            return set(connection.execute("SELECT op_id, part FROM event"))
    except sqlite3.Error:  # text that is no UTF-8
        raise _damaged(file) from None


def _manifest(file: str) -> str:
    return file.removesuffix(".db") + ".json"


def _write_manifest(backup: Backup) -> None:
    kept = {"at": backup.at, "why": backup.why, "events": backup.events, "sha256": backup.sha256}
    write_private_file(_manifest(backup.file), json.dumps(kept))


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_copied(record: str, problem: sqlite3.Error) -> MlopsPathError:
    told = translated(problem, record)
    if told is None:
        raise problem
    return told


def _no_record(file: str) -> FileInvalid:
    return FileInvalid(f"{file} is not a record of mlops-path. Nothing was changed.", "`mlops-path backup --list`")


def _damaged(file: str) -> DatabaseDamaged:
    return DatabaseDamaged(f"The copy at {file} is damaged. Nothing was changed.", "Take another one.")
