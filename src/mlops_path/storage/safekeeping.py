"""Keeping the record: copies of it, bringing one back, looking it over, mending what follows from the events.

Works on the file, also where it does not open any more. The moment of everything is an argument.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import NamedTuple

from mlops_path import locations
from mlops_path.domain.merging import Merged
from mlops_path.errors import CannotWriteFile, DatabaseDamaged, FileInvalid, NoSuchBackup
from mlops_path.private_files import make_private_folder
from mlops_path.storage import remembered
from mlops_path.storage.backups import (
    ALL_PAGES,
    Backup,
    Backups,
    copied,
    deadline,
    events_in,
    is_whole,
    looked_over,
    put_aside,
    put_back,
    put_in_place,
)
from mlops_path.storage.connection import PRAGMAS, is_left_alone, is_other_than_a_file, translated
from mlops_path.storage.documents import Document
from mlops_path.storage.examining import Trouble, examine, rebuild
from mlops_path.storage.exporting import document_of, empty_document
from mlops_path.storage.looking import opened_to_look, quoted
from mlops_path.storage.merging import is_known, merge
from mlops_path.storage.sqlite_file import SqliteFile
from mlops_path.storage.sqlite_sql import CREATE, SQL

NEWEST = "newest"


class Preview(NamedTuple):
    """What bringing a copy back would do: events of the copy, and of the record that the other lacks.

    `opens` is False where the record is missing or damaged; what it has that the copy lacks cannot be told then.
    """

    source: str
    events: int
    undone: int
    brought_back: int
    opens: bool


class Restored(NamedTuple):
    """Where the record of before is now: a backup of it, or the folder that the damaged file was moved to."""

    preview: Preview
    before: str


class Safekeeping:
    """What can be done for one record as a whole. `wait_ms` is how long a lock of somebody else is waited for."""

    def __init__(self, record: str, wait_ms: int = 5000) -> None:
        self.record = record
        self.backups = Backups(locations.backups_folder(), record)
        self._wait_ms = wait_ms

    # Copies

    def back_up(self, why: str, at: datetime) -> Backup | None:
        """A copy among the others; None where there is no record yet.

        Raises:
            DatabaseBusy, DatabaseDamaged, CannotWriteFile: there is no copy, and the record is as it was.
        """
        if not os.path.exists(self.record):
            return None
        try:
            return self.backups.make(why, at, self._wait_ms)
        except OSError as problem:
            raise CannotWriteFile(
                f"No folder for backups: {problem.strerror or 'unknown reason'}. Your record is as it was.",
                f"Check {locations.backups_folder()}.",
            ) from None

    def back_up_if_changed(self, why: str, at: datetime) -> Backup | None:
        """A copy, unless the newest one has every event already."""
        newest = next(iter(self.backups.all()), None)
        if newest is not None and os.path.exists(self.record) and newest.events == self._count():
            return None
        return self.back_up(why, at)

    def copy_to(self, file: str, at: datetime) -> Backup:
        """A copy at a place of the learner's choice, where nothing is yet.

        Raises:
            FileExists, and what `back_up` raises.
        """
        if not os.path.exists(self.record):
            raise NoSuchBackup("There is no record yet, so there is nothing to copy.", "`mlops-path status`")
        file = os.path.abspath(file)
        return copied(self.record, file, "asked", at.isoformat(timespec="seconds"), self._wait_ms, manifest=False)

    def _count(self) -> int:
        try:
            with closing(self._looking()) as connection:
                return int(connection.execute(SQL["count_events"]).fetchone()[0])
        except sqlite3.Error:
            return -1

    # Bringing one back

    def find(self, name: str) -> str:
        """The file of a backup: `newest` (that is sound), a number of the list from 1, a name in it, or a file.

        Raises:
            NoSuchBackup: it is none of them.
        """
        everyone = self.backups.all()
        if name == NEWEST:
            sound = self.backups.newest_sound()
            if sound is not None:
                return sound.file
        elif name.isdecimal() and 1 <= int(name) <= len(everyone):
            return everyone[int(name) - 1].file
        elif os.path.isfile(name):
            return os.path.abspath(name)
        for backup in everyone:
            if os.path.basename(backup.file) in (name, f"{name}.db"):
                return backup.file
        raise NoSuchBackup(f"No backup '{name[:80]}'.", "`mlops-path restore` lists every backup of this record.")

    def preview(self, file: str) -> Preview:
        """What `restore` would do. Reads only.

        Raises:
            FileInvalid, DatabaseDamaged: that file cannot be brought back.
        """
        if os.path.realpath(file) == os.path.realpath(self.record):
            raise FileInvalid("That is the record itself. Nothing was changed.", "Name a copy of it.")
        for beside in ("-wal", "-journal"):
            if os.path.exists(file + beside) and os.path.getsize(file + beside):
                raise FileInvalid(
                    f"{file} was copied while it was in use, or is in use now: there is a {beside[1:]} beside it. "
                    "Nothing was changed.",
                    "Make copies with `mlops-path backup FILE`.",
                )
        for backup in self.backups.all():
            if backup.file == file and not backup.is_sound:
                raise DatabaseDamaged(
                    f"The copy at {file} is not what it was when it was made. Nothing was changed.",
                    "`mlops-path restore newest` takes the newest one that is.",
                )
        events = looked_over(file)
        if not is_whole(self.record):
            return Preview(file, events, 0, events, opens=False)
        in_copy = events_in(file)
        try:
            here = self._events()
        except sqlite3.Error:
            return Preview(file, events, 0, events, opens=False)
        return Preview(file, events, len(here - in_copy), len(in_copy - here), opens=True)

    def _events(self) -> set[tuple[str, int]]:
        """The events of the record, each by its change and its part."""
        with closing(self._looking()) as connection:
            return set(connection.execute("SELECT op_id, part FROM event"))

    def restore(self, file: str, at: datetime) -> Restored:
        """Makes the record what the copy is. The record of before is kept: as a backup, or moved aside if damaged.

        Raises:
            what `preview` and `back_up` raise, DatabaseBusy: the record is as it was.
        """
        preview = self.preview(file)
        try:
            if preview.opens:
                before = self.back_up("before-restore", at)
                put_back(file, self.record, self._wait_ms)
                place = before.file if before is not None else ""
            else:
                make_private_folder(os.path.dirname(self.record))
                there = any(os.path.lexists(self.record + ending) for ending in ("", "-wal"))
                place = put_aside(self.record, at.strftime("%Y-%m-%d-%H%M%S-%f")) if there else ""
                put_in_place(file, self.record, self._wait_ms)
            self._begin_a_chain()
        except sqlite3.Error as problem:
            told = translated(problem, self.record)
            if told is None:
                raise
            raise told from None
        except OSError as problem:
            raise CannotWriteFile(
                f"The record could not be put in its place: {problem.strerror or 'unknown reason'}. "
                "The backup is as it was.",
                "Make room, then run the command again.",
            ) from None
        remembered.remember(self.record)
        return Restored(preview, place)

    def _begin_a_chain(self) -> None:
        """Two copies of a record that both went on must not share a chain, so later events begin one of their own."""
        with closing(self._changing()) as connection:
            connection.execute(SQL["change_about"], {"about_key": "device", "new_value": os.urandom(8).hex()})

    def forget(self, at: datetime) -> None:
        """Lets a new record begin where one was lost or given up. What is left of it is moved aside."""
        if is_left_alone(self.record):
            put_aside(self.record, at.strftime("%Y-%m-%d-%H%M%S-%f"))
        remembered.forget(self.record)

    # Taking it along

    def export(self, advance: Callable[[], None]) -> Iterator[bytes]:
        """The whole record as a document, line by line; `advance` is called for every event.

        Raises:
            DatabaseDamaged: an event is not what was kept.
        """
        if not os.path.exists(self.record):
            yield from empty_document()
            return
        with self._told(), closing(self._looking()) as connection:
            yield from document_of(connection, self.record, advance)

    def preview_import(self, document: Document, name: str = "") -> Merged:
        """What `take_in` would do, tried on a copy that nobody else sees.

        Raises:
            what `merge` raises.
        """
        with self._told(), closing(sqlite3.connect("", isolation_level=None)) as scratch:
            if os.path.exists(self.record):
                with closing(self._looking()) as connection, deadline(self._wait_ms) as progress:
                    connection.backup(scratch, pages=ALL_PAGES, progress=progress, sleep=0.01)
            else:
                for statement in CREATE:
                    scratch.execute(statement)
            scratch.execute("BEGIN")
            return merge(scratch, document, self.record, name)

    def take_in(self, document: Document, at: datetime, name: str = "") -> Merged:
        """Merges a document into the record, whole or not at all, after a backup. Makes the record where there is none.

        A record that has all of it already is left alone.

        Raises:
            what `merge` and `back_up` raise: the record is as it was.
        """
        with self._told():
            if self._knows(document):
                return Merged(document.count, 0, (), (), ())
            self.back_up("before-import", at)
            made = SqliteFile(self.record, self._wait_ms)
            made.make()
            made.close()
            with closing(self._changing()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    merged = merge(connection, document, self.record, name)
                    connection.commit()
                finally:
                    if connection.in_transaction:
                        connection.rollback()
        return merged

    def _knows(self, document: Document) -> bool:
        if not os.path.exists(self.record):
            return not document.people
        with closing(self._looking()) as connection:
            return is_known(connection, document)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            told = translated(problem, self.record)
            if told is None:
                raise
            raise told from None

    # Looking it over

    def examine(self) -> list[Trouble]:
        """Everything wrong with the record; empty for a sound one, and where there is none yet."""
        try:
            os.stat(self.record)
        except OSError as problem:
            if not isinstance(problem, FileNotFoundError):
                return [Trouble("place", self.record, f"No file can be there: {problem.strerror}.", mends=False)]
        if is_other_than_a_file(self.record):
            return [Trouble("place", self.record, "What is there is no plain file.", mends=False)]
        if not os.path.exists(self.record) or os.path.getsize(self.record) == 0:
            if not remembered.is_remembered(self.record) and not is_left_alone(self.record):
                return []
            return [Trouble("missing", self.record, "There was a record here, and it is gone.", mends=False)]
        try:
            with closing(self._looking()) as connection:
                return examine(connection)
        except (sqlite3.Error, UnicodeDecodeError):
            return [Trouble("pages", "", "SQLite cannot open the file.", mends=False)]

    def repair(self, at: datetime) -> bool:
        """Makes what follows from the events anew, after a backup; False where an event is not what was kept."""
        self.back_up("before-repair", at)
        try:
            with closing(self._changing()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    mended = rebuild(connection)
                    connection.commit()
                finally:
                    if connection.in_transaction:
                        connection.rollback()
        except sqlite3.Error as problem:
            told = translated(problem, self.record)
            if told is None:
                raise
            raise told from None
        return mended

    def settings(self) -> dict[str, object]:
        """How connections to the record are set up, by the names of SQLite's pragmas; empty where it does not open."""
        names = ("journal_mode", "user_version", *(pragma.split()[1].split("=")[0] for pragma in PRAGMAS))
        try:
            with closing(self._looking()) as connection:
                return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
        except sqlite3.Error:
            return {}

    def _looking(self) -> sqlite3.Connection:
        return self._connected("mode=ro")

    def _changing(self) -> sqlite3.Connection:
        return self._connected("mode=rw")

    def _connected(self, how: str) -> sqlite3.Connection:
        if is_left_alone(self.record) or is_other_than_a_file(self.record):
            raise sqlite3.OperationalError("there is nothing that SQLite should open")
        wait = self._wait_ms / 1000
        if how == "mode=ro":
            connection = opened_to_look(self.record, wait)
        else:
            address = f"file:{quoted(self.record)}?{how}"
            connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait)
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
        except BaseException as problem:
            connection.close()
            if isinstance(problem, UnicodeDecodeError):  # SQLite quotes a broken schema in its complaint
                raise sqlite3.OperationalError("the schema is no text") from None
            raise
        return connection
